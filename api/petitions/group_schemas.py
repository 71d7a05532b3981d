"""Several people and who stands for them, as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.core.http import Moment, Text
from api.petitions.contacts import Contact
from api.petitions.groups import MAIN, AppointmentForm

MOST_PEOPLE = 100_000
MOST_NAMED = 10
"""Beside what the law says of a kind: a form with more is a mistake."""


class RepresentativeGiven(Schema):
    name = Text(120, required=True)
    address = Text(300)
    contact = Contact(metadata={"type": ["string", "object"]})
    position = fields.String(
        validate=validate.OneOf([MAIN]),
        metadata={"description": "Whom the office turns to first; the first one when left out"},
    )


class AppointmentGiven(Schema):
    form = fields.Enum(AppointmentForm, by_value=fields.String, required=True)
    signed_on = fields.Date()


class PeopleGiven(Schema):
    count = fields.Integer(
        strict=True,
        validate=validate.Range(2, MOST_PEOPLE),
        metadata={"description": "How many people ask together"},
    )
    representatives = fields.List(
        fields.Nested(RepresentativeGiven), required=True, validate=validate.Length(1, MOST_NAMED)
    )
    appointment = fields.Nested(AppointmentGiven)

    @post_load
    def plain(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Words and numbers alone, as the hash of a submission takes them; one main one at most."""
        return _plain(data)


class PeopleChanged(PeopleGiven):
    reason = Text(1000, lines=True, required=True)

    @post_load
    def plain(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The people, and why they are others now."""
        reason = data.pop("reason")
        return {"people": _plain(data), "reason": reason}


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    named = data["representatives"]
    if sum(each.get("position") == MAIN for each in named) > 1:
        raise ValidationError("Only one of them is the main one", "representatives")
    if appointment := data.get("appointment"):
        day = appointment.get("signed_on")
        data["appointment"] = {"form": appointment["form"].value} | (
            {"signed_on": day.isoformat()} if day else {}
        )
    return data


class RepresentativeShown(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    address = fields.String(required=True, allow_none=True)
    contact = fields.Dict(required=True, allow_none=True)
    main = fields.Boolean(required=True, attribute="is_main")
    since = Moment(required=True)


class Bounded(Schema):
    most = fields.Integer(required=True)
    source = fields.String(required=True)
    confidence = fields.String(required=True)


class PeopleShown(Schema):
    count = fields.Integer(required=True, allow_none=True)
    named = fields.Integer(required=True, metadata={"description": "How many stand for them"})
    representatives = fields.List(
        fields.Nested(RepresentativeShown),
        required=True,
        allow_none=True,
        metadata={"description": "Null for who does not read the sender"},
    )
    appointment = fields.String(required=True, allow_none=True)
    appointed_on = fields.Date(required=True, allow_none=True)
    appointment_missing = fields.Boolean(required=True)
    bound = fields.Nested(
        Bounded,
        required=True,
        allow_none=True,
        metadata={"description": "At most so many, by which text; null where no number is known"},
    )
