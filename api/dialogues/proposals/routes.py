"""Proposals of dialogues over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.core.access import Actor, Role, allowed, current_actor
from api.core.http import Blueprint, Page
from api.core.openapi import refuses
from api.dialogues.proposals import actions, queries
from api.dialogues.proposals.models import ProposalGiven, ProposalState
from api.dialogues.proposals.queries import ProposalsWanted
from api.dialogues.proposals.schemas import (
    DialogueProposalAcceptance,
    DialogueProposalCountQuery,
    DialogueProposalCounts,
    DialogueProposalPage,
    DialogueProposalQuery,
    DialogueProposalRefusal,
    DialogueProposalShown,
    ProposalOfDialogue,
)
from api.dialogues.proposals.views import shown, shown_all
from api.dialogues.requests.actions import government_of_commune

READING = (Role.MONITOR, Role.OVERSIGHT, Role.HEAD, Role.ASSISTANT, Role.RECEIVER)
"""Who reads proposals: of the own place, and at the province of every place."""

blueprint = Blueprint(
    "dialogue-proposals",
    __name__,
    url_prefix="/api/v1/dialogue-proposals",
    description="Where many ask about one matter, a dialogue is proposed; the head answers once.",
)


@blueprint.put("/<uuid:proposal_id>")
@allowed(Role.MONITOR)
@refuses({"409": "One on this field waits, or the id is taken"})
@blueprint.response(200, DialogueProposalShown, description="It was there already")
@blueprint.arguments(ProposalOfDialogue)
@blueprint.response(201, DialogueProposalShown)
def propose(given: ProposalGiven, proposal_id: UUID) -> Response:
    """Propose a dialogue to a commune, with its evidence (200 when it was there already)"""
    made, is_new = actions.propose(proposal_id, given, current_actor())
    response = jsonify(DialogueProposalShown().dump(shown(made)))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.get("")
@allowed(*READING)
@blueprint.arguments(DialogueProposalQuery, location="query")
@blueprint.response(200, DialogueProposalPage)
def proposals(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """Proposals that one may read, the newest first"""
    wanted = asked(current_actor(), **query)
    found = Page.of(queries.proposals(wanted), wanted.limit, "ordinal")
    return Page(shown_all(found.items), found.next)


@blueprint.get("/counts")
@allowed(*READING)
@blueprint.arguments(DialogueProposalCountQuery, location="query")
@blueprint.response(200, DialogueProposalCounts)
def counts(query: dict[str, Any]) -> dict[ProposalState, int]:
    """How many of them wait, were followed, were declined, and were never answered"""
    return dict(queries.counted(asked(current_actor(), **query)))


@blueprint.get("/<uuid:proposal_id>")
@allowed(*READING)
@blueprint.response(200, DialogueProposalShown)
def proposal(proposal_id: UUID) -> dict[str, Any]:
    """One proposal, with what the plan of such a dialogue begins with"""
    return shown(actions.to_read(proposal_id, current_actor()))


@blueprint.post("/<uuid:proposal_id>/acceptance")
@allowed(Role.HEAD)
@refuses({"409": "Answered already"})
@blueprint.arguments(DialogueProposalAcceptance)
@blueprint.response(201, DialogueProposalShown)
def acceptance(given: dict[str, Any], proposal_id: UUID) -> dict[str, Any]:
    """Say which dialogue was planned from it"""
    return shown(actions.accept(proposal_id, given["dialogue"], current_actor()))


@blueprint.post("/<uuid:proposal_id>/refusal")
@allowed(Role.HEAD)
@refuses({"409": "Answered already"})
@blueprint.arguments(DialogueProposalRefusal)
@blueprint.response(201, DialogueProposalShown)
def refusal(given: dict[str, Any], proposal_id: UUID) -> dict[str, Any]:
    """Say why there will be no dialogue about it"""
    return shown(actions.decline(proposal_id, given["reason"], current_actor()))


def asked(actor: Actor, unit: str | None = None, **narrowed: Any) -> ProposalsWanted:
    """What is asked for, within what this official may read."""
    unit_id = government_of_commune(unit).id if unit is not None else None
    return ProposalsWanted(area_code=actions.place_of(actor), unit_id=unit_id, **narrowed)
