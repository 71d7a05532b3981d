"""What is said about drafts, as JSON."""

from marshmallow import Schema, fields

from api.core.http import Moment, Text, page_of
from api.petitions.parts import DoneShown, Promise, WarningShown

LONGEST_COMMENT = 5000


class CommentGiven(Schema):
    text = Text(LONGEST_COMMENT, lines=True, required=True)


class DraftReturnGiven(Schema):
    reason = Text(LONGEST_COMMENT, lines=True, required=True)


class DraftChecked(Schema):
    """Nothing of what was sent is kept."""

    warnings = fields.List(fields.Nested(WarningShown), required=True)


class CommentShown(Schema):
    id = fields.UUID(required=True)
    text = fields.String(required=True)
    returns = fields.Boolean(
        required=True, metadata={"description": "Whether the draft was sent back with it"}
    )
    drafted_at = Moment(required=True, metadata={"description": "Of the draft it is about"})
    position = fields.String(required=True)
    unit = fields.String(required=True)
    at = Moment(required=True)


class EarlierDraftShown(Schema):
    text = fields.String(required=True)
    result = fields.String(required=True)
    legal_basis = fields.String(required=True, allow_none=True)
    commitment = fields.Nested(Promise, required=True, allow_none=True)
    done = fields.List(fields.Nested(DoneShown), required=True)
    position = fields.String(required=True, allow_none=True)
    drafted_at = Moment(required=True)


CommentPage = page_of(CommentShown)
EarlierDraftPage = page_of(EarlierDraftShown)
