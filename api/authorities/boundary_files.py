"""GeoJSON files of boundaries: every mistake is named, and a file with a mistake is not taken."""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape as made_of
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from api.authorities.sheets import BadSheet
from api.authorities.views import AreaView

LARGEST = 100_000_000
"""Bytes of a file that is read at all."""

MOST_SHOWN = 10
"""Lines of one kind that are worth reading."""

WGS84 = frozenset(
    {
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "urn:ogc:def:crs:EPSG::4326",
        "EPSG:4326",
        "CRS84",
    }
)
"""How files name the one reference system that is understood; GeoJSON has no other since 2016."""


class BadShape(Exception):
    """What is wrong with one feature."""


@dataclass(frozen=True)
class Shape:
    """An area's boundary."""

    code: str
    geometry: BaseGeometry


@dataclass(frozen=True)
class Overlap:
    """Two areas that claim the same ground."""

    one: str
    other: str
    share: float
    """Of the smaller one, from 0 to 1."""


@dataclass(frozen=True)
class BoundaryFile:
    """A file without a mistake."""

    name: str
    sha256: str
    shapes: tuple[Shape, ...]


def read(path: Path, communes: Sequence[str]) -> BoundaryFile:
    """The boundaries in the file, given the codes of the communes of today.

    Raises `BadSheet` with all that is wrong with it.
    """
    if path.stat().st_size > LARGEST:
        raise BadSheet([f"{path.name}: the file is larger than {LARGEST:,} bytes"])
    raw = path.read_bytes()
    features = _features(path.name, raw)
    known, seen, problems, shapes = frozenset(communes), set[str](), [], []
    for number, feature in enumerate(features, start=1):
        try:
            found = _shape(feature, known)
            if found.code in seen:
                raise BadShape(f"{found.code} stands in the file twice")
            seen.add(found.code)
            shapes.append(found)
        except BadShape as bad:
            problems.append(f"{path.name}: feature {number}: {bad}")
    if problems or not shapes:
        raise BadSheet(problems or [f"{path.name}: there is no boundary in it"])
    return BoundaryFile(path.name, hashlib.sha256(raw).hexdigest(), tuple(shapes))


def overlaps(shapes: Sequence[Shape]) -> list[Overlap]:
    """Every two areas that claim the same ground, the largest share first."""
    geometries = [each.geometry for each in shapes]
    tree = shapely.STRtree(geometries)
    found = []
    for first, geometry in enumerate(geometries):
        for second in tree.query(geometry, predicate="intersects"):
            if first < second:
                share = _share(geometry, geometries[second])
                if share > 0:
                    found.append(Overlap(shapes[first].code, shapes[second].code, share))
    return sorted(found, key=lambda each: (-each.share, each.one, each.other))


def doubts(
    found: BoundaryFile, communes: Sequence[str], areas: Mapping[str, AreaView]
) -> Iterator[str]:
    """What is no mistake and should be looked at: overlaps, and communes without a boundary."""
    double = overlaps(found.shapes)
    if double:
        yield f"{len(double)} pairs claim the same ground; the largest, of the smaller one:"
    for each in double[:MOST_SHOWN]:
        yield f"  {areas[each.one].name} and {areas[each.other].name}: {each.share:.2%}"
    there = {shape.code for shape in found.shapes}
    provinces = {areas[code].province_code for code in there}
    missing = [
        code for code in communes if areas[code].province_code in provinces and code not in there
    ]
    if missing:
        yield f"{len(missing)} communes there have no boundary: {', '.join(missing[:MOST_SHOWN])}"


def _features(name: str, raw: bytes) -> list[Any]:
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadSheet([f"{name}: the file is no JSON in UTF-8"]) from None
    is_collection = isinstance(found, Mapping) and found.get("type") == "FeatureCollection"
    if not is_collection or not isinstance(found.get("features"), list):
        raise BadSheet([f"{name}: the file is no FeatureCollection of GeoJSON"])
    crs = found.get("crs")
    if crs is not None and _name_of(crs) not in WGS84:
        raise BadSheet([f"{name}: crs {_name_of(crs)!r} is not WGS 84 (longitude, latitude)"])
    features: list[Any] = found["features"]
    return features


def _name_of(crs: Any) -> str:
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    return str(properties.get("name")) if isinstance(properties, Mapping) else str(crs)


def _shape(feature: Any, communes: frozenset[str]) -> Shape:
    if not isinstance(feature, Mapping) or not isinstance(feature.get("properties"), Mapping):
        raise BadShape("it is no feature with properties")
    code = feature["properties"].get("code")
    if not isinstance(code, str) or code not in communes:
        raise BadShape(f"code {code!r} is no commune of today")
    geometry = feature.get("geometry")
    if not isinstance(geometry, Mapping):
        raise BadShape(f"{code} has no geometry")
    for ring in _rings(code, geometry):
        _must_be_a_ring(code, ring)
    found = made_of(dict(geometry))
    if not found.is_valid:
        raise BadShape(f"{code} is no valid polygon: {explain_validity(found)}")
    return Shape(code, found)


def _rings(code: str, geometry: Mapping[str, Any]) -> Iterator[Any]:
    kind, parts = geometry.get("type"), geometry.get("coordinates")
    if kind not in {"Polygon", "MultiPolygon"}:
        raise BadShape(f"{code} is a {kind}, not a Polygon or MultiPolygon")
    polygons = [parts] if kind == "Polygon" else parts
    if not isinstance(polygons, list) or not polygons:
        raise BadShape(f"{code} has no coordinates")
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise BadShape(f"{code} has a polygon without a ring")
        yield from polygon


def _must_be_a_ring(code: str, ring: Any) -> None:
    if not isinstance(ring, list) or len(ring) < 4:
        raise BadShape(f"{code} has a ring of fewer than four points")
    for point in ring:
        if not _is_position(point):
            raise BadShape(f"{code} has a point that is no longitude and latitude: {point!r}")
    if ring[0] != ring[-1]:
        raise BadShape(f"{code} has a ring that does not end where it begins")


def _is_position(point: Any) -> bool:
    if not isinstance(point, list) or len(point) not in {2, 3}:
        return False
    if not all(type(number) in {int, float} and math.isfinite(number) for number in point):
        return False
    longitude, latitude = map(float, point[:2])
    return abs(longitude) <= 180 and abs(latitude) <= 90


def _share(one: BaseGeometry, other: BaseGeometry) -> float:
    smaller = min(one.area, other.area)
    return float(one.intersection(other).area / smaller) if smaller else 0.0
