"""Proposals of dialogues as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from api.authorities.fields import fields as known_fields
from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.dialogues.proposals.models import Evidence, ProposalGiven, ProposalState
from api.dialogues.proposals.thresholds import thresholds
from api.dialogues.schemas import ReceivingUnit
from api.dialogues.session_plans import SessionKind


class DialogueProposalPeriod(Schema):
    first_day = fields.Date(data_key="from", attribute="from", required=True)
    last_day = fields.Date(data_key="to", attribute="to", required=True)


class ProposalOfDialogue(Schema):
    unit = Text(60, required=True, metadata={"description": "Code of a commune's government"})
    topic = Text(500, lines=True, required=True)
    field = Text(40, required=True)
    period = fields.Nested(DialogueProposalPeriod, required=True)
    petitions = fields.Integer(required=True, strict=True, validate=validate.Range(1, 100_000))
    people = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, 1_000_000),
        metadata={"description": "Who sent one or has the same matter"},
    )
    codes = fields.List(Text(20), load_default=list)

    @validates_schema
    def it_makes_sense(self, data: dict[str, Any], **_: object) -> None:
        """The days are in order, the field is known, and no code comes twice or too many."""
        if data["period"]["from"] > data["period"]["to"]:
            raise ValidationError("The last day comes before the first", "period")
        if data["field"] not in known_fields():
            raise ValidationError("There is no such field", "field")
        most = min(thresholds().most_codes, data["petitions"])
        if len(data["codes"]) > most or len(set(data["codes"])) < len(data["codes"]):
            raise ValidationError("Name each petition once, and not more than there are", "codes")

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> ProposalGiven:
        """What is proposed."""
        evidence = Evidence(
            field=data["field"],
            first_day=data["period"]["from"],
            last_day=data["period"]["to"],
            petitions=data["petitions"],
            people=data["people"],
            codes=tuple(data["codes"]),
        )
        return ProposalGiven(data["unit"], data["topic"], evidence)


class DialogueProposalAcceptance(Schema):
    dialogue = fields.UUID(required=True, metadata={"description": "Planned by the same unit"})


class DialogueProposalRefusal(Schema):
    reason = Text(2000, lines=True, required=True)


class DialogueOfProposal(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)


class PlanOfDialogueProposal(Schema):
    unit = fields.String(required=True)
    topic = fields.String(required=True)
    kind = fields.Enum(SessionKind, by_value=fields.String, required=True)
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields", required=True)
    chairs = fields.List(fields.String(), required=True)
    co_organisers = fields.List(fields.String(), required=True)


class DialogueProposalShown(Schema):
    id = fields.UUID(required=True)
    unit = fields.Nested(ReceivingUnit, required=True)
    topic = fields.String(required=True)
    field = fields.String(required=True)
    period = fields.Nested(DialogueProposalPeriod, required=True)
    petitions = fields.Integer(required=True)
    people = fields.Integer(required=True)
    codes = fields.List(fields.String(), required=True)
    state = fields.Enum(ProposalState, by_value=fields.String, required=True)
    proposed_at = Moment(required=True)
    proposed_by = fields.String(
        required=True, allow_none=True, metadata={"description": "Null: found by itself"}
    )
    answered_at = Moment(required=True, allow_none=True)
    answered_by = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    dialogue = fields.Nested(DialogueOfProposal, required=True, allow_none=True)
    plan = fields.Nested(
        PlanOfDialogueProposal, required=True, metadata={"description": "What its plan begins with"}
    )


class DialogueProposalQuery(KeyedPageQuery):
    unit = Text(60, metadata={"description": "Code of a commune's government"})
    state = fields.Enum(ProposalState, by_value=fields.String)


DialogueProposalPage = page_of(DialogueProposalShown)


class DialogueProposalCountQuery(Schema):
    unit = Text(60, metadata={"description": "Code of a commune's government"})


class DialogueProposalCounts(Schema):
    proposed = fields.Integer(required=True)
    accepted = fields.Integer(required=True)
    declined = fields.Integer(required=True)
    lapsed = fields.Integer(required=True)
