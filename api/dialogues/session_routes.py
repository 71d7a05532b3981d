"""Dialogues over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.authorities.lookup import position_named, unit_named
from api.core import clock
from api.core.access import Role, allowed, current_actor, public
from api.core.http import Blueprint
from api.core.ids import new_id
from api.dialogues import proceedings, scheduling
from api.dialogues import session_queries as queries
from api.dialogues.proceedings_schemas import ClosingGiven
from api.dialogues.publicity_schemas import ResultGiven
from api.dialogues.session_plans import Move, Result
from api.dialogues.session_schemas import (
    AnnouncementGiven,
    CancellationGiven,
    DialoguePage,
    DialoguePlan,
    DialogueQuery,
    DialogueShown,
    OpeningGiven,
    ReschedulingGiven,
)
from api.dialogues.session_views import page, whole
from api.dialogues.sessions import Dialogue

blueprint = Blueprint(
    "dialogues",
    __name__,
    url_prefix="/api/v1/dialogues",
    description="Meetings at which those who govern answer residents.",
)

ORGANISERS = (Role.HEAD, Role.ASSISTANT, Role.RECEIVER)


@blueprint.post("")
@allowed(*ORGANISERS)
@blueprint.response(200, DialogueShown, description="It was there already")
@blueprint.arguments(DialoguePlan)
@blueprint.response(201, DialogueShown)
def schedule(given: dict[str, Any]) -> Response:
    """Plan a dialogue (200 when it was there already); everybody reads it at once"""
    actor, known = current_actor(), given["dialogue_id"]
    dialogue, is_new = scheduling.schedule(known or new_id(), given["plan"], actor)
    return _shown(dialogue, 201 if is_new else 200)


@blueprint.get("")
@public
@blueprint.arguments(DialogueQuery, location="query")
@blueprint.response(200, DialoguePage)
def dialogues(query: dict[str, Any]) -> dict[str, Any]:
    """The schedule of dialogues, by their beginning"""
    unit, position = query.pop("unit", None), query.pop("position", None)
    wanted = queries.DialoguesWanted(
        **({"area_code": query.pop("area")} if "area" in query else {}),
        **query,
        unit_id=unit_named(unit).id if unit else None,
        position_id=position_named(position).id if position else None,
    )
    return page(queries.dialogues(wanted), wanted.limit, clock.now())


@blueprint.get("/<uuid:dialogue_id>")
@public
@blueprint.response(200, DialogueShown)
def dialogue(dialogue_id: UUID) -> Response:
    """A dialogue, with what is owed on it by when"""
    return _shown(queries.dialogue_to_read(dialogue_id))


@blueprint.post("/<uuid:dialogue_id>/announcement")
@allowed(*ORGANISERS)
@blueprint.arguments(AnnouncementGiven)
@blueprint.response(201, DialogueShown)
def announcement(given: dict[str, Any], dialogue_id: UUID) -> Response:
    """Record where and when it was announced, with the evidence"""
    return _shown(scheduling.announce(dialogue_id, current_actor(), **given), 201)


@blueprint.post("/<uuid:dialogue_id>/rescheduling")
@allowed(*ORGANISERS)
@blueprint.arguments(ReschedulingGiven)
@blueprint.response(201, DialogueShown)
def rescheduling(move: Move, dialogue_id: UUID) -> Response:
    """Move it to another time or place, with the reason and the public notice"""
    return _shown(scheduling.reschedule(dialogue_id, current_actor(), move), 201)


@blueprint.post("/<uuid:dialogue_id>/cancellation")
@allowed(*ORGANISERS)
@blueprint.arguments(CancellationGiven)
@blueprint.response(201, DialogueShown)
def cancellation(given: dict[str, Any], dialogue_id: UUID) -> Response:
    """Call it off, with the reason and the public notice"""
    return _shown(proceedings.cancel(dialogue_id, current_actor(), **given), 201)


@blueprint.post("/<uuid:dialogue_id>/opening")
@allowed(*ORGANISERS)
@blueprint.arguments(OpeningGiven)
@blueprint.response(201, DialogueShown)
def opening(given: dict[str, Any], dialogue_id: UUID) -> Response:
    """Record that it has begun"""
    return _shown(proceedings.open_(dialogue_id, current_actor(), **given), 201)


@blueprint.post("/<uuid:dialogue_id>/closing")
@allowed(*ORGANISERS)
@blueprint.arguments(ClosingGiven)
@blueprint.response(201, DialogueShown)
def closing(given: dict[str, Any], dialogue_id: UUID) -> Response:
    """Record that it is over: how many came, who presided, and which unit was absent"""
    return _shown(proceedings.close(dialogue_id, current_actor(), **given), 201)


@blueprint.post("/<uuid:dialogue_id>/results")
@allowed(*ORGANISERS)
@blueprint.arguments(ResultGiven)
@blueprint.response(201, DialogueShown)
def results(result: Result, dialogue_id: UUID) -> Response:
    """Record one way in which its results were published, with the evidence"""
    return _shown(proceedings.publish(dialogue_id, current_actor(), result), 201)


def _shown(found: Dialogue, status: int = 200) -> Response:
    response = jsonify(DialogueShown().dump(whole(found, clock.now())))
    response.status_code = status
    return response
