"""What lies on a desk of what was promised: to be done, to be verified, and days to decide on."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, or_

from api.authorities.directory import directory
from api.cases.access import concerning, sight_from
from api.cases.models import Case
from api.commitments.models import OPEN, WAITING, Commitment, Postponement, Source
from api.commitments.queries import Promised, listed
from api.commitments.sides import acting
from api.core.access import Actor, Role

MOST = 100
"""Promises of one pile that are looked at in one go."""


class Pile(StrEnum):
    """What is to be done about them at this desk."""

    DECIDE = "decide"
    """Another day was asked for by a unit below."""
    VERIFY = "verify"
    """Said to be done by another unit, and seen from here."""
    DO = "do"
    """To be done by the unit, or prepared there."""
    REPORTED = "reported"
    """Said to be done by the unit, and waiting for what others say."""


def piles(actor: Actor) -> Mapping[Pile, Sequence[Promised]]:
    """Up to so many of each for the position acted in, the earliest day first."""
    if actor.position_id is None:
        return {}
    above = _line(actor.position_id)
    own = Commitment.__table__.c
    is_ours = or_(Case.unit_id.in_(above), _is_in(Case.assigned_unit_id, above))
    is_promised_here = or_(is_ours, _is_in(own.asked_for_id, above))
    wanted = {
        Pile.DECIDE: and_(Case.state.in_(OPEN), ~is_ours, _may_decide(actor), _is_asked_for()),
        Pile.VERIFY: and_(Case.state.in_(WAITING), ~is_promised_here, _may_verify(actor)),
        Pile.DO: and_(Case.state.in_(OPEN), is_ours, _works_on(actor)),
        Pile.REPORTED: and_(Case.state.in_(WAITING), is_ours, _works_on(actor)),
    }
    seen = concerning(acting(actor))
    return {
        pile: listed(seen, condition, order=own.due_on, limit=MOST)
        for pile, condition in wanted.items()
    }


def _may_decide(actor: Actor) -> ColumnElement[bool]:
    return _as(actor, Role.HEAD)


def _may_verify(actor: Actor) -> ColumnElement[bool]:
    """As a head above or as an inspector; as a monitor what was promised in an answer."""
    of_answers = Commitment.__table__.c.source == Source.ANSWER
    watches = and_(of_answers, _as(actor, Role.MONITOR))
    return or_(_as(actor, Role.HEAD, Role.INSPECTOR), watches)


def _works_on(actor: Actor) -> ColumnElement[bool]:
    return _as(actor, Role.HEAD, Role.HANDLER, Role.ASSISTANT)


def _as(actor: Actor, *roles: Role) -> ColumnElement[bool]:
    """Whether the person is one of these on it, in the position acted in."""
    return sight_from(acting(actor).position_ids).only(*roles).clause()


def _is_asked_for() -> ColumnElement[bool]:
    return exists().where(Postponement.commitment_id == Case.id, Postponement.decided_at.is_(None))


def _is_in(unit_id: SQLColumnExpression[UUID | None], those: Sequence[UUID]) -> ColumnElement[bool]:
    """Never unknown, also where there is none: what is not so is asked for, too."""
    return and_(unit_id.is_not(None), unit_id.in_(those))


def _line(position_id: UUID) -> Sequence[UUID]:
    """The position's unit, and those that it is a part of or stands below."""
    known = directory()
    found = [known.position(position_id).unit_id]
    while (parent := known.parent(found[-1])) is not None:
        found.append(parent.id)
    return found
