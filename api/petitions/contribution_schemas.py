"""Parts of an answer as JSON: what is asked of another unit, and what it says."""

from typing import Any

from marshmallow import Schema, fields, post_load

from api.authorities.lookup import unit_named
from api.core.http import Moment, Text
from api.petitions.contributions import Asked, Reply

LONGEST_WORDS = 5000
LONGEST_PART = 20_000


class PartAsked(Schema):
    unit = Text(60, required=True, metadata={"description": "By code or id"})
    what = Text(LONGEST_WORDS, lines=True, required=True)
    due_on = fields.Date(required=True, metadata={"description": "The last day for the part"})

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Asked:
        """What is asked."""
        return Asked(unit_named(data["unit"]), data["what"], data["due_on"])


class ContributionGiven(Schema):
    text = Text(LONGEST_PART, lines=True, required=True)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Reply:
        """The part."""
        return Reply(text=data["text"])


class PartDeclined(Schema):
    reason = Text(LONGEST_WORDS, lines=True, required=True)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Reply:
        """Why there is none."""
        return Reply(reason=data["reason"])


class ContributionShown(Schema):
    number = fields.Integer(required=True)
    unit = fields.String(required=True)
    unit_code = fields.String(required=True)
    what = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True, metadata={"description": "asked, contributed or declined"})
    late = fields.Boolean(required=True)
    asked_at = Moment(required=True)
    asked_by = fields.String(required=True, allow_none=True)
    replied_at = Moment(required=True, allow_none=True)
    replied_by = fields.String(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class ContributionsShown(Schema):
    items = fields.List(fields.Nested(ContributionShown), required=True)
