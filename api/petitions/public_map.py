"""Public petitions on a map: in cells of the grid, or in the middle of their commune."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from api.authorities.boundaries import boundaries
from api.authorities.directory import directory
from api.cases.models import Case
from api.core.access import Actor
from api.core.database import db
from api.petitions.filters import Wanted
from api.petitions.public_places import STEP, PublicPlace
from api.petitions.public_text import PublicText
from api.petitions.queries import in_public
from api.petitions.states import PUBLIC, PetitionState

MOST = 1_000
"""Points of one picture."""

_APART = 4
"""Points of one picture of the world stand at least a fourth of it apart; each zoom halves it."""

BBox = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """So many petitions that are shown in one place."""

    latitude: float | None
    longitude: float | None
    """Null where nobody has said where the commune lies."""
    count: int
    precision: str
    area_code: str | None
    code: str
    """Of one of them."""


def picture(
    actor: Actor | None, wanted: Wanted, at: datetime, *, bbox: BBox | None, zoom: int
) -> dict[str, Any]:
    """The public petitions in this piece of the map, as GeoJSON; neighbours are drawn together."""
    conditions = in_public(actor, wanted, at)
    communes = list(_in_communes(conditions, bbox))
    points = [*_in_cells(conditions, bbox, zoom, MOST - len(communes)), *communes]
    single = _told([point.code for point in points if point.count == 1])
    return {
        "type": "FeatureCollection",
        "total": sum(point.count for point in points),
        "features": [_feature(point, single.get(point.code, {})) for point in points],
    }


def _in_cells(
    conditions: Sequence[ColumnElement[bool]], bbox: BBox | None, zoom: int, most: int
) -> Sequence[Point]:
    """Cell by cell, or so many of them together that there are not too many points."""
    size = 360 / 2**zoom / _APART
    if size <= 2 * STEP:
        found = _cell_by_cell(conditions, bbox, most + 1)
        size = 2 * STEP
        if len(found) <= most:
            return found
    while len(found := _together(conditions, bbox, size, most + 1)) > most:
        size *= 2
    return found


def _cell_by_cell(
    conditions: Sequence[ColumnElement[bool]], bbox: BBox | None, most: int
) -> Sequence[Point]:
    cell = (PublicPlace.latitude, PublicPlace.longitude)
    rows = db.session.execute(
        select(*cell, func.count(), func.min(Case.area_code), func.min(Case.code))
        .join(PublicPlace, PublicPlace.petition_id == Case.id)
        .where(*conditions, *_within(bbox))
        .group_by(*cell)
        .limit(most)
    )
    return [
        Point(latitude, longitude, count, "cell", area, code)
        for latitude, longitude, count, area, code in rows
    ]


def _together(
    conditions: Sequence[ColumnElement[bool]], bbox: BBox | None, size: float, most: int
) -> Sequence[Point]:
    square = (
        func.floor(PublicPlace.latitude / size),
        func.floor(PublicPlace.longitude / size),
    )
    rows = db.session.execute(
        select(
            func.avg(PublicPlace.latitude),
            func.avg(PublicPlace.longitude),
            func.count(),
            func.min(Case.area_code),
            func.min(Case.code),
        )
        .join(PublicPlace, PublicPlace.petition_id == Case.id)
        .where(*conditions, *_within(bbox))
        .group_by(*square)
        .limit(most)
    )
    return [
        Point(round(latitude, 5), round(longitude, 5), count, "cells", area, code)
        for latitude, longitude, count, area, code in rows
    ]


def _in_communes(conditions: Sequence[ColumnElement[bool]], bbox: BBox | None) -> Iterator[Point]:
    """What has no cell: its sender gave no point, or shows the commune alone."""
    rows = db.session.execute(
        select(Case.area_code, func.count(), func.min(Case.code))
        .outerjoin(PublicPlace, PublicPlace.petition_id == Case.id)
        .where(*conditions, PublicPlace.petition_id.is_(None))
        .group_by(Case.area_code)
    )
    known = boundaries()
    for area_code, count, code in rows:
        middle = known.middle_of(area_code) if area_code else None
        latitude, longitude = middle or (None, None)
        if bbox is None or _is_within(latitude, longitude, bbox):
            yield Point(latitude, longitude, count, "commune", area_code, code)


def _within(bbox: BBox | None) -> Iterable[ColumnElement[bool]]:
    if bbox is None:
        return ()
    west, south, east, north = bbox
    return (
        PublicPlace.latitude.between(south, north),
        PublicPlace.longitude.between(west, east),
    )


def _is_within(latitude: float | None, longitude: float | None, bbox: BBox) -> bool:
    west, south, east, north = bbox
    if latitude is None or longitude is None:
        return False
    return south <= latitude <= north and west <= longitude <= east


def _told(codes: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """What a point tells when it is one petition."""
    rows = db.session.execute(
        select(
            Case.id,
            Case.code,
            Case.kind,
            Case.field,
            Case.state,
            Case.opened_at.label("received_at"),
            PublicText.title.label("masked_title"),
        )
        .outerjoin(PublicText, PublicText.petition_id == Case.id)
        .where(Case.code.in_(codes))
    )
    return {
        row["code"]: {**row, "public_state": PUBLIC[PetitionState(row["state"])]}
        for row in rows.mappings()
    }


def _feature(point: Point, one: Mapping[str, Any]) -> dict[str, Any]:
    names = ("id", "code", "kind", "field", "public_state", "received_at", "masked_title")
    area = directory().area(point.area_code) if point.area_code else None
    is_placed = point.latitude is not None
    coordinates = {"type": "Point", "coordinates": [point.longitude, point.latitude]}
    return {
        "type": "Feature",
        "geometry": coordinates if is_placed else None,
        "properties": {
            "count": point.count,
            "precision": point.precision,
            "area": area.name if area and point.precision != "cells" else None,
            **{name: one.get(name) for name in names},
        },
    }
