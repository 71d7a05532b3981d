"""What colleagues tell each other on a petition, as JSON: notes, and who works on it."""

from marshmallow import Schema, fields

from api.core.http import Moment, Text


class NoteGiven(Schema):
    words = Text(5000, lines=True, required=True)


class AtWorkShown(Schema):
    position = fields.String(required=True)
    unit = fields.String(required=True)
    since = Moment(required=True)
    you = fields.Boolean(required=True)


class PresenceShown(Schema):
    items = fields.List(fields.Nested(AtWorkShown), required=True)
