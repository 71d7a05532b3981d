"""Where the areas lie: in which of them a point is, as this transaction must see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import shapely
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import defer

from api.authorities.boundary_files import Shape
from api.authorities.models import Boundary
from api.core import clock
from api.core.database import db
from api.core.reference import Kept, forget_stamp

NEAR = 0.002
"""Degrees, about 200 metres: boundaries are drawn simply, with slits between them."""


@dataclass(frozen=True)
class Place:
    """What is known of a point: the areas it lies in, or closely beside."""

    codes: tuple[str, ...]

    @property
    def code(self) -> str | None:
        """The area, when it can only be one."""
        return self.codes[0] if len(self.codes) == 1 else None


class Boundaries:
    """The boundaries that were loaded, found by a tree of their boxes."""

    def __init__(self, codes: Sequence[str], shapes: Sequence[shapely.Geometry]) -> None:
        self._codes = codes
        self._tree = shapely.STRtree(shapes)
        self._shapes = dict(zip(codes, shapes, strict=True))
        self._middles: dict[str, tuple[float, float]] = {}

    def __bool__(self) -> bool:
        """Whether any were loaded; without them nothing is said of a point."""
        return bool(self._codes)

    def at(self, latitude: float, longitude: float) -> Place:
        """The areas at this point; none when it lies outside all of them."""
        point = shapely.Point(longitude, latitude)
        inside = self._tree.query(point, predicate="intersects")
        found = (
            inside if len(inside) else self._tree.query(point, predicate="dwithin", distance=NEAR)
        )
        return Place(tuple(sorted(self._codes[index] for index in found)))

    def middle_of(self, code: str) -> tuple[float, float] | None:
        """Latitude and longitude of a point well inside the area; None where none is loaded."""
        if code not in self._middles and code in self._shapes:
            point = shapely.point_on_surface(self._shapes[code])
            self._middles[code] = (round(shapely.get_y(point), 5), round(shapely.get_x(point), 5))
        return self._middles.get(code)


def boundaries() -> Boundaries:
    """The boundaries as this transaction must see them."""
    return _kept.get()


def keep(shapes: Iterable[Shape], file: str, file_hash: str) -> None:
    """These boundaries take the place of all that were there."""
    now = clock.now()
    db.session.execute(delete(Boundary))
    rows = [
        {
            "area_code": shape.code,
            "shape": shapely.to_wkb(shape.geometry),
            "file": file,
            "file_hash": file_hash,
            "loaded_at": now,
        }
        for shape in shapes
    ]
    if rows:
        db.session.execute(insert(Boundary), rows)
    forget_stamp()


def loaded_from() -> Boundary | None:
    """From which file, with which hash and when; None when none were loaded."""
    return db.session.scalars(select(Boundary).options(defer(Boundary.shape)).limit(1)).first()


def _load() -> Boundaries:
    rows = db.session.execute(
        select(Boundary.area_code, Boundary.shape).order_by(Boundary.area_code)
    ).all()
    shapes = [shapely.from_wkb(shape) for _, shape in rows]
    shapely.prepare(shapes)
    return Boundaries([code for code, _ in rows], shapes)


_kept = Kept(_load)
