"""The seats of a dialogue over HTTP: what everybody may know, and what its organiser does."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.core.access import allowed, current_actor, public
from api.core.http import Blueprint, Page
from api.core.openapi import refuses
from api.dialogues import allotting, attending
from api.dialogues import registration_queries as queries
from api.dialogues.registration_schemas import (
    RegistrationForOrganiser,
    RegistrationPageForOrganiser,
    RegistrationsQuery,
)
from api.dialogues.registration_views import page, seats, seats_for_organiser, shown
from api.dialogues.registrations import Invitation, Sharing
from api.dialogues.seat_schemas import (
    CapacityGiven,
    InvitationGiven,
    InvitationPage,
    InvitationShown,
    InvitationsQuery,
    SeatsForOrganiser,
    SeatsShown,
    SharingGiven,
    TicketGiven,
)
from api.dialogues.session_routes import ORGANISERS

blueprint = Blueprint(
    "seats",
    __name__,
    url_prefix="/api/v1/dialogues/<uuid:dialogue_id>",
    description="The seats of a dialogue and who is let in.",
)


@blueprint.get("/seats")
@public
@blueprint.response(200, SeatsShown)
def seats_left(dialogue_id: UUID) -> dict[str, Any]:
    """How many seats are left, how many wait, and who may register"""
    return seats(queries.dialogue_of(dialogue_id))


@blueprint.get("/seating")
@allowed(*ORGANISERS)
@blueprint.response(200, SeatsForOrganiser)
def seating(dialogue_id: UUID) -> dict[str, Any]:
    """How the seats are shared out, and who came until now"""
    allotting.must_keep_list(dialogue_id, current_actor())
    return seats_for_organiser(dialogue_id)


@blueprint.post("/seating")
@allowed(*ORGANISERS)
@blueprint.arguments(SharingGiven)
@blueprint.response(201, SeatsForOrganiser)
def sharing(given: Sharing, dialogue_id: UUID) -> dict[str, Any]:
    """Share out the seats: delegates, invitations, groups, overbooking, confirmation"""
    allotting.share(dialogue_id, given, current_actor())
    return seats_for_organiser(dialogue_id)


@blueprint.post("/capacity")
@allowed(*ORGANISERS)
@blueprint.arguments(CapacityGiven)
@blueprint.response(201, SeatsForOrganiser)
def capacity(given: dict[str, int], dialogue_id: UUID) -> dict[str, Any]:
    """Say how many seats there are; who waits moves up"""
    allotting.resize(dialogue_id, given["capacity"], current_actor())
    return seats_for_organiser(dialogue_id)


@blueprint.put("/invitations/<uuid:invitation_id>")
@allowed(*ORGANISERS)
@blueprint.response(200, InvitationShown, description="It was there already")
@blueprint.arguments(InvitationGiven)
@blueprint.response(201, InvitationShown)
def invitation(given: dict[str, Any], dialogue_id: UUID, invitation_id: UUID) -> Response:
    """Make a code with which so many may take seats that are kept (200 when it is there)"""
    made, is_new = allotting.invite(
        invitation_id, dialogue_id, given["village"], given["uses"], current_actor()
    )
    response = jsonify(InvitationShown().dump(made))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.get("/invitations")
@allowed(*ORGANISERS)
@blueprint.arguments(InvitationsQuery, location="query")
@blueprint.response(200, InvitationPage)
def invitations(query: dict[str, Any], dialogue_id: UUID) -> Page[Invitation]:
    """The codes that were made, and how often each was used"""
    allotting.must_keep_list(dialogue_id, current_actor())
    after, limit = query.get("after"), query["limit"]
    return Page.of(queries.invitations_to(dialogue_id, after, limit), limit, "id")


@blueprint.get("/registrations")
@allowed(*ORGANISERS)
@blueprint.arguments(RegistrationsQuery, location="query")
@blueprint.response(200, RegistrationPageForOrganiser)
def registered(query: dict[str, Any], dialogue_id: UUID) -> dict[str, Any]:
    """Who registered, with the number to reach them"""
    allotting.must_keep_list(dialogue_id, current_actor())
    wanted = queries.RegistrationsWanted(**query)
    return page(queries.registrations_of(dialogue_id, wanted), wanted.limit)


@blueprint.post("/check-in")
@allowed(*ORGANISERS)
@refuses({"409": "For another dialogue, shown already, given up, or the room is full"})
@blueprint.arguments(TicketGiven)
@blueprint.response(201, RegistrationForOrganiser)
def check_in(given: dict[str, str], dialogue_id: UUID) -> dict[str, Any]:
    """Let somebody in who shows a ticket"""
    return shown(attending.check_in(dialogue_id, given["ticket"], current_actor()))
