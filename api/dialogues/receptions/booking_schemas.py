"""Places at a reception as JSON: who takes one, and which are left."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate

from api.core.http import Moment, Text, page_of
from api.dialogues.receptions.bookings import Matter, Wish

MOST_PLACES = 200
LONGEST_PLACE = 240
"""Minutes."""

_ELSEWHERE = frozenset({"denunciation", "crime_report"})


class BookingGiven(Schema):
    name = Text(120, load_default=None, metadata={"description": "What you want to be called"})
    phone = Text(30, load_default=None)
    matter = fields.Enum(
        Matter,
        by_value=fields.String,
        load_default=None,
        metadata={"description": "At a commune only, and needed there"},
    )
    brief = Text(
        300,
        lines=True,
        load_default=None,
        metadata={"description": "At a commune only: a few words, if you like"},
    )
    number = fields.Integer(
        strict=True,
        load_default=None,
        validate=validate.Range(1, MOST_PLACES),
        metadata={"description": "Which place, where each has its time; else the first free one"},
    )

    @pre_load
    def take_nothing_of_a_denunciation(self, data: Any, **_: object) -> Any:
        """Refused before anything else of it is read."""
        if isinstance(data, dict) and data.get("matter") in _ELSEWHERE:
            raise ValidationError(
                "To denounce a wrongdoing, take a place above the commune; nobody asks why",
                "matter",
            )
        return data

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Wish:
        """The wish."""
        return Wish(**data)


class PlacesGiven(Schema):
    places = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_PLACES))
    minutes = fields.Integer(
        strict=True,
        load_default=None,
        validate=validate.Range(1, LONGEST_PLACE),
        metadata={"description": "How long each is, when each has a time of its own"},
    )


class SlotShown(Schema):
    number = fields.Integer(required=True)
    at = Moment(required=True)


class PlacesShown(Schema):
    places = fields.Integer(required=True)
    free = fields.Integer(required=True)
    minutes = fields.Integer(required=True, allow_none=True)
    free_slots = fields.List(
        fields.Nested(SlotShown),
        required=True,
        metadata={"description": "Where each place has its time: those nobody has taken"},
    )


class BookingShown(Schema):
    id = fields.UUID(required=True)
    reception = fields.UUID(
        required=True, metadata={"description": "The day; another one once it was moved"}
    )
    on = fields.Date(required=True)
    at = Moment(required=True, metadata={"description": "When to be there"})
    number = fields.Integer(required=True, metadata={"description": "The number you are called by"})
    state = fields.String(required=True)
    takes_place = fields.String(
        required=True, metadata={"description": "planned, held or not_held"}
    )
    booked_at = Moment(required=True)


class BookingForDesk(Schema):
    """Without the id, by which whoever booked cancels."""

    number = fields.Integer(required=True)
    at = Moment(required=True)
    name = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    matter = fields.String(required=True, allow_none=True)
    brief = fields.String(required=True, allow_none=True)
    is_told = fields.Boolean(
        required=True,
        metadata={"description": "Whether a message reaches them; else the desk telephones"},
    )
    booked_at = Moment(required=True)


BookingPage = page_of(BookingForDesk)
