"""Bodies outside the province's offices to which a matter may be transferred, as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from api.authorities.names import fold

SHIPPED = Path(__file__).parent / "competence" / "outside.toml"


@dataclass(frozen=True)
class OutsideBody:
    """A body that answers in its own right and is no unit of this installation."""

    code: str
    names: Mapping[str, str]
    also: tuple[str, ...]
    """What people write for it."""
    source: str
    confidence: str

    def name(self, locale: str) -> str:
        """The name in the reader's language."""
        return self.names[locale]


@cache
def bodies() -> Mapping[str, OutsideBody]:
    """Every such body by its code."""
    listed = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["body"]
    return {entry["code"]: _body(entry) for entry in listed}


def body_named(named: str) -> OutsideBody | None:
    """The body with this code, or with this name however it is typed; None for none of them."""
    return bodies().get(named) or _by_spelling().get(fold(named))


@cache
def _by_spelling() -> Mapping[str, OutsideBody]:
    return {
        fold(spelling): body
        for body in bodies().values()
        for spelling in (*body.names.values(), *body.also)
    }


def _body(entry: Mapping[str, Any]) -> OutsideBody:
    return OutsideBody(
        code=entry["code"],
        names=entry["name"],
        also=tuple(entry.get("also", ())),
        source=entry["source"],
        confidence=entry["confidence"],
    )
