"""Other units' parts of an answer, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.cases.access import OUTSIDE, reader_of
from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.errors import Forbidden
from api.core.http import Blueprint
from api.core.openapi import gives_any_of
from api.petitions import queries
from api.petitions.columns import SEEN
from api.petitions.contributing import ask, reply
from api.petitions.contribution_schemas import (
    ContributionGiven,
    ContributionsShown,
    PartAsked,
    PartDeclined,
)
from api.petitions.contribution_views import shown
from api.petitions.contributions import Asked, Reply, contributions_to
from api.petitions.readers import PetitionForHandler, PetitionForHead
from api.petitions.routes import STAFF, changed, last_look

blueprint = Blueprint(
    "parts",
    __name__,
    url_prefix="/api/v1/petitions",
    description="What other units contribute to an answer.",
)

ASKED = (Role.HANDLER, Role.ASSISTANT, Role.HEAD)


@blueprint.get("/<uuid:petition_id>/parts")
@allowed(*STAFF)
@blueprint.response(200, ContributionsShown)
def parts(petition_id: UUID) -> dict[str, Any]:
    """What was asked of other units, by when, and what they said"""
    found = queries.petition_outline(petition_id)
    if reader_of(current_actor(), found) in OUTSIDE:
        raise Forbidden
    return {"items": shown(contributions_to(found.id), clock.now())}


@blueprint.post("/<uuid:petition_id>/parts")
@allowed(Role.HANDLER, Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(PartAsked)
@blueprint.response(201, PetitionForHead)
def part_asked(given: Asked, petition_id: UUID) -> Response:
    """Ask another unit for its part, by a day"""
    return changed(ask(petition_id, current_actor(), given))


@blueprint.post("/<uuid:petition_id>/parts/<int:number>/contribution")
@allowed(*ASKED)
@gives_any_of(*SEEN)
@blueprint.arguments(ContributionGiven)
@blueprint.response(201, PetitionForHandler)
def contribution(given: Reply, petition_id: UUID, number: int) -> Response:
    """Give the part that your unit was asked for"""
    return changed(reply(petition_id, number, current_actor(), given))


@blueprint.post("/<uuid:petition_id>/parts/<int:number>/declining")
@allowed(*ASKED)
@gives_any_of(*SEEN)
@blueprint.arguments(PartDeclined)
@blueprint.response(201, PetitionForHandler)
def part_declined(given: Reply, petition_id: UUID, number: int) -> Response:
    """Say why your unit does not contribute"""
    actor = current_actor()
    # Whose unit does not contribute may see it no more: this answer is the last they read.
    reader = reader_of(actor, queries.petition_outline(petition_id))
    return last_look(reply(petition_id, number, actor, given), reader)
