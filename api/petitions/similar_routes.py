"""Petitions on the same matter over HTTP: shown before sending, and to the desk; never forced."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import current_app

from api.authorities.boundaries import boundaries
from api.authorities.directory import directory
from api.authorities.fields import field_of
from api.authorities.policy import Act
from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.limits import Limit
from api.core.openapi import refuses
from api.petitions import queries, supporters
from api.petitions.errors import TooManyLookUps
from api.petitions.publicity import Moderation
from api.petitions.signers import must_be_able
from api.petitions.similar_schemas import SimilarAsked, SimilarOnes
from api.petitions.similarity import Like, Words, ones_like, public_ones_like
from api.petitions.states import PUBLIC, PetitionState

AN_HOUR = Limit("similar", 120, timedelta(hours=1))

blueprint = Blueprint(
    "similar",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Petitions on the same matter; people decide.",
)


@blueprint.post("/similar")
@allowed()
@refuses({"429": "Too many look-ups in a short time"})
@blueprint.arguments(SimilarAsked)
@blueprint.response(200, SimilarOnes)
def similar(given: dict[str, Any]) -> dict[str, Any]:
    """Public petitions that a text seems to repeat, at most five; nothing of the text is kept"""
    if not AN_HOUR.hit(str(current_actor().account_id)):
        raise TooManyLookUps
    text = " ".join(filter(None, (given.get("title"), given["text"])))
    return similar_to(text, given.get("area"), given.get("location"), given.get("field"))


@blueprint.get("/<uuid:petition_id>/similar")
@allowed(Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD)
@blueprint.response(200, SimilarOnes)
def similar_ones(petition_id: UUID) -> dict[str, Any]:
    """Petitions that this one seems to repeat, among those you may read"""
    actor, petition = current_actor(), queries.petition_outline(petition_id)
    must_be_able(actor, petition, Act.DRAFT)
    return {"items": shown(ones_like(petition, actor, clock.now())), "looked_up": True}


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
    known = directory()
    return [
        vars(each)
        | {
            "beginning": each.beginning,
            "unit": known.unit(each.unit_id).name,
            "area": known.areas[each.area_code].name if each.area_code else None,
            "public_state": PUBLIC[PetitionState(each.state)],
            "supporters": supporters.how_many(each.id),
        }
        for each in found
    ]


def _area_at(location: dict[str, float] | None) -> str | None:
    """The commune around the point, where boundaries were loaded and leave no doubt."""
    known = boundaries()
    return known.at(location["lat"], location["lon"]).code if location and known else None
