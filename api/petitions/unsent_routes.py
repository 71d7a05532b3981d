"""Petitions not sent yet, over HTTP: one's own alone."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.petitions import unsent
from api.petitions.unsent_schemas import UnsentGiven, UnsentOnes, UnsentShown

blueprint = Blueprint(
    "petition-drafts",
    __name__,
    url_prefix="/api/v1/petition-drafts",
    description="What you began to write and have not sent yet; nobody else reads it.",
)


@blueprint.get("")
@allowed(Role.RESIDENT)
@blueprint.response(200, UnsentOnes)
def drafts() -> dict[str, Any]:
    """All that you have not sent yet, the one changed last first"""
    return {"items": unsent.of(current_actor()), "next": None}


@blueprint.put("/<uuid:draft_id>")
@allowed(Role.RESIDENT)
@refuses({"409": "The id is taken, or you have too many"})
@blueprint.response(200, UnsentShown, description="It was there already")
@blueprint.arguments(UnsentGiven)
@blueprint.response(201, UnsentShown)
def keep(body: dict[str, Any], draft_id: UUID) -> Response:
    """Keep what you have written so far (200 when it was there already)"""
    kept, is_new = unsent.keep(draft_id, current_actor(), body)
    response = jsonify(UnsentShown().dump(kept))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.get("/<uuid:draft_id>")
@allowed(Role.RESIDENT)
@blueprint.response(200, UnsentShown)
def draft(draft_id: UUID) -> unsent.Unsent:
    """What you have written so far"""
    return unsent.one(draft_id, current_actor())


@blueprint.delete("/<uuid:draft_id>")
@allowed(Role.RESIDENT)
@blueprint.response(204)
def forget(draft_id: UUID) -> None:
    """Throw it away"""
    unsent.forget(draft_id, current_actor())
