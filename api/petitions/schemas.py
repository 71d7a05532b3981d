"""Petitions as JSON: what comes in, and what each class of reader sees."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate

from api.authorities.policy import Authority
from api.cases.models import Addressee, Channel, Kind, Visibility
from api.core.http import Moment, Text
from api.petitions.answers import PROMISING, Done, Draft, Result, Signature
from api.petitions.contacts import Contact
from api.petitions.errors import PromiseMissing
from api.petitions.file_schemas import MOST_IDS
from api.petitions.group_schemas import PeopleGiven
from api.petitions.intake_notes import ShownPlace
from api.petitions.intake_schemas import IntakeNoted
from api.petitions.models import Lodgement
from api.petitions.outcomes import Outcome
from api.petitions.redirection import refuse_what_is_not_handed_in_here
from api.petitions.submission import Submission
from api.petitions.transfers import with_body
from api.routing.errors import OnlyComplaintsTwice

LONGEST_TEXT = 20_000
LONGEST_TITLE = 200
MOST_DONE = 20
"""Things that one answer tells of."""


def enum(choices: Any, **kwargs: Any) -> fields.Enum[Any]:
    """A word out of a list, by its value."""
    return fields.Enum(choices, by_value=fields.String, **kwargs)


class PersonSchema(Schema):
    name = Text(120, required=True)
    address = Text(300)
    organisation = Text(200)


class LocationSchema(Schema):
    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    lon = fields.Float(required=True, validate=validate.Range(-180, 180))


class AboutSchema(Schema):
    unit = Text(60)
    position = Text(60)


class SourceSchema(Schema):
    system = Text(60, required=True)
    ref = Text(120, required=True)


class PetitionSubmission(Schema):
    kind = enum(Kind, required=True)
    text = Text(LONGEST_TEXT, lines=True, required=True)
    addressee = enum(Addressee, load_default=Addressee.GOVERNMENT)
    title = Text(LONGEST_TITLE)
    field = Text(40)
    area = Text(10)
    place = Text(300)
    location = fields.Nested(LocationSchema)
    about = fields.Nested(AboutSchema)
    visibility = enum(Visibility, load_default=Visibility.PRIVATE)
    petitioner = fields.Nested(PersonSchema)
    contact = Contact(metadata={"type": ["string", "object"]})
    attachments = fields.List(
        fields.UUID(),
        validate=validate.Length(max=MOST_IDS),
        metadata={"description": "Files that you have sent to /attachments"},
    )
    channel = enum(Channel)
    helper = Text(120)
    source = fields.Nested(SourceSchema)
    received_at = Moment(metadata={"description": "Receiving officers only, with `reason`"})
    reason = Text(300, metadata={"description": "Why it is entered later than received"})
    people = fields.Nested(
        PeopleGiven, metadata={"description": "When several people ask together"}
    )
    instance = fields.Integer(
        strict=True,
        validate=validate.Range(1, 2),
        metadata={"description": "2 for a complaint that was settled once; goes to the head above"},
    )
    follows = Text(
        40, metadata={"description": "Code or id of the first complaint, whose place it shares"}
    )
    excuse = Text(1000, lines=True, metadata={"description": "Of a late one; officials only"})

    intake = fields.Nested(
        IntakeNoted, metadata={"description": "Receiving officers only: what they noted"}
    )
    shown_place = enum(
        ShownPlace, metadata={"description": "Where others see it: a cell of 500 m, or the commune"}
    )

    @pre_load
    def redirect(self, data: Any, **_: object) -> Any:
        """Refuse a denunciation or crime report before anything of it is read."""
        if isinstance(data, dict):
            refuse_what_is_not_handed_in_here(data.get("kind"))
        return data

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Submission:
        """The submission."""
        data["attachments"] = tuple(data.get("attachments", ()))
        if data.get("instance", 1) > 1 and data["kind"] is not Kind.COMPLAINT:
            raise OnlyComplaintsTwice(kind=data["kind"])
        if data.get("instance", 1) == 1 and not data.keys().isdisjoint({"follows", "excuse"}):
            raise ValidationError({"follows": ["Only a second complaint follows another one"]})
        return Submission(**data)


class ProposalGiven(Schema):
    act = enum(Outcome, required=True)
    reason = Text(1000, lines=True)
    complex = fields.Boolean()
    ground = Text(200)
    text = Text(LONGEST_TEXT, lines=True)
    to = Text(300)
    number = Text(20)
    symbol = Text(40)
    signed_on = fields.Date()

    @post_load
    def check(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The members that this act needs, and no other act's."""
        outcome, reason = data.pop("act"), data.pop("reason", None)
        if "signed_on" in data:
            data["signed_on"] = data["signed_on"].isoformat()
        details = DETAILS[outcome]().load(data)
        return {"outcome": outcome, "reason": reason, "details": details}


