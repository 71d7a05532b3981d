"""What stands in a line of a list of petitions, made into the members of a submission."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any
from unicodedata import normalize

from api.accounts.phones import typed_as_number
from api.authorities.fields import fields
from api.authorities.names import fold
from api.cases.labels import CHANNELS, KINDS
from api.core import clock
from api.core.i18n import LOCALES, translate

_FILE = Path(__file__).parent / "data" / "members.toml"

A_TEXT_CELL = "Format this column as text: what was typed here has become a day or lost digits"
NO_PHONE = "Format this column as text: a telephone number typed as a number has lost its zeros"
NO_MOMENT = "Write the day as 31/12/2025, or the moment in ISO 8601"
BROKEN_FORMULA = "The formula in this cell gives an error"
GIVEN_TWICE = "This is given twice"

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2}):(\d{2}))?", re.ASCII)
_DIGITS_KEPT = 10**15
"""A spreadsheet keeps fifteen digits of a number and makes zeros of the others."""
_BROKEN = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


class BadCell(Exception):
    """What is wrong with one cell, as a sentence of the catalogue; never what stands there."""


@dataclass(frozen=True)
class Read:
    """A line as the members of a submission, and what is wrong with others, by dotted name."""

    body: dict[str, Any]
    faults: Mapping[str, str]


def member_of(heading: str) -> str | None:
    """The dotted name of the member that a heading, or a member's own name, leads to."""
    return _members().get(fold(heading))


def is_left_out(heading: str) -> bool:
    """Whether such a column is known and never taken over."""
    return fold(heading) in _left_out()


def heading_of(member: str) -> str:
    """What people call the member, as the first of its headings."""
    return str(_names()["headings"][member][0])


def read(cells: Mapping[str, Any]) -> Read:
    """The members of a submission. Empty cells are not there; nested members may be dotted."""
    body: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for heading, value in _flat(cells):
        if value is None or value == "" or is_left_out(heading):
            continue
        member = member_of(heading) or heading
        try:
            _put(body, member, _READS.get(member, _text)(value))
        except BadCell as bad:
            faults[member] = str(bad)
    return Read(body, faults)


def _flat(cells: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in cells.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", _tidy(inner)) for part, inner in value.items())
        else:
            yield name, _tidy(value)


def _tidy(value: Any) -> Any:
    return normalize("NFC", value).strip() if isinstance(value, str) else value


def _put(body: dict[str, Any], member: str, value: Any) -> None:
    outer, _, inner = member.partition(".")
    within: Any = body.setdefault(outer, {}) if inner else body
    name = inner or member
    if not isinstance(within, dict) or name in within:
        raise BadCell(GIVEN_TWICE)
    within[name] = value


def _text(value: Any) -> Any:
    """Numbers become their digits; what is neither text nor number is left to the schema."""
    if isinstance(value, str) and value in _BROKEN:
        raise BadCell(BROKEN_FORMULA)
    if isinstance(value, date | time | timedelta):
        raise BadCell(A_TEXT_CELL)
    return _digits(value) if _is_number(value) else value


def _digits(value: float) -> str:
    if abs(value) >= _DIGITS_KEPT:
        raise BadCell(A_TEXT_CELL)
    return str(int(value)) if value == int(value) else str(value)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or not isnan(value)


def _phone(value: Any) -> Any:
    if not _is_number(value):
        return _text(value)
    number = typed_as_number(_digits(value))
    if number is None:
        raise BadCell(NO_PHONE)
    return number


def _moment(value: Any) -> Any:
    """A day is its first moment in Viet Nam; a moment without an offset is one there."""
    if isinstance(value, str):
        value = _written_moment(value)
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=clock.VIETNAM)).isoformat()
    if isinstance(value, date):
        return clock.midnight(value).isoformat()
    raise BadCell(NO_MOMENT)


def _written_moment(text: str) -> datetime:
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            return datetime.fromisoformat(text)
        day, month, year, hour, minute = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, tzinfo=clock.VIETNAM)
    except ValueError:
        raise BadCell(NO_MOMENT) from None


def _coordinate(value: Any) -> Any:
    return value if _is_number(value) else _text(value)


def _word_for(member: str) -> Callable[[Any], Any]:
    def read_word(value: Any) -> Any:
        text = _text(value)
        return _words()[member].get(fold(text), text) if isinstance(text, str) else text

    return read_word


_CODED = ("kind", "addressee", "channel", "visibility", "field", "intake.consent")

_READS: Mapping[str, Callable[[Any], Any]] = {
    "received_at": _moment,
    "contact": _phone,
    "contact.phone": _phone,
    "location.lat": _coordinate,
    "location.lon": _coordinate,
} | {member: _word_for(member) for member in _CODED}
"""How the value of a member is read; all others are text."""


@cache
def _names() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _members() -> Mapping[str, str]:
    listed: Mapping[str, list[str]] = _names()["headings"]
    return {fold(name): member for member, names in listed.items() for name in (member, *names)}


@cache
def _left_out() -> frozenset[str]:
    return frozenset(fold(heading) for heading in _names()["left_out"]["headings"])


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """By member, the code that each word or label stands for."""
    listed: Mapping[str, Mapping[str, list[str]]] = _names()["words"]
    words = {
        member: {fold(word): code for code, given in codes.items() for word in (code, *given)}
        for member, codes in listed.items()
    }
    for member, labels in (("kind", KINDS), ("channel", CHANNELS)):
        words[member] |= {
            fold(translate(label, locale)): code.value
            for code, label in labels.items()
            for locale in LOCALES
        }
    named = [each for field in fields().values() for each in (field, *field.parts)]
    return words | {"field": {fold(n): each.code for each in named for n in each.names.values()}}
