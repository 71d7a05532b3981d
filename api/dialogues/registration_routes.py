"""Registrations for dialogues over HTTP: what people do with their own, and a desk for them."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.core.access import Role, allowed, current_actor, public
from api.core.http import Blueprint, KeyedPageQuery
from api.core.openapi import gives_any_of, refuses
from api.dialogues import attending, links, registering, tickets
from api.dialogues import registration_queries as queries
from api.dialogues.admission import organises
from api.dialogues.questions.actions import ask_with
from api.dialogues.registration_errors import NotYourTurn
from api.dialogues.registration_schemas import (
    CompanionsGiven,
    GuestGiven,
    LinkGiven,
    RegistrationForGuest,
    RegistrationForOrganiser,
    RegistrationPage,
)
from api.dialogues.registration_views import just_made, page, shown
from api.dialogues.registrations import Guest, Registration, RegistrationState
from api.dialogues.session_routes import ORGANISERS

blueprint = Blueprint(
    "registrations",
    __name__,
    url_prefix="/api/v1",
    description="Who comes to a dialogue: seats, the line, tickets.",
)

GUESTS = (Role.RESIDENT, *ORGANISERS)


@blueprint.put("/dialogues/<uuid:dialogue_id>/registrations/<uuid:registration_id>")
@allowed(*GUESTS)
@gives_any_of(RegistrationForGuest, RegistrationForOrganiser)
@blueprint.response(200, RegistrationForGuest, description="It was there already")
@blueprint.arguments(GuestGiven)
@blueprint.response(201, RegistrationForGuest)
def register(guest: Guest, dialogue_id: UUID, registration_id: UUID) -> Response:
    """Register for a dialogue (200 when it was there already): a seat, or a place in the line"""
    made, is_new = registering.register(dialogue_id, registration_id, guest, current_actor())
    if is_new and guest.question:
        ask_with(made, guest.question, current_actor())
    if not is_new:
        return _shown(made)
    is_desk = made.registered_as_id is not None
    schema = RegistrationForOrganiser if is_desk else RegistrationForGuest
    return _answer(schema, just_made(made), 201)


@blueprint.get("/registrations")
@allowed(Role.RESIDENT)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, RegistrationPage)
def registrations(query: dict[str, Any]) -> dict[str, Any]:
    """One's own registrations, the newest first"""
    after, limit = query.get("after"), query["limit"]
    return page(queries.own_registrations(current_actor().account_id, after, limit), limit)


@blueprint.get("/registrations/<uuid:registration_id>")
@allowed(*GUESTS)
@gives_any_of(RegistrationForGuest, RegistrationForOrganiser)
@blueprint.response(200, RegistrationForGuest)
def registration(registration_id: UUID) -> Response:
    """A registration, with its place in the line"""
    return _shown(registering.to_read(registration_id, current_actor()))


@blueprint.delete("/registrations/<uuid:registration_id>")
@allowed(*GUESTS)
@refuses({"409": "Used already, or the dialogue has begun"})
@blueprint.response(204)
def cancellation(registration_id: UUID) -> None:
    """Give the seat, or the place in the line, to others"""
    registering.cancel(registration_id, current_actor())


@blueprint.post("/registrations/<uuid:registration_id>/companions")
@allowed(*GUESTS)
@gives_any_of(RegistrationForGuest, RegistrationForOrganiser)
@blueprint.arguments(CompanionsGiven)
@blueprint.response(201, RegistrationForGuest)
def companions(given: dict[str, int], registration_id: UUID) -> Response:
    """Come with more or fewer people"""
    return _shown(registering.bring(registration_id, given["companions"], current_actor()), 201)


@blueprint.post("/registrations/<uuid:registration_id>/confirmation")
@allowed(*GUESTS)
@refuses({"409": "There is no seat, or the dialogue has begun"})
@gives_any_of(RegistrationForGuest, RegistrationForOrganiser)
@blueprint.response(201, RegistrationForGuest)
def confirmation(registration_id: UUID) -> Response:
    """Say that they come, where the organiser asks for it"""
    return _shown(registering.say_coming(registration_id, current_actor()), 201)


@blueprint.post("/registrations/<uuid:registration_id>/attendance")
@allowed(*ORGANISERS)
@refuses({"409": "Not the day, there already, given up, or the room is full"})
@blueprint.response(201, RegistrationForOrganiser)
def attendance(registration_id: UUID) -> Response:
    """Somebody of the list has come"""
    return _shown(attending.attend(registration_id, current_actor()), 201)


@blueprint.get("/registrations/<uuid:registration_id>/ticket.svg")
@allowed(*GUESTS)
@refuses({"409": "There is no seat yet"})
@blueprint.response(200, content_type="image/svg+xml")
def ticket(registration_id: UUID) -> Response:
    """The ticket as a square of dots, to be shown at the door"""
    found = registering.to_read(registration_id, current_actor())
    if found.state != RegistrationState.CONFIRMED:
        raise NotYourTurn(state=found.state)
    code = queries.dialogue_of(found.dialogue_id).code
    return Response(tickets.drawn(tickets.content(found, code)), mimetype="image/svg+xml")


@blueprint.post("/registrations/cancellation")
@public
@blueprint.arguments(LinkGiven)
@blueprint.response(201, RegistrationForGuest)
def cancellation_by_link(given: dict[str, str]) -> Response:
    """Give a registration up by the link of a reminder; it works once"""
    return _answer(RegistrationForGuest, shown(links.cancel_by(given["token"])), 201)


def _shown(found: Registration, status: int = 200) -> Response:
    """As its reader may see it: the organiser reads the number, too."""
    is_desk = organises(current_actor(), queries.dialogue_of(found.dialogue_id))
    schema = RegistrationForOrganiser if is_desk else RegistrationForGuest
    return _answer(schema, shown(found), status)


def _answer(schema: Any, found: dict[str, Any], status: int) -> Response:
    response = jsonify(schema().dump(found))
    response.status_code = status
    return response
