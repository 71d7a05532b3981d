"""Supporting and following over HTTP."""

from typing import Any
from uuid import UUID

from api.cases.access import reader_of
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.petitions import queries, supporting
from api.petitions.support_schemas import SupportShown
from api.petitions.support_views import shown

blueprint = Blueprint(
    "support",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Having the same matter, and hearing how it goes on.",
)


@blueprint.get("/<uuid:petition_id>/support")
@public
@blueprint.response(200, SupportShown)
def support_of(petition_id: UUID) -> dict[str, Any]:
    """How many have the same matter, and whether you do"""
    actor = actor_or_none()
    petition = queries.petition_outline(petition_id)
    reader_of(actor, petition)
    return shown(petition, actor)


@blueprint.post("/<uuid:petition_id>/support")
@allowed(Role.RESIDENT)
@refuses({"409": "Your own, or over already", "429": "Too many in a short time"})
@blueprint.response(201, SupportShown)
def support(petition_id: UUID) -> dict[str, Any]:
    """Say that you have the same matter; you are told how it goes on"""
    actor = current_actor()
    return shown(supporting.support(petition_id, actor), actor)


@blueprint.delete("/<uuid:petition_id>/support")
@allowed(Role.RESIDENT)
@blueprint.response(200, SupportShown)
def no_support(petition_id: UUID) -> dict[str, Any]:
    """Take it back; you are told all the same, until you stop following"""
    actor = current_actor()
    return shown(supporting.take_back(petition_id, actor), actor)


@blueprint.put("/<uuid:petition_id>/following")
@allowed(Role.RESIDENT)
@refuses({"409": "Your own"})
@blueprint.response(200, SupportShown)
def following(petition_id: UUID) -> dict[str, Any]:
    """Be told of the public steps of a petition"""
    actor = current_actor()
    return shown(supporting.follow(petition_id, actor), actor)


@blueprint.delete("/<uuid:petition_id>/following")
@allowed(Role.RESIDENT)
@blueprint.response(200, SupportShown)
def no_following(petition_id: UUID) -> dict[str, Any]:
    """Be told of it no more"""
    actor = current_actor()
    return shown(supporting.stop_following(petition_id, actor), actor)
