"""How a dialogue went, as JSON: who presided, how many came, and who for each unit."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.http import Text
from api.dialogues.registration_schemas import FiguresShown
from api.dialogues.schemas import ReceivingUnit
from api.dialogues.session_plans import MOST_NAMED, MOST_SEATS

_NAMED = validate.Length(max=MOST_NAMED)


class AbsentGiven(Schema):
    unit = Text(60, required=True)
    reason = Text(500, lines=True, load_default="")


class ClosingGiven(Schema):
    people = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_SEATS))
    absent = fields.List(fields.Nested(AbsentGiven), load_default=list, validate=_NAMED)
    presided_by = fields.List(
        Text(60),
        load_default=list,
        validate=validate.Length(max=10),
        metadata={
            "description": "Codes of the positions that really presided, as a deputy who stood in;"
            " those of the plan when it is left out"
        },
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """How many came, and which expected unit did not, with its reason."""
        absent = {each["unit"]: each["reason"] for each in data["absent"]}
        return {**data, "absent": absent}


class PresidedShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)
    stands_in = fields.Boolean(
        required=True, metadata={"description": "The plan named somebody else"}
    )


class UnitPresenceShown(Schema):
    unit = fields.Nested(ReceivingUnit, required=True)
    came = fields.Boolean(
        required=True, allow_none=True, metadata={"description": "null: nobody said so yet"}
    )
    position = fields.String(required=True, allow_none=True)
    person = fields.String(required=True, allow_none=True)
    stands_in = fields.Boolean(required=True)
    reason = fields.String(required=True)


class AbsentShown(Schema):
    unit = fields.String(required=True)
    reason = fields.String(required=True)


class AttendanceShown(Schema):
    people = fields.Integer(required=True)
    presided_by = fields.List(fields.Nested(PresidedShown), required=True)
    absent = fields.List(fields.Nested(AbsentShown), required=True)
    registrations = fields.Nested(
        FiguresShown,
        required=True,
        allow_none=True,
        metadata={"description": "Who came of those who registered; null where nobody did"},
    )
