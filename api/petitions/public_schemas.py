"""What everybody may ask of public petitions: which, where, and how many of each sort."""

from math import isfinite
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.cases.models import Kind
from api.core.http import EARLIEST_YEAR, LATEST_YEAR, Moment, Text
from api.petitions.states import PublicState

CLOSEST = 22
"""The zoom at which maps show a house; 0 is the whole world in one picture."""


def _is_counted(day: Any) -> None:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValidationError("This is not a year that is counted here")


class InPeriod(Schema):
    """When it was received, and which of the five steps it stands at."""

    received_from = fields.Date(
        validate=_is_counted, metadata={"description": "Received on this day or later"}
    )
    received_to = fields.Date(
        validate=_is_counted, metadata={"description": "Received on this day or earlier"}
    )
    public_state = fields.Enum(PublicState, by_value=fields.String)

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: object) -> None:
        """A period begins before it ends."""
        first, last = data.get("received_from"), data.get("received_to")
        if first is not None and last is not None and first > last:
            raise ValidationError("The last day is before the first one", "received_to")


class PublicQuery(InPeriod):
    kind = fields.Enum(Kind, by_value=fields.String)
    field = Text(40)
    area = Text(10)
    unit = Text(60)
    q = Text(200)


class Box(fields.Field[tuple[float, float, float, float]]):
    """A piece of the map: west, south, east, north, in degrees, with commas between them."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[float, float, float, float]:
        try:
            west, south, east, north = (float(part) for part in str(value).split(","))
        except ValueError:
            raise ValidationError(NO_BOX) from None
        is_on_earth = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        if not (is_on_earth and all(map(isfinite, (west, south, east, north)))):
            raise ValidationError(NO_BOX)
        return west, south, east, north


NO_BOX = "Write west,south,east,north in degrees: 106.5,20.7,106.8,21.0"


class MapQuery(PublicQuery):
    bbox = Box(
        metadata={"type": "string", "description": "west,south,east,north; the whole when left out"}
    )
    zoom = fields.Integer(
        load_default=12,
        validate=validate.Range(0, CLOSEST),
        metadata={"description": "As maps count it; further away, neighbours are one point"},
    )


class PointShown(Schema):
    type = fields.Constant("Point", required=True)
    coordinates = fields.List(
        fields.Float(), required=True, metadata={"description": "Longitude, latitude"}
    )


class MapMember(Schema):
    count = fields.Integer(required=True)
    precision = fields.String(
        required=True, metadata={"description": "cell (500 m), cells (several of them), commune"}
    )
    area = fields.String(required=True, allow_none=True)
    id = fields.UUID(required=True, allow_none=True, metadata={"description": "When it is one"})
    code = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True)
    field = fields.String(required=True, allow_none=True)
    public_state = fields.String(required=True, allow_none=True)
    received_at = Moment(required=True, allow_none=True)
    masked_title = fields.String(required=True, allow_none=True)


class MapFeature(Schema):
    type = fields.Constant("Feature", required=True)
    geometry = fields.Nested(PointShown, required=True, allow_none=True)
    properties = fields.Nested(MapMember, required=True)


class PetitionMap(Schema):
    """GeoJSON (RFC 7946), with how many petitions there are in all."""

    type = fields.Constant("FeatureCollection", required=True)
    total = fields.Integer(required=True)
    features = fields.List(fields.Nested(MapFeature), required=True)


class Facet(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    count = fields.Integer(required=True)


class PublicFacets(Schema):
    """How many there are of each; of areas and fields the most frequent first."""

    total = fields.Integer(required=True)
    areas = fields.List(fields.Nested(Facet), required=True)
    fields_ = fields.List(
        fields.Nested(Facet), required=True, data_key="fields", attribute="fields"
    )
    kinds = fields.List(fields.Nested(Facet), required=True)
    public_states = fields.List(fields.Nested(Facet), required=True)
