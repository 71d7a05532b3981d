"""Working days between two days of a query, counted by the one calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    SQLColumnExpression,
    cast,
    func,
    literal,
    type_coerce,
)

from api.core.clock import VIETNAM
from api.regulation.calendar import WorkCalendar


@dataclass(frozen=True)
class WorkingDays:
    """How many working days there were up to each day, from a first day on.

    In the database it is one array, so that a difference costs two look-ups and no join.
    """

    first: date
    numbers: Sequence[int]

    @classmethod
    def of(cls, calendar: WorkCalendar, first: date, last: date) -> "WorkingDays":
        """Those from the first to the last day; of one day when the last is not later."""
        days = (first + timedelta(days=gone) for gone in range(max((last - first).days, 0) + 1))
        return cls(first, list(accumulate(int(calendar.is_working(day)) for day in days)))

    def between(
        self, since: SQLColumnExpression[Any], until: SQLColumnExpression[Any]
    ) -> ColumnElement[int | None]:
        """Working days after the day of the one moment, up to and with the day of the other."""
        # A bare parameter cannot be subscripted; the planner takes the function away again.
        numbers = func.coalesce(literal(self.numbers, ARRAY(Integer)), type_=ARRAY(Integer))
        count: ColumnElement[int | None] = numbers[self._place(until)] - numbers[self._place(since)]
        return count

    def _place(self, moment: SQLColumnExpression[Any]) -> ColumnElement[int]:
        day = cast(func.timezone(VIETNAM.key, moment), Date)
        return type_coerce(day - self.first, Integer) + 1
