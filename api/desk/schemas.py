"""Views and texts as JSON."""

from typing import Any
from urllib.parse import urlencode

from marshmallow import Schema, fields, validate, validates_schema

from api.core.http import Moment, Text
from api.petitions.filter_schemas import Filters, wanted_from

LONGEST_TEXT = 20_000
MOST_PLACES = 1000


class ViewToKeep(Schema):
    name = Text(100, required=True)
    filters = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "As in the address of the list; no page, no sender"},
    )
    shared_with_unit = fields.Boolean(load_default=False)
    order = fields.Integer(strict=True, load_default=0, validate=validate.Range(0, MOST_PLACES))

    @validates_schema
    def known(self, data: dict[str, Any], **_: object) -> None:
        """Refuses a filter that no list has, and a value that none of them takes."""
        wanted_from(Filters().load(data["filters"]))


class ViewShown(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    filters = fields.Dict(required=True)
    query = fields.String(
        required=True, metadata={"description": "The filters as they stand in an address"}
    )
    shared_with_unit = fields.Boolean(required=True, attribute="is_shared")
    order = fields.Integer(required=True, attribute="place")
    own = fields.Boolean(required=True)
    position = fields.String(required=True)
    changed_at = Moment(required=True)


class ViewsShown(Schema):
    items = fields.List(fields.Nested(ViewShown), required=True)


class TextToKeep(Schema):
    title = Text(200, required=True)
    text = Text(
        LONGEST_TEXT,
        lines=True,
        required=True,
        metadata={"description": "With places such as {code}, {due}, {unit}"},
    )
    shared_with_unit = fields.Boolean(load_default=False)


class TextShown(Schema):
    id = fields.UUID(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    shared_with_unit = fields.Boolean(required=True)
    changed_at = Moment(required=True)
    changed_by = fields.String(required=True)


class TextsShown(Schema):
    items = fields.List(fields.Nested(TextShown), required=True)
    placeholders = fields.List(fields.String(), required=True)


class WordsQuery(Schema):
    petition = fields.UUID(required=True)


class WordsShown(Schema):
    title = fields.String(required=True)
    text = fields.String(required=True)


def in_an_address(filters: dict[str, Any]) -> str:
    """The filters as a list's address has them."""
    return urlencode({name: _plain(value) for name, value in filters.items()})


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
