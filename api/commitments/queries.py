"""What was promised: one, those of an answer, and lists."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlalchemy.orm import selectinload

from api.cases.access import visible
from api.cases.holding import hold
from api.cases.models import Case
from api.commitments.models import Commitment, CommitmentState
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing


@dataclass(frozen=True)
class Wanted:
    """Which promises a list is about; None where it does not matter."""

    unit_id: UUID | None = None
    state: CommitmentState | None = None
    overdue: bool = False
    mine: bool = False
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
    """None once it is verified."""


def commitment_to_read(commitment_id: UUID) -> Commitment:
    """The commitment with its reports; `Missing` when there is none."""
    found = db.session.scalar(
        select(Commitment)
        .where(Commitment.id == commitment_id)
        .options(selectinload(Commitment.reports))
    )
    if found is None:
        raise Missing
    return found


def commitment_to_change(commitment_id: UUID) -> Commitment:
    """The commitment with its reports, held; `Missing` when there is none."""
    hold(commitment_id)
    found = db.session.scalar(
        select(Commitment)
        .where(Commitment.id == commitment_id)
        .options(selectinload(Commitment.reports))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing
    return found


def promised_in(origin_id: UUID) -> Sequence[Promised]:
    """All that was promised in the answers to this case, in the order of the promises."""
    return _promised(Commitment.origin_id == origin_id, order=Case.ordinal)


def promised_in_each(origin_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Promised]]:
    """The same for each of these cases."""
    found: defaultdict[UUID, list[Promised]] = defaultdict(list)
    for each in _promised(Commitment.origin_id.in_(origin_ids), order=Case.ordinal):
        found[each.origin_id].append(each)
    return found


def promises_for(actor: Actor, wanted: Wanted, at: datetime) -> Sequence[Promised]:
    """Up to `limit` + 1 promises this person may see, newest first."""
    conditions = _conditions(actor, wanted, at)
    return _promised(visible(actor), *conditions, order=Case.ordinal.desc(), limit=wanted.limit + 1)


def code_of(case_id: UUID) -> str:
    """The public code of the case in whose answer it was promised."""
    return db.session.scalars(select(Case.code).where(Case.id == case_id)).one()


def _promised(
    *conditions: ColumnElement[bool],
    order: SQLColumnExpression[UUID],
    limit: int | None = None,
) -> Sequence[Promised]:
    # Tables, not classes: an alias of the class would read every sort of case for each.
    own, origin = Commitment.__table__.c, Case.__table__.alias("origin")
    statement = (
        select(
            Case.id,
            Case.ordinal,
            Case.code,
            own.origin_id,
            origin.c.code,
            Case.unit_id,
            Case.holder_id,
            own.what,
            own.due_on,
            Case.state,
            Case.next_due_at,
        )
        .join(Commitment.__table__, own.id == Case.id)
        .join(origin, origin.c.id == own.origin_id)
        .where(*conditions)
        .order_by(order)
        .limit(limit)
    )
    return [Promised(*row) for row in db.session.execute(statement)]


def _conditions(actor: Actor, wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.unit_id is not None:
        conditions.append(Case.unit_id == wanted.unit_id)
    if wanted.state is not None:
        conditions.append(Case.state == wanted.state)
    if wanted.after is not None:
        conditions.append(Case.ordinal < wanted.after)
    if wanted.overdue:
        conditions.append(Case.next_due_at <= at)
    if wanted.mine:
        mine = Case.author_id == actor.account_id
        held = or_(Case.holder_id.in_(actor.position_ids), Case.assigned_id.in_(actor.position_ids))
        conditions.append(held if actor.position_ids else mine)
    return conditions
