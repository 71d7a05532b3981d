"""What stands in a cell of a sheet, and the value of a document that it means."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from unicodedata import normalize

from api.regulation.toml_text import inline

DAYS: Final = frozenset({"from", "until", "date"})
"""What is a day; everything else is a text, or a list or table as document files have them."""

_SPECIAL: Final = ('"', "[", "{")
_NUMBER: Final = re.compile(r"\d+")


class InvalidCell(ValueError):
    """What is wrong with what stands in a cell."""


def written(value: object) -> str:
    """The value as a cell shows it; `read` makes it of this again."""
    if isinstance(value, str):
        return inline(value) if _must_be_quoted(value) else value
    return value.isoformat() if isinstance(value, date) else inline(value)


def read(key: str, cell: object) -> Any:
    """The value under this key; None for an empty cell. Raises InvalidCell for what is none.

    A day, a number and a yes that the spreadsheet itself has made of what was typed are taken too.
    """
    if isinstance(cell, datetime | date):
        return _day_of(cell) if key in DAYS else _day_of(cell).isoformat()
    text = _text(cell)
    if not text:
        return None
    if key in DAYS:
        return _day(text)
    return _value(text) if text.startswith(_SPECIAL) else text


def _must_be_quoted(text: str) -> bool:
    """Whether it would be read as something else, or not whole, when it stood there bare."""
    is_plain = all(sign >= " " or sign in "\n\t" for sign in text)
    return not is_plain or text.startswith(_SPECIAL) or text != _text(text) or not text


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return normalize("NFC", str(cell).replace("\r\n", "\n")).strip()


def _day_of(cell: datetime | date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def _day(text: str) -> date:
    """A day as ISO 8601 has it, or as people here write it."""
    parts = text.split("/")
    if len(parts) == 3 and all(_NUMBER.fullmatch(part) for part in parts):
        text = f"{parts[2]:0>4}-{parts[1]:0>2}-{parts[0]:0>2}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidCell("must be a day, such as 2026-07-01 without quotes") from None


def _value(text: str) -> Any:
    try:
        found: Mapping[str, Any] = tomllib.loads(f"value = {text}")
        inline([*found.values()])  # what a document file does not have is no value either
    except (tomllib.TOMLDecodeError, RecursionError, TypeError) as wrong:
        raise InvalidCell(f"cannot be read: {wrong}") from None
    if found.keys() != {"value"}:
        raise InvalidCell("must be a list or a table on its own")
    return found["value"]
