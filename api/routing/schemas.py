"""Routing as JSON: what is asked of the competence table, and everything it says to that."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.authorities.directory import directory
from api.authorities.fields import field_of
from api.authorities.lookup import position_named, unit_named
from api.cases.models import Addressee, Kind
from api.core.http import Text
from api.routing.errors import NobodyResponsible, OnlyComplaintsTwice
from api.routing.models import Question

NO_SUCH_FIELD = "There is no such field; look it up at /api/v1/fields"


class AccusedAsked(Schema):
    unit = Text(60)
    position = Text(60)


class RouteAsked(Schema):
    kind = fields.Enum(Kind, by_value=fields.String, load_default=Kind.REFLECTION)
    addressee = fields.Enum(Addressee, by_value=fields.String, load_default=Addressee.GOVERNMENT)
    field = Text(40)
    area = Text(10, metadata={"description": "Code of the commune; left out when not known"})
    about = fields.Nested(AccusedAsked)
    instance = fields.Integer(strict=True, validate=validate.Range(1, 2), load_default=1)
    on = fields.Date(metadata={"description": "The day whose officials count; today if left out"})

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Question:
        """The question, its codes looked up; what they do not stand for is refused."""
        about = data.pop("about", {})
        code, area = data.pop("field", None), data.pop("area", None)
        if data["instance"] > 1 and data["kind"] is not Kind.COMPLAINT:
            raise OnlyComplaintsTwice(kind=data["kind"])
        if code is not None and field_of(code) is None:
            raise ValidationError({"field": [NO_SUCH_FIELD]})
        if area is not None and directory().area(area) is None:
            raise NobodyResponsible(area=area)
        return Question(
            **data,
            field=code,
            area_code=area,
            about_unit_id=unit_named(about["unit"]).id if "unit" in about else None,
            about_position_id=position_named(about["position"]).id if "position" in about else None,
        )


class RowJudged(Schema):
    id = fields.String(required=True)
    when = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(["won", "lost", "no"]))
    lost_to = fields.String(required=True, allow_none=True)
    fails = fields.List(fields.String(), required=True)
    because = fields.List(fields.String(), required=True)


class UnitNamed(Schema):
    unit = fields.String(required=True)
    unit_name = fields.String(required=True)


class HolderNamed(UnitNamed):
    position = fields.String(required=True)
    name = fields.String(required=True)


class DelegationNamed(Schema):
    position = fields.String(required=True)
    until = fields.String(required=True, metadata={"format": "date"})
    paper = fields.String(required=True)
    because = fields.String(required=True)


class RouteExplained(Schema):
    area = fields.String(required=True)
    rows = fields.List(fields.Nested(RowJudged), required=True)
    holder = fields.Nested(HolderNamed, required=True, allow_none=True)
    prepares = fields.Nested(UnitNamed, required=True, allow_none=True)
    cooperates = fields.List(fields.Nested(UnitNamed), required=True)
    delegations = fields.List(fields.Nested(DelegationNamed), required=True)
    row = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)
    confidence = fields.String(required=True, allow_none=True)
    is_fallback = fields.Boolean(required=True, allow_none=True)
    refused = fields.String(required=True, allow_none=True)


class BodyShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    source = fields.String(required=True)
    confidence = fields.String(required=True)
