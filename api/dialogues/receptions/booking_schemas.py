"""Places at a reception as JSON. There is no member for a subject, and none is taken."""

from marshmallow import Schema, fields, validate

from api.core.http import Moment, Text, page_of

MOST_PLACES = 200


class BookingGiven(Schema):
    name = Text(120, load_default=None, metadata={"description": "What you want to be called"})
    phone = Text(30, load_default=None)


class PlacesGiven(Schema):
    places = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_PLACES))


class PlacesShown(Schema):
    places = fields.Integer(required=True)
    free = fields.Integer(required=True)


class BookingShown(Schema):
    id = fields.UUID(required=True)
    number = fields.Integer(required=True, metadata={"description": "The number you are called by"})
    state = fields.String(required=True)
    booked_at = Moment(required=True)


class BookingForDesk(Schema):
    """Without the id, by which whoever booked cancels."""

    number = fields.Integer(required=True)
    name = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    booked_at = Moment(required=True)


BookingPage = page_of(BookingForDesk)
