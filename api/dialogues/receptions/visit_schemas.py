"""The register of visits as JSON: what is written down, and what its keepers read."""

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate

from api.core.http import Moment, Text, page_of
from api.dialogues.receptions.booking_schemas import MOST_PLACES
from api.dialogues.receptions.schemas import MOST_VISITORS
from api.dialogues.receptions.visits import Came, VisitMatter, VisitOutcome

MOST_REPRESENTATIVES = 5
LONGEST_CONTENT = 4000

_DAYS = validate.Range(date(2000, 1, 1), date(2999, 12, 31))

_OF_A_DENUNCIATION = frozenset({"matter", "people", "at", "outcome"})
"""All that is written down of a visit about one; a crime report is for the police."""

_TOLD = [each for each in VisitOutcome if each is not VisitOutcome.TAKEN_IN]
"""A petition says of itself that it was taken in."""


def _outcome(**kwargs: Any) -> fields.Enum[Any]:
    told = validate.OneOf(_TOLD)
    return fields.Enum(VisitOutcome, by_value=fields.String, validate=told, **kwargs)


class VisitGiven(Schema):
    matter = fields.Enum(VisitMatter, by_value=fields.String, required=True)
    people = fields.Integer(
        strict=True,
        load_default=1,
        validate=validate.Range(1, MOST_VISITORS),
        metadata={"description": "How many came together"},
    )
    at = Moment(load_default=None, metadata={"description": "When they came; now if left out"})
    name = Text(120, load_default=None)
    address = Text(300, load_default=None)
    phone = Text(30, load_default=None)
    representatives = fields.List(
        Text(120),
        load_default=list,
        validate=validate.Length(max=MOST_REPRESENTATIVES),
        metadata={"description": "Who speaks for many"},
    )
    content = Text(LONGEST_CONTENT, lines=True, load_default=None)
    papers = Text(1000, lines=True, load_default=None)
    outcome = _outcome(load_default=None)
    note = Text(1000, lines=True, load_default=None)
    number = fields.Integer(
        strict=True,
        load_default=None,
        validate=validate.Range(1, MOST_PLACES),
        metadata={"description": "The number they had booked"},
    )

    @pre_load
    def keep_nothing_of_a_denunciation(self, data: Any, **_: object) -> Any:
        """Refused before anything else of it is read."""
        if not isinstance(data, dict) or data.get("matter") != VisitMatter.DENUNCIATION:
            return data
        if not data.keys() <= _OF_A_DENUNCIATION:
            raise ValidationError(
                "Of what is denounced only that somebody came is written down; leave out the rest",
                "matter",
            )
        return data

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Came:
        """Who came with what."""
        if data["matter"] is not VisitMatter.DENUNCIATION and data["name"] is None:
            raise ValidationError({"name": ["Write down who came"]})
        data["representatives"] = tuple(data["representatives"])
        return Came(**data)


class OutcomeOfVisitGiven(Schema):
    outcome = _outcome(required=True)
    note = Text(1000, lines=True, load_default=None)


class VisitShown(Schema):
    id = fields.UUID(required=True)
    register = fields.String(
        required=True, metadata={"description": "Number and year in the register of the place"}
    )
    reception = fields.UUID(attribute="reception_id", required=True)
    came_at = Moment(required=True)
    name = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    people = fields.Integer(required=True)
    representatives = fields.List(fields.String(), required=True)
    matter = fields.String(required=True)
    content = fields.String(required=True, allow_none=True)
    papers = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    booked_number = fields.Integer(required=True, allow_none=True)
    petition = fields.UUID(attribute="petition_id", required=True, allow_none=True)
    entered_at = Moment(required=True)


VisitPage = page_of(VisitShown)


class RegisterQuery(Schema):
    unit = Text(60, required=True, metadata={"description": "Code of a unit of the place"})
    first_day = fields.Date(data_key="from", required=True, validate=_DAYS)
    last_day = fields.Date(data_key="to", required=True, validate=_DAYS)
