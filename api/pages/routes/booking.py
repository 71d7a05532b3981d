"""A reception day as everybody reads it, and the place that a resident takes on it."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import takes_form
from api.dialogues.receptions import booking, bookings, queries
from api.dialogues.receptions.booking_views import left_shown, place_shown
from api.dialogues.receptions.views import shown
from api.pages import booking_forms as forms
from api.pages.blueprint import pages
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import page, see


@pages.get("/tiep-dan/<uuid:reception_id>")
@public
def reception_day(reception_id: UUID) -> Response:
    """A reception day: who receives, when and where, and the places that are free"""
    return _day(reception_id)


@pages.post("/tiep-dan/<uuid:reception_id>")
@allowed(Role.RESIDENT)
@takes_form
def book_reception(reception_id: UUID) -> ResponseReturnValue:
    """Take a place"""
    reception = queries.reception_to_read(reception_id)
    asked = forms.booking_form(reception)
    form = forms.booking_form(reception, Typed.into(asked.fields, request.form))
    chosen = id_in({"ma": form.typed.get("id")})
    if chosen is None:
        raise Missing
    actor, caller = current_actor(), request.remote_addr or "-"
    refused = tried(
        form, lambda: booking.book(reception_id, chosen, forms.wish_in(form), actor, caller)
    )
    if refused is not None:
        return _day(reception_id, refused)
    return see(url_for("pages.booked_place", reception_id=reception_id, booking_id=chosen))


@pages.get("/tiep-dan/<uuid:reception_id>/cho/<uuid:booking_id>")
@public
def booked_place(reception_id: UUID, booking_id: UUID) -> Response:
    """The number and the time of one's place, and the button to give it back"""
    found = bookings.booking_of(reception_id, booking_id)
    reception = queries.reception_to_read(found.reception_id)
    return page("reception_booked.html", booked=place_shown(found), reception=shown(reception))


@pages.post("/tiep-dan/<uuid:reception_id>/cho/<uuid:booking_id>/huy")
@public
@takes_form
def give_booked_place_back(reception_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    """Give it back"""
    booking.cancel(reception_id, booking_id)
    return see(url_for("pages.booked_place", reception_id=reception_id, booking_id=booking_id))


def _day(reception_id: UUID, refused: Form | None = None) -> Response:
    reception, actor = queries.reception_to_read(reception_id), actor_or_none()
    left = bookings.places_left(reception_id)
    is_open = booking.is_to_come(reception) and left is not None and left.free > 0
    is_resident = actor is not None and actor.is_(Role.RESIDENT)
    form = forms.booking_form(reception) if is_open and is_resident else None
    return page(
        "reception_day.html",
        refused.status if refused else 200,
        reception=shown(reception),
        moved_to=queries.held_instead_of(reception_id),
        left=left_shown(reception, left),
        is_open=is_open,
        is_above=booking.is_above(reception),
        form=refused or form,
        refused=refused,
    )
