"""The working calendar, and the last day of a term counted on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import Final, Literal

from api.core.clock import midnight, vietnam_date
from api.regulation.due import ONE_DAY, Due, Reason, Roll, Skipped
from api.regulation.hours import OfficeHours
from api.regulation.index import DayIndex
from api.regulation.pauses import Pause
from api.regulation.terms import Term
from api.regulation.walking import StandsStill, Walk, months_after

__all__ = [
    "ONE_DAY",
    "Day",
    "DayKind",
    "DayStatus",
    "Due",
    "Reason",
    "Roll",
    "Skipped",
    "WorkCalendar",
    "months_after",
]

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


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked, where that differs from the week, and of which years that is known."""

    days: Mapping[date, Day]
    years: frozenset[int]
    hours: OfficeHours | None = None
    """When offices are open; None where nobody has said so, and no hour can be counted."""

    @classmethod
    def of(cls, days: Iterable[Day], hours: OfficeHours | None = None) -> "WorkCalendar":
        """The calendar these rows make: approved and expected ones count, proposed ones never.

        Of several rows for one day an approved one wins, and among equals the later one.
        """
        counting = [day for day in days if day.status is not DayStatus.PROPOSED]
        counting.sort(key=lambda day: day.status is DayStatus.APPROVED)
        years = frozenset(day.on.year for day in counting)
        return cls({day.on: day for day in counting}, years, hours)

    def is_working(self, day: date) -> bool:
        """Whether offices are open on this day."""
        return self.reason_off(day) is None

    def reason_off(self, day: date) -> Day | Literal[Reason.WEEKEND] | None:
        """Why offices are closed: the row that says so, the weekend, or None when they are open."""
        row = self.days.get(day)
        if row is not None:
            return None if row.is_working else row
        return Reason.WEEKEND if day.weekday() >= SATURDAY else None

    def skipped(self, day: date) -> Skipped | None:
        """The day as one that the count passes over; None when it is worked."""
        why = self.reason_off(day)
        if isinstance(why, Day):
            return Skipped(day, _REASONS[why.kind], why.name)
        return Skipped(day, why) if why else None

    def open_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """From which moment to which offices are open; never on a holiday or a day swapped."""
        row = self.days.get(day)
        if self.hours is None or (row is not None and not row.is_working):
            return []
        return self.hours.on(day, is_made_up=row is not None)

    @cached_property
    def index(self) -> DayIndex[Skipped]:
        """The years that are known, and the one after them, ready for counting."""
        first = date(min(self.years, default=date.max.year), 1, 1)
        last = date(max(self.years, default=date.min.year) + 1, 12, 31)
        return DayIndex(first, last, self.skipped, self.is_certain)

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
        and a day that was named, are a day of their own and move nowhere. Working hours run from
        the moment itself, while offices are open; without office hours they have no end.
        """
        if not term.is_counted:
            return Due(term)
        start = vietnam_date(started)
        if term.is_backward or term.is_named_day:
            return self._due_before(start, term)
        if not all(extra.is_counted and not extra.is_backward for extra in added):
            raise ValueError("only a number of days to come can be added to a term")
        if any(extra.is_in_hours != term.is_in_hours for extra in added):
            raise ValueError("hours and days cannot be added to each other")
        if term.is_in_hours:
            return self._due_within(started, (term, *added), pauses)
        return self._due_after(start, (term, *added), pauses)

    def _due_within(
        self, started: datetime, terms: tuple[Term, ...], pauses: Sequence[Pause]
    ) -> Due:
        if self.hours is None:
            return Due(terms[0], terms[1:])
        count = Walk(self, vietnam_date(started), pauses)
        try:
            due_at = count.within(started, timedelta(hours=sum(term.amount for term in terms)))
        except StandsStill:
            return Due(terms[0], terms[1:], paused_since=count.stopped_on)
        return Due(
            terms[0],
            terms[1:],
            due_at=due_at,
            last_day=count.day,
            first_day=count.first_day,
            skipped=tuple(count.skipped),
            provisional=count.is_provisional,
        )

    def _due_after(self, start: date, terms: tuple[Term, ...], pauses: Sequence[Pause]) -> Due:
        count = Walk(self, start, pauses)
        try:
            for unit, same in groupby(terms, key=lambda term: term.unit):
                count.forward(sum(term.amount for term in same), unit)
            roll = count.roll()
        except StandsStill:
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
        count = Walk(self, start, ())
        count.backward(-term.amount, term.unit)
        return Due(
            term,
            due_at=midnight(count.day + ONE_DAY),
            last_day=count.day,
            skipped=tuple(count.skipped),
            provisional=count.is_provisional,
        )


_REASONS: Final = {DayKind.HOLIDAY: Reason.HOLIDAY, DayKind.SWAP_OFF: Reason.SWAP_OFF}
