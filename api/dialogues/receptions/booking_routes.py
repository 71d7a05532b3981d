"""Places at receptions above the communes, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from api.core.access import Role, allowed, current_actor, public
from api.core.http import Blueprint, KeyedPageQuery, Page
from api.core.openapi import refuses
from api.dialogues.receptions import bookings, queries
from api.dialogues.receptions.booking_schemas import (
    BookingGiven,
    BookingPage,
    BookingShown,
    PlacesGiven,
    PlacesShown,
)
from api.dialogues.receptions.bookings import Booking, Left
from api.dialogues.receptions.routes import KEEPERS

blueprint = Blueprint(
    "bookings",
    __name__,
    url_prefix="/api/v1/receptions",
    description="Places at receptions above the communes; nobody is asked why they come.",
)


@blueprint.post("/<uuid:reception_id>/places")
@allowed(*KEEPERS)
@blueprint.arguments(PlacesGiven)
@blueprint.response(201, PlacesShown)
def open_places(given: dict[str, int], reception_id: UUID) -> Left:
    """Say how many may book this reception day"""
    return bookings.open_for_booking(reception_id, current_actor(), given["places"])


@blueprint.get("/<uuid:reception_id>/places")
@public
@blueprint.response(200, PlacesShown)
def places(reception_id: UUID) -> Left:
    """How many places there are, and how many are free; none when it takes no bookings"""
    queries.reception_to_read(reception_id)
    return bookings.places_left(reception_id) or Left(0, 0)


@blueprint.put("/<uuid:reception_id>/bookings/<uuid:booking_id>")
@public
@refuses({"409": "Full, over, or not to be booked", "429": "Too many in a short time"})
@blueprint.response(200, BookingShown, description="It was there already")
@blueprint.arguments(BookingGiven)
@blueprint.response(201, BookingShown)
def book(given: dict[str, Any], reception_id: UUID, booking_id: UUID) -> Response:
    """Take a place (200 when it was taken already); the id you choose is the key to it"""
    caller = request.remote_addr or "-"
    made, is_new = bookings.book(reception_id, booking_id, **given, caller=caller)
    response = jsonify(BookingShown().dump(made))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.get("/<uuid:reception_id>/bookings/<uuid:booking_id>")
@public
@blueprint.response(200, BookingShown)
def booking(reception_id: UUID, booking_id: UUID) -> Booking:
    """Your place"""
    return bookings.booking_of(reception_id, booking_id)


@blueprint.delete("/<uuid:reception_id>/bookings/<uuid:booking_id>")
@public
@blueprint.response(200, BookingShown)
def cancel(reception_id: UUID, booking_id: UUID) -> Booking:
    """Give your place back; what you wanted to be called is forgotten at once"""
    return bookings.cancel(reception_id, booking_id)


@blueprint.get("/<uuid:reception_id>/bookings")
@allowed(Role.RECEIVER, Role.ASSISTANT, Role.HEAD)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, BookingPage)
def list_bookings(query: dict[str, Any], reception_id: UUID) -> Page[Booking]:
    """Who means to come, for whoever keeps the day"""
    found = bookings.bookings_on(reception_id, current_actor(), **query)
    return Page.of(found, query["limit"], "ordinal")
