"""Fields, places and units, as JSON."""

from marshmallow import Schema, fields, validate

from api.authorities.models import NeighbourhoodKind, UnitKind
from api.authorities.names import Match
from api.core.http import PageQuery, Text, page_of


class PartShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class FieldShown(Schema):
    code = fields.String(required=True, metadata={"example": "drainage"})
    name = fields.String(required=True)
    parts = fields.List(fields.Nested(PartShown), required=True)


class AreaQuery(PageQuery):
    q = Text(
        100,
        load_default="",
        shortest=0,
        metadata={"description": "A name of today or of before 01/07/2025, or part of one"},
    )
    province = Text(10, metadata={"description": "Code of the province of today it lies in"})
    after = Text(100)


class FormerShown(Schema):
    name = fields.String(required=True)
    district = fields.String(required=True)
    province = fields.String(required=True)


class AreaShown(Schema):
    code = fields.String(required=True, attribute="area.code", metadata={"example": "11359"})
    name = fields.String(required=True, attribute="area.name")
    name_en = fields.String(required=True, attribute="area.name_en")
    kind = fields.String(required=True, attribute="area.kind")
    level = fields.String(required=True, attribute="area.level")
    province_code = fields.String(required=True, attribute="area.province_code")
    remote = fields.Boolean(required=True, allow_none=True, attribute="area.remote")
    remote_source = fields.String(required=True, allow_none=True, attribute="area.remote_source")
    match = fields.Enum(Match, by_value=True, required=True)
    former = fields.Nested(
        FormerShown,
        required=True,
        allow_none=True,
        metadata={"description": "The commune of before by whose name this candidate is found"},
    )


class NeighbourhoodQuery(PageQuery):
    after = Text(100)


class NeighbourhoodShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.Enum(NeighbourhoodKind, by_value=True, required=True)


class NeighbourhoodForOfficials(NeighbourhoodShown):
    head_name = fields.String(required=True, allow_none=True)
    head_contact = fields.String(required=True, allow_none=True)


NeighbourhoodPage = page_of(NeighbourhoodShown)
NeighbourhoodPageForOfficials = page_of(NeighbourhoodForOfficials)


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
