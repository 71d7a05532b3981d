"""Fixed days and the schedule of a month as their readers are shown them."""

from typing import Any

from api.authorities.directory import directory
from api.core.i18n import preferred_locale
from api.dialogues.receptions.months import FixedDay, Month, Short
from api.dialogues.receptions.patterns import ReceptionPattern


def pattern_shown(pattern: ReceptionPattern) -> dict[str, Any]:
    """The rule, its positions by code."""
    known = directory()
    return {
        **{name: getattr(pattern, name) for name in _AS_IT_IS},
        "unit": known.unit(pattern.unit_id).code,
        "positions": [known.position(each).code for each in pattern.served],
        **_times(pattern),
    }


def month_shown(month: Month) -> dict[str, Any]:
    """The schedule of a place in a month, and what is missing in it."""
    return {
        "unit": month.unit.code,
        "month": f"{month.first:%Y-%m}",
        "days": [_day(each) for each in month.days],
        "falls_short": [_short(each) for each in month.short],
    }


def _day(each: FixedDay) -> dict[str, Any]:
    known = directory()
    return {
        "id": each.id,
        "pattern": each.pattern.id,
        "fixed": each.fixed,
        "on": each.on,
        "moved": each.is_moved,
        "because": each.because if each.is_moved else None,
        "certain": each.is_certain,
        "positions": [known.position(one).code for one in each.pattern.served],
        "names": [known.position(one).name for one in each.pattern.served],
        "place": each.pattern.place,
        "state": each.reception.state if each.reception else None,
        **_times(each.pattern),
    }


def _short(each: Short) -> dict[str, Any]:
    return {
        "position": each.position.code,
        "name": each.position.name,
        "rule": each.rule.id,
        "title": each.rule.titles[preferred_locale()],
        "period": each.period,
        "first": each.first,
        "last": each.last,
        "needed": each.needed,
        "days": each.days,
    }


def _times(pattern: ReceptionPattern) -> dict[str, str]:
    return {"from_time": f"{pattern.from_time:%H:%M}", "to_time": f"{pattern.to_time:%H:%M}"}


_AS_IT_IS = (
    *("id", "weekday", "nth", "day", "from_on", "until_on"),
    *("place", "form", "places", "minutes"),
)
