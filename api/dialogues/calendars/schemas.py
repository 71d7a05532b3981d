"""Calendars as JSON."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.http import Moment, Text


class FeedQuery(Schema):
    """Which part of the public calendar."""

    unit = Text(60, metadata={"description": "Code of a unit"})
    area = Text(10, metadata={"description": "Code of a commune or the province"})


class CalendarQuery(Schema):
    month = fields.String(
        required=True,
        validate=validate.Regexp(
            r"^2[01][0-9]{2}-(0[1-9]|1[0-2])$", error="Must be a month, such as 2026-09"
        ),
    )

    @post_load
    def read(self, data: dict[str, Any], **_: object) -> date:
        """The month by its first day."""
        return date.fromisoformat(f"{data['month']}-01")


class EntryShown(Schema):
    """One thing on one day."""

    kind = fields.String(required=True, metadata={"description": "dialogue, reception or duty"})
    id = fields.UUID(required=True)
    on = fields.Date(required=True)
    starts_at = Moment(
        required=True, allow_none=True, metadata={"description": "Null: by the end of the day"}
    )
    ends_at = Moment(required=True, allow_none=True)
    title = fields.String(required=True)
    place = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    called_off = fields.Boolean(required=True)
    overdue = fields.Boolean(required=True)


class CalendarShown(Schema):
    position = fields.String(required=True)
    month = fields.String(required=True)
    items = fields.List(fields.Nested(EntryShown), required=True)
    undated = fields.Integer(
        required=True,
        metadata={"description": "How much is owed whose last day is not set or stands still"},
    )


class FeedShown(Schema):
    address = fields.String(
        required=True, metadata={"description": "Told this once; whoever knows it reads it"}
    )
