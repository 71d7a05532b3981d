"""What MTTQ counts: the figures of each unit, and the cases behind each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from api.cases.access import concerning
from api.cases.models import Case, CaseType
from api.core.access import Actor
from api.core.clock import midnight, vietnam_date
from api.core.database import db
from api.monitoring.figures import FIGURES, FigureName
from api.monitoring.working_days import WorkingDays
from api.petitions.queries import Listed, listed, listing
from api.regulation.calendar import ONE_DAY
from api.regulation.calendar_table import work_calendar


@dataclass(frozen=True)
class Scope:
    """Which petitions are asked about: received from and to these days, owed by this unit."""

    first_day: date | None = None
    last_day: date | None = None
    unit_id: UUID | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as conditions of a query. Days begin and end at midnight in Viet Nam."""
        found: list[ColumnElement[bool]] = []
        if self.first_day is not None:
            found.append(Case.opened_at >= midnight(self.first_day))
        if self.last_day is not None:
            found.append(Case.opened_at < midnight(self.last_day + ONE_DAY))
        if self.unit_id is not None:
            found.append(Case.unit_id == self.unit_id)
        return found


@dataclass(frozen=True)
class Counted:
    """The figures of one unit, or of all of them together (no unit)."""

    unit_id: UUID | None
    counts: Mapping[FigureName, int]
    median_working_days: float | None
    """Working days; None when nothing was answered."""


def figures_by_unit(actor: Actor, scope: Scope, at: datetime) -> Sequence[Counted]:
    """One of each unit with any petition this person may see, and the total; in no order."""
    return [
        Counted(row[0], dict(zip(FIGURES, row[2:], strict=True)), row[1])
        for row in db.session.execute(_figures(actor, scope, at))
    ]


def cases_counted(
    figure: FigureName, actor: Actor, scope: Scope, at: datetime, *, after: UUID | None, limit: int
) -> Sequence[Listed]:
    """Up to `limit` + 1 of exactly the cases that the figure counts, newest first."""
    statement = listing(after=after, limit=limit).where(concerning(actor))
    return listed(statement.where(*scope.conditions(), FIGURES[figure].condition(at)))


def _figures(actor: Actor, scope: Scope, at: datetime) -> Select[*tuple[Any, ...]]:
    days = WorkingDays.of(work_calendar(), _first_day(scope, at), vietnam_date(at))
    taken = days.between(Case.opened_at, Case.answered_at)
    counts = [func.count().filter(figure.condition(at)) for figure in FIGURES.values()]
    return (
        select(Case.unit_id, func.percentile_cont(0.5).within_group(taken), *counts)
        .where(Case.type == CaseType.PETITION, concerning(actor), *scope.conditions())
        .group_by(func.rollup(Case.unit_id))
    )


def _first_day(scope: Scope, at: datetime) -> date:
    """The first day on which anything in the scope can have been received."""
    earliest = db.session.scalar(select(func.min(Case.opened_at))) or at
    return max(vietnam_date(earliest), scope.first_day or date.min)
