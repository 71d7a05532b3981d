"""What is owed, and the law that says so, as JSON."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.core.http import EARLIEST_YEAR, LATEST_YEAR, Moment, Text, page_of
from api.events.names import EVENT_NAMES
from api.regulation.facts import ADDRESSEES, CHANNELS, KINDS, LEVELS, UNIT_KINDS


class OwedBy(Schema):
    position = fields.String(required=True)
    unit = fields.String(required=True)


class ObligationShown(Schema):
    id = fields.UUID(required=True)
    duty = fields.String(required=True)
    title = fields.String(required=True)
    rule = fields.String(required=True)
    rule_version = fields.Date(required=True)
    citation = fields.String(required=True)
    basis = fields.String(required=True, allow_none=True)
    owed_by = fields.Nested(OwedBy, required=True)
    term = fields.String(required=True)
    started_at = Moment(required=True)
    last_day = fields.Date(required=True, allow_none=True)
    due_at = Moment(required=True, allow_none=True)
    met_at = Moment(required=True, allow_none=True)
    state = fields.String(required=True)
    provisional = fields.Boolean(required=True)
    explanation = fields.List(fields.String(), required=True)


def _day(**kwargs: Any) -> fields.Date:
    """A day of a year that is counted here."""
    first, last = date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31)
    return fields.Date(validate=validate.Range(first, last), **kwargs)


def _word(words: Iterable[str], **kwargs: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(sorted(words)), **kwargs)


class FactsGiven(Schema):
    """What else is known of the matter; a rule that asks for what is not given does not apply."""

    instance = fields.Integer(validate=validate.Range(1, 2), load_default=1)
    complex = fields.Boolean()
    remote = fields.Boolean()
    lodged = fields.Boolean(load_default=False)
    field = Text(40)
    channel = _word(CHANNELS)
    unit_kind = _word(UNIT_KINDS)


class ExplanationAsked(Schema):
    """An event that might happen: on a day, at a moment, or now."""

    event = _word(EVENT_NAMES, load_default="petition.received")
    kind = _word(KINDS, required=True)
    addressee = _word(ADDRESSEES, load_default="government")
    level = _word(LEVELS, load_default="commune")
    on = _day()
    at = Moment()
    facts = fields.Nested(FactsGiven, load_default=lambda: FactsGiven().load({}))

    @validates_schema
    def once(self, data: dict[str, Any], **_: object) -> None:
        """A day or a moment, not both."""
        if "on" in data and "at" in data:
            raise ValidationError({"on": ["Give a day or a moment, not both"]})


class ForeseenShown(Schema):
    duty = fields.String(required=True)
    rule = fields.String(required=True)
    title = fields.String(required=True)
    citation = fields.String(required=True)
    basis = fields.String(required=True)
    confidence = fields.String(required=True)
    owed_by = fields.String(required=True)
    term = fields.String(required=True)
    last_day = fields.Date(required=True, allow_none=True)
    due_at = Moment(required=True, allow_none=True)
    provisional = fields.Boolean(required=True)
    explanation = fields.List(fields.String(), required=True)


class RulesQuery(Schema):
    on = _day(metadata={"description": "In force on this day; today when not given"})


class DocumentShown(Schema):
    id = fields.String(required=True)
    title = fields.String(required=True)


class RuleShown(Schema):
    id = fields.String(required=True)
    version = fields.Date(required=True)
    duty = fields.String(required=True)
    title = fields.String(required=True)
    document = fields.Nested(DocumentShown, required=True)
    citation = fields.String(required=True)
    basis = fields.String(required=True)
    confidence = fields.String(required=True)
    publicity = fields.String(required=True)
    source = fields.String(
        required=True, allow_none=True, metadata={"description": "null for an internal regulation"}
    )
    opens = fields.String(required=True, allow_none=True)
    every = fields.String(required=True, allow_none=True)
    term = fields.String(required=True, allow_none=True)
    owed_by = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_until = fields.Date(required=True, allow_none=True)
    in_force = fields.Boolean(required=True)
    waits_for = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What is missing before it runs; null when it does not wait"},
    )


class DayShown(Schema):
    on = fields.Date(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    source = fields.String(required=True)
    status = fields.String(required=True)


ForeseenList = page_of(ForeseenShown)
RuleList = page_of(RuleShown)
DayList = page_of(DayShown)
