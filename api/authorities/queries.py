"""Areas and units as people look for them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar
from unicodedata import combining, normalize
from uuid import UUID

from sqlalchemy import select

from api.accounts.models import Account
from api.authorities.directory import directory
from api.authorities.models import UnitKind
from api.authorities.views import AreaView, UnitView
from api.core import clock
from api.core.database import db

T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """One page of what was found, and whether there is more."""

    items: Sequence[T]
    has_more: bool


def areas_named(words: str, *, after: str | None, limit: int) -> Part[AreaView]:
    """The areas in force with these words in their name, with or without diacritics.

    Those written exactly so come first; the others are never left out, since one string without
    diacritics may be two places.
    """
    today = clock.today()
    said, folded = normalize("NFC", words).lower().strip(), fold(words)
    found = [
        area
        for area in directory().areas.values()
        if area.is_current(today) and folded in fold(area.name)
    ]
    found.sort(key=lambda area: (said not in area.name.lower(), area.code))
    return _part(found, limit, lambda area: area.code == after if after else None)


def units_in(
    *, area: str | None, kind: UnitKind | None, after: UUID | None, limit: int
) -> Part[UnitView]:
    """The units there are today, of one area or kind when asked."""
    today = clock.today()
    found = [
        unit
        for unit in directory().units.values()
        if unit.is_current(today)
        and (area is None or unit.area_code == area)
        and (kind is None or unit.kind is kind)
    ]
    return _part(found, limit, lambda unit: unit.id == after if after else None)


def logins() -> frozenset[str]:
    """Every login in use."""
    return frozenset(filter(None, db.session.scalars(select(Account.login))))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text as somebody types it who leaves out diacritics, capitals and hyphens."""
    bare = "".join(sign for sign in normalize("NFD", text) if not combining(sign))
    return re.sub(r"[\W_]+", " ", bare.lower().replace("đ", "d")).strip()


def _part(found: Sequence[T], limit: int, is_last: Callable[[T], bool | None]) -> Part[T]:
    start = next((place + 1 for place, thing in enumerate(found) if is_last(thing)), 0)
    return Part(found[start : start + limit], len(found) > start + limit)
