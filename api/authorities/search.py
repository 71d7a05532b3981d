"""Areas as people look for them: by the name of today, or by one from before the two levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from api.authorities.directory import directory
from api.authorities.errors import not_the_next
from api.authorities.models import Area, FormerArea
from api.authorities.names import Match, fold, written
from api.authorities.views import AreaView
from api.core import clock
from api.core.database import db

MATCHES = (Match.EXACT, Match.ALIKE, Match.PART, Match.PART)
"""By rank: the whole name before a part of it, and with its diacritics before without."""


@dataclass(frozen=True)
class FormerName:
    """What a commune was called until it went into another one, and where it lay."""

    name: str
    district: str
    province: str


@dataclass(frozen=True)
class Found:
    """An area in force that may be meant, and by which name."""

    area: AreaView
    match: Match
    former: FormerName | None
    """None when it is found by the name it has."""
    key: str
    """What tells it from every other thing found: the page may end here."""


@dataclass(frozen=True)
class AreaSearch:
    """What somebody looks for, and from where on."""

    words: str
    limit: int
    province: str | None = None
    """Code of the province of today that it lies in."""
    after: str | None = None


def areas_named(wanted: AreaSearch) -> tuple[Sequence[Found], bool]:
    """One page of the areas in force whose name, or former name, has these words; and if more come.

    None is left out because another fits better: one string may be two places, and a name of today
    may be the old name of somewhere else. A commune that was divided is found once for each part.
    Refuses to go on after something that was not found.
    """
    found = statement(wanted, clock.today())
    if found is None:
        return (), False
    rows = db.session.execute(_page(found, wanted)).all()
    return [_shown(row) for row in rows[: wanted.limit]], len(rows) > wanted.limit


def statement(wanted: AreaSearch, day: date) -> Subquery | None:
    """Everything that may be meant, not in order; None when nothing that was typed is in a name."""
    said = fold(wanted.words)
    if wanted.words.strip() and not said:
        return None
    current = _named(Area, wanted.words, rank=0).add_columns(
        Area.code.label("key"),
        null().label("former_name"),
        null().label("district"),
        null().label("province"),
    )
    if not said:
        return _in_force(current, wanted, day).subquery()
    former = _named(FormerArea, wanted.words, rank=1).add_columns(
        cast(FormerArea.id, String).label("key"),
        FormerArea.name.label("former_name"),
        FormerArea.district,
        FormerArea.province,
    )
    leading = former.select_from(FormerArea).join(Area, Area.code == FormerArea.successor_code)
    return union_all(_in_force(current, wanted, day), _in_force(leading, wanted, day)).subquery()


def _named(model: type[Area] | type[FormerArea], words: str, *, rank: int) -> Select[Any]:
    """The rows with these words in their name, each with how well it fits: 0 fits best."""
    said = fold(words)
    longer = func.length(model.folded) - len(said)
    # Letters are counted, so that a kind of area need not be known here.
    whole = model.folded.like(f"%{said}") & longer.in_([0, func.length(model.kind) + 1])
    alike = func.strpos(model.written, written(words)) > 0
    fits: ColumnElement[int] = case((whole, 0), else_=4) + case((alike, 0), else_=2)
    columns: list[ColumnElement[Any]] = [
        (fits + literal(rank)).label("rank"),
        Area.code.label("code"),
    ]
    chosen = select(*columns)
    return chosen.where(model.folded.like(f"%{said}%")) if said else chosen


def _in_force(chosen: Select[Any], wanted: AreaSearch, day: date) -> Select[Any]:
    chosen = chosen.where(
        Area.in_force_from <= day, or_(Area.in_force_until.is_(None), Area.in_force_until > day)
    )
    return chosen.where(Area.province_code == wanted.province) if wanted.province else chosen


def _page(found: Subquery, wanted: AreaSearch) -> Select[Any]:
    place = tuple_(found.c.rank, found.c.code, found.c.key)
    chosen = select(found).order_by(*place).limit(wanted.limit + 1)
    if wanted.after is None:
        return chosen
    last = db.session.execute(
        select(found.c.rank, found.c.code, found.c.key).where(found.c.key == wanted.after)
    ).one_or_none()
    if last is None:
        raise not_the_next()
    return chosen.where(place > tuple_(*map(literal, last)))


def _shown(row: Any) -> Found:
    former = FormerName(row.former_name, row.district, row.province) if row.former_name else None
    return Found(directory().areas[row.code], MATCHES[row.rank // 2], former, row.key)
