"""Inbox and devices, as JSON."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.http import Moment, PageQuery, page_of, read_cursor
from notifications.models import AddressKind, Platform

LONGEST_ADDRESS = 1000


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
    code = fields.String(required=True, metadata={"description": "Of the case it tells of"})
    at = Moment(required=True, metadata={"description": "When it happened"})
    read_at = Moment(required=True, allow_none=True)


InboxPage = page_of(MessageShown)


class InboxQuery(PageQuery):
    @post_load
    def cursor(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The page begins after the last message of the one before."""
        if "after" in data:
            data["after"] = read_cursor(data["after"])
        return data
