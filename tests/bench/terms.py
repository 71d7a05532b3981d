"""Finding the last day of a term, beside a plain walk over the days, in one run.

`python -m tests.bench.terms` prints both and their ratio: ours also says which days it passed over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter

from api.core.clock import vietnam_date
from api.regulation.calendar import WorkCalendar
from api.regulation.calendar_file import CALENDAR, read_days
from api.regulation.terms import Term

TERM = "60wd"
STARTS = [datetime(2024, 1, 2, 2, tzinfo=UTC) + timedelta(days=number) for number in range(1200)]
ROUNDS = 9
WANTED = 3.0
"""Ours is to be at least so many times as fast."""


@dataclass(frozen=True)
class Measured:
    """Seconds for one term, each way: medians of several rounds, one after the other."""

    ours: float
    walking: float

    @property
    def ratio(self) -> float:
        """How many times as fast as walking ours is."""
        return self.walking / self.ours


def measure() -> Measured:
    """Both ways over the same terms, A B A B, after each has been seen to agree."""
    calendar = WorkCalendar.of(read_days(CALENDAR.read_text(encoding="utf-8").splitlines()))
    term = Term.parse(TERM)
    off = {day.on for day in calendar.days.values() if not day.is_working}
    worked = {day.on for day in calendar.days.values() if day.is_working}

    def ours(started: datetime) -> date | None:
        return calendar.due(started, term).last_day

    def walking(started: datetime) -> date | None:
        day, left = vietnam_date(started), term.amount
        while left:
            day += timedelta(days=1)
            left -= day in worked or (day.weekday() < 5 and day not in off)
        return day

    different = [each for each in STARTS if ours(each) != walking(each)]
    if different:
        raise AssertionError(f"they do not agree: {different[:3]}")
    rounds = [(_seconds(ours), _seconds(walking)) for _ in range(ROUNDS)]
    return Measured(median(one for one, _ in rounds), median(other for _, other in rounds))


def _seconds(find: Callable[[datetime], date | None]) -> float:
    began = perf_counter()
    for each in STARTS:
        find(each)
    return (perf_counter() - began) / len(STARTS)


def main() -> Measured:
    """Print what was measured, and give it back."""
    found = measure()
    print(f"{TERM}: ours {found.ours * 1e6:.1f} µs, a walk {found.walking * 1e6:.1f} µs")
    print(f"ratio {found.ratio:.1f} (wanted: {WANTED:.0f} or more)")
    return found


if __name__ == "__main__":
    main()
