"""Fields, areas and units, as JSON."""

from marshmallow import Schema, fields, validate

from api.authorities.models import UnitKind
from api.core.http import PageQuery, Text


class PartShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class FieldShown(Schema):
    code = fields.String(required=True, metadata={"example": "drainage"})
    name = fields.String(required=True)
    parts = fields.List(fields.Nested(PartShown), required=True)


class AreaQuery(PageQuery):
    q = Text(100, load_default="", shortest=0, metadata={"description": "A name or part of one"})


class AreaShown(Schema):
    code = fields.String(required=True, metadata={"example": "11359"})
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    kind = fields.String(required=True)
    level = fields.String(required=True)
    province_code = fields.String(required=True)


class UnitQuery(PageQuery):
    area = fields.String(validate=validate.Length(1, 10))
    kind = fields.Enum(UnitKind, by_value=True)


class UnitShown(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    unit_kind = fields.String(required=True)
    level = fields.String(required=True)
    area = fields.String(required=True, attribute="area_code")
    parent_id = fields.UUID(required=True, allow_none=True)


class PositionShown(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True)
    unit = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)


class MyAccount(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    login = fields.String(required=True, allow_none=True)


class Me(Schema):
    account = fields.Nested(MyAccount, required=True)
    roles = fields.List(fields.String(), required=True)
    acting_as = fields.Nested(PositionShown, required=True, allow_none=True)
    positions = fields.List(fields.Nested(PositionShown), required=True)


class ActingAs(Schema):
    position = Text(60, required=True, metadata={"description": "Code of a position you hold"})