class AcceptanceGiven(Schema):
    complex = fields.Boolean(load_default=False)


class DecliningGiven(Schema):
    ground = Text(200, required=True)
    text = Text(LONGEST_TEXT, lines=True, required=True)


class GuidanceGiven(Schema):
    text = Text(LONGEST_TEXT, lines=True, required=True)
    to = Text(300)


class TransferGiven(Schema):
    to = Text(
        300,
        required=True,
        metadata={"description": "A body of /routing/outside-bodies or a unit, by code or name"},
    )
    ground = Text(200, required=True)
    number = Text(20, metadata={"description": "Of the letter that goes with it"})
    symbol = Text(40)
    signed_on = fields.Date()

    @post_load
    def named(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The body by its code where it is known, and the letter whole or not yet."""
        return with_body(data)


class FilingGiven(Schema):
    ground = Text(200, required=True)
    text = Text(LONGEST_TEXT, lines=True)


DETAILS: dict[Outcome, type[Schema]] = {
    Outcome.ACCEPTANCE: AcceptanceGiven,
    Outcome.DECLINING: DecliningGiven,
    Outcome.GUIDANCE: GuidanceGiven,
    Outcome.TRANSFER: TransferGiven,
    Outcome.FILING: FilingGiven,
}


class DecisionGiven(Schema):
    approve = fields.Boolean(required=True)
    reason = Text(1000, lines=True)
    proposed_at = Moment(metadata={"description": "The proposal decided on; 409 if it changed"})

    @post_load
    def reasoned(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Who does not approve says why."""
        if not data["approve"] and not data.get("reason"):
            raise ValidationError({"reason": ["Say why it is not approved"]})
        return {"reason": None, "proposed_at": None} | data


class LodgementGiven(Schema):
    form = enum(Lodgement, required=True)
    at = Moment(required=True)


class AssignmentGiven(Schema):
    position = Text(60, required=True)


class CommitmentGiven(Schema):
    what = Text(2000, lines=True, required=True)
    due_on = fields.Date(required=True)


class DoneGiven(Schema):
    what = Text(1000, lines=True, required=True)
    by = Text(200, metadata={"description": "Who did it or will"})
    on = fields.Date(metadata={"description": "On which day, or by which"})

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Done:
        """The item."""
        return Done(**data)


class DraftGiven(Schema):
    text = Text(LONGEST_TEXT, lines=True, required=True)
    result = enum(Result, required=True)
    legal_basis = Text(1000, lines=True)
    commitment = fields.Nested(CommitmentGiven)
    evidence = fields.List(
        fields.UUID(),
        validate=validate.Length(max=MOST_IDS),
        metadata={"description": "Files that prove it; left out, those there are stay"},
    )
    done = fields.List(fields.Nested(DoneGiven), validate=validate.Length(max=MOST_DONE))

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Draft:
        """The draft; what is under way or planned says what and by when."""
        promise = data.pop("commitment", None) or {}
        if data["result"] in PROMISING and not promise:
            raise PromiseMissing(errors={"commitment": ["Say what will be done, by which day"]})
        if "evidence" in data:
            data["evidence"] = tuple(data["evidence"])
        return Draft(
            **data, commitment=promise.get("what"), commitment_due_on=promise.get("due_on")
        )


class SignatureGiven(Schema):
    number = Text(20, required=True)
    symbol = Text(40, required=True)
    signed_on = fields.Date(required=True)
    authority = enum(
        Authority, metadata={"description": "Left out by a head who signs in their own name"}
    )
    drafted_at = Moment(metadata={"description": "The draft that was read; 409 if it changed"})
    file = fields.UUID(metadata={"description": "The PDF that was signed, from /attachments"})
    finding = Text(
        40,
        metadata={"description": "Of a decision on a complaint: right, partly_right or wrong"},
    )

    @pre_load
    def number_as_text(self, data: Any, **_: object) -> Any:
        """A number may come as one."""
        if isinstance(data, dict) and type(data.get("number")) is int:
            return data | {"number": str(data["number"])}
        return data

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Signature:
        """The signature."""
        return Signature(**data)
