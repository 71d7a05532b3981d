"""The people of a petition and who stands for them, over HTTP."""

from typing import Any
from uuid import UUID

from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.petitions import groups, queries
from api.petitions.group_schemas import PeopleChanged, PeopleShown
from api.petitions.group_views import shown

blueprint = Blueprint(
    "groups",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Several people who ask together, and who stands for them.",
)


@blueprint.get("/<uuid:petition_id>/people")
@allowed()
@blueprint.response(200, PeopleShown)
def people(petition_id: UUID) -> dict[str, Any]:
    """How many people ask together, and who stands for them; names for who reads the sender"""
    actor, petition = current_actor(), queries.petition_outline(petition_id)
    groups.must_know_people(petition, actor)
    return shown(petition, actor)


@blueprint.put("/<uuid:petition_id>/people")
@allowed(Role.RECEIVER)
@blueprint.arguments(PeopleChanged)
@blueprint.response(200, PeopleShown)
def change(given: dict[str, Any], petition_id: UUID) -> dict[str, Any]:
    """Enter whom the people named instead of those before, and why"""
    actor = current_actor()
    return shown(groups.change(petition_id, actor, given["people"], given["reason"]), actor)


@blueprint.delete("/<uuid:petition_id>/people/own")
@allowed(Role.RESIDENT)
@refuses({"409": "You stand for nobody here"})
@blueprint.response(204)
def leave(petition_id: UUID) -> None:
    """Stand for the others no more; their petition goes on"""
    groups.leave(petition_id, current_actor())
