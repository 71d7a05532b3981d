"""How a denunciation is made, as JSON: what is asked is a level and a place, and nothing else."""

from marshmallow import Schema, fields

from api.authorities.models import Level
from api.core.http import Text


class GuidanceQuery(Schema):
    level = fields.Enum(
        Level,
        by_value=fields.String,
        load_default=Level.COMMUNE,
        metadata={"description": "At which level they work whom it is about"},
    )
    area = Text(10, load_default=None, metadata={"description": "Code of a commune or province"})


class BodyAbove(Schema):
    code = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    line = fields.String(required=True, metadata={"description": "state or party"})
    why = fields.String(required=True)
    source = fields.String(required=True)
    confidence = fields.String(required=True)


class LinesTold(Schema):
    lines = fields.List(fields.String(), required=True)
    source = fields.String(required=True)
    confidence = fields.String(required=True)


class Guidance(Schema):
    level = fields.String(required=True)
    ways = fields.List(fields.String(), required=True)
    source = fields.String(required=True)
    bodies = fields.List(fields.Nested(BodyAbove), required=True)
    bring = fields.Nested(LinesTold, required=True)
    protection = fields.Nested(LinesTold, required=True)
