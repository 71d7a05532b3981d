"""Requests for a dialogue over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.core.access import Role, allowed, current_actor, public
from api.core.http import Blueprint, Page
from api.core.openapi import refuses
from api.dialogues.requests import actions, queries
from api.dialogues.requests.models import Asked, Demand, DialogueRequest
from api.dialogues.requests.schemas import (
    DemandShown,
    JudgementGiven,
    RequestForOfficials,
    RequestGiven,
    RequestPage,
    RequestQuery,
    RequestShown,
)

blueprint = Blueprint(
    "dialogue-requests",
    __name__,
    url_prefix="/api/v1",
    description="Residents ask for a dialogue; from a share of the voters on, one is owed.",
)


@blueprint.put("/dialogue-requests/<uuid:request_id>")
@allowed(Role.RESIDENT)
@refuses({"409": "Asked already, or the id is taken"})
@blueprint.response(200, RequestShown, description="It was there already")
@blueprint.arguments(RequestGiven)
@blueprint.response(201, RequestShown)
def ask(asked: Asked, request_id: UUID) -> Response:
    """Ask the government of a commune for a dialogue (200 when it was there already)"""
    made, is_new = actions.ask(request_id, asked, current_actor())
    response = jsonify(RequestShown().dump(made))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.post("/dialogue-requests/<uuid:request_id>/withdrawal")
@allowed(Role.RESIDENT)
@refuses({"409": "Withdrawn already"})
@blueprint.response(201, RequestShown)
def withdrawal(request_id: UUID) -> DialogueRequest:
    """Take back one's own request"""
    return actions.withdraw(request_id, current_actor())


@blueprint.post("/dialogue-requests/<uuid:request_id>/judgement")
@allowed(Role.RECEIVER)
@refuses({"409": "Looked at already"})
@blueprint.arguments(JudgementGiven)
@blueprint.response(201, RequestForOfficials)
def judgement(given: dict[str, Any], request_id: UUID) -> DialogueRequest:
    """Say whether a request comes from a voter of the commune, and so counts"""
    return actions.judge(request_id, current_actor(), **given)


@blueprint.get("/units/<string:code>/dialogue-demand")
@public
@blueprint.response(200, DemandShown)
def dialogue_demand(code: str) -> Demand:
    """How many have asked this government for a dialogue, and how many it takes"""
    return actions.demand(actions.government_at(code).id)


@blueprint.get("/units/<string:code>/dialogue-requests")
@allowed(Role.RECEIVER)
@blueprint.arguments(RequestQuery, location="query")
@blueprint.response(200, RequestPage)
def dialogue_requests(query: dict[str, Any], code: str) -> Page[DialogueRequest]:
    """The requests to look at, the first one first"""
    unit = actions.government_at(code)
    actions.must_keep_requests(current_actor(), unit)
    return Page.of(queries.requests_to(unit.id, **query), query["limit"], "ordinal")
