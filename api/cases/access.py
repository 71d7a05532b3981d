"""Who is who on a case: one definition, asked of a row in memory and of a query alike."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_

from api.authorities.delegations import delegators_of
from api.authorities.directory import Directory, directory
from api.authorities.models import Level, Title, UnitKind
from api.authorities.policy import roles_of
from api.authorities.views import PositionView
from api.cases.models import Case
from api.cases.reaches import Held, Inspected, Published, Reach, Sight
from api.core import clock
from api.core.access import Actor, Role
from api.core.errors import Missing


class Reader(StrEnum):
    """The classes of readers; each has a schema of its own."""

    AUTHOR = "author"
    RECEIVER = "receiver"
    HANDLER = "handler"
    RECEIVING_HANDLER = "receiving_handler"
    HEAD = "head"
    MODERATOR = "moderator"
    MONITOR = "monitor"
    INSPECTOR = "inspector"
    PUBLIC = "public"


_READS_AS: tuple[tuple[frozenset[Role], Reader], ...] = (
    (frozenset({Role.RECEIVER, Role.HANDLER}), Reader.RECEIVING_HANDLER),
    (frozenset({Role.RECEIVER, Role.ASSISTANT}), Reader.RECEIVING_HANDLER),
    (frozenset({Role.HANDLER}), Reader.HANDLER),
    (frozenset({Role.ASSISTANT}), Reader.HANDLER),
    (frozenset({Role.CONTRIBUTOR}), Reader.HANDLER),
    (frozenset({Role.RECEIVER}), Reader.RECEIVER),
    (frozenset({Role.HEAD}), Reader.HEAD),
    (frozenset({Role.RESIDENT}), Reader.AUTHOR),
    (frozenset({Role.MODERATOR}), Reader.MODERATOR),
    (frozenset({Role.MONITOR}), Reader.MONITOR),
    (frozenset({Role.INSPECTOR}), Reader.INSPECTOR),
    (frozenset({Role.VISITOR}), Reader.PUBLIC),
)
"""Who is all of a line on a case reads it so. Each line reads what the later ones of officials do,
so that somebody who is several things on a case reads all that they may."""


OUTSIDE = frozenset({Reader.AUTHOR, Reader.MONITOR, Reader.INSPECTOR, Reader.PUBLIC})
"""Readers who see which unit acted, not which desk, and no internal text."""

WORDLESS = (Role.MONITOR, Role.VISITOR)
"""Who reads the words of a case only as they are shown in public."""

UNTOLD = (*WORDLESS, Role.MODERATOR)
"""Who does not learn whom a case is about, its numbers, and its place in the sender's words."""

OFFICE = (Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.CONTRIBUTOR, Role.HEAD)
"""Who reads what the office enters for itself: the register, the channel, who prepares it."""


def sight(actor: Actor | None) -> Sight:
    """What this person may see today; what is public, when nobody is signed in."""
    nobody: frozenset[UUID] = frozenset()
    if actor is None:
        return Sight((_PUBLIC,), nobody, nobody)
    if actor.is_(Role.ADMINISTRATOR):
        return Sight((), nobody, nobody)
    if actor.position_ids:
        return sight_from(actor.position_ids)
    own = (Reach(Role.RESIDENT, author_id=actor.account_id),)
    return Sight((*(own if actor.is_(Role.RESIDENT) else ()), _PUBLIC), nobody, nobody)


def sight_from(position_ids: frozenset[UUID]) -> Sight:
    """What whoever holds these positions may see, whether they ask or are told."""
    known = directory()
    own_units = frozenset(
        unit_id
        for position_id in position_ids
        for unit_id in _with_parents(known, known.position(position_id).unit_id)
    )
    reaches = [reach for each in position_ids for reach in _reaches(known, each, own_units)]
    if any(reach.role is Role.RECEIVER for reach in reaches):
        # Who takes petitions in does not also say what of them is shown.
        reaches = [reach for reach in reaches if reach.role is not Role.MODERATOR]
    return Sight((*reaches, _PUBLIC), own_units, position_ids | _signed_for(known, position_ids))


def _signed_for(known: Directory, position_ids: frozenset[UUID]) -> frozenset[UUID]:
    """The heads for whom these sign, as deputy or delegate: they see nothing about them either."""
    deputies = [known.position(each) for each in position_ids]
    heads = [known.head_of(each.unit_id) for each in deputies if each.title is Title.DEPUTY]
    delegators = delegators_of(position_ids, clock.today())
    return frozenset(head.id for head in heads if head is not None) | delegators


def visible(actor: Actor | None) -> ColumnElement[bool]:
    """All that the person may see, as a condition of a query."""
    return sight(actor).clause()


