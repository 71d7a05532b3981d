"""The places of a standard text that a case fills: a closed list, with nobody's data in it."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.cases.labels import kind_of
from api.cases.models import Case
from api.core import clock
from api.core.i18n import short_date
from api.core.ids import in_threes
from api.desk.errors import UnknownPlaceholder

BLANK: Final = "…"
"""What stands where the case has nothing yet: to be seen, and filled by hand."""

_PLACE = re.compile(r"\{([^{}]*)\}")
_AN_INSTANT = timedelta(microseconds=1)

Fill = Callable[[Case, str], str | None]


def must_be_known(text: str) -> None:
    """Refuses a text with a place that nothing fills."""
    strange = sorted({each for each in _PLACE.findall(text) if each not in FILLED})
    if strange:
        raise UnknownPlaceholder(unknown=strange, known=sorted(FILLED))


def filled(text: str, case: Case, locale: str) -> str:
    """The text with every place filled for this case."""
    return _PLACE.sub(lambda place: FILLED[place[1]](case, locale) or BLANK, text)


def _field(case: Case, locale: str) -> str | None:
    found = fields().get(case.field or "")
    return found.name(locale) if found else None


def _area(case: Case, _: str) -> str | None:
    return directory().areas[case.area_code].name if case.area_code else None


def _due(case: Case, locale: str) -> str | None:
    # The moment is the first that is too late: the day before it is the last day.
    if case.next_due_at is None:
        return None
    return short_date(clock.vietnam_date(case.next_due_at - _AN_INSTANT), locale)


FILLED: Final[Mapping[str, Fill]] = {
    "code": lambda case, _: case.code,
    "receipt": lambda case, _: in_threes(case.receipt_number),
    "register": lambda case, _: case.register,
    "kind": lambda case, locale: kind_of(case.kind, locale),
    "field": _field,
    "area": _area,
    "received": lambda case, locale: short_date(clock.vietnam_date(case.opened_at), locale),
    "due": _due,
    "unit": lambda case, _: directory().unit(case.unit_id).name,
    "position": lambda case, _: directory().position(case.holder_id).name,
    "today": lambda _, locale: short_date(clock.today(), locale),
}
"""Each place by its name: what of the case stands there."""
