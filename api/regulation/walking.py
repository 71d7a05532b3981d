"""Walking over the days of a calendar until a term has counted."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from api.core.clock import VIETNAM
from api.regulation.due import ONE_DAY, Reason, Roll, Skipped
from api.regulation.index import DayIndex
from api.regulation.pauses import Pause, stopped_on
from api.regulation.terms import TermUnit

Hours = list[tuple[datetime, datetime]]
"""From which moment to which offices are open."""

WhyNot = Callable[[date], Skipped | None]
"""Why a day does not count, or None when it does."""


class StandsStill(Exception):
    """The count reached a pause that is not over."""


class Known(Protocol):
    """What a walk asks a calendar."""

    @property
    def index(self) -> DayIndex[Skipped]:
        """The days that are known, ready for counting."""

    def skipped(self, day: date) -> Skipped | None:
        """Why the day does not count; None when it is worked."""

    def open_on(self, day: date) -> Hours:
        """When offices are open on the day."""

    def is_certain(self, day: date) -> bool:
        """Whether that is settled."""


class Walk:
    """One walk over the days, remembering what it passed over."""

    def __init__(self, calendar: Known, start: date, pauses: Sequence[Pause]) -> None:
        self.calendar = calendar
        self.day = start
        self.first_day: date | None = None
        self.skipped: list[Skipped] = []
        self.is_provisional = False
        self.stopped_on = stopped_on(pauses)
        self._pauses = pauses

    def forward(self, amount: int, unit: TermUnit) -> None:
        """Go on until the amount has counted."""
        if unit is TermUnit.WORKING_DAYS:
            if self._pauses or not self._leap(amount):
                self._walk(amount, ONE_DAY, self._off)
            return
        end = months_after(self.day, amount) if unit is TermUnit.MONTHS else None
        days = (end - self.day).days if end else amount
        if self._pauses:
            self._walk(days, ONE_DAY, self._paused)
        else:
            self.first_day = self.first_day or self.day + ONE_DAY
            self.day += days * ONE_DAY

    def within(self, started: datetime, left: timedelta) -> datetime:
        """Go on, from this moment, until offices were open for so long."""
        if self.day >= self.stopped_on:
            raise StandsStill
        moment = started.astimezone(VIETNAM)
        while True:
            for opens, closes in self._open():
                begins = max(opens, moment)
                if begins < closes:
                    self.first_day = self.first_day or self.day
                    if begins + left <= closes:
                        return begins + left
                    left -= closes - begins
            self._step(ONE_DAY)

    def _open(self) -> Hours:
        """When offices are open on the day that is reached; what is lost is noted."""
        why, hours = self._off(self.day), self.calendar.open_on(self.day)
        is_lost = why is not None and (why.reason is Reason.PAUSED or not hours)
        if why is not None and is_lost:
            self.skipped.append(why)
        return [] if is_lost else hours

    def _leap(self, amount: int) -> bool:
        """Go on at once where all days are known, and say whether that was so."""
        found = self.calendar.index.forward(self.day, amount)
        if found is None:
            return False
        self.day, self.first_day = found.day, self.first_day or found.first_day
        self.skipped += found.skipped
        self.is_provisional |= not found.is_certain
        return True

    def backward(self, amount: int, unit: TermUnit) -> None:
        """Go back until the amount has counted."""
        counts = self._off if unit is TermUnit.WORKING_DAYS else self._paused
        self._walk(amount, -ONE_DAY, counts)

    def roll(self) -> Roll | None:
        """Leave a last day that is off for the next one that is not."""
        since, over = self.day, []
        while skipped := self._off(self.day):
            over.append(skipped)
            self._step(ONE_DAY)
        return Roll(since, self.day, tuple(over)) if over else None

    def _walk(self, amount: int, step: timedelta, why_not: WhyNot) -> None:
        while amount:
            self._step(step)
            if skipped := why_not(self.day):
                self.skipped.append(skipped)
                continue
            self.first_day = self.first_day or self.day
            amount -= 1

    def _step(self, step: timedelta) -> None:
        self.day += step
        if self.day >= self.stopped_on:
            raise StandsStill

    def _paused(self, day: date) -> Skipped | None:
        if any(pause.covers(day) for pause in self._pauses):
            return Skipped(day, Reason.PAUSED)
        return None

    def _off(self, day: date) -> Skipped | None:
        if paused := self._paused(day):
            return paused
        self.is_provisional |= not self.calendar.is_certain(day)
        return self.calendar.skipped(day)


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last day of a month that has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
