"""The line of a dialogue over HTTP: for the desk, for who waits in it, and for everybody."""

import hashlib
from typing import Any
from uuid import UUID

from flask import Response, json, jsonify, request

from api.core import clock
from api.core.access import Role, allowed, current_actor, public
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.core.versions import expected, tagged
from api.dialogues.allotting import must_keep_list
from api.dialogues.live import actions, queries
from api.dialogues.live.models import Speaker, Turn
from api.dialogues.live.schemas import (
    LiveShown,
    MoreMinutesGiven,
    PlaceInLineGiven,
    SpeakerGiven,
    TurnPage,
    TurnShown,
    TurnsQuery,
)
from api.dialogues.live.views import live, page, shown
from api.dialogues.registration_queries import dialogue_of
from api.dialogues.session_routes import ORGANISERS

blueprint = Blueprint(
    "live",
    __name__,
    url_prefix="/api/v1",
    description="A dialogue that goes on: who speaks, who is next, and what everybody sees.",
)

POLLED = {
    "begins": "/api/v1/dialogues/",
    "ends": "/live",
    "rule": "/api/v1/dialogues/<uuid:dialogue_id>/live",
}
"""The addresses that thousands ask for every other second."""

SPEAKERS = (Role.RESIDENT, *ORGANISERS)

FOR_A_SECOND = "public, max-age=1"

_STALE = {"409": "Not at that step any more, changed meanwhile, or somebody else speaks"}


@blueprint.get("/dialogues/<uuid:dialogue_id>/live")
@public
@refuses({"304": "It is as the ETag in If-None-Match says"})
@blueprint.response(200, LiveShown)
def live_view(dialogue_id: UUID) -> Response:
    """Who speaks, how long yet, and who is next; to be asked every two seconds with its ETag"""
    snapshot = queries.snapshot_of(dialogue_id)
    seen = LiveShown().dump(live(dialogue_of(dialogue_id), snapshot, clock.now()))
    response = jsonify(seen)
    # The moment says nothing new: the tag is that of everything else.
    rest = json.dumps({**seen, "now": None}, sort_keys=True)
    response.set_etag(hashlib.blake2b(rest.encode(), digest_size=9).hexdigest(), weak=True)
    response.headers["Cache-Control"] = FOR_A_SECOND
    response.make_conditional(request)
    return response


@blueprint.get("/dialogues/<uuid:dialogue_id>/turns")
@allowed(*ORGANISERS)
@blueprint.arguments(TurnsQuery, location="query")
@blueprint.response(200, TurnPage)
def turns(query: dict[str, Any], dialogue_id: UUID) -> dict[str, Any]:
    """Who spoke, speaks and waits, in the order in which they are called"""
    must_keep_list(dialogue_id, current_actor())
    wanted = queries.TurnsWanted(**query)
    return page(queries.turns_of(dialogue_id, wanted), wanted.limit)


@blueprint.put("/dialogues/<uuid:dialogue_id>/turns/<uuid:turn_id>")
@allowed(*SPEAKERS)
@blueprint.response(200, TurnShown, description="It was there already")
@blueprint.arguments(SpeakerGiven)
@blueprint.response(201, TurnShown)
def join(speaker: Speaker, dialogue_id: UUID, turn_id: UUID) -> Response:
    """Join the line, or enter somebody (200 when it was there already)"""
    made, is_new = actions.join(dialogue_id, turn_id, speaker, current_actor())
    return _shown(made, 201 if is_new else 200)


@blueprint.get("/turns/<uuid:turn_id>")
@allowed(*SPEAKERS)
@blueprint.response(200, TurnShown)
def turn(turn_id: UUID) -> Response:
    """A turn, with its place in the line"""
    return _shown(actions.to_read(turn_id, current_actor()), 200)


@blueprint.delete("/turns/<uuid:turn_id>")
@allowed(*SPEAKERS)
@refuses({"409": "They speak now or have spoken, or the dialogue is over"})
@blueprint.response(204)
def leaving(turn_id: UUID) -> None:
    """Leave the line: not to speak any more"""
    actions.leave(turn_id, current_actor())


@blueprint.post("/turns/<uuid:turn_id>/start")
@allowed(*ORGANISERS)
@refuses(_STALE)
@blueprint.response(201, TurnShown)
def start(turn_id: UUID) -> Response:
    """Call them to the microphone"""
    return _shown(actions.start(turn_id, current_actor(), expected()), 201)


@blueprint.post("/turns/<uuid:turn_id>/extension")
@allowed(*ORGANISERS)
@refuses(_STALE)
@blueprint.arguments(MoreMinutesGiven)
@blueprint.response(201, TurnShown)
def extension(given: dict[str, int], turn_id: UUID) -> Response:
    """Let them speak longer"""
    return _shown(actions.extend(turn_id, given["minutes"], current_actor(), expected()), 201)


@blueprint.post("/turns/<uuid:turn_id>/end")
@allowed(*ORGANISERS)
@refuses(_STALE)
@blueprint.response(201, TurnShown)
def end(turn_id: UUID) -> Response:
    """They have spoken"""
    return _shown(actions.end(turn_id, current_actor(), expected()), 201)


@blueprint.post("/turns/<uuid:turn_id>/skip")
@allowed(*ORGANISERS)
@refuses(_STALE)
@blueprint.response(201, TurnShown)
def skip(turn_id: UUID) -> Response:
    """They were called, and were not there"""
    return _shown(actions.skip(turn_id, current_actor(), expected()), 201)


@blueprint.post("/turns/<uuid:turn_id>/place")
@allowed(*ORGANISERS)
@refuses(_STALE)
@blueprint.arguments(PlaceInLineGiven)
@blueprint.response(201, TurnShown)
def place(given: dict[str, int], turn_id: UUID) -> Response:
    """Let them be called earlier or later"""
    return _shown(actions.put(turn_id, given["place"], current_actor(), expected()), 201)


def _shown(found: Turn, status: int) -> Response:
    response = jsonify(TurnShown().dump(shown(found)))
    response.status_code = status
    return tagged(response, found.version)
