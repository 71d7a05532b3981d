"""Inbox, devices and preferences, as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.core.http import Moment
from api.core.i18n import LOCALES
from notifications.models import AddressKind, Platform

LONGEST_ADDRESS = 1000
LONGEST_EMAIL = 200

_HOUR = "%H:%M"


class DeviceGiven(Schema):
    address = fields.String(
        required=True,
        validate=[validate.Length(1, LONGEST_ADDRESS), validate.Regexp(r"^[!-~]+$")],
    )
    kind = fields.Enum(AddressKind, by_value=fields.String, required=True)
    platform = fields.Enum(Platform, by_value=fields.String, required=True)


class DeviceShown(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    platform = fields.String(required=True)
    created_at = Moment(required=True)
    seen_at = Moment(required=True)


class MessageShown(Schema):
    id = fields.UUID(required=True)
    event = fields.String(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    case_id = fields.UUID(required=True, allow_none=True)
    code = fields.String(
        required=True, allow_none=True, metadata={"description": "Of the case it tells of"}
    )
    at = Moment(required=True, metadata={"description": "When it happened"})
    read_at = Moment(required=True, allow_none=True)


class CountsShown(Schema):
    read = fields.Integer(required=True)
    unread = fields.Integer(required=True)


class InboxPage(Schema):
    """A page of the inbox, and how much of all of it was read."""

    items = fields.List(fields.Nested(MessageShown), required=True)
    next = fields.String(required=True, allow_none=True)
    counts = fields.Nested(CountsShown, required=True)


class ReadUntil(Schema):
    until = fields.UUID(
        required=True, metadata={"description": "The newest message that was shown"}
    )


class ChannelsGiven(Schema):
    push = fields.Boolean()
    sms = fields.Boolean(metadata={"description": "Only where push reaches nobody"})
    email = fields.Boolean(metadata={"description": "Only to an address that was confirmed"})


class QuietHours(Schema):
    start = fields.Time(_HOUR, required=True, data_key="from", metadata={"example": "21:00"})
    end = fields.Time(_HOUR, required=True, data_key="to", metadata={"example": "07:00"})

    @validates_schema
    def lasts(self, data: dict[str, Any], **_: object) -> None:
        """Quiet that ends when it begins would be none, or for ever."""
        if data["start"] == data["end"]:
            raise ValidationError({"to": ["For no quiet hours, send null"]})


class PreferencesGiven(Schema):
    """What is left out stays as it is."""

    channels = fields.Nested(ChannelsGiven)
    quiet = fields.Nested(QuietHours, allow_none=True, metadata={"description": "Viet Nam's time"})
    locale = fields.String(validate=validate.OneOf(LOCALES))
    email = fields.Email(allow_none=True, validate=validate.Length(max=LONGEST_EMAIL))


class ChannelsShown(Schema):
    push = fields.Boolean(required=True)
    sms = fields.Boolean(required=True)
    email = fields.Boolean(required=True)


class PreferencesShown(Schema):
    channels = fields.Nested(ChannelsShown, required=True)
    quiet = fields.Nested(QuietHours, required=True, allow_none=True)
    locale = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    email_confirmed = fields.Boolean(
        required=True, metadata={"description": "Until it is, nothing but a code goes there"}
    )


class AddressCode(Schema):
    code = fields.String(required=True, validate=validate.Regexp(r"^[0-9]{6}$"))
