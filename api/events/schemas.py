"""What happened, as JSON."""

from marshmallow import Schema, fields


class EventShown(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    facts = fields.Dict(required=True)


class Timeline(Schema):
    items = fields.List(fields.Nested(EventShown), required=True)
