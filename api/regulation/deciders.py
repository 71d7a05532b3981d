"""Who may change the law here: proposing, adopting, and letting open terms follow."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Level, UnitKind
from api.authorities.names import written
from api.authorities.policy import Act, can, roles_of
from api.authorities.views import UnitView
from api.core import clock
from api.core.access import Actor
from api.regulation.errors import ASecondPerson, NotOfTheProvince, NotTheirs
from api.regulation.rules import Basis

_PROPOSING: Final = frozenset({UnitKind.PARTY, UnitKind.GOVERNMENT, UnitKind.DEPARTMENT})


def must_be_able(actor: Actor, act: Act) -> None:
    """Refuses who may not do this in the position they act in."""
    unit = _unit_of(actor)
    title = directory().position(actor.position_id).title if actor.position_id else None
    is_there = unit.level is Level.PROVINCE and unit.kind in _PROPOSING
    if title is None or not is_there or not can(roles_of(title, unit.kind), act, unit.kind):
        raise NotOfTheProvince


def must_decide_on(actor: Actor, bases: Collection[Basis]) -> None:
    """Refuses who does not decide on texts on all of these words, in the position they act in.

    The calendar and the competence table, for which there is none, are the government's.
    """
    must_be_able(actor, Act.LAW_ADOPTION)
    if deciding_on(bases or {Basis.LAW}) != {_unit_of(actor).kind}:
        raise NotTheirs


def must_be_another(actor: Actor, account_id: UUID) -> None:
    """Refuses the person with this account, and the one of that name with another account.

    Two accounts of one person would be both of the two who are needed.
    """
    names = _names(actor.account_id) & _names(account_id)
    if actor.account_id == account_id or names:
        raise ASecondPerson


def deciding_on(bases: Collection[Basis]) -> set[UnitKind]:
    """Whose head decides on texts on these words."""
    return {UnitKind.PARTY if each is Basis.PARTY else UnitKind.GOVERNMENT for each in bases}


def _unit_of(actor: Actor) -> UnitView:
    if actor.position_id is None:
        raise NotOfTheProvince
    return directory().unit(directory().position(actor.position_id).unit_id)


def _names(account_id: UUID) -> frozenset[str]:
    """Under which names, however they are typed, the account's person holds positions today."""
    held = directory().appointments_of(account_id, clock.today())
    return frozenset(written(each.person) for each in held)
