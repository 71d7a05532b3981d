"""Opinions before a dialogue over HTTP: sheets of villages, their synthesis, the agenda."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.authorities.queries import neighbourhood_names
from api.core import clock
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import Blueprint
from api.dialogues.opinions import actions, queries
from api.dialogues.opinions.keepers import must_read_sheets, reads_sheets, reads_synthesis
from api.dialogues.opinions.models import SheetGiven, Synthesis, SynthesisGiven
from api.dialogues.opinions.schemas import (
    AgendaGiven,
    AgendaShown,
    OpinionSheetGiven,
    OpinionSheets,
    OpinionSheetShown,
    OpinionSynthesisGiven,
    SynthesisShown,
)
from api.dialogues.opinions.views import agenda_shown, sheet_shown, sheets_shown, synthesis_shown
from api.dialogues.session_queries import dialogue_to_read

blueprint = Blueprint(
    "opinions",
    __name__,
    url_prefix="/api/v1/dialogues",
    description="What villages say before a dialogue, and the agenda it opens.",
)

COLLECTING = (Role.MONITOR, Role.RECEIVER)
PREPARING = (Role.MONITOR, Role.HEAD, Role.ASSISTANT, Role.RECEIVER)
ORGANISERS = (Role.HEAD, Role.ASSISTANT, Role.RECEIVER)


@blueprint.put("/<uuid:dialogue_id>/sheets/<uuid:sheet_id>")
@allowed(*COLLECTING)
@blueprint.response(200, OpinionSheetShown, description="It was there already, or is a new version")
@blueprint.arguments(OpinionSheetGiven)
@blueprint.response(201, OpinionSheetShown)
def sheet(given: SheetGiven, dialogue_id: UUID, sheet_id: UUID) -> Response:
    """Enter what a village said before the dialogue; entered anew, it is the next version"""
    found, is_new = actions.collect(dialogue_id, sheet_id, given, current_actor())
    dialogue = dialogue_to_read(dialogue_id)
    shown = sheet_shown(
        found, neighbourhood_names(dialogue.unit_area_code), queries.synthesis_of(dialogue_id)
    )
    response = jsonify(OpinionSheetShown().dump(shown))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.get("/<uuid:dialogue_id>/sheets")
@allowed(*PREPARING)
@blueprint.response(200, OpinionSheets)
def sheets(dialogue_id: UUID) -> dict[str, Any]:
    """All that villages said, and which of them have said nothing yet"""
    dialogue = dialogue_to_read(dialogue_id)
    must_read_sheets(current_actor(), dialogue)
    return sheets_shown(dialogue)


@blueprint.put("/<uuid:dialogue_id>/synthesis")
@allowed(*PREPARING)
@blueprint.response(200, SynthesisShown, description="It was there already, or is a new version")
@blueprint.arguments(OpinionSynthesisGiven)
@blueprint.response(201, SynthesisShown)
def put_together(given: SynthesisGiven, dialogue_id: UUID) -> Response:
    """Put the opinions together; each is used, or left out with a reason"""
    made, is_new = actions.put_together(dialogue_id, given, current_actor())
    return _shown(dialogue_id, made, 201 if is_new else 200)


@blueprint.get("/<uuid:dialogue_id>/synthesis")
@public
@blueprint.response(200, SynthesisShown)
def synthesis(dialogue_id: UUID) -> Response:
    """The opinions put together; for everybody once the dialogue begins or its maker shows it"""
    dialogue, found = dialogue_to_read(dialogue_id), queries.synthesis_of(dialogue_id)
    if found is None or not reads_synthesis(actor_or_none(), dialogue, found):
        raise Missing
    return _shown(dialogue_id, found)


@blueprint.post("/<uuid:dialogue_id>/synthesis/publication")
@allowed(*PREPARING)
@blueprint.response(201, SynthesisShown)
def publication(dialogue_id: UUID) -> Response:
    """Show the synthesis to everybody before the dialogue begins"""
    return _shown(dialogue_id, actions.show_everybody(dialogue_id, current_actor()), 201)


@blueprint.get("/<uuid:dialogue_id>/agenda")
@public
@blueprint.response(200, AgendaShown)
def agenda(dialogue_id: UUID) -> dict[str, Any]:
    """What is dealt with in which order and when, and whether it fits into the time planned"""
    return agenda_shown(dialogue_to_read(dialogue_id), actor_or_none(), clock.now())


@blueprint.put("/<uuid:dialogue_id>/agenda")
@allowed(*ORGANISERS)
@blueprint.arguments(AgendaGiven)
@blueprint.response(200, AgendaShown)
def set_agenda(given: dict[str, Any], dialogue_id: UUID) -> dict[str, Any]:
    """Set the order of the parts and their length, until the dialogue begins"""
    dialogue = actions.set_agenda(dialogue_id, current_actor(), given["parts"])
    return agenda_shown(dialogue, current_actor(), clock.now())


def _shown(dialogue_id: UUID, found: Synthesis, status: int = 200) -> Response:
    dialogue = dialogue_to_read(dialogue_id)
    is_public, actor = reads_synthesis(None, dialogue, found), actor_or_none()
    inside = actor is not None and reads_sheets(actor, dialogue)
    shown = synthesis_shown(dialogue, found, is_public=is_public, inside=inside)
    response = jsonify(SynthesisShown().dump(shown))
    response.status_code = status
    return response
