"""The periods that a duty comes back in: weeks, months, years and named parts of a year."""

import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.core.clock import midnight
from api.regulation.calendar import ONE_DAY, Due
from api.regulation.terms import Term, TermUnit

_FILE: Final = Path(__file__).parent / "data" / "periods.toml"

Stretch = tuple[date, date]
"""A first and a last day, both counted."""


@dataclass(frozen=True)
class Period:
    """One period, from its first day to its last. `code` tells those of one kind apart."""

    code: str
    first: date
    last: date

    @property
    def started_at(self) -> datetime:
        """The first moment of it, in Viet Nam."""
        return midnight(self.first)

    @property
    def due(self) -> Due:
        """When what is owed in it is too late: after its last day, be that a day off or not."""
        return Due(
            Term(0, TermUnit.PERIOD),
            due_at=midnight(self.last + ONE_DAY),
            last_day=self.last,
            first_day=self.first,
        )


@dataclass(frozen=True)
class PeriodKind:
    """A sort of period, as rules name it."""

    id: str
    repeats: str
    code: str
    names: Mapping[str, str] = field(hash=False)
    first: str | None = None
    last: str | None = None

    def name(self, first: date, locale: str) -> str:
        """What people call the one that begins on this day."""
        return self.names[locale].format(**self._numbers(first))

    def between(self, since: date, until: date) -> Iterator[Period]:
        """Every one with a day from `since` to `until`, in order."""
        day = since
        while True:
            cycle = _CYCLES[self.repeats](day)
            first, last = self._within(cycle)
            if first > until:
                return
            if last >= since:
                yield Period(self.code.format(**self._numbers(first)), first, last)
            day = cycle[1] + ONE_DAY

    def _within(self, cycle: Stretch) -> Stretch:
        if self.first is None or self.last is None:
            return cycle
        year = cycle[0].year
        begins = year - 1 if self._begins_before else year
        first = date.fromisoformat(f"{begins}-{self.first}")
        return first, date.fromisoformat(f"{year}-{self.last}")

    @property
    def _begins_before(self) -> bool:
        """Whether it begins in the year before the one it is named by."""
        return bool(self.first and self.last and self.last < self.first)

    def _numbers(self, first: date) -> dict[str, int]:
        """The year it is named by, and its number in it."""
        if self.repeats == "week":
            year, week, _ = first.isocalendar()
            return {"year": year, "number": week}
        is_before = self._begins_before and f"{first:%m-%d}" >= (self.first or "")
        year = first.year + 1 if is_before else first.year
        return {"year": year, "before": year - 1, "number": first.month}


@cache
def period_kinds() -> Mapping[str, PeriodKind]:
    """Every kind of period there is, by the name that rules use."""
    with _FILE.open("rb") as file:
        return {entry["id"]: _kind(entry) for entry in tomllib.load(file)["period"]}


def _kind(entry: Mapping[str, Any]) -> PeriodKind:
    named = {"vi": entry["name"], "en": entry["name_en"]}
    others = {key: entry[key] for key in entry if key not in {"name", "name_en"}}
    return PeriodKind(names=named, **others)


def _week(day: date) -> Stretch:
    year, week, _ = day.isocalendar()
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)


def _month(day: date) -> Stretch:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _year(day: date) -> Stretch:
    return date(day.year, 1, 1), date(day.year, 12, 31)


_CYCLES: Final[Mapping[str, Callable[[date], Stretch]]] = {
    "week": _week,
    "month": _month,
    "year": _year,
}
