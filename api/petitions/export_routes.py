"""Lists of petitions as files, over HTTP."""

from collections.abc import Iterable
from typing import Any

from flask import Response
from marshmallow import fields, post_load, validate

from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.core.openapi import refuses
from api.petitions.export_files import as_csv, as_json, as_xlsx
from api.petitions.exports import Export, export
from api.petitions.filter_schemas import Filters, wanted_from
from api.petitions.filters import Wanted

blueprint = Blueprint(
    "exports",
    __name__,
    url_prefix="/api/v1/petitions",
    description="What you may read, taken out as a file; five times a day, on record.",
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKING = (
    Role.RESIDENT,
    Role.RECEIVER,
    Role.HANDLER,
    Role.ASSISTANT,
    Role.HEAD,
    Role.MODERATOR,
    Role.MONITOR,
)
_OFTEN = {"429": "Too many in a day"}
_SEPARATORS = {"comma": ",", "semicolon": ";"}


class ExportQuery(Filters):
    """The filters of the list."""

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Wanted:
        """Which petitions are wanted."""
        return wanted_from(data)


class CsvQuery(Filters):
    """The filters of the list, and how the file is written."""

    separator = fields.String(load_default="comma", validate=validate.OneOf([*_SEPARATORS]))
    bom = fields.Boolean(
        load_default=True, metadata={"description": "The mark by which Excel knows UTF-8"}
    )


@blueprint.get("/export.csv")
@allowed(*TAKING)
@refuses(_OFTEN)
@blueprint.arguments(CsvQuery, location="query")
@blueprint.response(200, {"type": "string"}, content_type="text/csv")
def petitions_as_csv(query: dict[str, Any]) -> Response:
    """The petitions of your list as CSV, in words"""
    separator, bom = _SEPARATORS[query.pop("separator")], query.pop("bom")
    taken = _taken(wanted_from(query))
    return _file(as_csv(taken, separator=separator, bom=bom), "text/csv; charset=utf-8", "csv")


@blueprint.get("/export.json")
@allowed(*TAKING)
@refuses(_OFTEN)
@blueprint.arguments(ExportQuery, location="query")
@blueprint.response(200, {"type": "object"})
def petitions_as_json(wanted: Wanted) -> Response:
    """The petitions of your list as JSON, in codes"""
    return _file(as_json(_taken(wanted)), "application/json", "json")


@blueprint.get("/export.xlsx")
@allowed(*TAKING)
@refuses(_OFTEN)
@blueprint.arguments(ExportQuery, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=XLSX)
def petitions_as_workbook(wanted: Wanted) -> Response:
    """The petitions of your list as a workbook, in words"""
    return _file(as_xlsx(_taken(wanted, whole=True)), XLSX, "xlsx")


def _taken(wanted: Wanted, *, whole: bool = False) -> Export:
    return export(current_actor(), wanted, clock.now(), preferred_locale(), whole=whole)


def _file(pieces: Iterable[str] | Iterable[bytes], content_type: str, ending: str) -> Response:
    name = f'attachment; filename="petitions-{clock.today()}.{ending}"'
    return Response(pieces, content_type=content_type, headers={"Content-Disposition": name})
