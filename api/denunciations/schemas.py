"""Papers of the register as JSON: numbers and days in, numbers and days out."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.core.http import page_of
from api.denunciations.models import Complexity, StepName, Taken


class PaperToRegister(Schema):
    register_number = fields.String(
        required=True,
        validate=validate.Regexp(
            r"^(?=.*[0-9])[0-9A-ZĐ][0-9A-ZĐ/.-]{0,19}\Z",
            error="A number of the register: digits, capital letters, / . and -",
        ),
    )
    received_on = fields.Date(required=True)


class StepGiven(Schema):
    step = fields.Enum(StepName, by_value=fields.String, required=True)
    on = fields.Date(required=True)
    complexity = fields.Enum(Complexity, by_value=fields.String)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Taken:
        """The step; only an extension says why, and always does."""
        complexity = data.get("complexity")
        if (data["step"] is StepName.EXTENDED) != (complexity is not None):
            raise ValidationError({"complexity": ["Belongs with an extension, and only there"]})
        return Taken(data["step"], data["on"], complexity)


class PaperStepShown(Schema):
    step = fields.String(required=True)
    on = fields.Date(required=True)
    complexity = fields.String(required=True, allow_none=True)


class PaperTermShown(Schema):
    title = fields.String(required=True)
    citation = fields.String(required=True)
    confidence = fields.String(required=True)
    last_day = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Null where nobody has compared the number with the text"},
    )
    done_on = fields.Date(required=True, allow_none=True)
    overdue = fields.Boolean(required=True)


class RegisteredPaper(Schema):
    id = fields.UUID(required=True)
    register_number = fields.String(required=True)
    received_on = fields.Date(required=True)
    state = fields.String(required=True)
    steps = fields.List(fields.Nested(PaperStepShown), required=True)
    terms = fields.List(fields.Nested(PaperTermShown), required=True)


RegisterPage = page_of(RegisteredPaper)
