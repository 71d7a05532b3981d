"""What every part of this room shows alike, as JSON."""

from marshmallow import Schema, fields


class ReceivingUnit(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
