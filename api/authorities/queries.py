"""Units and neighbourhoods as people look for them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import or_, select

from api.accounts.models import Account
from api.authorities.directory import directory
from api.authorities.errors import not_the_next
from api.authorities.models import Neighbourhood, UnitKind
from api.authorities.views import UnitView
from api.core import clock
from api.core.database import db

T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """One page of what was found, and whether there is more."""

    items: Sequence[T]
    has_more: bool


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


def neighbourhood_codes(area: str, codes: Collection[str]) -> set[str]:
    """Which of these codes a village or residential group of the commune has today."""
    if not codes:
        return set()
    today, until = clock.today(), Neighbourhood.until_on
    return set(
        db.session.scalars(
            select(Neighbourhood.code).where(
                Neighbourhood.area_code == area,
                Neighbourhood.code.in_(codes),
                Neighbourhood.since_on <= today,
                or_(until.is_(None), until > today),
            )
        )
    )


def neighbourhood_names(area: str) -> dict[str, str]:
    """All villages and residential groups that the commune has today: code to name, by code."""
    today, until = clock.today(), Neighbourhood.until_on
    rows = db.session.execute(
        select(Neighbourhood.code, Neighbourhood.name)
        .where(
            Neighbourhood.area_code == area,
            Neighbourhood.since_on <= today,
            or_(until.is_(None), until > today),
        )
        .order_by(Neighbourhood.code)
    )
    return {row.code: row.name for row in rows}


def names_of_neighbourhoods(area: str, codes: Collection[str]) -> dict[str, str]:
    """What these are or were called, by their codes."""
    if not codes:
        return {}
    rows = db.session.execute(
        select(Neighbourhood.code, Neighbourhood.name)
        .where(Neighbourhood.area_code == area, Neighbourhood.code.in_(codes))
        .order_by(Neighbourhood.since_on)
    )
    return {row.code: row.name for row in rows}


def neighbourhoods_of(area: str, *, after: str | None, limit: int) -> Part[Neighbourhood]:
    """The thôn and tổ dân phố that the commune has today, by code; refuses an unknown `after`."""
    today, until = clock.today(), Neighbourhood.until_on
    chosen = select(Neighbourhood).where(
        Neighbourhood.area_code == area,
        Neighbourhood.since_on <= today,
        or_(until.is_(None), until > today),
    )
    if after is not None:
        if db.session.scalar(chosen.where(Neighbourhood.code == after)) is None:
            raise not_the_next()
        chosen = chosen.where(Neighbourhood.code > after)
    found = db.session.scalars(chosen.order_by(Neighbourhood.code).limit(limit + 1)).all()
    return Part(found[:limit], len(found) > limit)


def logins() -> frozenset[str]:
    """Every login in use."""
    return frozenset(filter(None, db.session.scalars(select(Account.login))))


def _part(found: Sequence[T], limit: int, is_last: Callable[[T], bool | None]) -> Part[T]:
    start = next((place + 1 for place, thing in enumerate(found) if is_last(thing)), 0)
    return Part(found[start : start + limit], len(found) > start + limit)
