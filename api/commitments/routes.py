"""What was promised, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.authorities.lookup import position_named, unit_named
from api.cases.access import reader_of
from api.commitments import actions, postponements, queries
from api.commitments.ledger import Asked, ledger
from api.commitments.models import Commitment
from api.commitments.schemas import (
    CommitmentPage,
    CommitmentQuery,
    CommitmentShown,
    ConfirmationGiven,
    EvidenceGiven,
    FailureGiven,
    LedgerQuery,
    LedgerShown,
    OtherDayAsked,
    OtherDayDecided,
    ProgressGiven,
    VerificationGiven,
)
from api.commitments.views import ledger_shown, page, whole
from api.core import clock
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.http import Blueprint
from api.core.i18n import preferred_locale

blueprint = Blueprint(
    "commitments",
    __name__,
    url_prefix="/api/v1/commitments",
    description="What was promised in answers and dialogues, by which day, and what became of it.",
)


@blueprint.get("")
@public
@blueprint.arguments(CommitmentQuery, location="query")
@blueprint.response(200, CommitmentPage)
def commitments(query: dict[str, Any]) -> Response:
    """Promises that concern you, or those that everybody may read, newest first"""
    wanted = queries.Wanted(**_named(query))
    at = clock.now()
    return jsonify(page(queries.promises_for(actor_or_none(), wanted, at), wanted.limit, at))


@blueprint.get("/ledger")
@public
@blueprint.arguments(LedgerQuery, location="query")
@blueprint.response(200, LedgerShown)
def public_ledger(query: dict[str, Any]) -> dict[str, Any]:
    """What leaders and units promised in public, and how much of it was kept"""
    asked = Asked(**_named(query))
    return ledger_shown(ledger(asked, clock.now()), asked)


@blueprint.get("/<uuid:commitment_id>")
@public
@blueprint.response(200, CommitmentShown)
def commitment(commitment_id: UUID) -> dict[str, Any]:
    """A promise, with all that was told of it and what was said to that"""
    return _shown(queries.commitment_to_read(commitment_id))


@blueprint.post("/<uuid:commitment_id>/progress")
@allowed(Role.HANDLER, Role.HEAD)
@blueprint.arguments(ProgressGiven)
@blueprint.response(201, CommitmentShown)
def progress(given: dict[str, Any], commitment_id: UUID) -> dict[str, Any]:
    """Tell how far it is"""
    return _shown(actions.go_on(commitment_id, current_actor(), **given))


@blueprint.post("/<uuid:commitment_id>/evidence")
@allowed(Role.HANDLER, Role.HEAD)
@blueprint.arguments(EvidenceGiven)
@blueprint.response(201, CommitmentShown)
def evidence(given: dict[str, Any], commitment_id: UUID) -> dict[str, Any]:
    """Report that it is done, and show what was done"""
    return _shown(actions.report(commitment_id, current_actor(), **given))


@blueprint.post("/<uuid:commitment_id>/confirmation")
@allowed(Role.RESIDENT, Role.RECEIVER)
@blueprint.arguments(ConfirmationGiven)
@blueprint.response(201, CommitmentShown)
def confirmation(given: dict[str, Any], commitment_id: UUID) -> dict[str, Any]:
    """Say whether what was promised is done; reception does so for who has no account"""
    return _shown(actions.confirm(commitment_id, current_actor(), **given))


@blueprint.post("/<uuid:commitment_id>/verification")
@allowed(Role.HEAD, Role.MONITOR, Role.INSPECTOR)
@blueprint.arguments(VerificationGiven)
@blueprint.response(201, CommitmentShown)
def verification(given: dict[str, Any], commitment_id: UUID) -> dict[str, Any]:
    """Verify what another unit promised, or say what is still missing"""
    return _shown(actions.verify(commitment_id, current_actor(), **given))


@blueprint.post("/<uuid:commitment_id>/postponement")
@allowed(Role.HEAD)
@blueprint.arguments(OtherDayAsked)
@blueprint.response(201, CommitmentShown)
def postponement(given: dict[str, Any], commitment_id: UUID) -> dict[str, Any]:
    """Ask the level above for another day"""
    return _shown(postponements.ask(commitment_id, current_actor(), **given))


@blueprint.post("/<uuid:commitment_id>/postponement-decision")
@allowed(Role.HEAD)
@blueprint.arguments(OtherDayDecided)
@blueprint.response(201, CommitmentShown)
def postponement_decision(given: dict[str, Any], commitment_id: UUID) -> dict[str, Any]:
    """Allow another day for what a unit below promised, or refuse it"""
    return _shown(postponements.decide(commitment_id, current_actor(), **given))


@blueprint.post("/<uuid:commitment_id>/failure")
@allowed(Role.HEAD)
@blueprint.arguments(FailureGiven)
@blueprint.response(201, CommitmentShown)
def failure(given: dict[str, Any], commitment_id: UUID) -> dict[str, Any]:
    """Say that it cannot be done, and why"""
    return _shown(actions.fail(commitment_id, current_actor(), **given))


def _named(query: dict[str, Any]) -> dict[str, Any]:
    """The query with units, places and positions as rooms know them."""
    unit, leader = query.pop("unit", None), query.pop("leader", None)
    return query | {
        "unit_id": unit_named(unit).id if unit else None,
        "leader_id": position_named(leader).id if leader else None,
        "area_code": query.pop("area", None),
    }


def _shown(found: Commitment) -> dict[str, Any]:
    reader = reader_of(actor_or_none(), found)
    return whole(found, reader, clock.now(), preferred_locale())
