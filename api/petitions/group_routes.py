"""The people of a petition and who stands for them, over HTTP."""

from typing import Any
from uuid import UUID

from api.cases.access import reader_of
from api.core.access import Actor, Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.petitions import groups, queries
from api.petitions.columns import column_of
from api.petitions.group_schemas import PeopleChanged, PeopleShown
from api.petitions.models import Petition
from api.petitions.readers import WithSender

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


def shown(petition: Petition, actor: Actor) -> dict[str, Any]:
    """The group; who does not read the sender is told how many they are."""
    group, named = groups.group_of(petition.id), groups.representatives_of(petition.id)
    count = group.count if group else None
    form = group.appointed_by if group else None
    reads_sender = issubclass(column_of(reader_of(actor, petition), petition), WithSender)
    wants_paper = bool(named) and groups.is_appointed_in_writing(petition.kind)
    return {
        "count": count,
        "named": len(named),
        "representatives": named if reads_sender else None,
        "appointment": form,
        "appointed_on": group.appointed_on if group else None,
        "appointment_missing": wants_paper and form is None,
        "bound": groups.bound(petition.kind, count or len(named)),
    }
