"""Petitions like another one, as they are looked up and shown."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app

from api.authorities.boundaries import boundaries
from api.authorities.directory import directory
from api.authorities.fields import field_of
from api.core import clock
from api.core.limits import Limit
from api.petitions import supporters
from api.petitions.publicity import Moderation
from api.petitions.similarity import Like, Words, public_ones_like
from api.petitions.states import PUBLIC, PetitionState

AN_HOUR = Limit("similar", 120, timedelta(hours=1))


AN_HOUR = Limit("similar", 120, timedelta(hours=1))


def similar_to(
    text: str, area: str | None, location: dict[str, float] | None, field: str | None
) -> dict[str, Any]:
    """The public ones, for who writes; a text that accuses somebody is looked up nowhere."""
    moderation: Moderation = current_app.extensions["doithoai.moderation"]
    if moderation.accuses(text):
        return {"items": [], "looked_up": False}
    words = Words(text, area or _area_at(location), field_of(field))
    return {"items": shown(public_ones_like(words, clock.now())), "looked_up": True}


def shown(found: Sequence[Like]) -> list[dict[str, Any]]:
    """Each with the names of its unit and place."""
    known, support = directory(), supporters.how_many_each([each.id for each in found])
    return [
        vars(each)
        | {
            "beginning": each.beginning,
            "unit": known.unit(each.unit_id).name,
            "area": known.areas[each.area_code].name if each.area_code else None,
            "public_state": PUBLIC[PetitionState(each.state)],
            "supporters": support[each.id],
        }
        for each in found
    ]


def _area_at(location: dict[str, float] | None) -> str | None:
    """The commune around the point, where boundaries were loaded and leave no doubt."""
    known = boundaries()
    return known.at(location["lat"], location["lon"]).code if location and known else None
