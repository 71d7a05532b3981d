"""Merging, separating and splitting over HTTP, and what a petition has to do with others."""

from typing import Any
from uuid import UUID

from flask import Response

from api.cases.access import reader_of
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.core.openapi import gives_any_of
from api.petitions import groups, merging, queries, splitting
from api.petitions.columns import SEEN
from api.petitions.readers import PetitionForHead
from api.petitions.relation_schemas import MergeGiven, Relations, SeparationGiven, SplitGiven
from api.petitions.relations import related
from api.petitions.routes import changed

blueprint = Blueprint(
    "relations",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Petitions on one matter settled together, and letters about several matters.",
)


@blueprint.get("/<uuid:petition_id>/relations")
@allowed()
@blueprint.response(200, Relations)
def relations(petition_id: UUID) -> dict[str, Any]:
    """Where it went on, what goes on in it, and which letter it was a part of"""
    actor, petition = current_actor(), queries.petition_outline(petition_id)
    groups.must_know_people(petition, actor)
    return related(petition, actor, reader_of(actor, petition), preferred_locale())


@blueprint.post("/<uuid:petition_id>/merge")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(MergeGiven)
@blueprint.response(201, PetitionForHead)
def merge(given: dict[str, Any], petition_id: UUID) -> Response:
    """Settle it together with another on the same matter; its senders are kept informed"""
    return changed(merging.merge(petition_id, current_actor(), given["into"], given["reason"]))


@blueprint.post("/<uuid:petition_id>/separation")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(SeparationGiven)
@blueprint.response(201, PetitionForHead)
def separation(given: dict[str, Any], petition_id: UUID) -> Response:
    """Take back a merge: it stands by itself again, with the clocks it had"""
    return changed(merging.separate(petition_id, current_actor(), given["reason"]))


@blueprint.post("/<uuid:petition_id>/split")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(SplitGiven)
@blueprint.response(201, PetitionForHead)
def split(given: dict[str, Any], petition_id: UUID) -> Response:
    """Make several petitions of one letter, each received when the letter was"""
    return changed(splitting.split(petition_id, current_actor(), given["parts"], given["reason"]))
