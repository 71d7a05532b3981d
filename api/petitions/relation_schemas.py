"""Merging, separating and splitting as JSON, and what a petition has to do with others."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate

from api.cases.models import Kind
from api.core.http import Moment, Text
from api.events.schemas import EventShown
from api.petitions.parts import AnswerShown
from api.petitions.redirection import refuse_what_is_not_handed_in_here
from api.petitions.schemas import LONGEST_TEXT, LONGEST_TITLE, AboutSchema
from api.petitions.splitting import Piece

FEWEST, MOST = 2, 10
"""Parts of one letter."""


class MergeGiven(Schema):
    into = fields.UUID(required=True, metadata={"description": "The petition it goes on in"})
    reason = Text(1000, lines=True, required=True)


class SeparationGiven(Schema):
    reason = Text(1000, lines=True, required=True)


class PieceGiven(Schema):
    id = fields.UUID(required=True, metadata={"description": "Chosen by the client"})
    text = Text(LONGEST_TEXT, lines=True, required=True)
    kind = fields.Enum(Kind, by_value=fields.String)
    title = Text(LONGEST_TITLE)
    field = Text(40)
    about = fields.Nested(AboutSchema)

    @pre_load
    def redirect(self, data: Any, **_: object) -> Any:
        """No part becomes a denunciation here: its sender is shown the lawful way."""
        if isinstance(data, dict):
            refuse_what_is_not_handed_in_here(data.get("kind"))
        return data

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Piece:
        """The part."""
        return Piece(**data)


class SplitGiven(Schema):
    parts = fields.List(
        fields.Nested(PieceGiven), required=True, validate=validate.Length(FEWEST, MOST)
    )
    reason = Text(1000, lines=True, required=True)

    @post_load
    def apart(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Each part has an id of its own."""
        if len({each.id for each in data["parts"]}) < len(data["parts"]):
            raise ValidationError("Each part needs an id of its own", "parts")
        return data


class RelatedOne(Schema):
    id = fields.UUID(required=True, allow_none=True)
    code = fields.String(required=True)
    public_state = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True)
    received_at = Moment(required=True)
    answered_at = Moment(required=True, allow_none=True)


class WentOn(RelatedOne):
    answer = fields.Nested(AnswerShown, required=True, allow_none=True)
    steps = fields.List(fields.Nested(EventShown), required=True)


class Relations(Schema):
    merged_into = fields.Nested(WentOn, required=True, allow_none=True)
    merged_count = fields.Integer(required=True)
    merged = fields.List(
        fields.Nested(RelatedOne), required=True, metadata={"description": "For officials"}
    )
    split_from = fields.Nested(RelatedOne, required=True, allow_none=True)
    parts = fields.List(fields.Nested(RelatedOne), required=True)
    words_left_out = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "For officials: some of the letter stands in none of its parts"},
    )
