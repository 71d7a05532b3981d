"""What MTTQ counts: the figures of each group, and the cases behind each of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select

from api.authorities.directory import directory
from api.cases.access import concerning, sight
from api.cases.models import Case, CaseType
from api.core.access import Actor
from api.core.clock import midnight, vietnam_date
from api.core.database import db
from api.monitoring.dimensions import GROUPINGS, Dimension, Key
from api.monitoring.figures import FIGURES, FigureName
from api.monitoring.tallies import Tally
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


def tallies(actor: Actor, scope: Scope, by: Dimension, at: datetime) -> Mapping[Key, Tally]:
    """One of each group with any petition this person may see."""
    chosen = _chosen(actor, scope, by)
    found: defaultdict[Key, Tally] = defaultdict(Tally)
    counts = [func.count().filter(figure.condition(at)) for figure in FIGURES.values()]
    for key, stars, *numbers in db.session.execute(
        _grouped(chosen, by).add_columns(func.coalesce(func.sum(Case.rating), 0), *counts)
    ):
        found[key].counts.update(dict(zip(FIGURES, numbers, strict=True)))
        found[key].stars = stars
    days = WorkingDays.of(work_calendar(), _first_day(scope, at), vietnam_date(at))
    for key, taken, number in _times(chosen, by, days, Case.accepted_at):
        found[key].to_accept[taken] = number
    for key, taken, number in _times(chosen, by, days, Case.answered_at):
        found[key].to_answer[taken] = number
    return found


def with_units_below(found: Mapping[Key, Tally], actor: Actor) -> Mapping[Key, Tally]:
    """What each unit and all below it count, of the units that this person watches as a whole."""
    known, seen = directory(), sight(actor)
    summed = {
        unit.id: [found[below] for below in known.below(unit.id) if below in found]
        for unit in known.units.values()
        if seen.watches(unit)
    }
    return {key: Tally.of(parts) for key, parts in summed.items() if parts}


def cases_counted(
    figure: FigureName, actor: Actor, scope: Scope, at: datetime, *, after: UUID | None, limit: int
) -> Sequence[Listed]:
    """Up to `limit` + 1 of exactly the cases that the figure counts, newest first."""
    statement = listing(after=after, limit=limit).where(concerning(actor))
    return listed(statement.where(*scope.conditions(), FIGURES[figure].condition(at)))


def _chosen(actor: Actor, scope: Scope, by: Dimension) -> Statement:
    """The petitions that are asked about, each with its group."""
    grouping = GROUPINGS[by]
    chosen = select(grouping.column).where(
        Case.type == CaseType.PETITION, concerning(actor), *scope.conditions()
    )
    return chosen.join_from(Case, *grouping.join) if grouping.join else chosen


def _grouped(chosen: Statement, by: Dimension) -> Statement:
    return chosen.group_by(GROUPINGS[by].column)


def _times(
    chosen: Statement, by: Dimension, days: WorkingDays, until: SQLColumnExpression[Any]
) -> Iterable[Any]:
    """For each group and number of working days, how many petitions took so many."""
    taken = days.between(Case.opened_at, until).label("taken")
    counted = _grouped(chosen, by).add_columns(taken, func.count()).group_by(taken)
    return db.session.execute(counted.where(until.is_not(None)))


def _first_day(scope: Scope, at: datetime) -> date:
    """The first day on which anything in the scope can have been received."""
    opened_at = Case.__table__.c.opened_at
    earliest = db.session.scalar(select(func.min(opened_at))) or at
    return max(vietnam_date(earliest), scope.first_day or date.min)
