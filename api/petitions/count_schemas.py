"""Counts and facets as JSON."""

from marshmallow import Schema, fields


class PetitionCounts(Schema):
    total = fields.Integer(required=True)
    states = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "How many stand at each state; states with none are left out"},
    )
    overdue = fields.Integer(required=True)
    due_soon = fields.Integer(required=True)
    mine = fields.Integer(required=True)
    awaiting = fields.Integer(required=True)


class FacetValue(Schema):
    value = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    count = fields.Integer(required=True)


class PetitionFacets(Schema):
    kind = fields.List(fields.Nested(FacetValue), required=True)
    field = fields.List(fields.Nested(FacetValue), required=True)
    state = fields.List(fields.Nested(FacetValue), required=True)
    unit = fields.List(fields.Nested(FacetValue), required=True)
    area = fields.List(fields.Nested(FacetValue), required=True)
    month = fields.List(fields.Nested(FacetValue), required=True)
