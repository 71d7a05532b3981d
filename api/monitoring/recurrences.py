"""Figures of the duties that come back: how many were owed, and how many were kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    SQLColumnExpression,
    and_,
    cast,
    false,
    func,
    or_,
    select,
)

from api.authorities.directory import directory
from api.authorities.models import Unit
from api.authorities.views import UnitView
from api.cases.access import sight
from api.core.access import Actor
from api.core.database import db
from api.monitoring.dimensions import Dimension, Key
from api.monitoring.duties import is_watched
from api.monitoring.queries import Scope
from api.monitoring.tallies import Tally
from api.regulation.calendar import months_after
from api.regulation.models import Obligation, ObligationState


class DutyFigureName(StrEnum):
    """What is counted of duties that come back."""

    OWED = "duties_owed"
    HELD = "duties_held"


@dataclass(frozen=True)
class DutyFigure:
    """What is counted, as people read it and as a query asks for it."""

    definition: str
    condition: Callable[[datetime], ColumnElement[bool]]
    """Of an obligation, at this moment."""


def _is_owed(at: datetime) -> ColumnElement[bool]:
    is_over = and_(Obligation.due_at <= at, Obligation.state != ObligationState.ENDED)
    return and_(
        Obligation.period.is_not(None), or_(is_over, Obligation.state == ObligationState.MET)
    )


DUTY_FIGURES: Final[Mapping[DutyFigureName, DutyFigure]] = {
    DutyFigureName.OWED: DutyFigure(
        "Duties that come back (reception days, the yearly dialogue): those whose period is over,"
        " and those that are fulfilled already. The last day of the period counts for the day.",
        _is_owed,
    ),
    DutyFigureName.HELD: DutyFigure(
        "Of the duties owed: the ones fulfilled in their period.",
        lambda at: and_(_is_owed(at), Obligation.state == ObligationState.MET),
    ),
}
"""Every figure of such duties."""

_COLUMNS: Final[Mapping[Dimension, SQLColumnExpression[Any]]] = {
    Dimension.UNIT: Obligation.unit_id,
    Dimension.AREA: Unit.area_code,
    Dimension.UNIT_KIND: Unit.unit_kind,
    Dimension.LEADER: Obligation.position_id,
    Dimension.MONTH: cast(func.date_trunc("month", Obligation.last_day), Date),
}


def tells_apart(by: Dimension) -> bool:
    """Whether such duties have this dimension; they have no field, kind or channel."""
    return by in _COLUMNS


def with_duties(
    found: Mapping[Key, Tally], actor: Actor, scope: Scope, by: Dimension, at: datetime
) -> Mapping[Key, Tally]:
    """The tallies with the duties owed and kept, also of groups that have nothing else.

    Only duties of units that this person watches are counted.
    """
    if not tells_apart(by):
        return found
    with_them = dict(found)
    counts = [func.count().filter(each.condition(at)) for each in DUTY_FIGURES.values()]
    rows = db.session.execute(
        select(_COLUMNS[by], *counts)
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(*duty_conditions(scope), is_watched(sight(actor)), _is_owed(at))
        .group_by(_COLUMNS[by])
    )
    for key, *numbers in rows:
        tally = with_them.setdefault(key, Tally())
        tally.duties.update(dict(zip(DUTY_FIGURES, numbers, strict=True)))
    return with_them


def duties_counted(
    figure: DutyFigureName | None, actor: Actor, scope: Scope, at: datetime
) -> tuple[ColumnElement[bool], ...]:
    """What holds of exactly the duties that the figure counts; without one, of those in scope."""
    if figure is None:
        return tuple(duty_conditions(scope))
    of_figure = DUTY_FIGURES[figure].condition(at)
    return (*duty_conditions(scope), is_watched(sight(actor)), of_figure)


def duty_conditions(scope: Scope) -> list[ColumnElement[bool]]:
    """Which of the duties are asked about, as conditions of a query."""
    found: list[ColumnElement[bool]] = []
    if scope.first_day is not None:
        found.append(Obligation.last_day >= scope.first_day)
    if scope.last_day is not None:
        found.append(Obligation.last_day <= scope.last_day)
    return found + [_narrowed(scope, by, key) for by, key in scope.narrowed.items()]


def _narrowed(scope: Scope, by: Dimension, key: Key) -> ColumnElement[bool]:
    if by is Dimension.LEADER:
        return Obligation.position_id == key
    if by is Dimension.MONTH and isinstance(key, date):
        return and_(Obligation.last_day >= key, Obligation.last_day < months_after(key, 1))
    if by is Dimension.UNIT and isinstance(key, UUID):
        chosen = directory().below(key) if scope.below else {key}
        return Obligation.unit_id.in_(chosen)
    if by in _OF_UNIT:
        units = directory().units.values()
        return Obligation.unit_id.in_([each.id for each in units if _OF_UNIT[by](each) == key])
    return false()


_OF_UNIT: Final[Mapping[Dimension, Callable[[UnitView], str]]] = {
    Dimension.AREA: lambda unit: unit.area_code,
    Dimension.UNIT_KIND: lambda unit: unit.unit_kind,
}
