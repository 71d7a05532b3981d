"""Petitions on the same matter, as JSON."""

from marshmallow import Schema, fields

from api.core.http import Moment, Text
from api.petitions.suggestion_schemas import PlaceAsked


class SimilarAsked(PlaceAsked):
    field = Text(40)


class SimilarShown(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    kind = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    area = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True)
    public_state = fields.String(required=True)
    received_at = Moment(required=True)
    title = fields.String(required=True, allow_none=True)
    beginning = fields.String(required=True)
    likeness = fields.Integer(required=True, metadata={"minimum": 0, "maximum": 100})
    supporters = fields.Integer(required=True)


class SimilarOnes(Schema):
    items = fields.List(fields.Nested(SimilarShown), required=True)
    looked_up = fields.Boolean(
        required=True,
        metadata={"description": "False when the text accuses somebody: it is looked up nowhere"},
    )
