"""The bodies of ending a petition and opening it again, and its course over both instances."""

from marshmallow import Schema, fields, validate

from api.core.http import Moment, Text
from api.petitions.act_schemas import LONGEST_WORDS, PaperGiven, WordsGiven
from api.petitions.models import Lodgement


class ReopeningGiven(Schema):
    reason = Text(LONGEST_WORDS, lines=True, required=True)


class WithdrawalGiven(WordsGiven):
    """The whole, with words if one wants; or the part that is named."""

    part = Text(
        LONGEST_WORDS,
        lines=True,
        metadata={"description": "Which part is taken back; the rest goes on"},
    )


class WithdrawalLodgementGiven(Schema):
    form = fields.Enum(Lodgement, by_value=fields.String, required=True)
    at = Moment(required=True)
    part = Text(
        LONGEST_WORDS,
        lines=True,
        load_default=None,
        metadata={"description": "Which part; left out, it is the whole"},
    )


class TerminationGiven(PaperGiven):
    ground = fields.String(
        required=True,
        validate=validate.Regexp(r"^[a-z_]{1,40}\Z", error="A ground is one word of the rule"),
        metadata={"description": "withdrawn, no_heir or dissolved"},
    )
    text = Text(LONGEST_WORDS, lines=True, required=True)


class FindingShown(Schema):
    code = fields.String(required=True)
    title = fields.String(required=True)


class DecisionOnComplaint(Schema):
    number = fields.String(required=True)
    symbol = fields.String(required=True)
    signed_on = fields.Date(required=True)
    finding = fields.Nested(FindingShown, required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)


class InstanceShown(Schema):
    """One settlement; the words only to who may read that petition too."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    instance = fields.Integer(required=True)
    state = fields.String(required=True)
    unit = fields.String(required=True)
    received_at = Moment(required=True)
    lodged_at = Moment(required=True, allow_none=True)
    accepted_at = Moment(required=True, allow_none=True)
    text = fields.String(required=True, allow_none=True)
    decisions = fields.List(fields.Nested(DecisionOnComplaint), required=True)
    excuse = fields.String(required=True, allow_none=True)


class WithdrawalShown(Schema):
    part = fields.String(required=True, allow_none=True)
    form = fields.String(required=True, allow_none=True)
    at = Moment(required=True)
    recorded_at = Moment(required=True)


class ReopeningShown(Schema):
    reason = fields.String(required=True)
    by = fields.String(required=True, metadata={"description": "author or head"})
    closed_at = Moment(required=True)
    at = Moment(required=True)


class History(Schema):
    """Both settlements of a complaint, what was taken back, and each time it was opened again."""

    instances = fields.List(fields.Nested(InstanceShown), required=True)
    withdrawals = fields.List(fields.Nested(WithdrawalShown), required=True)
    reopenings = fields.List(fields.Nested(ReopeningShown), required=True)
    reopen_until = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Of a closed one: the last day on which its sender may reopen it"},
    )
