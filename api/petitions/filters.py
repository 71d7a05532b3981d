"""Which petitions somebody wants: the same filters for lists, counts, facets, views and exports."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from api.authorities.directory import directory
from api.cases.access import UNTOLD, sight
from api.cases.models import Addressee, Case, Channel, Kind
from api.cases.representatives import represented_by
from api.core.access import Actor, Role
from api.core.clock import midnight
from api.core.errors import Unauthenticated
from api.petitions.contributions import Contribution
from api.petitions.searching import sent_by, with_words
from api.petitions.states import INTAKE, PUBLIC, PetitionState, PublicState
from api.petitions.supporters import followed_by
from api.regulation.calendar import ONE_DAY
from api.regulation.models import Obligation, ObligationState


class Sort(StrEnum):
    """In which order a list is read."""

    RECEIPT = "receipt"
    """The newest first."""
    DUE = "due"
    """What is too late first, then by the next due moment; last, what has none."""


@dataclass(frozen=True)
class DueKey:
    """Where a page ends in a list by due moments."""

    due_at: datetime
    ordinal: UUID


@dataclass(frozen=True)
class Wanted:
    """Which petitions a list is about; None, empty or False where it does not matter."""

    states: tuple[PetitionState, ...] = ()
    kind: Kind | None = None
    field: str | None = None
    area: str | None = None
    unit_id: UUID | None = None
    assigned_id: UUID | None = None
    about_id: UUID | None = None
    """A unit or a position that it is about."""
    channel: Channel | None = None
    addressee: Addressee | None = None
    overdue: bool = False
    due_soon: bool = False
    due_before: datetime | None = None
    received_from: date | None = None
    received_to: date | None = None
    """The last day, itself included."""
    public_state: PublicState | None = None
    q: str | None = None
    sender: str | None = None
    """A name or telephone number: for receiving officers, of what is in intake."""
    mine: bool = False
    awaiting: bool = False
    """Whether it is who asks that is to act next."""
    together: bool = False
    """Whether another unit answers it, and theirs contributes."""
    following: bool = False
    published: bool = False
    sort: Sort = Sort.RECEIPT
    after: UUID | DueKey | None = None
    limit: int = 50


def conditions(actor: Actor | None, wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
    """All that is asked for but `mine`, as conditions of a query."""
    equal = {
        Case.kind: wanted.kind,
        Case.area_code: wanted.area,
        Case.unit_id: wanted.unit_id,
        Case.addressee: wanted.addressee,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    found += _of_the_matter(wanted)
    found += _of_the_inside(actor, wanted)
    found += _of_time(wanted, at)
    found += _of_who_asks(actor, wanted)
    if wanted.q:
        found.append(with_words(actor, wanted.q))
    if wanted.sender:
        found.append(sent_by(actor, wanted.sender))
    return found


def mine(actor: Actor | None) -> list[ColumnElement[bool]]:
    """The ways in which a petition is somebody's own: to answer, to prepare; or they sent it."""
    if actor is None:
        raise Unauthenticated
    if not actor.position_ids:
        stands_for = Case.id.in_(represented_by(actor.account_id))
        return [Case.author_id == actor.account_id, stands_for]
    columns = (Case.holder_id, Case.assigned_id)
    return [column == held for held in sorted(actor.position_ids) for column in columns]


def is_due_soon(at: datetime) -> ColumnElement[bool]:
    """Whether the reminder of something still owed on it has come, and its moment has not."""
    return and_(
        Case.next_due_at > at,
        exists().where(
            Obligation.case_id == Case.id,
            Obligation.state == ObligationState.OPEN,
            Obligation.due_at > at,
            or_(Obligation.reminded > 0, Obligation.next_reminder_at <= at),
        ),
    )


def awaits(actor: Actor) -> ColumnElement[bool]:
    """Whether the next step is theirs: to take in, to decide or sign, to prepare, to contribute."""
    held, units = sorted(actor.position_ids), _units(actor)
    return or_(
        false(),
        and_(Case.holder_id.in_(held), Case.state.in_(_DECIDED_NEXT)),
        and_(
            Case.holder_id.in_(held),
            Case.assigned_id.is_(None),
            Case.state == PetitionState.ACCEPTED,
        ),
        and_(Case.assigned_id.in_(held), Case.state.in_(_PREPARED_NEXT)),
        and_(
            sight(actor).only(Role.RECEIVER).clause(),
            Case.state.in_(INTAKE - {PetitionState.PROPOSED, PetitionState.SUPPLEMENT}),
        ),
        Case.id.in_(
            select(Contribution.petition_id).where(
                Contribution.unit_id.in_(units), Contribution.replied_at.is_(None)
            )
        ),
    )


_DECIDED_NEXT = (PetitionState.PROPOSED, PetitionState.AT_SIGNATURE)
_PREPARED_NEXT = (PetitionState.ACCEPTED, PetitionState.IN_PROGRESS)


def _of_the_matter(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.states:
        found.append(Case.state.in_(wanted.states))
    if wanted.public_state is not None:
        found.append(Case.state.in_([s for s in PUBLIC if PUBLIC[s] is wanted.public_state]))
    if wanted.field:
        found.append(or_(Case.field == wanted.field, Case.subfield == wanted.field))
    return found


def _of_the_inside(actor: Actor | None, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What not everybody reads of a petition is asked of those alone of which they read it."""
    equal = {Case.assigned_id: wanted.assigned_id, Case.channel: wanted.channel}
    found = [column == value for column, value in equal.items() if value is not None]
    if wanted.about_id:
        about = wanted.about_id
        found.append(or_(Case.about_unit_id == about, Case.about_position_id == about))
    return [*found, sight(actor).without(*UNTOLD).clause()] if found else []


def _of_time(wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.overdue:
        found.append(Case.next_due_at <= at)
    if wanted.due_soon:
        found.append(is_due_soon(at))
    if wanted.due_before:
        found.append(Case.next_due_at < wanted.due_before)
    if wanted.received_from:
        found.append(Case.opened_at >= midnight(wanted.received_from))
    if wanted.received_to:
        found.append(Case.opened_at < midnight(wanted.received_to + ONE_DAY))
    return found


def _of_who_asks(actor: Actor | None, wanted: Wanted) -> list[ColumnElement[bool]]:
    if not (wanted.awaiting or wanted.together or wanted.following):
        return []
    if actor is None:
        raise Unauthenticated
    found = [awaits(actor)] if wanted.awaiting else []
    if wanted.following:
        found.append(Case.id.in_(followed_by(actor.account_id)))
    if wanted.together:
        found.append(or_(false(), *(Case.co_unit_ids.contains([u]) for u in _units(actor))))
    return found


def _units(actor: Actor) -> list[UUID]:
    known = directory()
    return sorted({known.position(each).unit_id for each in actor.position_ids})
