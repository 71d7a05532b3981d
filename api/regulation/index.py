"""Days counted once, so that a term of working days is found without walking over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Why = TypeVar("Why")


@dataclass(frozen=True)
class Found(Generic[Why]):
    """Where so many working days end; `skipped` are the reasons of the days passed over."""

    first_day: date
    day: date
    skipped: list[Why]
    is_certain: bool


class DayIndex(Generic[Why]):
    """Which days of a span are worked and why the others are not."""

    def __init__(
        self,
        first: date,
        last: date,
        why_off: Callable[[date], Why | None],
        is_certain: Callable[[date], bool],
    ) -> None:
        self._first, self._last = first.toordinal(), last.toordinal()
        self._worked: list[int] = []
        self._off: list[int] = []
        self._reasons: list[Why] = []
        self._uncertain: list[int] = []
        for number in range(self._first, self._last + 1):
            day = date.fromordinal(number)
            why = why_off(day)
            if why is None:
                self._worked.append(number)
            else:
                self._off.append(number)
                self._reasons.append(why)
            if not is_certain(day):
                self._uncertain.append(number)

    def forward(self, start: date, amount: int) -> Found[Why] | None:
        """So many working days after the start; None when that leads out of the span."""
        begin = start.toordinal()
        next_worked = bisect_right(self._worked, begin)
        target = next_worked + amount - 1
        if begin < self._first or target >= len(self._worked):
            return None
        end = self._worked[target]
        skipped = self._reasons[bisect_right(self._off, begin) : bisect_left(self._off, end)]
        doubts = self._uncertain
        return Found(
            date.fromordinal(self._worked[next_worked]),
            date.fromordinal(end),
            skipped,
            bisect_right(doubts, begin) == bisect_right(doubts, end),
        )
