"""What colleagues tell each other on a petition, over HTTP: notes, and who works on it."""

from typing import Any
from uuid import UUID

from flask import Response

from api.core.access import allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import gives_any_of
from api.petitions import presences, queries
from api.petitions.colleague_schemas import NoteGiven, PresenceShown
from api.petitions.colleagues import note_down
from api.petitions.columns import SEEN
from api.petitions.readers import PetitionForHead
from api.petitions.routes import STAFF, changed

blueprint = Blueprint(
    "colleagues",
    __name__,
    url_prefix="/api/v1/petitions",
    description="What colleagues tell each other on a petition.",
)


@blueprint.post("/<uuid:petition_id>/notes")
@allowed(*STAFF)
@gives_any_of(*SEEN)
@blueprint.arguments(NoteGiven)
@blueprint.response(201, PetitionForHead)
def note(given: dict[str, Any], petition_id: UUID) -> Response:
    """Write something down for colleagues; nobody outside of the office reads it"""
    return changed(note_down(petition_id, current_actor(), given["words"]))


@blueprint.get("/<uuid:petition_id>/presence")
@allowed(*STAFF)
@blueprint.response(200, PresenceShown)
def presence(petition_id: UUID) -> dict[str, Any]:
    """Which desks work on it right now"""
    petition = queries.petition_outline(petition_id)
    return {"items": presences.at_work(petition, current_actor())}


@blueprint.put("/<uuid:petition_id>/presence")
@allowed(*STAFF)
@blueprint.response(200, PresenceShown)
def be_present(petition_id: UUID) -> dict[str, Any]:
    """Say that you work on it, for the next ten minutes; and see who else does"""
    petition, actor = queries.petition_outline(petition_id), current_actor()
    presences.begin(petition, actor)
    return {"items": presences.at_work(petition, actor)}


@blueprint.delete("/<uuid:petition_id>/presence")
@allowed(*STAFF)
@blueprint.response(204)
def be_gone(petition_id: UUID) -> None:
    """Say that you work on it no more"""
    presences.end(queries.petition_outline(petition_id), current_actor())
