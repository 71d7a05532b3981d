"""What lies on a desk: all that is owed there or prepared there, the earliest moment first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from api.authorities.directory import directory
from api.cases.access import concerning, sight_from
from api.cases.models import Case, CaseType
from api.core import clock
from api.core.access import Role
from api.core.database import db
from api.core.i18n import preferred_locale
from api.monitoring.duties import Asked, duties_of
from api.monitoring.views import owed_shown
from api.pages.desks import Desk
from api.petitions.states import INTAKE, PetitionState
from api.regulation.calendar import ONE_DAY
from api.regulation.models import Obligation, ObligationState
from api.regulation.views import shown

A_PAGE: Final = 100

_TO_SORT: Final = INTAKE - {PetitionState.PROPOSED}
"""What waits for a receiving officer; what is proposed waits for the head."""


class Urgency(StrEnum):
    """How near the moment is that is too late, in the order of work."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"


class Span(StrEnum):
    """What somebody with five minutes asks for, by its name in addresses."""

    OVERDUE = "qua-han"
    TODAY = "hom-nay"
    WEEK = "tuan-nay"
    """From now to the end of Sunday, what is due today among it."""


@dataclass(frozen=True)
class Work:
    """One duty, and the case it is owed on."""

    urgency: Urgency
    duty: Mapping[str, Any]
    """As `regulation.views.shown` gives it."""
    term: str
    case_id: UUID
    code: str
    kind: str
    field: str | None
    state: str
    type: CaseType
    """What is owed on: a petition, a promise, a dialogue."""
    is_own: bool
    """Whether it is owed here; else it is only prepared here."""


@dataclass(frozen=True)
class Piled:
    """One page of the work, and how much of each urgency there is in all."""

    items: Sequence[Work]
    counts: Mapping[Urgency, int]
    spans: Mapping[Span, int]
    """How much is overdue, due today, and due this week."""
    before: int | None
    """How many are left out before the page before this one; None on the first."""
    after: int | None
    """How many are left out before the next page; None on the last."""

    def of(self, urgency: Urgency) -> Sequence[Work]:
        """Those of this page that are so urgent."""
        return [each for each in self.items if each.urgency is urgency]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.counts.values())


def piled(desk: Desk, at: datetime, skipped: int = 0, span: Span | None = None) -> Piled:
    """What the position acted in owes on cases, sorts, or prepares for who owes it."""
    conditions = (Obligation.state == ObligationState.OPEN, _is_here(desk), concerning(desk.actor))
    rows = db.session.execute(
        select(Obligation, *_OF_CASE)
        .join(Case, Case.id == Obligation.case_id)
        .where(*conditions, *((_within(span, at),) if span else ()))
        .order_by(Obligation.due_at.asc().nulls_last(), Obligation.id)
        .offset(skipped)
        .limit(A_PAGE + 1)
    ).all()
    counts, spans = _counts(conditions, at)
    return Piled(
        [_work(desk, row, at) for row in rows[:A_PAGE]],
        counts,
        spans,
        max(skipped - A_PAGE, 0) if skipped else None,
        skipped + A_PAGE if len(rows) > A_PAGE else None,
    )


def periods(desk: Desk, at: datetime) -> Sequence[dict[str, Any]]:
    """The duties that come back, of the periods that this moment lies in: kept so far, needed.

    Those of the positions whose work lies here; reception, which keeps the days of all bodies of
    its place, sees what the head of each still owes.
    """
    now = (Obligation.started_at <= at, Obligation.due_at > at)
    # As in monitoring: the Front's people read of internal regulations only that there are some.
    inside, locale = not desk.actor.is_(Role.MONITOR), preferred_locale()
    found = duties_of(_whose_periods(desk), Asked(narrowed=now), at)
    return [owed_shown(each, at, locale, inside=inside) for each in found]


def _whose_periods(desk: Desk) -> frozenset[UUID]:
    if not (desk.receives and desk.keeps_receptions):
        return desk.position_ids
    known = directory()
    heads = [known.head_of(unit_id) for unit_id in known.same_place(desk.unit.id)]
    return desk.position_ids | {head.id for head in heads if head is not None}


def urgency_of(obligation: Obligation, at: datetime) -> Urgency:
    """How urgent it is; soon is when the reminder of it has come."""
    if obligation.due_at is None:
        return Urgency.UNDATED
    if obligation.due_at <= at:
        return Urgency.OVERDUE
    reminder = obligation.next_reminder_at
    is_reminded = obligation.reminded > 0 or (reminder is not None and reminder <= at)
    return Urgency.SOON if is_reminded else Urgency.LATER


def _within(span: Span, at: datetime) -> ColumnElement[bool]:
    """Whether the moment that is too late has come, or comes today or this week."""
    if span is Span.OVERDUE:
        return Obligation.due_at <= at
    today = clock.vietnam_date(at)
    days = 1 if span is Span.TODAY else 7 - today.weekday()
    # A day's work is too late at the midnight that ends it.
    end = clock.midnight(today + days * ONE_DAY)
    return and_(Obligation.due_at > at, Obligation.due_at <= end)


def _counts(
    conditions: tuple[ColumnElement[bool], ...], at: datetime
) -> tuple[Mapping[Urgency, int], Mapping[Span, int]]:
    due_at = Obligation.due_at
    is_ahead = due_at > at
    is_reminded = or_(Obligation.reminded > 0, Obligation.next_reminder_at <= at)
    row = db.session.execute(
        select(
            func.count().filter(is_ahead, is_reminded),
            func.count().filter(is_ahead),
            func.count().filter(due_at.is_(None)),
            *(func.count().filter(_within(span, at)) for span in Span),
        )
        .select_from(Obligation)
        .join(Case, Case.id == Obligation.case_id)
        .where(*conditions)
    ).one()
    soon, ahead, undated, *of_spans = row
    spans = dict(zip(Span, of_spans, strict=True))
    counts = {
        Urgency.OVERDUE: spans[Span.OVERDUE],
        Urgency.SOON: soon,
        Urgency.LATER: ahead - soon,
        Urgency.UNDATED: undated,
    }
    return counts, spans


def _is_here(desk: Desk) -> ColumnElement[bool]:
    """Owed by a position of the desk; or owed by another, and sorted or prepared here."""
    prepares = or_(
        Case.assigned_id == desk.acting.id,
        and_(Case.assigned_id.is_(None), Case.assigned_unit_id == desk.unit.id),
    )
    of_holder = Obligation.position_id == Case.holder_id
    return or_(
        Obligation.position_id.in_(desk.position_ids),
        and_(prepares, of_holder, Case.state.not_in(INTAKE)),
        and_(_is_received_here(desk), of_holder, Case.state.in_(_TO_SORT)),
    )


def _is_received_here(desk: Desk) -> ColumnElement[bool]:
    """Within reach of a receiving officer: somebody else answers it, and it is sorted here."""
    return sight_from(frozenset({desk.acting.id})).only(Role.RECEIVER).clause()


def _work(desk: Desk, row: Any, at: datetime) -> Work:
    obligation: Obligation = row.Obligation
    return Work(
        urgency=urgency_of(obligation, at),
        duty=shown(obligation, at, preferred_locale(), inside=True),
        term=obligation.term,
        case_id=row.id,
        code=row.code,
        kind=row.kind,
        field=row.field,
        state=row.state,
        type=row.type,
        is_own=obligation.position_id in desk.position_ids,
    )


_OF_CASE = (Case.id, Case.code, Case.kind, Case.field, Case.state, Case.type)
