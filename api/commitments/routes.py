"""What was promised, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.authorities.lookup import unit_named
from api.cases.access import reader_of
from api.commitments import actions, queries
from api.commitments.models import Commitment
from api.commitments.schemas import (
    CommitmentPage,
    CommitmentQuery,
    CommitmentShown,
    ConfirmationGiven,
    EvidenceGiven,
    VerificationGiven,
)
from api.commitments.views import page, whole
from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.i18n import preferred_locale

blueprint = Blueprint(
    "commitments",
    __name__,
    url_prefix="/api/v1/commitments",
    description="What answers promised, by which day, and whether it was done.",
)


@blueprint.get("")
@allowed()
@blueprint.arguments(CommitmentQuery, location="query")
@blueprint.response(200, CommitmentPage)
def commitments(query: dict[str, Any]) -> Response:
    """Promises you may see, newest first"""
    unit = query.pop("unit", None)
    wanted = queries.Wanted(**query, unit_id=unit_named(unit).id if unit else None)
    at = clock.now()
    return jsonify(page(queries.promises_for(current_actor(), wanted, at), wanted.limit, at))


@blueprint.get("/<uuid:commitment_id>")
@allowed()
@blueprint.response(200, CommitmentShown)
def commitment(commitment_id: UUID) -> dict[str, Any]:
    """A promise, with every report that it was done"""
    return _shown(queries.commitment_to_read(commitment_id))


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
@allowed(Role.HEAD, Role.MONITOR)
@blueprint.arguments(VerificationGiven)
@blueprint.response(201, CommitmentShown)
def verification(given: dict[str, Any], commitment_id: UUID) -> dict[str, Any]:
    """Verify what another unit promised, or say what is still missing"""
    return _shown(actions.verify(commitment_id, current_actor(), **given))


def _shown(found: Commitment) -> dict[str, Any]:
    reader = reader_of(current_actor(), found)
    return whole(found, reader, clock.now(), preferred_locale())
