"""Where a public petition is shown to be: a cell of a grid, never the point that was sent."""

from math import cos, floor, radians
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from api.cases.models import Case
from api.core.database import Model, db
from api.petitions.intake_notes import ShownPlace
from api.petitions.models import Petition

CELL = 500
"""Metres from one side of a cell to the other."""

_DEGREE = 111_320
"""Metres from one degree of latitude to the next."""

STEP = CELL / _DEGREE
"""Degrees of latitude from one side of a cell to the other."""

NEAR = 150 / _DEGREE
"""Degrees within which two points of one person are the same place: satellites are not exact."""


class PublicPlace(Model):
    """The middle of the cell in which everybody is shown a petition.

    Kept, so that it never moves: what one person sends of one place is always in the same cell.
    """

    __tablename__ = "public_places"
    __table_args__ = (Index("ix_public_places_latitude_longitude", "latitude", "longitude"),)

    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    latitude: Mapped[float]
    longitude: Mapped[float]


def cell_of(latitude: float, longitude: float) -> tuple[float, float]:
    """The middle of the cell that the point lies in, in degrees."""
    middle = (floor(latitude / STEP) + 0.5) * STEP
    width = STEP / max(cos(radians(middle)), 0.01)
    return round(middle, 5), round((floor(longitude / width) + 0.5) * width, 5)


def keep_place(petition: Petition) -> None:
    """It is shown in this cell from now on; nothing is kept where only the commune is shown."""
    point = petition.latitude, petition.longitude
    if point[0] is None or point[1] is None or petition.shown_place == ShownPlace.COMMUNE:
        return
    if db.session.get(PublicPlace, petition.id) is not None:
        return
    latitude, longitude = _before(petition, point[0], point[1]) or cell_of(point[0], point[1])
    db.session.add(PublicPlace(petition_id=petition.id, latitude=latitude, longitude=longitude))


def _before(petition: Petition, latitude: float, longitude: float) -> tuple[float, float] | None:
    """The cell of what the same person sent earlier from here: together they must not say more."""
    if petition.author_id is None:
        return None
    row = db.session.execute(
        select(PublicPlace.latitude, PublicPlace.longitude)
        .join(Petition, Petition.id == PublicPlace.petition_id)
        .where(
            Case.author_id == petition.author_id,
            Petition.latitude.between(latitude - NEAR, latitude + NEAR),
            Petition.longitude.between(longitude - NEAR, longitude + NEAR),
        )
        .order_by(Case.ordinal)
        .limit(1)
    ).first()
    return None if row is None else (row.latitude, row.longitude)
