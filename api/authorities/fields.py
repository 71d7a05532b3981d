"""The fields a matter may belong to (lĩnh vực), with the finer codes under them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "fields.toml"


@dataclass(frozen=True)
class Named:
    """A code with its name in every language of the interface."""

    code: str
    names: Mapping[str, str]

    def name(self, locale: str) -> str:
        """The name in the reader's language."""
        return self.names[locale]


@dataclass(frozen=True)
class Field(Named):
    """One field and its parts."""

    parts: tuple[Named, ...]
    also: tuple[str, ...] = ()
    """Codes that other lists use for it; understood, and shown to nobody."""


@cache
def fields() -> Mapping[str, Field]:
    """Every field by its code, in the order they are shown in."""
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))["field"]
    return {entry["code"]: _field(entry) for entry in listed}


def field_of(code: str | None) -> str | None:
    """The field that a code of either level names; None when it names none."""
    return None if code is None else _fields_by_any_code().get(code)


@cache
def _fields_by_any_code() -> Mapping[str, str]:
    codes = {part.code: field.code for field in fields().values() for part in field.parts}
    codes |= {code: field.code for field in fields().values() for code in field.also}
    return codes | {code: code for code in fields()}


def _field(entry: Mapping[str, Any]) -> Field:
    parts = (
        Named(part["code"], {locale: name for locale, name in part.items() if locale != "code"})
        for part in entry["parts"]
    )
    return Field(entry["code"], entry["name"], tuple(parts), tuple(entry.get("also", ())))
