"""The bodies of the acts after acceptance and after the answer."""

from typing import Any

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    pre_load,
    validate,
    validates_schema,
)

from api.core.http import Text
from api.petitions.notes import Paper

LONGEST_WORDS = 5000


class StarsGiven(Schema):
    stars = fields.Integer(required=True, strict=True, validate=validate.Range(1, 5))
    words = Text(2000, lines=True, load_default=None)


class ReasonsGiven(Schema):
    reasons = Text(LONGEST_WORDS, lines=True, required=True)


class ContestDecisionGiven(Schema):
    uphold = fields.Boolean(required=True)
    reason = Text(LONGEST_WORDS, lines=True, required=True)


class NothingGiven(Schema):
    """No members."""


class WordsGiven(Schema):
    words = Text(LONGEST_WORDS, lines=True, load_default=None)


class TextGiven(Schema):
    text = Text(LONGEST_WORDS, lines=True, required=True)


class ReturnGiven(Schema):
    reason = Text(LONGEST_WORDS, lines=True, required=True)
    to = Text(60, metadata={"description": "The unit that should answer, when it is known"})
    legal_basis = Text(300, metadata={"description": "By which text it is not yours"})


class PaperGiven(Schema):
    number = Text(20, required=True)
    symbol = Text(40, required=True)
    signed_on = fields.Date(required=True)

    @pre_load
    def number_as_text(self, data: Any, **_: object) -> Any:
        """A number may come as one."""
        if isinstance(data, dict) and type(data.get("number")) is int:
            return data | {"number": str(data["number"])}
        return data

    @post_load
    def on_paper(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Number, symbol and day as one."""
        paper = Paper(data.pop("number"), data.pop("symbol"), data.pop("signed_on"))
        return data | {"paper": paper}


class SuspensionGiven(PaperGiven):
    ground = fields.String(
        required=True,
        validate=validate.Regexp(r"^[a-z_]{1,40}\Z", error="A ground is one word of the rule"),
        metadata={"description": "As the rule names it: force_majeure, awaiting_other_body"},
    )
    text = Text(LONGEST_WORDS, lines=True, required=True)


class ResumptionGiven(TextGiven):
    """The notice that it goes on has a number, a symbol and a day, or there is none."""

    number = Text(20)
    symbol = Text(40)
    signed_on = fields.Date()

    @validates_schema
    def whole_paper(self, data: dict[str, Any], **_: object) -> None:
        """Refuses a part of a paper."""
        missing = {"number", "symbol", "signed_on"} - data.keys()
        if 0 < len(missing) < 3:
            raise ValidationError({name: ["needed with the others"] for name in sorted(missing)})

    @post_load
    def on_paper(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Number, symbol and day as one."""
        if "number" not in data:
            return data
        paper = Paper(data.pop("number"), data.pop("symbol"), data.pop("signed_on"))
        return data | {"paper": paper}


class ExtensionGiven(PaperGiven):
    complex = fields.Boolean(
        required=True, validate=validate.Equal(True, error="Only a complex matter takes longer")
    )
    reason = Text(LONGEST_WORDS, lines=True, required=True)
