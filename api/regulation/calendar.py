"""The working calendar, and the last day of a term counted on it."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final, Literal

from api.core.clock import midnight, vietnam_date
from api.regulation.pauses import Pause, stopped_on
from api.regulation.terms import Term, TermUnit

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


class DayKind(StrEnum):
    """What makes the day special."""

    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"
    MAKEUP_WORK = "makeup_work"


class DayStatus(StrEnum):
    """How sure the row is: decided, foreseeable but not yet decided, or only talked about."""

    APPROVED = "approved"
    EXPECTED = "expected"
    PROPOSED = "proposed"


@dataclass(frozen=True)
class Day:
    """One special day, with the paper that makes it so."""

    on: date
    kind: DayKind
    name: str
    source: str
    status: DayStatus

    @property
    def is_working(self) -> bool:
        """Whether offices are open: only a make-up day is worked."""
        return self.kind is DayKind.MAKEUP_WORK


class Reason(StrEnum):
    """Why a day does not count."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"
    PAUSED = "paused"


@dataclass(frozen=True)
class Skipped:
    """A day the count passed over, and why; `name` is the holiday's."""

    on: date
    reason: Reason
    name: str = ""


@dataclass(frozen=True)
class Roll:
    """The last day was off, so the term ends on the next day that is not."""

    since: date
    until: date
    over: tuple[Skipped, ...]


@dataclass(frozen=True)
class Due:
    """When a term ends, and how that was counted.

    `due_at` is the first moment that is too late. It and `last_day` are None when the term has no
    number and while a pause is open. `provisional` says that a day not yet decided, or a year of
    which nothing is known, took part: the date may still move.
    """

    term: Term
    added: tuple[Term, ...] = ()
    due_at: datetime | None = None
    last_day: date | None = None
    first_day: date | None = None
    skipped: tuple[Skipped, ...] = ()
    roll: Roll | None = None
    provisional: bool = False
    paused_since: date | None = None


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked, where that differs from the week, and of which years that is known."""

    days: Mapping[date, Day]
    years: frozenset[int]

    @classmethod
    def of(cls, days: Iterable[Day]) -> "WorkCalendar":
        """The calendar these rows make: approved and expected ones count, proposed ones never.

        Of several rows for one day an approved one wins, and among equals the later one.
        """
        counting = [day for day in days if day.status is not DayStatus.PROPOSED]
        counting.sort(key=lambda day: day.status is DayStatus.APPROVED)
        return cls({day.on: day for day in counting}, frozenset(day.on.year for day in counting))

    def is_working(self, day: date) -> bool:
        """Whether offices are open on this day."""
        return self.reason_off(day) is None

    def reason_off(self, day: date) -> Day | Literal[Reason.WEEKEND] | None:
        """Why offices are closed: the row that says so, the weekend, or None when they are open."""
        row = self.days.get(day)
        if row is not None:
            return None if row.is_working else row
        return Reason.WEEKEND if day.weekday() >= SATURDAY else None

    def is_certain(self, day: date) -> bool:
        """Whether it is settled that this day is worked or off."""
        row = self.days.get(day)
        if row is not None and row.status is DayStatus.EXPECTED:
            return row.is_working == (day.weekday() < SATURDAY)
        return day.year in self.years

    def due(
        self,
        started: datetime,
        term: Term,
        *,
        pauses: Sequence[Pause] = (),
        added: Sequence[Term] = (),
    ) -> Due:
        """When a term that began at this moment ends.

        The day of the event is not counted and the last day is counted to its end. Working days
        count only when offices are open; a month ends on the corresponding day, or on the last day
        of a shorter month. What is added continues from there, and only then a last day off moves
        to the next working day. Days inside a pause never count. Days counted back from an event,
        and a day that was named, are a day of their own and move nowhere.
        """
        if not term.is_counted:
            return Due(term)
        start = vietnam_date(started)
        if term.is_backward or term.is_named_day:
            return self._due_before(start, term)
        if not all(extra.is_counted and not extra.is_backward for extra in added):
            raise ValueError("only a number of days to come can be added to a term")
        return self._due_after(start, (term, *added), pauses)

    def _due_after(self, start: date, terms: tuple[Term, ...], pauses: Sequence[Pause]) -> Due:
        count = _Count(self, start, pauses)
        try:
            for unit, same in groupby(terms, key=lambda term: term.unit):
                count.forward(sum(term.amount for term in same), unit)
            roll = count.roll()
        except _StandsStill:
            return Due(terms[0], terms[1:], paused_since=count.stopped_on)
        return Due(
            terms[0],
            terms[1:],
            due_at=midnight(count.day + ONE_DAY),
            last_day=count.day,
            first_day=count.first_day,
            skipped=tuple(count.skipped),
            roll=roll,
            provisional=count.is_provisional,
        )

    def _due_before(self, start: date, term: Term) -> Due:
        count = _Count(self, start, ())
        count.backward(-term.amount, term.unit)
        return Due(
            term,
            due_at=midnight(count.day + ONE_DAY),
            last_day=count.day,
            skipped=tuple(count.skipped),
            provisional=count.is_provisional,
        )


WhyNot = Callable[[date], Skipped | None]
"""Why a day does not count, or None when it does."""


class _StandsStill(Exception):
    """The count reached a pause that is not over."""


class _Count:
    """One walk over the days, remembering what it passed over."""

    def __init__(self, calendar: WorkCalendar, start: date, pauses: Sequence[Pause]) -> None:
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
            self._walk(amount, ONE_DAY, self._off)
        elif unit is TermUnit.MONTHS:
            self._walk((months_after(self.day, amount) - self.day).days, ONE_DAY, self._paused)
        else:
            self._walk(amount, ONE_DAY, self._paused)

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
            raise _StandsStill

    def _paused(self, day: date) -> Skipped | None:
        if any(pause.covers(day) for pause in self._pauses):
            return Skipped(day, Reason.PAUSED)
        return None

    def _off(self, day: date) -> Skipped | None:
        if paused := self._paused(day):
            return paused
        self.is_provisional |= not self.calendar.is_certain(day)
        why = self.calendar.reason_off(day)
        if isinstance(why, Day):
            return Skipped(day, _REASONS[why.kind], why.name)
        return Skipped(day, why) if why else None


_REASONS: Final = {DayKind.HOLIDAY: Reason.HOLIDAY, DayKind.SWAP_OFF: Reason.SWAP_OFF}


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last day of a month that has none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