def concerning(actor: Actor) -> ColumnElement[bool]:
    """What the person sees by office or as its sender: the filter of desks, figures and feeds.

    What is public everywhere is not work, and counts for nobody's unit.
    """
    return sight(actor).without(Role.VISITOR).clause()


def roles_on(actor: Actor | None, case: Case) -> frozenset[Role]:
    """What this person is on this case."""
    return sight(actor).roles_on(case)


def moderates(actor: Actor, case: Case) -> bool:
    """Whether the person's desk is one that looks at this case when a decision is asked for."""
    found = sight(actor)
    return not found.is_about(case) and any(
        isinstance(reach, Held) and reach.is_outside(case) for reach in found.reaches
    )


def moderated_in_public(actor: Actor) -> ColumnElement[bool]:
    """Public cases of which this person's desk says what else of them is shown."""
    found = sight(actor)
    desks = [reach.outside() for reach in found.reaches if isinstance(reach, Held)]
    return and_(found.only(Role.VISITOR).clause(), or_(false(), *desks))


def reader_of(actor: Actor | None, case: Case) -> Reader:
    """How much of the case this person reads; `Missing` when nothing."""
    roles = roles_on(actor, case)
    for needed, reader in _READS_AS:
        if needed <= roles:
            return reader
    raise Missing


_PUBLIC = Published()


def head_above(case: Case) -> PositionView | None:
    """The first head above the one who answers whom the case is not about; None at the top."""
    known = directory()
    above = known.superior_of(case.holder_id)
    while above is not None and is_about(case, above):
        above = known.superior_of(above.id)
    return above


def is_about(case: Case, position: PositionView) -> bool:
    """Whether the case is about the position, its unit, or the person who holds both desks."""
    in_unit = case.about_unit_id in _with_parents(directory(), position.unit_id)
    return in_unit or is_accused(case, position)


def is_accused(case: Case, position: PositionView) -> bool:
    """Whether the case is about the position, or about another desk of the person who holds it."""
    known = directory()
    if case.about_position_id in (None, position.id):
        return case.about_position_id is not None
    accused = known.holder_on(case.about_position_id, clock.today())
    asked = known.holder_on(position.id, clock.today())
    return (
        accused is not None
        and asked is not None
        and accused.account_id is not None
        and accused.account_id == asked.account_id
    )


def _reaches(
    known: Directory, position_id: UUID, own_units: frozenset[UUID]
) -> list[Reach | Held | Inspected]:
    """One for each role of the position."""
    position = known.position(position_id)
    unit = known.unit(position.unit_id)
    reaches: dict[Role, Reach | Held | Inspected] = {
        Role.HEAD: Reach(
            Role.HEAD,
            area_code=None if unit.level is Level.PROVINCE else unit.area_code,
            unit_ids=known.below(unit.id),
            assigned_unit_id=unit.id if unit.kind in _PREPARING else None,
        ),
        Role.RECEIVER: Reach(Role.RECEIVER, area_code=unit.area_code),
        Role.HANDLER: _prepares(Role.HANDLER, unit.id),
        Role.ASSISTANT: _prepares(Role.ASSISTANT, unit.id),
        Role.MONITOR: Reach(
            Role.MONITOR, area_code=unit.area_code, everything=unit.level is Level.PROVINCE
        ),
        Role.MODERATOR: Held(own_units),
        Role.INSPECTOR: Inspected(unit.area_code),
    }
    roles = roles_of(position.title, unit.kind)
    if not roles.isdisjoint(_CONTRIBUTING):
        reaches[Role.CONTRIBUTOR] = Reach(Role.CONTRIBUTOR, co_unit_id=unit.id)
        roles |= {Role.CONTRIBUTOR}
    return [reaches[role] for role in roles if role in reaches]


_CONTRIBUTING = frozenset({Role.HANDLER, Role.ASSISTANT, Role.HEAD})
"""Who works on what their unit is asked to contribute to an answer of another one."""

_PREPARING = frozenset({UnitKind.DEPARTMENT, UnitKind.DESK, UnitKind.GOVERNMENT})
"""Units that prepare answers for others; a government does so when a Party head directs it."""


def _prepares(role: Role, unit_id: UUID) -> Reach:
    return Reach(role, unit_ids=frozenset({unit_id}), assigned_unit_id=unit_id)


def _with_parents(known: Directory, unit_id: UUID) -> list[UUID]:
    """The unit and the ones it is a part of."""
    found = [unit_id]
    while (parent := known.unit(found[-1]).parent_id) is not None:
        found.append(parent)
    return found
