"""The acts after acceptance and after the answer, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.authorities.lookup import unit_named
from api.cases.access import reader_of
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import gives_any_of, refuses
from api.petitions import actions, aftermath, legal_acts, queries
from api.petitions.act_schemas import (
    ContestDecisionGiven,
    ExtensionGiven,
    NothingGiven,
    ReasonsGiven,
    ResumptionGiven,
    ReturnGiven,
    StarsGiven,
    SuspensionGiven,
    TextGiven,
)
from api.petitions.columns import SEEN
from api.petitions.outcomes import Outcome
from api.petitions.readers import PetitionForAuthor, PetitionForHead
from api.petitions.routes import changed, last_look
from api.petitions.schemas import FilingGiven

blueprint = Blueprint(
    "acts",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Legal acts of handling, and what becomes of an answer.",
)

DESK = (Role.RECEIVER, Role.HANDLER, Role.HEAD)


@blueprint.post("/<uuid:petition_id>/filing")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(FilingGiven)
@blueprint.response(201, PetitionForHead)
def filing(given: dict[str, Any], petition_id: UUID) -> Response:
    """File what is repeated, copied to several bodies, or asks for nothing"""
    return changed(actions.decide(petition_id, current_actor(), Outcome.FILING, given))


@blueprint.post("/<uuid:petition_id>/return")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(ReturnGiven)
@blueprint.response(201, PetitionForHead)
def return_(given: dict[str, Any], petition_id: UUID) -> Response:
    """Send it back to be routed anew, to the unit that should answer when it is known"""
    actor, to = current_actor(), given.get("to")
    # Whoever hands it to another unit may see it no more: this answer is the last they read.
    reader = reader_of(actor, queries.petition_outline(petition_id))
    unit = unit_named(to) if to else None
    returned = legal_acts.send_back(
        petition_id, actor, given["reason"], unit, given.get("legal_basis")
    )
    return last_look(returned, reader)


@blueprint.post("/<uuid:petition_id>/information-request")
@allowed(*DESK)
@gives_any_of(*SEEN)
@blueprint.arguments(TextGiven)
@blueprint.response(201, PetitionForHead)
def information_request(given: dict[str, Any], petition_id: UUID) -> Response:
    """Ask the sender for what is missing; the clock does not wait"""
    return changed(legal_acts.ask(petition_id, current_actor(), given["text"]))


@blueprint.post("/<uuid:petition_id>/information")
@allowed(Role.RESIDENT)
@gives_any_of(*SEEN)
@blueprint.arguments(TextGiven)
@blueprint.response(201, PetitionForAuthor)
def information(given: dict[str, Any], petition_id: UUID) -> Response:
    """Add what you were asked for"""
    return changed(legal_acts.inform(petition_id, current_actor(), given["text"]))


@blueprint.post("/<uuid:petition_id>/suspension")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(SuspensionGiven)
@blueprint.response(201, PetitionForHead)
def suspension(given: dict[str, Any], petition_id: UUID) -> Response:
    """Suspend the settlement by a signed decision, where a rule in force provides for it"""
    return changed(legal_acts.suspend(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/resumption")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(ResumptionGiven)
@blueprint.response(201, PetitionForHead)
def resumption(given: dict[str, Any], petition_id: UUID) -> Response:
    """Go on with a settlement that was suspended"""
    return changed(legal_acts.resume(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/extension")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(ExtensionGiven)
@blueprint.response(201, PetitionForHead)
def extension(given: dict[str, Any], petition_id: UUID) -> Response:
    """Give a complex matter the longer term that a rule has for it"""
    actor, paper, reason = current_actor(), given["paper"], given["reason"]
    return changed(legal_acts.extend(petition_id, actor, paper, reason))


@blueprint.post("/<uuid:petition_id>/direction")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(TextGiven)
@blueprint.response(201, PetitionForHead)
def direction(given: dict[str, Any], petition_id: UUID) -> Response:
    """Direct the government of the place to prepare the answer (head of a Party unit)"""
    return changed(legal_acts.direct(petition_id, current_actor(), given["text"]))


@blueprint.post("/<uuid:petition_id>/urging")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(TextGiven)
@blueprint.response(201, PetitionForHead)
def urging(given: dict[str, Any], petition_id: UUID) -> Response:
    """Urge whoever must answer (head of a Party unit)"""
    return changed(legal_acts.urge(petition_id, current_actor(), given["text"]))


@blueprint.post("/<uuid:petition_id>/rating")
@allowed(Role.RESIDENT)
@gives_any_of(*SEEN)
@refuses({"429": "Too many in a short time"})
@blueprint.arguments(StarsGiven)
@blueprint.response(201, PetitionForAuthor)
def rating(given: dict[str, Any], petition_id: UUID) -> Response:
    """Say what you think of the answer, from 1 to 5; the last time counts"""
    return changed(aftermath.rate(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/contest")
@allowed(Role.RESIDENT)
@gives_any_of(*SEEN)
@blueprint.arguments(ReasonsGiven)
@blueprint.response(201, PetitionForAuthor)
def contest(given: dict[str, Any], petition_id: UUID) -> Response:
    """Say why the answer does not settle it, once; the head above looks at it again"""
    return changed(aftermath.contest(petition_id, current_actor(), given["reasons"]))


@blueprint.post("/<uuid:petition_id>/contest-decision")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(ContestDecisionGiven)
@blueprint.response(201, PetitionForHead)
def contest_decision(given: dict[str, Any], petition_id: UUID) -> Response:
    """Decide whether the sender is right, as the head above the one who answered"""
    return changed(aftermath.decide_contest(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/closure")
@allowed(Role.RESIDENT, Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(NothingGiven)
@blueprint.response(201, PetitionForAuthor)
def closure(given: dict[str, Any], petition_id: UUID) -> Response:  # noqa: ARG001 -- nothing in it
    """Say that you are satisfied; or close, as the head, what needs nobody's yes any more"""
    return changed(aftermath.close(petition_id, current_actor()))
