"""A month on a page: which one is shown, the ones beside it, and what stands on its days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from api.authorities.directory import directory
from api.authorities.names import fold
from api.authorities.views import AreaView
from api.core import clock
from api.core.clock import VIETNAM
from api.core.i18n import preferred_locale
from api.dialogues.calendars.entries import Entry
from api.dialogues.calendars.feeds import path_of
from api.dialogues.calendars.queries import Days
from api.dialogues.calendars.views import entry_shown
from api.regulation.calendar import ONE_DAY, months_after

FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass(frozen=True)
class MonthShown:
    """One month, as addresses name it."""

    first: date

    @property
    def code(self) -> str:
        """`2026-09`."""
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """`09/2026`."""
        return f"{self.first:%m/%Y}"

    @property
    def days(self) -> Days:
        """From its first day to its last."""
        return Days(self.first, months_after(self.first, 1) - ONE_DAY)

    @property
    def before(self) -> "MonthShown":
        """The month before."""
        return MonthShown(months_after(self.first, -1))

    @property
    def after(self) -> "MonthShown":
        """The month after."""
        return MonthShown(months_after(self.first, 1))


def month_in(given: Mapping[str, str]) -> MonthShown:
    """The month that was chosen; this one for none, or for what is no month."""
    try:
        first = date.fromisoformat(f"{given.get('thang', '')}-01")
    except ValueError:
        first = clock.today().replace(day=1)
    return MonthShown(
        first if FIRST_YEAR < first.year < LAST_YEAR else clock.today().replace(day=1)
    )


def by_day(entries: Iterable[Entry], *, inside: bool = False) -> Sequence[dict[str, Any]]:
    """Each day with what stands on it, in order; where it is read at the desk, when `inside`."""
    ordered = sorted(entries, key=lambda each: each.order)
    return [
        {"on": on, "entries": [_shown(each, inside=inside) for each in listed]}
        for on, listed in groupby(ordered, key=lambda each: each.on)
    ]


def communes() -> Sequence[AreaView]:
    """The places a calendar may be narrowed to, by name: those with somebody to meet."""
    known, today = directory(), clock.today()
    codes = {each.area_code for each in known.units.values()}
    here = [each for each in map(known.area, codes) if each and each.is_current(today)]
    return sorted(here, key=lambda each: (each.level == "commune", fold(each.name)))


def _shown(entry: Entry, *, inside: bool) -> dict[str, Any]:
    shown = entry_shown(entry, preferred_locale())
    hours = [
        f"{each.astimezone(VIETNAM):%H:%M}" for each in (entry.starts_at, entry.ends_at) if each
    ]
    return shown | {"hours": "–".join(hours), "path": _at_desk(entry) if inside else path_of(entry)}


def _at_desk(entry: Entry) -> str:
    if entry.obligation is not None:
        case_id = entry.obligation.case_id
        return f"/can-bo/vu-viec/{case_id}" if case_id else "/giam-sat/viec-phai-lam"
    in_public = path_of(entry)
    return f"/can-bo{in_public.replace('/phien/', '/')}"
