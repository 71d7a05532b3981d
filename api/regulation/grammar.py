"""How the tables of a document file are written, and what is wrong with one that is not."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import sha256
from re import fullmatch
from typing import Any, Final
from unicodedata import normalize

from api.events.names import EVENT_NAMES
from api.regulation.facts import ANCHORS, POSITIONS, Conditions, read_conditions
from api.regulation.periods import period_kinds
from api.regulation.rules import (
    SENDER,
    VIETNAMESE,
    Basis,
    Ceiling,
    Confidence,
    Document,
    Extension,
    Fulfilment,
    PauseClause,
    Publicity,
    Retyping,
    Rule,
)
from api.regulation.terms import Term, TermUnit

PERIODS: Final = frozenset(period_kinds())
OF_POSITIONS: Final = frozenset({"position", "level", "unit_kind"})
"""What is known of a position by itself, before anything happens."""
OWERS: Final = POSITIONS | {"holder", "receiver", "unit_head", "superior", SENDER}

Read = Callable[[object], Any]
Complaint = tuple[str, str]
"""The key something is wrong with, and what."""


def read_document(table: Mapping[str, Any]) -> tuple[Document | None, list[Complaint]]:
    """The head of a document file, or None and what is wrong with it."""
    values, complaints = _read(table, _DOCUMENT, ("id", "title", "basis", "from"))
    if complaints:
        return None, complaints
    return Document(**_by_locale(values, titles="title")), _order(values)


def read_rule(table: Mapping[str, Any], document: Document) -> tuple[Rule | None, list[Complaint]]:
    """One rule of a document, or None and everything that is wrong with it."""
    inherited = {"from": document.valid_from, "until": document.valid_until}
    full = {key: value for key, value in (inherited | dict(table)).items() if value is not None}
    is_right = full.get("owed_by") == SENDER
    values, complaints = _read(full, _RULE, _REQUIRED if is_right else (*_REQUIRED, "met_by"))
    complaints += _order(values) + _sense(full) + _counting(values)
    complaints += _right(full) if is_right else []
    if complaints:
        return None, complaints
    values.setdefault("duty", _duty(values["id"]))
    values.setdefault("met_by", Fulfilment(()))
    named = _by_locale(values, titles="title", articles="article", waits_for="waits_for")
    return Rule(document=document, hash=_hash(document, full), **named), []


def _read(
    table: Mapping[str, Any], readers: Mapping[str, Read], required: Iterable[str]
) -> tuple[dict[str, Any], list[Complaint]]:
    complaints = [(key, "is missing") for key in required if key not in table]
    values: dict[str, Any] = {}
    for key, raw in table.items():
        try:
            values[_FIELDS.get(key, key)] = _reader(readers, key)(raw)
        except ValueError as wrong:
            complaints.append((key, str(wrong)))
    return values, complaints


def _reader(readers: Mapping[str, Read], key: str) -> Read:
    if key not in readers:
        raise ValueError("is not a word of the rule language")
    return readers[key]


def _order(values: Mapping[str, Any]) -> list[Complaint]:
    first, last = values.get("valid_from"), values.get("valid_until")
    if first and last and last < first:
        return [("until", f"{last} is before {first}")]
    return []


def _sense(table: Mapping[str, Any]) -> list[Complaint]:
    """What is wrong between the keys: a rule opens on an event or comes back, never both."""
    if ("opens" in table) == ("every" in table):
        return [("opens", "a rule has either opens or every")]
    here = "opens" if "opens" in table else "every"
    missing = [(key, f"belongs with {here}, and is missing") for key in _NEEDED[here] - set(table)]
    strange = [(key, f"has no meaning with {here}") for key in table if key in _FOREIGN[here]]
    return missing + strange


def _right(table: Mapping[str, Any]) -> list[Complaint]:
    """What the sender may do in time is owed by nobody: nothing fulfils, stops or ends it."""
    return [(key, "has no meaning for a right of the sender") for key in table if key in _DUTIES]


def _counting(values: Mapping[str, Any]) -> list[Complaint]:
    """A clock that is counted back, or has no number, cannot be stretched or stopped."""
    term = values.get("term")
    if term is None or term.amount > 0:
        return _mixing(values)
    if term.is_counted and "every" in values:
        return [("term", "is counted from the end of the period")]
    return [
        (key, f"cannot go with the term {term}")
        for key in ("ceilings", "extend", "pause")
        if values.get(key)
    ]


def _mixing(values: Mapping[str, Any]) -> list[Complaint]:
    """Hours cannot be added to days, nor a term be compared with one of another unit."""
    term = values.get("term")
    if term is None:
        return []
    added = [each.by for each in values.get("extend", ())]
    wrong: list[Complaint] = []
    if any(extra.is_in_hours != term.is_in_hours for extra in added):
        wrong.append(("extend", f"cannot add hours and days to each other ({term})"))
    if any(ceiling.term.unit is not term.unit for ceiling in values.get("ceilings", ())):
        wrong.append(("ceilings", f"must be counted as the term is ({term})"))
    return wrong


def _by_locale(values: dict[str, Any], **plurals: str) -> dict[str, Any]:
    """`title` and `title_en` become `titles`, so that a text is asked for by language."""
    for plural, key in plurals.items():
        both = {VIETNAMESE: values.pop(key, ""), "en": values.pop(f"{key}_en", "")}
        values[plural] = {locale: text for locale, text in both.items() if text}
    return values


def _duty(rule_id: str) -> str:
    return rule_id.rsplit(".", 1)[1].rstrip("0123456789-")


def _hash(document: Document, table: Mapping[str, Any]) -> str:
    text = json.dumps([document.id, table], sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("must be a text")
    return normalize("NFC", raw.strip())


def _id(raw: object) -> str:
    text = _text(raw)
    if not fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z][a-z0-9]*([-_][a-z0-9]+)*", text):
        raise ValueError("must be written as document.duty, in small letters")
    return text


def _day(raw: object) -> date:
    if type(raw) is not date:
        raise ValueError("must be a day, such as 2026-07-01 without quotes")
    return raw


def _number(raw: object) -> int:
    if type(raw) is not int or raw < 1:
        raise ValueError("must be a number from 1")
    return raw


def _one_of(words: Iterable[str], what: str, make: Callable[[str], Any] = str) -> Read:
    known = sorted(words)

    def read(raw: object) -> Any:
        if raw not in known:
            raise ValueError(f"{raw!r} is not {what}; known are {', '.join(known)}")
        return make(str(raw))

    return read


def _term(raw: object) -> Term:
    term = Term.parse(_text(raw))
    if term.unit is TermUnit.PERIOD:
        raise ValueError("a duty that lasts for a period is written with every")
    return term


def _positions(raw: object) -> Conditions:
    """Of which positions something is asked: by their title, and by what their unit is."""
    found = read_conditions(raw)
    asked = {condition.fact for condition in found}
    if not asked <= OF_POSITIONS:
        strange = ", ".join(sorted(asked - OF_POSITIONS))
        raise ValueError(f"{strange}: not known of a position")
    if "position" not in asked:
        raise ValueError("must name the position")
    return found


def _ahead(raw: object) -> Term:
    term = _term(raw)
    if term.amount < 1:
        raise ValueError(f"{term} must be a number of days or months to come")
    return term


def _list(read: Read) -> Read:
    def read_all(raw: object) -> tuple[Any, ...]:
        if not isinstance(raw, list) or not raw:
            raise ValueError("must be a list with something in it")
        return tuple(read(each) for each in raw)

    return read_all


def _table(make: Callable[..., Any], readers: Mapping[str, Read], *required: str) -> Read:
    def read(raw: object) -> Any:
        if not isinstance(raw, dict):
            raise ValueError("must be a table")
        values, complaints = _read(raw, readers, required)
        if complaints:
            raise ValueError("; ".join(f"{key}: {what}" for key, what in complaints))
        return make(**values)

    return read


_event: Final = _one_of(EVENT_NAMES, "an event")
_events: Final = _list(_event)
_FIELDS: Final = {"from": "valid_from", "until": "valid_until", "event": "events"}

_CEILING: Final[Mapping[str, Read]] = {"when": read_conditions, "term": _ahead}
_EXTENSION: Final[Mapping[str, Read]] = {
    "on": _event,
    "by": _ahead,
    "when": read_conditions,
    "times": _number,
}
_SPAN: Final[Mapping[str, Read]] = {"from": _day, "until": _day}
_PAUSE: Final[Mapping[str, Read]] = {
    "on": _event,
    "off": _event,
    "grounds": _list(_text),
    **_SPAN,
}
_FULFILMENT: Final[Mapping[str, Read]] = {
    "event": _events,
    "when": read_conditions,
    "distinct": _text,
    "count": _number,
    "all": _list(_text),
}
_DOCUMENT: Final[Mapping[str, Read]] = {
    "id": _text,
    "title": _text,
    "title_en": _text,
    "basis": _one_of(Basis, "a basis", Basis),
    **_SPAN,
    "replaces": _list(_id),
}
_RULE: Final[Mapping[str, Read]] = {
    "id": _id,
    "title": _text,
    "title_en": _text,
    "article": _text,
    "article_en": _text,
    "confidence": _one_of(Confidence, "a confidence", Confidence),
    "source": _text,
    "duty": _text,
    **_SPAN,
    "opens": _event,
    "every": _one_of(PERIODS, "a period"),
    "for_each": _positions,
    "when": read_conditions,
    "anchor": _one_of(ANCHORS, "a moment of an event"),
    "moves_on": _events,
    "term": _term,
    "ceilings": _list(_table(Ceiling, _CEILING, "when", "term")),
    "extend": _list(_table(Extension, _EXTENSION, "on", "by")),
    "pause": _table(PauseClause, _PAUSE, "on", "off"),
    "owed_by": _one_of(OWERS, "somebody who can owe"),
    "met_by": _table(Fulfilment, _FULFILMENT, "event"),
    "ends_on": _events,
    "each": _one_of({"unit"}, "a sort of ower"),
    "retyped": _one_of(Retyping, "a way to go on", Retyping),
    "publicity": _one_of(Publicity, "a publicity", Publicity),
    "waits_for": _text,
    "waits_for_en": _text,
}
_REQUIRED: Final = ("id", "article", "confidence", "source")
_DUTIES: Final = frozenset({"every", "met_by", "moves_on", "extend", "pause", "ends_on"})
_NEEDED: Final = {"opens": {"term", "owed_by"}, "every": {"for_each"}}
_STRETCHED: Final = {"anchor", "moves_on", "retyped", "each", "ceilings", "extend", "pause"}
_FOREIGN: Final = {"opens": {"for_each"}, "every": {"when", "owed_by", "ends_on"} | _STRETCHED}
