"""The structure of a province, worked out from its areas and a pattern of bodies and positions."""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.authorities.models import Establishment, Level, Title, UnitKind
from api.authorities.rows import AreaRow, FormerRow, PositionRow, UnitRow

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Structure:
    """Areas with all their units and positions; every parent stands before its children."""

    areas: tuple[AreaRow, ...]
    units: tuple[UnitRow, ...]
    positions: tuple[PositionRow, ...]


def shipped() -> Structure:
    """The province whose bodies and positions come with the product."""
    pattern = read_pattern(DATA / "structure.toml")
    areas = [area for area in country() if area.province_code == pattern["province"]]
    return structure_of(areas, pattern)


def country() -> tuple[AreaRow, ...]:
    """Every province and commune of the country."""
    return read_areas(DATA / "areas.csv")


def former_communes() -> tuple[FormerRow, ...]:
    """The communes of before 01/07/2025, each with every one of today that it went into."""
    with (DATA / "predecessors.csv").open(encoding="utf-8", newline="") as file:
        return tuple(FormerRow(**line) for line in csv.DictReader(file))


def read_areas(path: Path) -> tuple[AreaRow, ...]:
    """The areas of a list kept in this room's data."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            AreaRow(
                code=line["code"],
                province_code=line["province_code"],
                level=Level(line["level"]),
                name=line["name"],
                name_en=line["name_en"],
                kind=line["kind"],
                in_force_from=date.fromisoformat(line["in_force_from"]),
            )
            for line in csv.DictReader(file)
        )


def read_pattern(path: Path) -> Mapping[str, Any]:
    """The pattern of bodies and positions."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def structure_of(areas: Iterable[AreaRow], pattern: Mapping[str, Any]) -> Structure:
    """Every area with the bodies and positions that an area of its level has."""
    ordered = sorted(areas, key=lambda area: (area.level is not Level.PROVINCE, area.code))
    units: list[UnitRow] = []
    positions: list[PositionRow] = []
    for area in ordered:
        for body in pattern["unit"]:
            if body["level"] == area.level:
                unit = _unit(area, body, pattern["founded"])
                units.append(unit)
                positions += [_position(area, unit, desk) for desk in body["positions"]]
    return Structure(tuple(ordered), tuple(units), tuple(positions))


def bare_name(area: AreaRow) -> str:
    """The name without the kind of area in front: "Gia Viên"."""
    return area.name.removeprefix(f"{area.kind} ")


def _unit(area: AreaRow, body: Mapping[str, Any], founded: date) -> UnitRow:
    return UnitRow(
        code=f"{area.code}-{body['code']}",
        name=_named(area, body),
        kind=UnitKind(body["kind"]),
        unit_kind=Establishment(body["unit_kind"]),
        level=area.level,
        area_code=area.code,
        parent_code=_parent(area, body),
        founded_on=max(founded, area.in_force_from),
    )


def _parent(area: AreaRow, body: Mapping[str, Any]) -> str | None:
    if "above" in body:
        return f"{area.province_code}-{body['above']}"
    return f"{area.code}-{body['parent']}" if "parent" in body else None


def _position(area: AreaRow, unit: UnitRow, desk: Mapping[str, Any]) -> PositionRow:
    return PositionRow(
        code=f"{unit.code}-{desk['code']}",
        unit_code=unit.code,
        title=Title(desk["title"]),
        name=_named(area, desk),
    )


def _named(area: AreaRow, thing: Mapping[str, Any]) -> str:
    pattern: str = thing.get("name_of", {}).get(area.kind, thing["name"])
    name = bare_name(area)
    return pattern.format(name=name, place=f"{area.kind.lower()} {name}")
