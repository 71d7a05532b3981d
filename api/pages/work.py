"""What lies on a desk: all that is owed there or prepared there, the earliest moment first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from api.cases.access import concerning, sight_from
from api.cases.models import Case, CaseType
from api.core.access import Role
from api.core.database import db
from api.core.i18n import preferred_locale
from api.monitoring.duties import Asked, duties
from api.monitoring.views import owed_shown
from api.pages.desks import Desk
from api.petitions.states import PetitionState
from api.petitions.views import INTAKE
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
    is_promise: bool
    is_own: bool
    """Whether it is owed here; else it is only prepared here."""


@dataclass(frozen=True)
class Piled:
    """One page of the work, and how much of each urgency there is in all."""

    items: Sequence[Work]
    counts: Mapping[Urgency, int]
    after: int | None
    """How many are left out before the next page; None on the last."""

    def of(self, urgency: Urgency) -> Sequence[Work]:
        """Those of this page that are so urgent."""
        return [each for each in self.items if each.urgency is urgency]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.counts.values())


def piled(desk: Desk, at: datetime, skipped: int = 0) -> Piled:
    """What the position acted in owes on cases, sorts, or prepares for who owes it."""
    conditions = (Obligation.state == ObligationState.OPEN, _is_here(desk), concerning(desk.actor))
    rows = db.session.execute(
        select(Obligation, *_OF_CASE)
        .join(Case, Case.id == Obligation.case_id)
        .where(*conditions)
        .order_by(Obligation.due_at.asc().nulls_last(), Obligation.id)
        .offset(skipped)
        .limit(A_PAGE + 1)
    ).all()
    return Piled(
        [_work(desk, row, at) for row in rows[:A_PAGE]],
        _counts(conditions, at),
        skipped + A_PAGE if len(rows) > A_PAGE else None,
    )


def periods(desk: Desk, at: datetime) -> Sequence[dict[str, Any]]:
    """The duties that come back, of the periods that this moment lies in: kept so far, needed.

    Seen by who watches over the unit, so by heads and their deputies.
    """
    asked = Asked(
        narrowed=(
            Obligation.period.is_not(None),
            Obligation.position_id.in_(desk.position_ids),
            Obligation.started_at <= at,
            Obligation.due_at > at,
        )
    )
    # As in monitoring: the Front's people read of internal regulations only that there are some.
    inside, locale = not desk.actor.is_(Role.MONITOR), preferred_locale()
    found = duties(desk.actor, asked, at)
    return [owed_shown(each, at, locale, inside=inside) for each in found]


def urgency_of(obligation: Obligation, at: datetime) -> Urgency:
    """How urgent it is; soon is when the reminder of it has come."""
    if obligation.due_at is None:
        return Urgency.UNDATED
    if obligation.due_at <= at:
        return Urgency.OVERDUE
    reminder = obligation.next_reminder_at
    is_reminded = obligation.reminded > 0 or (reminder is not None and reminder <= at)
    return Urgency.SOON if is_reminded else Urgency.LATER


def _counts(conditions: tuple[ColumnElement[bool], ...], at: datetime) -> Mapping[Urgency, int]:
    due_at = Obligation.due_at
    is_ahead = due_at > at
    is_reminded = or_(Obligation.reminded > 0, Obligation.next_reminder_at <= at)
    row = db.session.execute(
        select(
            func.count().filter(due_at <= at),
            func.count().filter(is_ahead, is_reminded),
            func.count().filter(is_ahead),
            func.count().filter(due_at.is_(None)),
        )
        .select_from(Obligation)
        .join(Case, Case.id == Obligation.case_id)
        .where(*conditions)
    ).one()
    overdue, soon, ahead, undated = row
    return {
        Urgency.OVERDUE: overdue,
        Urgency.SOON: soon,
        Urgency.LATER: ahead - soon,
        Urgency.UNDATED: undated,
    }


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
        is_promise=row.type is CaseType.COMMITMENT,
        is_own=obligation.position_id in desk.position_ids,
    )


_OF_CASE = (Case.id, Case.code, Case.kind, Case.field, Case.state, Case.type)
