"""What is owed, as JSON."""

from marshmallow import Schema, fields

from api.core.http import Moment


class OwedBy(Schema):
    position = fields.String(required=True)
    unit = fields.String(required=True)


class ObligationShown(Schema):
    id = fields.UUID(required=True)
    duty = fields.String(required=True)
    title = fields.String(required=True)
    rule = fields.String(required=True)
    rule_version = fields.Date(required=True)
    citation = fields.String(required=True)
    basis = fields.String(required=True, allow_none=True)
    owed_by = fields.Nested(OwedBy, required=True)
    term = fields.String(required=True)
    started_at = Moment(required=True)
    last_day = fields.Date(required=True, allow_none=True)
    due_at = Moment(required=True, allow_none=True)
    met_at = Moment(required=True, allow_none=True)
    state = fields.String(required=True)
    provisional = fields.Boolean(required=True)
    explanation = fields.List(fields.String(), required=True)
