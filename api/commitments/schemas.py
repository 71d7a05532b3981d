"""What was promised, as JSON."""

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.attachments.schemas import FileShown
from api.commitments.fates import Fate
from api.commitments.ledger import By
from api.commitments.models import CommitmentState, Source
from api.core.dumping import Dumper
from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.regulation.schemas import ObligationShown

LONGEST_EVIDENCE = 5000
LONGEST_WORDS = 2000
DAYS = validate.Range(date(2000, 1, 1), date(2999, 12, 31))
"""Days that are counted here."""


def _files() -> fields.List[Any]:
    return fields.List(
        fields.UUID(),
        load_default=[],
        validate=validate.Length(max=50),
        metadata={"description": "Pictures and papers that show it, from /attachments"},
    )


class EvidenceGiven(Schema):
    text = Text(LONGEST_EVIDENCE, lines=True, required=True)
    done_on = fields.Date(required=True)
    attachments = _files()


class ProgressGiven(Schema):
    text = Text(LONGEST_EVIDENCE, lines=True, required=True)
    percent = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(0, 100),
        metadata={"description": "How much of the whole is done"},
    )
    attachments = _files()


class OtherDayAsked(Schema):
    due_on = fields.Date(required=True, validate=DAYS)
    reason = Text(LONGEST_WORDS, lines=True, required=True)


class FailureGiven(Schema):
    reason = Text(LONGEST_WORDS, lines=True, required=True)


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


class OtherDayDecided(Schema):
    approve = fields.Boolean(required=True)
    reason = Text(LONGEST_WORDS, lines=True, load_default=None)

    @post_load
    def reasoned(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Who refuses says why."""
        if not data["approve"] and data["reason"] is None:
            raise ValidationError({"reason": ["Say why the promised day stays"]})
        return data


def _day(name: str, which: str) -> fields.Date:
    description = f"Promised on this day or {which}"
    return fields.Date(data_key=name, validate=DAYS, metadata={"description": description})


class CommitmentQuery(KeyedPageQuery):
    unit = Text(60)
    area = Text(20)
    leader = Text(120)
    first_day = _day("from", "later")
    last_day = _day("to", "earlier")
    state = fields.Enum(CommitmentState, by_value=fields.String)
    fate = fields.Enum(Fate, by_value=fields.String)
    moved = fields.Boolean()
    overdue = fields.Boolean(load_default=False)
    mine = fields.Boolean(load_default=False)
    public = fields.Boolean(
        load_default=False, metadata={"description": "Those that everybody may read"}
    )


class LedgerQuery(Schema):
    by = fields.Enum(By, by_value=fields.String, load_default=By.LEADER)
    unit = Text(60)
    area = Text(20)
    leader = Text(120)
    first_day = _day("from", "later")
    last_day = _day("to", "earlier")


class CommitmentBrief(Schema):
    """What a petition shows of what its answers promised."""

    id = fields.UUID(required=True)
    what = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True)
    overdue = fields.Boolean(required=True)


class CommitmentInList(CommitmentBrief):
    code = fields.String(required=True)
    origin = fields.String(
        required=True,
        metadata={"description": "The code of the petition or question that it answers"},
    )
    origin_id = fields.UUID(required=True)
    source = fields.Enum(Source, by_value=fields.String, required=True)
    unit = fields.String(required=True)
    holder = fields.String(required=True)
    fate = fields.Enum(Fate, by_value=fields.String, required=True)
    moves = fields.Integer(
        required=True, metadata={"description": "How often another day was allowed"}
    )
    promised_at = Moment(required=True)


class VerdictShown(Schema):
    done = fields.Boolean(required=True)
    by = fields.String(
        required=True, metadata={"description": "author, superior, monitor or inspector"}
    )
    unit = fields.String(required=True, allow_none=True)
    position = fields.String(required=True, allow_none=True)
    words = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ConfirmationShown(Schema):
    """What who asked said of a report, before somebody from outside judged it."""

    unit = fields.String(
        required=True, allow_none=True, metadata={"description": "Who wrote it down for them"}
    )
    position = fields.String(required=True, allow_none=True)
    words = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ReportShown(Schema):
    text = fields.String(required=True)
    done_on = fields.Date(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    reported_at = Moment(required=True)
    confirmation = fields.Nested(ConfirmationShown, required=True, allow_none=True)
    verdict = fields.Nested(VerdictShown, required=True, allow_none=True)
    files = fields.List(fields.Nested(FileShown), required=True)


class ProgressShown(Schema):
    text = fields.String(required=True)
    percent = fields.Integer(required=True, allow_none=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    at = Moment(required=True)
    files = fields.List(fields.Nested(FileShown), required=True)


class OtherDayShown(Schema):
    """Another day that was asked for; the day before it stays shown."""

    former_due_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    reason = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    asked_at = Moment(required=True)
    approved = fields.Boolean(required=True, allow_none=True)
    decided_by = fields.String(
        required=True, allow_none=True, metadata={"description": "The unit above that decided"}
    )
    decided_at = Moment(required=True, allow_none=True)
    words = fields.String(required=True, allow_none=True)


class FailureShown(Schema):
    reason = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class CommitmentShown(CommitmentInList):
    """Something promised, with all that was told of it and what was said to that."""

    measure = fields.String(
        required=True, allow_none=True, metadata={"description": "How one sees that it is done"}
    )
    asked_for = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The unit that was asked, when another one owes it"},
    )
    ask_first_until = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Until when only who asked says whether it is done"},
    )
    progress = fields.List(fields.Nested(ProgressShown), required=True)
    reports = fields.List(fields.Nested(ReportShown), required=True)
    postponements = fields.List(fields.Nested(OtherDayShown), required=True)
    failure = fields.Nested(FailureShown, required=True, allow_none=True)
    obligations = fields.List(fields.Nested(ObligationShown), required=True)


class LeaderShown(Schema):
    code = fields.String(required=True)
    position = fields.String(required=True)
    person = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Who held it then; null while nobody is known to have"},
    )


class LedgerTotal(Schema):
    """How much was promised, and what became of it: the five fates add up to all."""

    made = fields.Integer(required=True)
    kept = fields.Integer(required=True)
    kept_late = fields.Integer(required=True)
    running = fields.Integer(required=True)
    late = fields.Integer(required=True)
    broken = fields.Integer(required=True)
    moved = fields.Integer(
        required=True, metadata={"description": "Of them, how many were allowed another day"}
    )


class LedgerLine(LedgerTotal):
    unit = fields.String(required=True)
    unit_code = fields.String(required=True)
    area = fields.String(required=True)
    leader = fields.Nested(LeaderShown, required=True, allow_none=True)
    listed = fields.String(
        required=True,
        metadata={"description": "Where they are listed; with fate or moved, those of a number"},
    )


class LedgerShown(Schema):
    items = fields.List(fields.Nested(LedgerLine), required=True)
    total = fields.Nested(LedgerTotal, required=True)


CommitmentPage = page_of(CommitmentInList)
IN_LIST = Dumper(CommitmentInList)
