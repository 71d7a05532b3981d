"""Petitions on the same matter over HTTP: shown before sending, and to the desk; never forced."""

from typing import Any
from uuid import UUID

from api.authorities.policy import Act
from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.petitions import queries
from api.petitions.errors import TooManyLookUps
from api.petitions.signers import must_be_able
from api.petitions.similar_schemas import SimilarAsked, SimilarOnes
from api.petitions.similar_views import AN_HOUR, shown, similar_to
from api.petitions.similarity import ones_like

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
