"""What happened, as JSON."""

from marshmallow import Schema, fields

from api.core.http import Moment


class EventShown(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True)
    at = Moment(required=True)
    recorded_at = Moment(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    facts = fields.Dict(required=True)


class Timeline(Schema):
    items = fields.List(fields.Nested(EventShown), required=True)
