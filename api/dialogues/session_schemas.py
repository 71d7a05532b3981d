"""Dialogues as JSON: what is planned and told, and what is shown."""

from datetime import timedelta
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.authorities.fields import fields as known_fields
from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.dialogues.proceedings_schemas import AttendanceShown, UnitPresenceShown
from api.dialogues.publicity_schemas import AnnouncedShown, PublishedGiven, ResultShown
from api.dialogues.schemas import ReceivingUnit
from api.dialogues.session_plans import (
    MOST_NAMED,
    MOST_SEATS,
    Move,
    SessionForm,
    SessionKind,
    SessionPlan,
)
from api.dialogues.sessions import Stage
from api.regulation.schemas import ObligationShown

LONGEST_SESSION = timedelta(hours=24)

_NAMED = validate.Length(max=MOST_NAMED)


def _enum(choices: Any, **kwargs: Any) -> fields.Enum[Any]:
    return fields.Enum(choices, by_value=fields.String, **kwargs)


def _codes(longest: int = 60, **kwargs: Any) -> fields.List[Any]:
    return fields.List(Text(longest), load_default=list, validate=_NAMED, **kwargs)


class Registration(Schema):
    begins = Moment(data_key="from", required=True)
    ends = Moment(data_key="to", required=True)


class DialoguePlan(Schema):
    id = fields.UUID(
        metadata={"description": "Chosen by the client, so that sending twice makes one"}
    )
    unit = Text(60, required=True, metadata={"description": "Code of the unit that organises it"})
    topic = Text(500, required=True)
    place = Text(300, required=True, metadata={"description": "Or the address of one online"})
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    chairs = fields.List(
        Text(60),
        required=True,
        validate=validate.Length(1, 10),
        metadata={"description": "Codes of the positions that preside, the chair first"},
    )
    kind = _enum(SessionKind, load_default=SessionKind.REGULAR)
    form = _enum(SessionForm, load_default=SessionForm.IN_PERSON)
    fields_ = fields.List(
        fields.String(validate=validate.OneOf(list(known_fields()))),
        data_key="fields",
        load_default=list,
        validate=_NAMED,
    )
    villages = _codes(40, metadata={"description": "Codes inside the commune; none for all"})
    co_organisers = _codes(metadata={"description": "Codes of units, as the Front's"})
    expected_units = _codes(metadata={"description": "Codes of units that send somebody"})
    capacity = fields.Integer(strict=True, validate=validate.Range(1, MOST_SEATS))
    registration = fields.Nested(Registration)
    how_to_take_part = Text(2000, lines=True)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The plan, beside the id when one was given."""
        _must_last(data["starts_at"], data["ends_at"])
        window = data.pop("registration", None)
        if window and not window["begins"] < window["ends"] <= data["ends_at"]:
            raise ValidationError(
                {"registration": ["It closes before it opens, or after the dialogue is over"]}
            )
        known, data["fields"] = data.pop("id", None), data.pop("fields_")
        given: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        if window:
            given |= {"registration_from": window["begins"], "registration_to": window["ends"]}
        return {"dialogue_id": known, "plan": SessionPlan(**given)}


class AnnouncementGiven(Schema):
    notices = fields.List(
        fields.Nested(PublishedGiven), required=True, validate=validate.Length(1, MOST_NAMED)
    )
    how_to_take_part = Text(2000, lines=True, load_default=None)


class ReschedulingGiven(Schema):
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    place = Text(300)
    reason = Text(500, lines=True, required=True, metadata={"description": "Everybody reads it"})
    notice = Text(
        2000, lines=True, required=True, metadata={"description": "Where everybody was told"}
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Move:
        """The other time."""
        _must_last(data["starts_at"], data["ends_at"])
        return Move(**data)


class CancellationGiven(Schema):
    reason = Text(500, lines=True, required=True, metadata={"description": "Everybody reads it"})
    notice = Text(
        2000, lines=True, required=True, metadata={"description": "Where everybody was told"}
    )


class OpeningGiven(Schema):
    at = Moment(load_default=None, metadata={"description": "Now, when it is left out"})


class DialogueQuery(KeyedPageQuery):
    unit = Text(60, metadata={"description": "Code of a unit that organises it"})
    area = Text(10, metadata={"description": "Code of the commune"})
    position = Text(60, metadata={"description": "Code of a position that presides"})
    kind = _enum(SessionKind)
    state = _enum(Stage)
    starts_from = Moment(data_key="from")
    starts_before = Moment(data_key="to")


class PresiderShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    role = fields.String(required=True)


class ChangeShown(Schema):
    starts_at = fields.String(required=True)
    ends_at = fields.String(required=True)
    place = fields.String(required=True)
    reason = fields.String(required=True)
    notice = fields.String(required=True)
    at = fields.String(required=True)


class CalledOff(Schema):
    reason = fields.String(required=True)
    notice = fields.String(required=True)
    at = fields.String(required=True)


class LawWarning(Schema):
    code = fields.String(required=True)
    text = fields.String(required=True)
    citation = fields.String(required=True, allow_none=True)


class RegistrationShown(Schema):
    begins = Moment(data_key="from", required=True)
    ends = Moment(data_key="to", required=True)


class DialogueListed(Schema):
    """A dialogue in the schedule."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    unit = fields.Nested(ReceivingUnit, required=True)
    kind = fields.String(required=True)
    form = fields.String(required=True)
    topic = fields.String(required=True)
    place = fields.String(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    state = fields.String(required=True)
    capacity = fields.Integer(required=True, allow_none=True)


class DialogueShown(DialogueListed):
    """What everybody may know of a dialogue: all of it."""

    fields_ = fields.List(fields.String(), data_key="fields", required=True)
    villages = fields.List(fields.String(), required=True)
    presiders = fields.List(fields.Nested(PresiderShown), required=True)
    co_organisers = fields.List(fields.Nested(ReceivingUnit), required=True)
    expected_units = fields.List(fields.Nested(ReceivingUnit), required=True)
    registration = fields.Nested(RegistrationShown, required=True, allow_none=True)
    how_to_take_part = fields.String(required=True, allow_none=True)
    notices = fields.List(fields.Nested(AnnouncedShown), required=True)
    results = fields.List(fields.Nested(ResultShown), required=True)
    changes = fields.List(fields.Nested(ChangeShown), required=True)
    called_off = fields.Nested(CalledOff, required=True, allow_none=True)
    attendance = fields.Nested(AttendanceShown, required=True, allow_none=True)
    presences = fields.List(
        fields.Nested(UnitPresenceShown),
        required=True,
        metadata={"description": "Who came for each unit that was to send somebody"},
    )
    obligations = fields.List(fields.Nested(ObligationShown), required=True)
    warnings = fields.List(fields.Nested(LawWarning), required=True)


DialoguePage = page_of(DialogueListed)


def _must_last(starts_at: Any, ends_at: Any) -> None:
    if not starts_at < ends_at <= starts_at + LONGEST_SESSION:
        raise ValidationError({"ends_at": ["It ends before it begins, or on another day"]})
