"""A place at a reception with what its readers may be shown; the schemas choose from it."""

from typing import Any

from api.core.database import db
from api.dialogues.receptions import queries
from api.dialogues.receptions.bookings import Booking, Left, Places
from api.dialogues.receptions.models import Reception


def place_shown(booking: Booking, day: Reception | None = None) -> dict[str, Any]:
    """The booking, its day and when to be there."""
    reception = day or queries.reception_to_read(booking.reception_id)
    places = db.session.get(Places, reception.id)
    at = places.at(reception, booking.number) if places else reception.starts_at
    return {
        **{name: getattr(booking, name) for name in _AS_IT_IS},
        "reception": reception.id,
        "on": reception.on,
        "at": at,
        "takes_place": reception.state,
        "is_told": booking.account_id is not None,
    }


def left_shown(reception: Reception, left: Left | None) -> dict[str, Any]:
    """How many places there are and which are free; none for a day that takes no bookings."""
    places = db.session.get(Places, reception.id)
    if left is None or places is None:
        return {"places": 0, "free": 0, "minutes": None, "free_slots": []}
    slots = [{"number": each, "at": places.at(reception, each)} for each in left.free_numbers]
    return {
        "places": left.places,
        "free": left.free,
        "minutes": left.minutes,
        "free_slots": slots,
    }


_AS_IT_IS = ("id", "number", "state", "booked_at", "name", "phone", "matter", "brief")
