"""Support and following as JSON."""

from marshmallow import Schema, fields


class SupportShown(Schema):
    supporters = fields.Integer(
        required=True, metadata={"description": "How many have the same matter"}
    )
    supporting = fields.Boolean(required=True, metadata={"description": "Whether you do"})
    following = fields.Boolean(required=True, metadata={"description": "Whether you are told"})
