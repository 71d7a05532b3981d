"""A form of the desk: what it asks for, what was typed into it, and what is wrong with that."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError
from marshmallow import fields as fields_
from werkzeug.datastructures import MultiDict

from api.core.database import db
from api.core.errors import Problem
from api.core.foreign import translate_any
from api.core.i18n import preferred_locale, translate
from api.pages.days import as_iso

LONGEST_TYPED = 40_000
"""Letters of one field that are shown again; no schema takes so many."""


class Widget(StrEnum):
    """How something is typed or chosen."""

    LINE = "line"
    LINES = "lines"
    DAY = "day"
    """As people write it, 16/03/2026: a browser's own calendar may put the month first."""
    TIME = "time"
    NUMBER = "number"
    YES = "yes"
    ONE = "one"
    """One of a few, all of them seen at once."""
    LIST = "list"
    """One of many."""
    SOME = "some"
    """As many as wanted."""
    FILE = "file"
    """Chosen anew each time: no browser gives a file back that was chosen before."""
    CARRIED = "carried"
    """Nobody sees it; the page needs it back."""


@dataclass(frozen=True)
class Option:
    """Something that may be chosen."""

    value: str
    label: str
    """As it is shown; already in the reader's language."""
    group: str = ""


@dataclass(frozen=True)
class Field:
    """One question of a form. Label and hint are English sentences of the catalogue."""

    name: str
    label: str = ""
    widget: Widget = Widget.LINE
    hint: str = ""
    needed: bool = False
    longest: int = 300
    options: Sequence[Option] = ()
    when: str = ""
    """When it is needed, of what is not always; a sentence of the catalogue."""
    accepts: str = ""
    """Of a file: which types are offered, as browsers name them."""
    many: bool = False
    """Of a file: whether several may be chosen."""

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[Option]]]:
        """The options by their groups, in the order they were given."""
        found: dict[str, list[Option]] = {}
        for option in self.options:
            found.setdefault(option.group, []).append(option)
        return list(found.items())


@dataclass(frozen=True)
class Typed:
    """What is in a form: what somebody typed, or what stands there before anybody does."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, **given: object) -> "Typed":
        """What stands there at first; None and the empty text are nothing."""
        return cls({name: (_as_typed(value),) for name, value in given.items() if value})

    @classmethod
    def into(cls, fields: Sequence[Field], form: MultiDict[str, str]) -> "Typed":
        """What was typed into these fields, and nothing else that was sent."""
        asked = {each.name: form.getlist(each.name) for each in fields}
        return cls(
            {
                name: tuple(text[:LONGEST_TYPED] for text in texts)
                for name, texts in asked.items()
                if any(texts)
            }
        )

    def get(self, name: str) -> str:
        """What is in the field; nothing is the empty text."""
        return next(iter(self.values.get(name, ())), "")

    def has(self, name: str, value: str) -> bool:
        """Whether this is chosen."""
        return value in self.values.get(name, ())

    def body(self, fields: Sequence[Field]) -> dict[str, Any]:
        """As the API takes it; what was left empty is left out."""
        found: dict[str, Any] = {}
        for each in fields:
            value = self._value(each)
            if value not in ("", []):
                found[each.name] = value
        return found

    def _value(self, of: Field) -> str | bool | list[str]:
        if of.widget is Widget.SOME:
            return list(self.values.get(of.name, ()))
        text = self.get(of.name).strip()
        if of.widget is Widget.YES:
            return bool(text)
        return as_iso(text) if of.widget is Widget.DAY else text


def _as_typed(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


GENERAL = ""
"""Where a sentence stands that belongs to no field."""


@dataclass(frozen=True)
class Form:
    """A form as a page shows it: at first, or again as it was sent, with what is wrong."""

    name: str
    to: str
    """The address it is sent to."""
    title: str
    button: str
    """Both are sentences of the catalogue, and so is the note."""
    fields: Sequence[Field]
    typed: Typed = field(default_factory=Typed)
    note: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    """By field, in the reader's language."""
    status: int = 200

    @property
    def has_file(self) -> bool:
        """Whether a file is sent along."""
        return any(each.widget is Widget.FILE for each in self.fields)

    @property
    def written(self) -> Sequence[tuple[Field, str]]:
        """What was typed or chosen, in words, for who wants to keep it."""
        return [
            (each, _in_words(each, self.typed))
            for each in self.fields
            if each.widget is not Widget.CARRIED and self.typed.get(each.name)
        ]

    def label_of(self, name: str) -> str:
        """The question that a sentence stands at; of the catalogue."""
        return next(each.label for each in self.fields if each.name == name)

    def sent_to(self, address: str) -> "Form":
        """The same, sent to another address."""
        return replace(self, to=address)

    def refused(self, error: ValidationError | Problem) -> "Form":
        """The same with what is wrong, each sentence at its field when it has one."""
        if isinstance(error, ValidationError):
            return replace(self, errors=_placed(self.fields, error.messages), status=422)
        said = _placed(self.fields, error.facts.get("errors") or {})
        title = translate(error.title, preferred_locale())
        told = {} if title in said.values() else {GENERAL: title}
        return replace(self, errors=told | said, status=error.status)


def tried(form: Form, act: Callable[[], object]) -> Form | None:
    """None when it was done; else the form as it was sent, and nothing else of it stands."""
    try:
        with db.session.begin_nested():
            act()
    except (ValidationError, Problem) as error:
        return form.refused(error)
    return None


@contextmanager
def at_fields(places: Mapping[type[Problem], str]) -> Iterator[None]:
    """A refusal of one of these kinds stands at the field it is about."""
    try:
        yield
    except Problem as refused:
        name = places.get(type(refused))
        if name is not None:
            refused.facts["errors"] = {name: [refused.title]}
        raise


def _in_words(of: Field, typed: Typed) -> str:
    if of.options:
        return ", ".join(each.label for each in of.options if typed.has(of.name, each.value))
    return typed.get(of.name)


def _placed(fields: Sequence[Field], messages: Any) -> dict[str, str]:
    known = {each.name: each for each in fields}
    return {
        name if name in known else GENERAL: _told(known.get(name), sentence)
        for name, sentence in _spread(messages)
    }


def _told(of: Field | None, sentence: str) -> str:
    """In the reader's language; of a day as people write it, not as programs do."""
    locale = preferred_locale()
    if sentence == _NOTHING:
        return translate("Please fill this in or choose", locale)
    if of is not None and of.widget is Widget.DAY and sentence == _NO_DAY:
        return translate("Please write a day like 16/03/2026", locale)
    return translate_any(sentence, locale)


_NOTHING = str(fields_.Field.default_error_messages["required"])

_NO_DAY = str(fields_.Date.default_error_messages["invalid"]).format(obj_type="date")


def _spread(messages: Any, name: str = GENERAL) -> Iterator[tuple[str, str]]:
    """Each field with its first sentence, however deep it stands."""
    if isinstance(messages, str):
        yield name, messages
    elif isinstance(messages, dict):
        for key, inner in messages.items():
            is_named = isinstance(key, str) and not key.startswith("_")
            yield from _spread(inner, key if is_named else name)
    else:
        yield from _spread(messages[0], name)
