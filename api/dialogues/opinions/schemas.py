"""Sheets of opinions, their synthesis and the agenda, as JSON."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.authorities.fields import fields as known_fields
from api.core.http import Moment, Text
from api.dialogues.opinions.models import (
    LeftOut,
    Matter,
    Opinion,
    Said,
    SheetGiven,
    SynthesisGiven,
)
from api.dialogues.opinions.points import Part
from api.dialogues.session_plans import MOST_SEATS

MOST_OPINIONS = 200
MOST_MATTERS = 200
MOST_MINUTES = 600
LONGEST_OPINION = 4000

_PEOPLE = validate.Range(1, MOST_SEATS)
_MINUTES = validate.Range(0, MOST_MINUTES)


def _field() -> fields.String:
    return fields.String(
        validate=validate.OneOf(list(known_fields())), load_default=None, allow_none=True
    )


class SaidGiven(Schema):
    text = Text(LONGEST_OPINION, lines=True, required=True)
    field = _field()
    people = fields.Integer(
        strict=True,
        load_default=1,
        validate=_PEOPLE,
        metadata={"description": "How many said it"},
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Said:
        """The opinion."""
        return Said(**data)


class OpinionSheetGiven(Schema):
    village = Text(
        40, required=True, metadata={"description": "Code inside the commune of the organiser"}
    )
    met_on = fields.Date(required=True)
    people = fields.Integer(
        required=True,
        strict=True,
        validate=_PEOPLE,
        metadata={"description": "How many took part"},
    )
    items = fields.List(
        fields.Nested(SaidGiven), required=True, validate=validate.Length(1, MOST_OPINIONS)
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> SheetGiven:
        """The sheet."""
        return SheetGiven(**data | {"items": tuple(data["items"])})


class OpinionNamed(Schema):
    sheet = fields.UUID(required=True)
    item = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, MOST_OPINIONS),
        metadata={"description": "Its number on the sheet, from 1"},
    )


class LeftOutGiven(OpinionNamed):
    reason = Text(500, required=True, metadata={"description": "Everybody reads it"})


class MatterGiven(Schema):
    heading = Text(300, required=True)
    text = Text(LONGEST_OPINION, lines=True, required=True)
    field = _field()
    opinions = fields.List(
        fields.Nested(OpinionNamed),
        load_default=list,
        validate=validate.Length(max=1000),
        metadata={"description": "Those it draws from"},
    )
    villages = fields.List(
        Text(40),
        load_default=list,
        validate=validate.Length(max=500),
        metadata={"description": "Those of the opinions, when none are named"},
    )
    people = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=_PEOPLE,
        metadata={"description": "The sum of the opinions', when it is left out"},
    )
    prepared_by = Text(60, load_default=None, allow_none=True)
    minutes = fields.Integer(strict=True, load_default=None, allow_none=True, validate=_MINUTES)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Matter:
        """The matter."""
        named = [Opinion(str(each["sheet"]), each["item"]) for each in data["opinions"]]
        lists = {
            "opinions": tuple(dict.fromkeys(named)),
            "villages": tuple(dict.fromkeys(data["villages"])),
        }
        return Matter(**data | lists)


class OpinionSynthesisGiven(Schema):
    number = Text(60, load_default=None, allow_none=True)
    made_on = fields.Date(required=True)
    signer = Text(200, load_default=None, allow_none=True)
    items = fields.List(
        fields.Nested(MatterGiven), required=True, validate=validate.Length(1, MOST_MATTERS)
    )
    left_out = fields.List(
        fields.Nested(LeftOutGiven), load_default=list, validate=validate.Length(max=1000)
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> SynthesisGiven:
        """The synthesis."""
        left_out = tuple(
            LeftOut(str(each["sheet"]), each["item"], each["reason"]) for each in data["left_out"]
        )
        return SynthesisGiven(**data | {"items": tuple(data["items"]), "left_out": left_out})


class AgendaPartGiven(Schema):
    part = fields.Enum(Part, by_value=fields.String, required=True)
    minutes = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=_MINUTES,
        metadata={"description": "As long as its points need, when it is left out"},
    )


class AgendaGiven(Schema):
    parts = fields.List(
        fields.Nested(AgendaPartGiven),
        required=True,
        validate=validate.Length(1, 20),
        metadata={"description": "Every part once, in the order wanted"},
    )


class OpinionShown(Schema):
    item = fields.Integer(required=True)
    text = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    people = fields.Integer(required=True)
    used = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "Whether the synthesis has it; null: neither so nor left out"},
    )


class OpinionSheetShown(Schema):
    id = fields.UUID(required=True)
    village = fields.String(required=True)
    village_name = fields.String(required=True)
    met_on = fields.Date(required=True)
    people = fields.Integer(required=True)
    items = fields.List(fields.Nested(OpinionShown), required=True)
    version = fields.Integer(required=True)
    entered_at = Moment(required=True)


class VillageShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class OpinionSheets(Schema):
    items = fields.List(fields.Nested(OpinionSheetShown), required=True)
    next = fields.String(required=True, allow_none=True)
    missing = fields.List(
        fields.Nested(VillageShown),
        required=True,
        metadata={"description": "Villages of the dialogue that have no sheet yet"},
    )
    opinions = fields.Integer(required=True)
    people = fields.Integer(required=True, metadata={"description": "How many took part in all"})


class SynthesisMatter(Schema):
    number = fields.Integer(required=True)
    heading = fields.String(required=True)
    text = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    villages = fields.List(fields.Nested(VillageShown), required=True)
    people = fields.Integer(required=True)
    opinions = fields.List(fields.Nested(OpinionNamed), required=True)
    prepared_by = fields.String(required=True, allow_none=True)
    minutes = fields.Integer(required=True, allow_none=True)


class OpinionLeftOut(Schema):
    village = fields.String(required=True)
    text = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "For who organises it and the Front; it may name people"},
    )
    sheet = fields.UUID(required=True)
    item = fields.Integer(required=True)
    reason = fields.String(
        required=True, allow_none=True, metadata={"description": "null: nobody looked at it"}
    )


class SynthesisShown(Schema):
    number = fields.String(required=True, allow_none=True)
    made_on = fields.Date(required=True)
    signer = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    items = fields.List(fields.Nested(SynthesisMatter), required=True)
    left_out = fields.List(fields.Nested(OpinionLeftOut), required=True)
    version = fields.Integer(required=True)
    made_at = Moment(required=True)
    is_public = fields.Boolean(required=True)


class AgendaPointShown(Schema):
    id = fields.String(required=True, allow_none=True)
    number = fields.Integer(required=True, allow_none=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    minutes = fields.Integer(required=True)
    starts_at = Moment(required=True)


class AgendaPartShown(Schema):
    part = fields.String(required=True)
    title = fields.String(required=True)
    minutes = fields.Integer(required=True)
    needed = fields.Integer(required=True, metadata={"description": "Minutes its points need"})
    fits = fields.Boolean(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    points = fields.List(fields.Nested(AgendaPointShown), required=True)


class AgendaShown(Schema):
    parts = fields.List(fields.Nested(AgendaPartShown), required=True)
    planned_minutes = fields.Integer(required=True)
    minutes = fields.Integer(required=True)
    over_minutes = fields.Integer(
        required=True, metadata={"description": "So many more than planned; 0: it fits"}
    )
    frozen_at = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "Since when it stands; null while it may still change"},
    )
