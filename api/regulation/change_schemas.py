"""Proposals to change the law, and open terms that move, as JSON."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.http import EARLIEST_YEAR, LATEST_YEAR, KeyedPageQuery, Moment, Text, page_of
from api.regulation.adoption import Paper
from api.regulation.calendar import Day, DayKind, DayStatus

LONGEST_DOCUMENT = 200_000
"""Characters."""

_HASH = validate.Regexp(r"[0-9a-f]{64}\Z", error="This is not the hash of a scan")


def _day(**kwargs: Any) -> fields.Date:
    """A day of a year that is counted here."""
    first, last = date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31)
    return fields.Date(validate=validate.Range(first, last), **kwargs)


class ScanShown(Schema):
    hash = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True)


class DocumentGiven(Schema):
    name = Text(100, required=True)
    text = Text(LONGEST_DOCUMENT, lines=True, required=True)


class DecidedDay(Schema):
    """A day of the calendar as the signed paper decides it."""

    on = _day(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in DayKind]))
    name = Text(200, required=True)
    source = Text(200, required=True)

    @post_load
    def day(self, data: dict[str, Any], **_: object) -> Day:
        """The day; what a signed paper decides is approved."""
        return Day(**data | {"kind": DayKind(data["kind"]), "status": DayStatus.APPROVED})


class PaperQuery(Schema):
    """Which signed paper it is."""

    number = Text(80, required=True)
    signed_on = _day(required=True)
    scan = fields.String(validate=_HASH)


class LawProposalGiven(PaperQuery):
    documents = fields.List(
        fields.Nested(DocumentGiven), validate=validate.Length(max=50), load_default=list
    )
    days = fields.List(
        fields.Nested(DecidedDay), validate=validate.Length(max=400), load_default=list
    )

    @post_load
    def paper(self, data: dict[str, Any], **_: object) -> Paper:
        """The paper; of two documents with one name the later one counts."""
        texts = {each["name"]: each["text"] for each in data["documents"]}
        return Paper(
            number=data["number"],
            signed_on=data["signed_on"],
            documents=texts,
            days=data["days"],
            scan_hash=data.get("scan"),
        )


class ProposedDocument(Schema):
    name = fields.String(required=True)
    text = fields.String(required=True)


class LawProposalShown(Schema):
    id = fields.UUID(required=True)
    state = fields.String(required=True)
    number = fields.String(required=True)
    signed_on = fields.Date(required=True)
    documents = fields.List(fields.Nested(ProposedDocument), required=True)
    days = fields.List(fields.Dict(keys=fields.String(), values=fields.String()), required=True)
    competence = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The competence table as it would be; null when it stays"},
    )
    scan = fields.String(required=True, allow_none=True)
    proposed_at = Moment(required=True)
    proposed_by = fields.String(required=True)
    decided_at = Moment(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class LawAdoptionGiven(Schema):
    scan = fields.String(
        validate=_HASH, metadata={"description": "When the proposal names no scan"}
    )


class LawRefusalGiven(Schema):
    reason = Text(1000, lines=True, required=True)


class MovesQuery(KeyedPageQuery):
    rule = fields.List(
        Text(100),
        load_default=list,
        metadata={"description": "As if this rule moved open terms as well"},
    )


class MoveShown(Schema):
    obligation = fields.UUID(required=True, attribute="obligation_id")
    case = fields.String(required=True, allow_none=True, attribute="code")
    rule = fields.String(required=True, attribute="rule_id")
    duty = fields.String(required=True)
    old = fields.Date(required=True, allow_none=True)
    new = fields.Date(required=True, allow_none=True)
    reason = fields.String(required=True)


class TransitionGiven(Schema):
    rules = fields.List(Text(100), load_default=list, validate=validate.Length(max=100))
    document = Text(80, metadata={"description": "Number of the decision; needed with rules"})


class TransitionShown(Schema):
    id = fields.UUID(required=True)
    rules = fields.List(fields.String(), required=True)
    document = fields.String(required=True, allow_none=True)
    decided_at = Moment(required=True)


LawProposalPage = page_of(LawProposalShown)
MovePage = page_of(MoveShown)
