"""Suggestions as JSON: what is asked, and what is guessed."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validates_schema

from api.authorities.mentions import By
from api.cases.models import Kind
from api.core.http import Text
from api.petitions.redirection import refuse_what_is_not_handed_in_here
from api.petitions.schemas import LONGEST_TEXT, LONGEST_TITLE, LocationSchema


class SuggestionAsked(Schema):
    text = Text(LONGEST_TEXT, lines=True, required=True)
    title = Text(LONGEST_TITLE)
    kind = Text(40, metadata={"description": "When chosen already; some are refused here too"})

    @pre_load
    def redirect(self, data: Any, **_: object) -> Any:
        """Refuse a denunciation or crime report before anything of it is read."""
        if isinstance(data, dict):
            refuse_what_is_not_handed_in_here(data.get("kind"))
        return data


class PlaceAsked(SuggestionAsked):
    area = Text(10, metadata={"description": "The commune chosen already, by code"})
    location = fields.Nested(LocationSchema)


class ClassificationGiven(Schema):
    field = Text(40)
    kind = fields.Enum(
        Kind, by_value=fields.String, metadata={"description": "When it is of another kind"}
    )
    reason = Text(
        1000, lines=True, metadata={"description": "With a kind: why; the sender reads it"}
    )

    @validates_schema
    def says_something(self, data: dict[str, Any], **_: object) -> None:
        """A field, or a kind with its reason."""
        if not {"field", "kind"} & data.keys():
            missing = ["Say its field, or its kind"]
            raise ValidationError({"field": missing, "kind": missing})
        if "kind" in data and "reason" not in data:
            raise ValidationError("Say why it is of another kind", "reason")

    @pre_load
    def redirect(self, data: Any, **_: object) -> Any:
        """Nothing becomes a denunciation here: the sender is shown the lawful way."""
        if isinstance(data, dict):
            refuse_what_is_not_handed_in_here(data.get("kind"))
        return data


class FieldLikely(Schema):
    field = fields.String(required=True)
    name = fields.String(required=True)
    confidence = fields.Float(required=True, metadata={"minimum": 0, "maximum": 1})


class FieldSuggested(Schema):
    field = fields.String(
        required=True, allow_none=True, metadata={"description": "None: it is not known"}
    )
    name = fields.String(required=True, allow_none=True)
    confidence = fields.Float(required=True, metadata={"minimum": 0, "maximum": 1})
    words = fields.List(fields.String(), required=True)
    method = fields.String(required=True)
    others = fields.List(fields.Nested(FieldLikely), required=True)


class FormerlyCalled(Schema):
    name = fields.String(required=True)
    district = fields.String(required=True)
    province = fields.String(required=True)


class PlaceAt(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class PlaceNamed(PlaceAt):
    words = fields.String(required=True, metadata={"description": "As they stand in the text"})
    by = fields.Enum(By, by_value=fields.String, required=True)
    former = fields.Nested(FormerlyCalled, required=True, allow_none=True)
    neighbourhood = fields.String(required=True, allow_none=True)


class PlaceSuggested(Schema):
    named = fields.List(fields.Nested(PlaceNamed), required=True)
    at = fields.List(fields.Nested(PlaceAt), required=True)
    hints = fields.List(fields.String(), required=True)
