"""Places at reception days, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.http import Blueprint, KeyedPageQuery, Page
from api.core.openapi import refuses
from api.dialogues.receptions import booking, bookings, queries
from api.dialogues.receptions.booking_schemas import (
    BookingGiven,
    BookingPage,
    BookingShown,
    PlacesGiven,
    PlacesShown,
)
from api.dialogues.receptions.booking_views import left_shown, place_shown
from api.dialogues.receptions.bookings import Wish
from api.dialogues.receptions.routes import KEEPERS

blueprint = Blueprint(
    "bookings",
    __name__,
    url_prefix="/api/v1/receptions",
    description="Places at receptions; above the communes nobody is asked who they are or why.",
)


@blueprint.post("/<uuid:reception_id>/places")
@allowed(*KEEPERS)
@blueprint.arguments(PlacesGiven)
@blueprint.response(201, PlacesShown)
def open_places(given: dict[str, Any], reception_id: UUID) -> dict[str, Any]:
    """Say how many may book this reception day, and how long each place is"""
    left = booking.open_for_booking(reception_id, current_actor(), **given)
    return left_shown(queries.reception_to_read(reception_id), left)


@blueprint.get("/<uuid:reception_id>/places")
@public
@blueprint.response(200, PlacesShown)
def places(reception_id: UUID) -> dict[str, Any]:
    """How many places there are, and which are free; none when it takes no bookings"""
    found = queries.reception_to_read(reception_id)
    return left_shown(found, bookings.places_left(reception_id))


@blueprint.put("/<uuid:reception_id>/bookings/<uuid:booking_id>")
@public
@refuses({"409": "Full, over, or not to be booked", "429": "Too many in a short time"})
@blueprint.response(200, BookingShown, description="It was there already")
@blueprint.arguments(BookingGiven)
@blueprint.response(201, BookingShown)
def book(wish: Wish, reception_id: UUID, booking_id: UUID) -> Response:
    """Take a place (200 when it was taken already); the id you choose is the key to it

    At a commune one is signed in, or the desk of the place writes one down.
    """
    caller = request.remote_addr or "-"
    made, is_new = booking.book(reception_id, booking_id, wish, actor_or_none(), caller)
    response = jsonify(BookingShown().dump(place_shown(made)))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.get("/<uuid:reception_id>/bookings/<uuid:booking_id>")
@public
@blueprint.response(200, BookingShown)
def one_booking(reception_id: UUID, booking_id: UUID) -> dict[str, Any]:
    """Your place: its number and time, and its new day when the reception was moved"""
    return place_shown(bookings.booking_of(reception_id, booking_id))


@blueprint.delete("/<uuid:reception_id>/bookings/<uuid:booking_id>")
@public
@blueprint.response(200, BookingShown)
def cancel(reception_id: UUID, booking_id: UUID) -> dict[str, Any]:
    """Give your place back; what you told of yourself is forgotten at once"""
    return place_shown(booking.cancel(reception_id, booking_id))


@blueprint.get("/<uuid:reception_id>/bookings")
@allowed(Role.RECEIVER, Role.ASSISTANT, Role.HEAD)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, BookingPage)
def list_bookings(query: dict[str, Any], reception_id: UUID) -> Page[dict[str, Any]]:
    """Who means to come, for whoever keeps the day"""
    found = booking.bookings_on(reception_id, current_actor(), **query)
    page = Page.of(found, query["limit"], "ordinal")
    day = queries.reception_to_read(reception_id)
    return Page([place_shown(each, day) for each in page.items], page.next)
