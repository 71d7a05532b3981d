"""The law's arithmetic a second time, slow and plain, with nothing of the product in it.

The day of the event does not count (BLDS 2015, art. 147). Every following day is looked at in turn:
lost to a pause, off, or counted. When enough have counted, a last day off moves to the next day
that is worked (art. 148). A month ends on the day of the same number, or the last of its month.
"""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import groupby
from pathlib import Path

VIET_NAM = timezone(timedelta(hours=7))
DAY = timedelta(days=1)
FAR = 4000
"""So many days ahead everything that ends has ended."""

Special = Mapping[date, bool]
"""Days that are not as the week says, and whether they are worked."""

Pauses = Sequence[tuple[date, date | None]]
"""From which day nothing counts, and from which it counts again; None when nobody knows yet."""


def special_days(file: Path, counting: Collection[str]) -> Special:
    """The days of a calendar file that have one of these statuses."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {
            date.fromisoformat(row["date"]): row["kind"] == "makeup_work"
            for row in csv.DictReader(lines)
            if row["status"] in counting
        }


def is_worked(day: date, special: Special) -> bool:
    """Whether offices are open."""
    if day in special:
        return special[day]
    return day.isoweekday() <= 5


def last_day(
    started: datetime,
    term: str,
    special: Special,
    pauses: Pauses = (),
    added: Sequence[str] = (),
) -> date | None:
    """The last day of the term; None while it stands still."""
    event_day = started.astimezone(VIET_NAM).date()
    amount, unit = _parts(term)
    if amount <= 0:
        return _back(event_day, -amount, unit, special)
    reached: date | None = event_day
    for unit, terms in groupby([term, *added], key=lambda each: _parts(each)[1]):
        if reached is None:
            return None
        total = sum(_parts(each)[0] for each in terms)
        reached = _forward(reached, total, unit, special, pauses)
    while reached is not None and (_is_lost(reached, pauses) or not is_worked(reached, special)):
        reached = next(_after(reached, pauses), None)
    return reached


def _forward(day: date, amount: int, unit: str, special: Special, pauses: Pauses) -> date | None:
    if unit == "mo":
        amount, unit = (_months_on(day, amount) - day).days, "cd"
    counted = 0
    for each in _after(day, pauses):
        if unit == "cd" or is_worked(each, special):
            counted += 1
        if counted == amount:
            return each
    return None


def _after(day: date, pauses: Pauses) -> Iterator[date]:
    """The days after this one that are not lost, until a pause that nobody has ended."""
    for ahead in range(1, FAR):
        each = day + ahead * DAY
        if any(until is None and since <= each for since, until in pauses):
            return
        if not _is_lost(each, pauses):
            yield each


def _is_lost(day: date, pauses: Pauses) -> bool:
    return any(since <= day and (until is None or day < until) for since, until in pauses)


def _back(day: date, amount: int, unit: str, special: Special) -> date:
    while amount:
        day -= DAY
        if unit == "cd" or is_worked(day, special):
            amount -= 1
    return day


def _months_on(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def _parts(term: str) -> tuple[int, str]:
    return int(term[:-2]), term[-2:]
