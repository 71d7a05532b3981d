"""What was promised: one, those of an answer, lists, and what opens the next agenda."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    SQLColumnExpression,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import selectinload

from api.cases.access import concerning
from api.cases.holding import hold
from api.cases.models import Case
from api.cases.representatives import represented_by
from api.commitments.fates import UNKEPT, Fate, fate
from api.commitments.models import Commitment, CommitmentState, Source
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing
from api.events.models import Event
from api.regulation.calendar import ONE_DAY


@dataclass(frozen=True)
class Wanted:
    """Which promises a list is about; None where it does not matter."""

    unit_id: UUID | None = None
    area_code: str | None = None
    """Where the unit is that owes it."""
    leader_id: UUID | None = None
    """The position that owes it."""
    state: CommitmentState | None = None
    source: Source | None = None
    fate: Fate | None = None
    moved: bool | None = None
    """Whether another day was allowed for it."""
    first_day: date | None = None
    last_day: date | None = None
    """On which legal days it was promised, both among them."""
    overdue: bool = False
    mine: bool = False
    public: bool = False
    """Of those that everybody may read, whoever asks."""
    after: UUID | None = None
    limit: int = 50


@dataclass(frozen=True)
class Promised:
    """Something promised, in a list."""

    id: UUID
    ordinal: UUID
    code: str
    origin_id: UUID
    origin_code: str
    unit_id: UUID
    holder_id: UUID
    what: str
    due_on: date
    state: str
    due_at: datetime | None
    """None once it is verified, and once it failed."""
    source: Source
    measure: str | None
    reported_on: date | None
    moves: int
    opened_at: datetime


ORIGIN = Case.__table__.alias("origin")
"""The case in whose answer, or about which, it was promised."""


def commitment_to_read(commitment_id: UUID) -> Commitment:
    """The commitment with all that was told of it; `Missing` when there is none."""
    found = db.session.scalar(_whole(commitment_id))
    if found is None:
        raise Missing
    return found


def commitment_to_change(commitment_id: UUID) -> Commitment:
    """The commitment with all that was told of it, held; `Missing` when there is none."""
    hold(commitment_id)
    found = db.session.scalar(_whole(commitment_id).execution_options(populate_existing=True))
    if found is None:
        raise Missing
    return found


def promised_in(origin_id: UUID) -> Sequence[Promised]:
    """All that was promised in the answers to this case, in the order of the promises."""
    return listed(Commitment.origin_id == origin_id, order=Case.ordinal)


def promised_in_each(origin_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Promised]]:
    """The same for each of these cases."""
    found: defaultdict[UUID, list[Promised]] = defaultdict(list)
    for each in listed(Commitment.origin_id.in_(origin_ids), order=Case.ordinal):
        found[each.origin_id].append(each)
    return found


def promises_for(actor: Actor | None, wanted: Wanted, at: datetime) -> Sequence[Promised]:
    """Up to `limit` + 1 promises, newest first.

    Those that everybody may read when they are asked for, or nobody is signed in; else those that
    concern the person, by office or as whom they were made to.
    """
    seen = is_public() if actor is None or wanted.public else concerning(actor)
    conditions = _conditions(actor, wanted, at)
    return listed(seen, *conditions, order=Case.ordinal.desc(), limit=wanted.limit + 1)


def unkept_of(unit_id: UUID, at: datetime) -> Sequence[Promised]:
    """What the unit owes its people still, the oldest day first: it opens its next agenda.

    Promised by it, or at its dialogues, and readable by everybody: late, said to be done and not
    so, or given up since a dialogue of it was held last.
    """
    today = clock.vietnam_date(at)
    own = Commitment.__table__.c
    was_told = exists().where(
        Event.name == "dialogue.held", Event.unit_id == unit_id, Event.at > Case.closed_at
    )
    return listed(
        or_(Case.unit_id == unit_id, own.asked_for_id == unit_id),
        is_public(),
        fate(today).in_(UNKEPT),
        or_(Case.state != CommitmentState.FAILED, ~was_told),
        order=own.due_on,
    )


def is_public() -> ColumnElement[bool]:
    """Whether everybody may read it: promised before people, or in an answer that is public."""
    return or_(Case.published_at.is_not(None), ORIGIN.c.published_at.is_not(None))


def of_days(first_day: date | None, last_day: date | None) -> list[ColumnElement[bool]]:
    """Promised on these legal days, both among them."""
    found: list[ColumnElement[bool]] = []
    if first_day is not None:
        found.append(Case.opened_at >= clock.midnight(first_day))
    if last_day is not None:
        found.append(Case.opened_at < clock.midnight(last_day + ONE_DAY))
    return found


def code_of(case_id: UUID) -> str:
    """The public code of the case in whose answer it was promised."""
    return db.session.scalars(select(Case.code).where(Case.id == case_id)).one()


def listed(
    *conditions: ColumnElement[bool],
    order: SQLColumnExpression[UUID] | SQLColumnExpression[date],
    limit: int | None = None,
) -> Sequence[Promised]:
    """Promises of which all this is so, in this order."""
    own = Commitment.__table__.c
    statement = (
        select(
            Case.id,
            Case.ordinal,
            Case.code,
            own.origin_id,
            ORIGIN.c.code,
            Case.unit_id,
            Case.holder_id,
            own.what,
            own.due_on,
            Case.state,
            Case.next_due_at,
            own.source,
            own.measure,
            own.reported_on,
            own.moves,
            Case.opened_at,
        )
        .select_from(joined())
        .where(*conditions)
        .order_by(order, Case.ordinal)
        .limit(limit)
    )
    return [Promised(*row) for row in db.session.execute(statement)]


def joined() -> FromClause:
    """Promises beside the case they come from."""
    own = Commitment.__table__.c
    # Tables, not classes: an alias of the class would read every sort of case for each.
    return Case.__table__.join(Commitment.__table__, own.id == Case.__table__.c.id).join(
        ORIGIN, ORIGIN.c.id == own.origin_id
    )


def _whole(commitment_id: UUID) -> Select[Commitment]:
    return (
        select(Commitment)
        .where(Commitment.id == commitment_id)
        .options(
            selectinload(Commitment.reports),
            selectinload(Commitment.progress),
            selectinload(Commitment.postponements),
        )
    )


def _conditions(actor: Actor | None, wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
    own = Commitment.__table__.c
    given = (
        (Case.unit_id, wanted.unit_id),
        (Case.unit_area_code, wanted.area_code),
        (Case.holder_id, wanted.leader_id),
        (Case.state, wanted.state),
        (own.source, wanted.source),
        (fate(clock.vietnam_date(at)), wanted.fate),
    )
    conditions = [column == value for column, value in given if value is not None]
    conditions += of_days(wanted.first_day, wanted.last_day)
    if wanted.moved is not None:
        conditions.append((own.moves > 0) == wanted.moved)
    if wanted.after is not None:
        conditions.append(Case.ordinal < wanted.after)
    if wanted.overdue:
        conditions.append(Case.next_due_at <= at)
    if wanted.mine and actor is not None:
        conditions.append(_is_mine(actor))
    return conditions


def _is_mine(actor: Actor) -> ColumnElement[bool]:
    """Whether the person owes or prepares it; for who holds no position, was promised it."""
    held = or_(Case.holder_id.in_(actor.position_ids), Case.assigned_id.in_(actor.position_ids))
    asked = or_(Case.author_id == actor.account_id, Case.id.in_(represented_by(actor.account_id)))
    return held if actor.position_ids else asked
