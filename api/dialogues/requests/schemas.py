"""Requests for a dialogue as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.dialogues.requests.models import Asked, RequestState


class RequestGiven(Schema):
    unit = Text(60, required=True, metadata={"description": "Code of a commune's government"})
    topic = Text(500, lines=True, required=True, metadata={"description": "What about"})
    name = Text(120, required=True)
    address = Text(300, required=True)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Asked:
        """What is asked for."""
        return Asked(**data)


class JudgementGiven(Schema):
    is_voter = fields.Boolean(required=True)
    reason = Text(500, lines=True, load_default=None)

    @validates_schema
    def refusals_have_a_reason(self, data: dict[str, Any], **_: object) -> None:
        """Who asked is told why it does not count."""
        if not data["is_voter"] and not data["reason"]:
            raise ValidationError("Say why it does not count", "reason")


class RequestShown(Schema):
    id = fields.UUID(required=True)
    topic = fields.String(required=True)
    state = fields.Enum(RequestState, by_value=fields.String, required=True)
    asked_at = Moment(required=True)
    reason = fields.String(required=True, allow_none=True)


class RequestForOfficials(RequestShown):
    name = fields.String(required=True)
    address = fields.String(required=True)


class RequestQuery(KeyedPageQuery):
    state = fields.Enum(RequestState, by_value=fields.String, load_default=RequestState.WAITING)


RequestPage = page_of(RequestForOfficials)


class DemandShown(Schema):
    counted = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    voters = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Null while no source says"}
    )
    voters_on = fields.Date(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)
    share = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Whole per cent of the voters"}
    )
    needed_share = fields.Integer(required=True, allow_none=True)
    needed = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Requests from which one is owed"}
    )
