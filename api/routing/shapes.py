"""What each part of a competence table must be made of, looked at before any of it is read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple


class Misshapen(NamedTuple):
    """A part that is made of something else: its row (empty: none), its key, and what is wrong."""

    row: str
    key: str
    reason: str


class _Shape(NamedTuple):
    fits: Callable[[Any], bool]
    reason: str


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _all(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A table of which every value is such."""
    return lambda value: _is_table(value) and all(map(fits, value.values()))


_TEXT: Final = _Shape(_is_text, "must be a text")
_TABLE: Final = _Shape(_is_table, "must be a table")
_TEXTS: Final = _Shape(_all(_is_text), "must be a table")
_LISTS: Final = _Shape(_all(_is_list), "must be a table")

_WHOLE: Final[Mapping[str, _Shape]] = {
    "province": _TEXT,
    "about": _Shape(_all(_all(_is_text)), "must be a table"),
    "settlers": _LISTS,
    "top": _TABLE,
    "returns": _TABLE,
    "row": _Shape(
        lambda value: isinstance(value, list) and all(map(_is_table, value)),
        "must be a list with something in it",
    ),
}
_ROW: Final[Mapping[str, _Shape]] = {
    "id": _TEXT,
    "when": _TABLE,
    "to": _TEXTS,
    "prepares": _Shape(lambda value: _is_text(value) or _all(_is_text)(value), "must be a table"),
    "with": _LISTS,
    "receives": _TEXT,
    "because": _TEXTS,
    "source": _TEXT,
    "confidence": _TEXT,
}


def misshapen(found: Mapping[str, Any]) -> Iterator[Misshapen]:
    """Every part of the table that is made of something else than it must be."""
    yield from _within("", found, _WHOLE)
    yield from _within("top", found.get("top"), {"because": _TEXTS})
    rows = found.get("row")
    for row in rows if isinstance(rows, list) else ():
        yield from _within(str(row.get("id", "")) if _is_table(row) else "", row, _ROW)


def _within(row: str, table: object, shapes: Mapping[str, _Shape]) -> Iterator[Misshapen]:
    if isinstance(table, Mapping):
        for key, shape in shapes.items():
            if key in table and not shape.fits(table[key]):
                yield Misshapen(row, key, shape.reason)
