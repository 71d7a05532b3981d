"""The register of visits, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.authorities.lookup import unit_named
from api.core import clock
from api.core.access import allowed, current_actor
from api.core.http import Blueprint, KeyedPageQuery, Page
from api.core.i18n import preferred_locale
from api.core.openapi import refuses
from api.dialogues.receptions import visiting
from api.dialogues.receptions.routes import KEEPERS
from api.dialogues.receptions.visit_schemas import (
    OutcomeOfVisitGiven,
    RegisterQuery,
    VisitGiven,
    VisitPage,
    VisitShown,
)
from api.dialogues.receptions.visit_sheets import as_workbook
from api.dialogues.receptions.visits import Came, Visit

blueprint = Blueprint(
    "visits",
    __name__,
    url_prefix="/api/v1/receptions",
    description="Who was received with what: the register of a place, for whoever keeps it.",
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.put("/<uuid:reception_id>/visits/<uuid:visit_id>")
@allowed(*KEEPERS)
@refuses({"409": "The id is taken, or the day was called off"})
@blueprint.response(200, VisitShown, description="It was there already")
@blueprint.arguments(VisitGiven)
@blueprint.response(201, VisitShown)
def enter(came: Came, reception_id: UUID, visit_id: UUID) -> Response:
    """Enter somebody into the register (200 when they were entered already)

    Of what is denounced only that somebody came is kept.
    """
    made, is_new = visiting.enter(reception_id, visit_id, came, current_actor())
    response = jsonify(VisitShown().dump(made))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.get("/<uuid:reception_id>/visits/<uuid:visit_id>")
@allowed(*KEEPERS)
@blueprint.response(200, VisitShown)
def visit(reception_id: UUID, visit_id: UUID) -> Visit:
    """One line of the register"""
    return visiting.visit_to_read(reception_id, visit_id, current_actor())


@blueprint.post("/<uuid:reception_id>/visits/<uuid:visit_id>/outcome")
@allowed(*KEEPERS)
@refuses({"409": "It is written down already"})
@blueprint.arguments(OutcomeOfVisitGiven)
@blueprint.response(201, VisitShown)
def outcome(given: dict[str, Any], reception_id: UUID, visit_id: UUID) -> Visit:
    """Say what became of a visit, when that was not known at once"""
    return visiting.settle(reception_id, visit_id, **given, actor=current_actor())


@blueprint.get("/<uuid:reception_id>/visits")
@allowed(*KEEPERS)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, VisitPage)
def visits(query: dict[str, Any], reception_id: UUID) -> Page[Visit]:
    """Who was received on a day"""
    found = visiting.visits_on(reception_id, current_actor(), **query)
    return Page.of(found, query["limit"], "ordinal")


@blueprint.get("/register.xlsx")
@allowed(*KEEPERS)
@refuses({"429": "Too many in a day"})
@blueprint.arguments(RegisterQuery, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=XLSX)
def register(query: dict[str, Any]) -> Response:
    """The register of a place between two days as a workbook, on record"""
    unit = unit_named(query.pop("unit"))
    found = visiting.take_out(unit, query["first_day"], query["last_day"], current_actor())
    name = f'attachment; filename="register-{clock.today()}.xlsx"'
    content = as_workbook(found, preferred_locale())
    return Response(content, content_type=XLSX, headers={"Content-Disposition": name})
