"""What MTTQ counts: the figures of each group, and the cases behind each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, func, literal, null, select
from sqlalchemy.dialects.postgresql import array

from api.authorities.directory import directory
from api.cases.access import sight, visible
from api.cases.models import Case, CaseType
from api.core.access import Actor
from api.core.clock import midnight, vietnam_date
from api.core.database import db
from api.monitoring.dimensions import GROUPINGS, Dimension, Key
from api.monitoring.figures import FIGURES, FigureName, MeasureName
from api.monitoring.working_days import WorkingDays
from api.petitions.queries import Listed, listed, listing
from api.regulation.calendar import ONE_DAY
from api.regulation.calendar_table import work_calendar

Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Scope:
    """Which petitions are asked about: received in these days, and of these groups.

    `below` makes a unit mean itself and all units below it.
    """

    first_day: date | None = None
    last_day: date | None = None
    narrowed: Mapping[Dimension, Key] = field(default_factory=dict)
    below: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as conditions of a query. Days begin and end at midnight in Viet Nam."""
        found: list[ColumnElement[bool]] = []
        if self.first_day is not None:
            found.append(Case.opened_at >= midnight(self.first_day))
        if self.last_day is not None:
            found.append(Case.opened_at < midnight(self.last_day + ONE_DAY))
        return found + [self._condition(by, key) for by, key in self.narrowed.items()]

    def _condition(self, by: Dimension, key: Key) -> ColumnElement[bool]:
        if by is Dimension.UNIT and self.below and isinstance(key, UUID):
            return Case.unit_id.in_(directory().below(key))
        return GROUPINGS[by].narrowed(key)


@dataclass(frozen=True)
class Counted:
    """The figures of one group, or of all of them together."""

    key: Key
    is_total: bool
    counts: Mapping[FigureName, int]
    measures: Mapping[MeasureName, float | None]


def figures(actor: Actor, scope: Scope, by: Dimension, at: datetime) -> Sequence[Counted]:
    """One of each group with any petition this person may see, and the total; in no order."""
    each = _each(scope, at)
    chosen = select(*each).where(
        Case.type == CaseType.PETITION, visible(actor), *scope.conditions()
    )
    if by is Dimension.UNIT and scope.below:
        statements = [_with_units_below(chosen, actor), chosen.add_columns(null(), literal(1))]
    else:
        statements = [_grouped(chosen, by)]
    return [_counted(row) for each in statements for row in db.session.execute(each)]


def cases_counted(
    figure: FigureName, actor: Actor, scope: Scope, at: datetime, *, after: UUID | None, limit: int
) -> Sequence[Listed]:
    """Up to `limit` + 1 of exactly the cases that the figure counts, newest first."""
    statement = listing(actor, after=after, limit=limit)
    return listed(statement.where(*scope.conditions(), FIGURES[figure].condition(at)))


def _each(scope: Scope, at: datetime) -> list[ColumnElement[Any]]:
    """What is counted and measured, whatever the group."""
    days = WorkingDays.of(work_calendar(), _first_day(scope, at), vietnam_date(at))
    shares = array([0.5, 0.9])
    return [
        *(func.count().filter(figure.condition(at)) for figure in FIGURES.values()),
        func.percentile_cont(shares).within_group(days.between(Case.opened_at, Case.accepted_at)),
        func.percentile_cont(shares).within_group(days.between(Case.opened_at, Case.answered_at)),
        func.avg(Case.rating),
    ]


def _grouped(chosen: Statement, by: Dimension) -> Statement:
    grouping = GROUPINGS[by]
    if grouping.join is not None:
        chosen = chosen.join_from(Case, *grouping.join)
    whether_total = func.grouping(grouping.column, type_=Integer)
    return chosen.add_columns(grouping.column, whether_total).group_by(func.rollup(grouping.column))


def _with_units_below(chosen: Statement, actor: Actor) -> Statement:
    """A case counts for its unit and for each unit above that this person watches as a whole."""
    known, seen = directory(), sight(actor)
    watched = [unit for unit in known.units.values() if seen.watches(unit)]
    pairs = [(below, unit.id) for unit in watched for below in known.below(unit.id)]
    belongs = (
        select(
            func.unnest([below for below, _ in pairs]).label("unit_id"),
            func.unnest([above for _, above in pairs]).label("above_id"),
        )
        .cte("belongs")
        .prefix_with("materialized")
    )
    return (
        chosen.add_columns(belongs.c.above_id, literal(0))
        .join_from(Case, belongs, belongs.c.unit_id == Case.unit_id)
        .group_by(belongs.c.above_id)
    )


def _counted(row: Any) -> Counted:
    *counts, accept, answer, rating, key, is_total = row
    named = dict(zip(FIGURES, counts, strict=True))
    answered = named[FigureName.ANSWERED]
    return Counted(
        key,
        bool(is_total),
        named,
        {
            MeasureName.MEDIAN_ACCEPT: accept[0] if accept else None,
            MeasureName.P90_ACCEPT: accept[1] if accept else None,
            MeasureName.MEDIAN_ANSWER: answer[0] if answer else None,
            MeasureName.P90_ANSWER: answer[1] if answer else None,
            MeasureName.MEAN_RATING: None if rating is None else round(float(rating), 2),
            MeasureName.RATING_SHARE: (
                round(named[FigureName.RATED] / answered, 4) if answered else None
            ),
        },
    )


def _first_day(scope: Scope, at: datetime) -> date:
    """The first day on which anything in the scope can have been received."""
    earliest = db.session.scalar(select(func.min(Case.opened_at))) or at
    return max(vietnam_date(earliest), scope.first_day or date.min)
