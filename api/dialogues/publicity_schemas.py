"""How everybody is told of a dialogue and of its results, as JSON."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.http import Moment, Text
from api.dialogues.publicity import ways
from api.dialogues.session_plans import Notice, Result

MOST_VILLAGES = 500

_WAY = "Way of telling everybody: " + ", ".join(ways())


class PublishedGiven(Schema):
    channel = Text(40, required=True, metadata={"description": _WAY})
    at = Moment(required=True)
    evidence = Text(
        2000, lines=True, required=True, metadata={"description": "Where it can be seen"}
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Notice:
        """The notice."""
        return Notice(**data)


class ResultGiven(PublishedGiven):
    attachments = fields.List(
        fields.UUID(),
        load_default=list,
        validate=validate.Length(max=50),
        metadata={"description": "Pictures and papers that show it, from /attachments"},
    )
    villages = fields.List(
        Text(40),
        load_default=list,
        validate=validate.Length(max=MOST_VILLAGES),
        metadata={
            "description": "Codes of those whose heads got it; asked for where each is to get it"
            " and the list of villages is known. Tell the others later: they are added"
        },
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Result:
        """The way, with what shows it."""
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        return Result(**given)


class AnnouncedShown(Schema):
    channel = fields.String(required=True)
    name = fields.String(required=True)
    at = fields.String(required=True)
    evidence = fields.String(required=True)


class VillageTold(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    sent = fields.Boolean(required=True)


class ResultShown(AnnouncedShown):
    """One way in which results were published, and to which villages."""

    files = fields.Integer(required=True, metadata={"description": "How many show it"})
    villages = fields.List(fields.Nested(VillageTold), required=True)
    sent = fields.Integer(required=True)
    missing = fields.Integer(required=True, metadata={"description": "0: this way is complete"})
