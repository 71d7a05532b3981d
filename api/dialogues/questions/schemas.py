"""Questions at dialogues as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from api.authorities.fields import field_of
from api.authorities.policy import Authority
from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.dialogues.questions.given import Assigned, OutcomeGiven, QuestionGiven
from api.dialogues.questions.models import Outcome, QuestionState
from api.dialogues.questions.queries import QuestionsWanted
from api.regulation.schemas import ObligationShown


def _must_be_field(code: str) -> None:
    if field_of(code) is None:
        raise ValidationError("There is no such field; see /fields")


LONGEST_QUESTION = 5000
LONGEST_ANSWER = 20_000
LONGEST_REASON = 1000

_NEEDS = {
    Outcome.ANSWERED: ("said",),
    Outcome.COMMITTED: ("what", "due_on"),
    Outcome.OUT_OF_COMPETENCE: ("to",),
    Outcome.GUIDED: ("to",),
}
"""What each outcome must say, to be one."""

_TAKES = {
    Outcome.ANSWERED: {"said"},
    Outcome.OWED: {"said", "due_on", "owner"},
    Outcome.COMMITTED: {"said", "due_on", "owner", "what", "measure"},
    Outcome.OUT_OF_COMPETENCE: {"said", "to"},
    Outcome.GUIDED: {"said", "to"},
    Outcome.NOT_REACHED: {"said", "due_on", "owner"},
    Outcome.WITHDRAWN: {"said"},
}


class QuestionAsked(Schema):
    text = Text(LONGEST_QUESTION, lines=True, required=True)
    asker = Text(120, load_default=None, metadata={"description": "As shown; none for no name"})
    field = fields.String(
        load_default=None, validate=_must_be_field, metadata={"description": "See /fields"}
    )
    village = Text(40, load_default=None)
    registration = fields.UUID(load_default=None)
    turn = fields.UUID(load_default=None, metadata={"description": "The speaker's turn"})

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> QuestionGiven:
        """What is asked."""
        return QuestionGiven(**data)


class OutcomeSaid(Schema):
    outcome = fields.Enum(Outcome, by_value=fields.String, required=True)
    said = Text(LONGEST_ANSWER, lines=True, load_default=None)
    due_on = fields.Date(load_default=None)
    owner = Text(80, load_default=None, metadata={"description": "Code of a position"})
    what = Text(LONGEST_REASON, lines=True, load_default=None)
    measure = Text(LONGEST_REASON, lines=True, load_default=None)
    to = Text(300, load_default=None)

    @validates_schema
    def is_whole(self, data: dict[str, Any], **_: object) -> None:
        """Each outcome says what belongs to it, and nothing else."""
        outcome = data["outcome"]
        missing = {name: [_MISSING] for name in _NEEDS.get(outcome, ()) if not data[name]}
        given = {name for name, value in data.items() if value and name != "outcome"}
        missing |= {name: [_FOREIGN] for name in given - _TAKES[outcome]}
        if missing:
            raise ValidationError(missing)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> OutcomeGiven:
        """The outcome."""
        return OutcomeGiven(**data)


_MISSING = "This outcome needs it"
_FOREIGN = "This does not belong to this outcome"


class PreparerGiven(Schema):
    unit = Text(60, load_default=None, metadata={"description": "None: by the competence table"})
    due_on = fields.Date(required=True)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Assigned:
        """Who prepares it."""
        return Assigned(**data)


class PreparationGiven(Schema):
    text = Text(LONGEST_ANSWER, lines=True, required=True)


class LeadGiven(Schema):
    lead = fields.UUID(
        required=True,
        allow_none=True,
        metadata={"description": "The question it is answered with; null: alone again"},
    )


class AgendaPlaceGiven(Schema):
    place = fields.Integer(
        required=True, allow_none=True, strict=True, validate=validate.Range(1, 10_000)
    )
    minutes = fields.Integer(load_default=None, strict=True, validate=validate.Range(1, 240))


class QuestionScreened(Schema):
    publish = fields.Boolean(required=True)
    text = Text(LONGEST_QUESTION, lines=True, load_default=None)
    reason = Text(LONGEST_REASON, lines=True, load_default=None)

    @validates_schema
    def hiding_has_a_reason(self, data: dict[str, Any], **_: object) -> None:
        """Who asked is told why it is not shown."""
        if not data["publish"] and not data["reason"]:
            raise ValidationError("Say why it is not shown", "reason")


class WrittenAnswerGiven(Schema):
    text = Text(LONGEST_ANSWER, lines=True, required=True)
    number = Text(20, required=True)
    symbol = Text(60, required=True)
    signed_on = fields.Date(required=True)
    authority = fields.Enum(Authority, by_value=fields.String, load_default=None)


class WrittenAnswerShown(Schema):
    text = fields.String(required=True)
    number = fields.String(required=True)
    symbol = fields.String(required=True)
    signed_on = fields.Date(required=True)
    authority = fields.String(required=True, allow_none=True)
    signer = fields.String(required=True)


class OwnerShown(Schema):
    position = fields.String(required=True)
    unit = fields.String(required=True)


class AssignedShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class PromiseShown(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    what = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True)


class QuestionShown(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    dialogue = fields.UUID(required=True)
    number = fields.Integer(required=True)
    asker = fields.String(required=True, allow_none=True)
    village = fields.String(required=True, allow_none=True)
    field = fields.String(required=True, allow_none=True)
    public_text = fields.String(required=True, allow_none=True)
    is_public = fields.Boolean(required=True)
    is_live = fields.Boolean(required=True)
    asked_at = Moment(required=True)
    lead = fields.UUID(required=True, allow_none=True)
    together = fields.Integer(
        required=True, metadata={"description": "Other questions that are answered with it"}
    )
    supporters = fields.Integer(required=True)
    supporting = fields.Boolean(required=True)
    place = fields.Integer(required=True, allow_none=True)
    minutes = fields.Integer(required=True, allow_none=True)
    state = fields.Enum(QuestionState, by_value=fields.String, required=True)
    outcome = fields.Enum(Outcome, by_value=fields.String, required=True, allow_none=True)
    outcome_at = Moment(required=True, allow_none=True)
    said = fields.String(required=True, allow_none=True)
    to = fields.String(required=True, allow_none=True)
    owed_by = fields.Nested(OwnerShown, required=True)
    due_on = fields.Date(required=True, allow_none=True)
    commitment = fields.Nested(PromiseShown, required=True, allow_none=True)
    answer = fields.Nested(WrittenAnswerShown, required=True, allow_none=True)
    obligations = fields.List(fields.Nested(ObligationShown), required=True)


class QuestionForAsker(QuestionShown):
    text = fields.String(required=True)
    withheld_because = fields.String(required=True, allow_none=True)


class QuestionForOffice(QuestionForAsker):
    registration = fields.UUID(required=True, allow_none=True)
    turn = fields.UUID(required=True, allow_none=True)
    waits_for_screening = fields.Boolean(required=True)
    assigned = fields.Nested(AssignedShown, required=True, allow_none=True)
    prepared = fields.String(required=True, allow_none=True)
    prepared_at = Moment(required=True, allow_none=True)


class QuestionQuery(KeyedPageQuery):
    decided = fields.Boolean()
    outcome = fields.Enum(Outcome, by_value=fields.String)
    screened = fields.Boolean()
    assigned = fields.Boolean()
    live = fields.Boolean()
    leads = fields.Boolean(load_default=False)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> QuestionsWanted:
        """Which ones."""
        return QuestionsWanted(**data)


class QuestionCountsShown(Schema):
    asked = fields.Integer(required=True)
    groups = fields.Integer(required=True)
    lacking = fields.Integer(required=True)
    outcomes = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


QuestionPage = page_of(QuestionShown)
QuestionPageForOffice = page_of(QuestionForOffice)
QuestionPageForAsker = page_of(QuestionForAsker)
