"""What is to be public, as JSON: what comes in, and what moderators, monitors and all see."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from api.core.http import Moment, Text, page_of
from api.petitions.readers import ReasonShown
from api.petitions.schemas import LONGEST_TEXT, LONGEST_TITLE
from moderation.models import Verdict
from moderation.policy import reasons

EARLIEST, LATEST = 2000, 2200


class CountsQuery(Schema):
    first_day = fields.Date(required=True, data_key="from")
    last_day = fields.Date(required=True, data_key="to")

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: object) -> None:
        """Both days are of our time, and the last is not before the first."""
        days = (data["first_day"], data["last_day"])
        if not all(EARLIEST <= day.year <= LATEST for day in days):
            raise ValidationError("This is not a year that is counted here", "from")
        if days[1] < days[0]:
            raise ValidationError("The period ends before it begins", "to")


class VerdictGiven(Schema):
    publish = fields.Boolean(required=True)
    reasons = fields.List(
        fields.String(validate=validate.OneOf([*reasons()])),
        load_default=(),
        validate=validate.Length(max=10),
    )
    masked_title = Text(LONGEST_TITLE)
    masked_text = Text(LONGEST_TEXT, lines=True)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Verdict:
        """The verdict; who does not publish says why."""
        if not data["publish"] and not data["reasons"]:
            raise ValidationError({"reasons": ["Say why it is not public"]})
        return Verdict(
            publish=data["publish"],
            reasons=tuple(dict.fromkeys(data["reasons"])),
            title=data.get("masked_title"),
            text=data.get("masked_text"),
        )


class VersionGiven(Schema):
    text = Text(LONGEST_TEXT, lines=True, required=True)
    title = Text(LONGEST_TITLE)

    @post_load
    def whole(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Without a title, the one there is stays."""
        return {"title": None} | data


class AppealGiven(Schema):
    words = Text(2000, lines=True, required=True)


class AppealShown(Schema):
    words = fields.String(required=True)
    made_at = Moment(required=True)


class LookShown(Schema):
    """A look as moderators and monitors see it: masked, and nothing of who sent it."""

    id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    code = fields.String(required=True)
    kind = fields.String(required=True)
    unit = fields.String(required=True)
    area = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    reasons = fields.List(fields.Nested(ReasonShown), required=True)
    masked = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    masked_title = fields.String(required=True, allow_none=True)
    masked_text = fields.String(required=True)
    looked_at = Moment(required=True)
    decide_by = Moment(required=True, allow_none=True)
    late = fields.Boolean(required=True)
    decided_at = Moment(required=True, allow_none=True)
    decided_by_unit = fields.String(required=True, allow_none=True)
    appeal = fields.Nested(AppealShown, required=True, allow_none=True)


class ScreeningVerdict(Schema):
    id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True, attribute="case_id")
    state = fields.String(required=True)
    reasons = fields.List(fields.String(), required=True)


class MonthShown(Schema):
    month = fields.String(required=True)
    looked_at = fields.Integer(required=True)
    published = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    withheld = fields.Integer(required=True)
    appealed = fields.Integer(required=True)
    reasons = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class Counts(Schema):
    items = fields.List(fields.Nested(MonthShown), required=True)


LookPage = page_of(LookShown)
