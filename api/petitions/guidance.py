"""How a denunciation is lawfully made: where, with what, and how who makes it is protected.

It is told by the level and the place of work alone. Nothing of the matter is asked, read or kept.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Level
from api.core import clock
from api.petitions.errors import UnknownArea
from api.petitions.redirection import source_of, ways_of
from api.routing.bodies import bodies
from api.routing.reading import shipped

_FILE = Path(__file__).parent / "data" / "denunciation.toml"


@dataclass(frozen=True)
class Blank:
    """An empty place of the form that is printed."""

    key: str
    lines: int
    labels: Mapping[str, str]


def guidance(level: Level, area_code: str | None, locale: str) -> dict[str, Any]:
    """The lawful ways, and the bodies above whoever works at this level of this place.

    Raises `UnknownArea` for a place that is none today.
    """
    province = _province_of(area_code)
    known = _read()
    return {
        "level": level,
        "ways": ways_of("denunciation", locale),
        "source": source_of("denunciation"),
        "bodies": [
            shown
            for row in known["body"]
            if row["level"] == level and (shown := _body(row, province, locale)) is not None
        ],
        "bring": _told(known["bring"], locale),
        "protection": _told(known["protection"], locale),
    }


def blanks() -> Sequence[Blank]:
    """What the printed form has room for, from top to bottom."""
    return [Blank(row["key"], row["lines"], row["label"]) for row in _read()["form"]]


def head() -> Sequence[str]:
    """What stands above every paper to an authority."""
    lines: list[str] = _read()["paper"]["head"]
    return lines


def reception_above(area_code: str | None) -> UUID | None:
    """The unit above the communes that receives citizens; None where there is none."""
    unit = directory().unit_by_code(f"{_province_of(area_code)}-tcd")
    return unit.id if unit and unit.is_current(clock.today()) else None


def _province_of(area_code: str | None) -> str:
    if area_code is None:
        return shipped().province
    area = directory().area(area_code)
    if area is None or not area.is_current(clock.today()):
        raise UnknownArea(area=area_code)
    return area.province_code


def _body(row: Mapping[str, Any], province: str, locale: str) -> dict[str, Any] | None:
    """A row with the name the body has today; None when the directory does not have it."""
    code, name = None, row.get("name", {}).get(locale)
    if "unit" in row:
        unit = directory().unit_by_code(f"{province}-{row['unit']}")
        if unit is None or not unit.is_current(clock.today()):
            return None
        code, name = unit.code, unit.name
    elif "outside" in row:
        name = bodies()[row["outside"]].name(locale)
    return {
        "code": code,
        "name": name,
        "line": row["line"],
        "why": row["why"][locale],
        "source": row["source"],
        "confidence": row["confidence"],
    }


def _told(part: Mapping[str, Any], locale: str) -> dict[str, Any]:
    return {
        "lines": part[locale],
        "source": part["source"],
        "confidence": part["confidence"],
    }


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
