"""What was promised, as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.attachments.schemas import FileShown
from api.commitments.models import CommitmentState
from api.core.dumping import Dumper
from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.regulation.schemas import ObligationShown

LONGEST_EVIDENCE = 5000
LONGEST_WORDS = 2000


class EvidenceGiven(Schema):
    text = Text(LONGEST_EVIDENCE, lines=True, required=True)
    done_on = fields.Date(required=True)
    attachments = fields.List(
        fields.UUID(),
        load_default=[],
        validate=validate.Length(max=50),
        metadata={"description": "Pictures and papers that show it, from /attachments"},
    )


class ConfirmationGiven(Schema):
    confirmed = fields.Boolean(required=True)
    words = Text(LONGEST_WORDS, lines=True, load_default=None)


class VerificationGiven(Schema):
    verified = fields.Boolean(required=True)
    reason = Text(LONGEST_WORDS, lines=True, load_default=None)

    @post_load
    def reasoned(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Who says that it is not done says why."""
        if not data["verified"] and data["reason"] is None:
            raise ValidationError({"reason": ["Say what is still missing"]})
        return data


class CommitmentQuery(KeyedPageQuery):
    unit = Text(60)
    state = fields.Enum(CommitmentState, by_value=fields.String)
    overdue = fields.Boolean(load_default=False)
    mine = fields.Boolean(load_default=False)


class CommitmentBrief(Schema):
    """What a petition shows of what its answers promised."""

    id = fields.UUID(required=True)
    what = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True)
    overdue = fields.Boolean(required=True)


class CommitmentInList(CommitmentBrief):
    code = fields.String(required=True)
    origin = fields.String(required=True, metadata={"description": "The petition's code"})
    origin_id = fields.UUID(required=True)
    unit = fields.String(required=True)
    holder = fields.String(required=True)


class VerdictShown(Schema):
    done = fields.Boolean(required=True)
    by = fields.String(required=True, metadata={"description": "author, superior or monitor"})
    unit = fields.String(required=True, allow_none=True)
    position = fields.String(required=True, allow_none=True)
    words = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ReportShown(Schema):
    text = fields.String(required=True)
    done_on = fields.Date(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    reported_at = Moment(required=True)
    verdict = fields.Nested(VerdictShown, required=True, allow_none=True)
    files = fields.List(fields.Nested(FileShown), required=True)


class CommitmentShown(CommitmentInList):
    """Something promised, with each report that it was done and what was said to that."""

    promised_at = Moment(required=True)
    reports = fields.List(fields.Nested(ReportShown), required=True)
    obligations = fields.List(fields.Nested(ObligationShown), required=True)


CommitmentPage = page_of(CommitmentInList)
IN_LIST = Dumper(CommitmentInList)
