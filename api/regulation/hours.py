"""When offices are open, for terms in working hours: a table of its own for each province."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from api.core.clock import VIETNAM

SHIPPED: Final = Path(__file__).parent / "data" / "hours"
"""One file for each province whose hours are known, or known to be unknown."""

FILE: Final = "hours.toml"
"""The name of an installation's own table, in its home."""

WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Stretches = tuple[tuple[time, time], ...]
"""From when to when, in order: the lunch break lies between two of them."""


class InvalidHours(ValueError):
    """A table of office hours that cannot be read; the message says where."""


@dataclass(frozen=True)
class OfficeHours:
    """When offices are open: by the day of the week, on a make-up day, and on days of their own.

    `days` are half days and the like. Whether a day is worked at all is the calendar's to say.
    """

    source: str
    week: tuple[Stretches, ...]
    makeup: Stretches = ()
    days: Mapping[date, Stretches] | None = None

    def on(self, day: date, *, is_made_up: bool) -> list[tuple[datetime, datetime]]:
        """From which moment to which offices are open on this day, unless it is off."""
        own = (self.days or {}).get(day)
        usual = self.makeup if is_made_up else self.week[day.weekday()]
        return [
            (datetime.combine(day, opens, VIETNAM), datetime.combine(day, closes, VIETNAM))
            for opens, closes in (usual if own is None else own)
        ]


def in_use(home: Path, province: str, *, demonstration: bool) -> OfficeHours | None:
    """The hours of this installation: its own table, else the province's, else the made-up one.

    None where nobody has set any. Raises InvalidHours.
    """
    candidates = [home / FILE]
    candidates += [SHIPPED / f"{province}.toml"] if province else []
    candidates += [SHIPPED / "demonstration.toml"] if demonstration else []
    found = (read(path) for path in candidates if path.is_file())
    return next((hours for hours in found if hours is not None), None)


def read(path: Path) -> OfficeHours | None:
    """The hours that a file holds; None when it says that they are not known."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return _hours(table) if "week" in table else None
    except (ValueError, KeyError, TypeError) as wrong:
        raise InvalidHours(f"{path.name}: {wrong}") from None


def _hours(table: Mapping[str, Any]) -> OfficeHours:
    strange = table["week"].keys() - set(WEEK)
    if strange:
        raise ValueError(f"week: {', '.join(sorted(strange))} is no day")
    week = tuple(_stretches(table["week"].get(name, [])) for name in WEEK)
    if not any(week):
        raise ValueError("week: offices must be open on some day")
    days = {entry["on"]: _stretches(entry["hours"]) for entry in table.get("day", [])}
    return OfficeHours(table["source"], week, _stretches(table.get("makeup", [])), days)


def _stretches(written: list[str]) -> Stretches:
    """`["07:30-11:30", "13:00-17:00"]` as times, one after another."""
    found = [_stretch(each) for each in written]
    moments = [moment for stretch in found for moment in stretch]
    if any(later <= earlier for earlier, later in pairwise(moments)):
        raise ValueError(f"{written}: each must come after the one before")
    return tuple(found)


def _stretch(text: str) -> tuple[time, time]:
    opens, _, closes = text.partition("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)
