"""What a petition is shown with: places, desks, answers, contests, notes, decisions."""

from marshmallow import Schema, fields

from api.attachments.schemas import FileShown
from api.core.http import Moment


class Place(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class Holder(Schema):
    position = fields.String(required=True)
    position_id = fields.UUID(required=True)
    unit = fields.String(required=True)
    unit_id = fields.UUID(required=True)
    unit_code = fields.String(required=True)
    reason = fields.String(required=True)
    source = fields.String(required=True)


class Desk(Schema):
    unit = fields.String(required=True, allow_none=True)
    position = fields.String(required=True, allow_none=True)


class Promise(Schema):
    what = fields.String(required=True)
    due_on = fields.Date(required=True)


class DoneShown(Schema):
    what = fields.String(required=True)
    by = fields.String(required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)


class WarningShown(Schema):
    code = fields.String(required=True)
    phrase = fields.String(required=True, metadata={"description": "As it stands in the answer"})
    instead = fields.String(required=True, metadata={"description": "What to write instead"})


class WordsOfAnswer(Schema):
    evidence = fields.List(fields.Nested(FileShown), required=True)
    text = fields.String(required=True)
    result = fields.String(required=True)
    legal_basis = fields.String(required=True, allow_none=True)
    commitment = fields.Nested(Promise, required=True, allow_none=True)
    done = fields.List(
        fields.Nested(DoneShown),
        required=True,
        metadata={"description": "What was done or will be, by whom, when"},
    )
    drafted_at = Moment(required=True)


class DraftShown(WordsOfAnswer):
    warnings = fields.List(
        fields.Nested(WarningShown),
        required=True,
        metadata={"description": "Phrases that say nothing; they never keep anybody from signing"},
    )


class AnswerShown(WordsOfAnswer):
    file = fields.Nested(
        FileShown, required=True, allow_none=True, metadata={"description": "The signed paper"}
    )
    how_to_object = fields.String(
        required=True, metadata={"description": "What a sender does who does not agree"}
    )
    number = fields.String(required=True)
    symbol = fields.String(required=True)
    signed_on = fields.Date(required=True)
    authority = fields.String(required=True, allow_none=True)
    signer = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    signed_at = Moment(required=True)
    contributed = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "The units that contributed to it, by name"},
    )


class RatingShown(Schema):
    stars = fields.Integer(required=True)
    words = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ContestDecisionShown(Schema):
    upheld = fields.Boolean(required=True)
    reason = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ContestShown(Schema):
    reasons = fields.String(required=True)
    at = Moment(required=True)
    decision = fields.Nested(ContestDecisionShown, required=True, allow_none=True)


class NextStep(Schema):
    way = fields.String(required=True, metadata={"description": "second_settlement or court"})
    title = fields.String(required=True)
    to = fields.String(required=True, allow_none=True)
    until = fields.Date(required=True, allow_none=True)
    citation = fields.String(required=True)
    explanation = fields.List(fields.String(), required=True)


class NoteShown(Schema):
    act = fields.String(required=True)
    words = fields.String(required=True)
    number = fields.String(required=True, allow_none=True)
    symbol = fields.String(required=True, allow_none=True)
    signed_on = fields.Date(required=True, allow_none=True)
    legal_basis = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    position = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ProposalShown(Schema):
    act = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    details = fields.Dict(required=True)
    proposed_by = fields.String(required=True, allow_none=True)
    proposed_at = Moment(required=True)


class DecisionShown(Schema):
    act = fields.String(required=True)
    details = fields.Dict(required=True)
    unit = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = Moment(required=True)
