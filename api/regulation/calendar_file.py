"""Calendar files: one line for each day that is not what its weekday says."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar
from unicodedata import normalize

from api.regulation.calendar import Day, DayKind, DayStatus

CALENDAR: Final = Path(__file__).parent / "data" / "calendar.csv"
"""The calendar a new installation starts with; a province loads later ones itself."""

COLUMNS: Final = ("date", "kind", "name", "source", "status")


W = TypeVar("W", bound=StrEnum)


class InvalidDay(ValueError):
    """A line of a calendar file that cannot be read; says which line and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def read_days(lines: Iterable[str]) -> tuple[Day, ...]:
    """The days of a calendar file, in its order.

    Raises InvalidDay at the first line that is not `date,kind,name,source,status`, that has no
    source, or that says again what an earlier line said of the same day.
    """
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InvalidDay(1, f"the columns must be {','.join(COLUMNS)}")
    days: dict[date, Day] = {}
    for row in reader:
        day = _day(reader.line_num, row)
        if day.on in days:
            raise InvalidDay(reader.line_num, f"{day.on} stands there twice")
        days[day.on] = day
    return tuple(days.values())


def _day(line: int, row: Mapping[str, str | None]) -> Day:
    missing = [column for column in COLUMNS if not row.get(column)]
    if missing or None in row:
        wrong = f"nothing stands under {', '.join(missing)}" if missing else "too many columns"
        raise InvalidDay(line, wrong)
    try:
        return day_of({column: normalize("NFC", row[column] or "") for column in COLUMNS})
    except ValueError as refused:
        raise InvalidDay(line, str(refused)) from refused


def day_of(values: Mapping[str, str]) -> Day:
    """The day of one line, by column. Raises ValueError for a date or word that is none."""
    return Day(
        on=date.fromisoformat(values["date"]),
        kind=_one_of("kind", values, DayKind),
        name=values["name"],
        source=values["source"],
        status=_one_of("status", values, DayStatus),
    )


def _one_of(column: str, values: Mapping[str, str], words: type[W]) -> W:
    try:
        return words(values[column])
    except ValueError:
        allowed = ", ".join(words)
        raise ValueError(f"{column} {values[column]!r} is none of: {allowed}") from None
