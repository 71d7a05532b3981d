"""The table of figures as a page shows it: which columns, in which order, and where each leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from api.core.i18n import preferred_locale, translate
from api.monitoring.dimensions import GROUPINGS, Dimension, Key
from api.monitoring.figures import FIGURES, FigureName, MeasureName
from api.monitoring.queries import Scope
from api.monitoring.recurrences import DUTY_FIGURES, DutyFigureName, tells_apart
from api.monitoring.views import CASES, DUTIES, Table

CASES_PAGE: Final = "/giam-sat/vu-viec"
DUTIES_PAGE: Final = "/giam-sat/viec-phai-lam"

A_PAGE: Final = 50
"""Groups of one page; all of them together stand on each."""

_F, _M = FigureName, MeasureName

FEW: Final[Sequence[str]] = (
    _F.RECEIVED,
    _F.ANSWERED,
    _F.ON_TIME,
    _F.LATE,
    _F.OVERDUE_NOW,
    _F.CONTESTED,
    _M.MEDIAN_ANSWER,
    _M.MEAN_RATING,
)
"""What most people look for; all others are shown when they are asked for."""

_PERIODS: Final = (DutyFigureName.HELD, DutyFigureName.OWED)

_NEXT: Final[Mapping[Dimension, Dimension]] = {
    Dimension.AREA: Dimension.UNIT,
    Dimension.UNIT_KIND: Dimension.UNIT,
    Dimension.UNIT: Dimension.FIELD,
    Dimension.LEADER: Dimension.FIELD,
    Dimension.FIELD: Dimension.UNIT,
    Dimension.KIND: Dimension.UNIT,
    Dimension.CHANNEL: Dimension.UNIT,
    Dimension.MONTH: Dimension.UNIT,
}
"""By what a group is told apart when somebody opens it."""


@dataclass(frozen=True)
class Number:
    """One cell: what is counted, how many, and the cases or duties behind it."""

    name: str
    value: float | None
    to: str | None
    """Where exactly these are; None where nothing is counted one by one."""

    @property
    def is_counted(self) -> bool:
        """Whether it is a number of things, and not a measure."""
        return isinstance(self.value, int)

    @property
    def is_share(self) -> bool:
        """Whether it is a part of one, which people read in percent."""
        return self.name == _M.RATING_SHARE


@dataclass(frozen=True)
class Row:
    """One group, or all together."""

    name: str
    more: str
    """What else there is to say of it: the unit and person of a head."""
    to: str | None
    """The same figures of this group alone, told apart by something else."""
    numbers: Sequence[Number]
    in_time: int | None
    """Percent of the dated answers that were in time; None while there is none."""


@dataclass(frozen=True)
class Board:
    """The table."""

    by: Dimension
    columns: Sequence[str]
    rows: Sequence[Row]
    whole: Row
    narrowed: Sequence[tuple[str, str, str]]
    """What the table is about alone: dimension, name, and the address without it."""
    definitions: Mapping[str, str]
    number: int
    """How many groups there are on all pages."""
    skipped: int
    """How many of them stand on the pages before this one."""

    @property
    def before(self) -> int | None:
        """How many are left out before the page before this one; None on the first."""
        return max(self.skipped - A_PAGE, 0) if self.skipped else None

    @property
    def after(self) -> int | None:
        """How many are left out before the next page; None on the last."""
        end = self.skipped + A_PAGE
        return end if end < self.number else None


def board(table: Table, *, everything: bool, skipped: int = 0) -> Board:
    """A page of the groups, those with the most that is overdue first, then the latest."""
    columns = _columns(table.by, everything=everything)
    items = sorted(table.items, key=lambda each: each[table.by]["name"])
    items.sort(key=lambda each: (-each[_F.OVERDUE_NOW], -each[_F.LATE]))
    shown = items[skipped : skipped + A_PAGE]
    return Board(
        by=table.by,
        columns=columns,
        rows=[_row(each, each[table.by], columns, _opened(table, each)) for each in shown],
        whole=_row(table.total, {"name": ""}, columns, None),
        narrowed=narrowed(table.scope, table.by),
        definitions={name: table.definitions[name] for name in columns},
        number=len(items),
        skipped=skipped,
    )


def on_page(address: str) -> str:
    """The page of what the API has at this address."""
    return address.replace(CASES, CASES_PAGE).replace(DUTIES, DUTIES_PAGE)


def asked(scope: Scope) -> dict[str, str]:
    """What is asked about, as addresses have it."""
    found = {by.value: str(_named(by, key)["code"]) for by, key in scope.narrowed.items()}
    days = {"from": scope.first_day, "to": scope.last_day}
    given = {name: day.isoformat() for name, day in days.items() if day is not None}
    return found | given | ({"below": "true"} if scope.below else {})


def narrowed(scope: Scope, by: Dimension = Dimension.UNIT) -> Sequence[tuple[str, str, str]]:
    """What it is about alone: dimension, name, and the address of the table without it."""
    given = asked(scope)
    return [
        (one.value, str(_named(one, key)["name"]), _without(given, one, by))
        for one, key in scope.narrowed.items()
    ]


def definition(name: str) -> str:
    """What a figure counts, in the reader's language."""
    known = {figure.value: each.definition for figure, each in FIGURES.items()}
    known |= {figure.value: each.definition for figure, each in DUTY_FIGURES.items()}
    return translate(known[name], preferred_locale())


def _without(given: Mapping[str, str], one: Dimension, by: Dimension) -> str:
    rest = {name: value for name, value in given.items() if name != one.value}
    return f"/giam-sat?{urlencode({'by': by.value} | rest)}"


def _named(by: Dimension, key: Key) -> Mapping[str, Any]:
    return GROUPINGS[by].named(key, preferred_locale())


def _columns(by: Dimension, *, everything: bool) -> Sequence[str]:
    periods = _PERIODS if tells_apart(by) else ()
    return (*FIGURES, *MeasureName, *periods) if everything else (*FEW, *periods)


def _row(
    item: Mapping[str, Any], about: Mapping[str, Any], columns: Sequence[str], to: str | None
) -> Row:
    dated = item[_F.ON_TIME] + item[_F.LATE]
    more = [about[name] for name in ("person", "unit") if about.get(name)]
    return Row(
        name=about["name"],
        more=", ".join(more),
        to=to,
        numbers=[Number(name, item[name], _link(item, name)) for name in columns],
        in_time=round(100 * item[_F.ON_TIME] / dated) if dated else None,
    )


def _link(item: Mapping[str, Any], name: str) -> str | None:
    is_countable = name in FIGURES or name in DUTY_FIGURES
    address = item["links"][name] if is_countable and item[name] else None
    return on_page(address) if address else None


def _opened(table: Table, item: Mapping[str, Any]) -> str:
    given = asked(table.scope) | {table.by.value: item[table.by]["code"]}
    return f"/giam-sat?{urlencode({'by': _NEXT[table.by].value} | given)}"
