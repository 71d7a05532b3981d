"""Ending a petition before its answer, opening it again after, and its whole course, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import gives_any_of
from api.petitions import legal_acts, reopening, termination, withdrawals
from api.petitions.columns import SEEN
from api.petitions.ending_schemas import (
    History,
    ReopeningGiven,
    TerminationGiven,
    WithdrawalGiven,
    WithdrawalLodgementGiven,
)
from api.petitions.history import history_of
from api.petitions.readers import PetitionForAuthor, PetitionForHead, PetitionForReceiver
from api.petitions.routes import changed

blueprint = Blueprint(
    "endings",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Ending a petition before its answer, and opening it again after.",
)


@blueprint.post("/<uuid:petition_id>/withdrawal")
@allowed(Role.RESIDENT)
@gives_any_of(*SEEN)
@blueprint.arguments(WithdrawalGiven)
@blueprint.response(201, PetitionForAuthor)
def withdrawal(given: dict[str, Any], petition_id: UUID) -> Response:
    """Take your petition back, or the part of it that you name"""
    actor = current_actor()
    if "part" in given:
        return changed(withdrawals.withdraw_part(petition_id, actor, given["part"]))
    return changed(legal_acts.withdraw(petition_id, actor, given["words"]))


@blueprint.post("/<uuid:petition_id>/withdrawal-lodgement")
@allowed(Role.RECEIVER)
@gives_any_of(*SEEN)
@blueprint.arguments(WithdrawalLodgementGiven)
@blueprint.response(201, PetitionForReceiver)
def withdrawal_lodgement(given: dict[str, Any], petition_id: UUID) -> Response:
    """Enter the signed paper, or the record made in person, of a withdrawal"""
    return changed(withdrawals.lodge_withdrawal(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/termination")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(TerminationGiven)
@blueprint.response(201, PetitionForHead)
def end(given: dict[str, Any], petition_id: UUID) -> Response:
    """End the settlement by a signed decision, on a ground that a text names"""
    return changed(termination.terminate(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/reopening")
@allowed(Role.RESIDENT, Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(ReopeningGiven)
@blueprint.response(201, PetitionForAuthor)
def reopen(given: dict[str, Any], petition_id: UUID) -> Response:
    """Have it go on after it was closed, in the time there is for that; or as the head, any time"""
    return changed(reopening.reopen(petition_id, current_actor(), given["reason"]))


@blueprint.get("/<uuid:petition_id>/history")
@allowed(Role.RESIDENT, Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD)
@blueprint.response(200, History)
def history(petition_id: UUID) -> dict[str, Any]:
    """Both settlements of a complaint, what was taken back, and when it was opened again"""
    return history_of(petition_id, current_actor())
