"""Fixed reception days and the schedule of a month, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.authorities.directory import directory
from api.authorities.lookup import unit_named
from api.authorities.views import UnitView
from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.dialogues.receptions import fixing, months, queries
from api.dialogues.receptions.keepers import must_keep
from api.dialogues.receptions.pattern_schemas import (
    ReceptionMonthGiven,
    ReceptionMonthQuery,
    ReceptionMonthShown,
    ReceptionPatternGiven,
    ReceptionPatternShown,
    ReceptionPatternsQuery,
    ReceptionPatternsShown,
)
from api.dialogues.receptions.pattern_views import month_shown, pattern_shown
from api.dialogues.receptions.patterns import Fixed
from api.dialogues.receptions.routes import KEEPERS

blueprint = Blueprint(
    "reception-patterns",
    __name__,
    url_prefix="/api/v1",
    description="Fixed reception days of a place, and the schedule of each month made from them.",
)


@blueprint.put("/reception-patterns/<uuid:pattern_id>")
@allowed(*KEEPERS)
@refuses({"409": "The id belongs to another unit's fixed day"})
@blueprint.response(200, ReceptionPatternShown, description="It was there, and is so now")
@blueprint.arguments(ReceptionPatternGiven)
@blueprint.response(201, ReceptionPatternShown)
def fix(given: Fixed, pattern_id: UUID) -> Response:
    """Set a fixed day of one or more leaders, or change it; the schedule follows when published"""
    kept, is_new = fixing.fix(pattern_id, given, current_actor())
    response = jsonify(ReceptionPatternShown().dump(pattern_shown(kept)))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.get("/reception-patterns")
@allowed(*KEEPERS)
@blueprint.arguments(ReceptionPatternsQuery, location="query")
@blueprint.response(200, ReceptionPatternsShown)
def patterns(query: dict[str, Any]) -> dict[str, Any]:
    """The fixed days of a place"""
    here = directory().same_place(unit_named(query["unit"]).id)
    return {"items": [pattern_shown(each) for each in queries.patterns_at(here)]}


@blueprint.get("/units/<string:code>/reception-schedule")
@allowed(*KEEPERS)
@blueprint.arguments(ReceptionMonthQuery, location="query")
@blueprint.response(200, ReceptionMonthShown)
def preview(query: dict[str, Any], code: str) -> dict[str, Any]:
    """A month as it would be published now: days moved, and leaders who fall short of a rule"""
    return month_shown(months.schedule_of(_unit(code), query["month"]))


@blueprint.post("/units/<string:code>/reception-schedule")
@allowed(*KEEPERS)
@blueprint.arguments(ReceptionMonthGiven)
@blueprint.response(201, ReceptionMonthShown)
def publish(given: dict[str, Any], code: str) -> dict[str, Any]:
    """Put the days of a month into the public schedule together; again, only what is new"""
    month, leave_out = given["month"], set(given["leave_out"])
    return month_shown(months.publish(_unit(code), month, leave_out, current_actor()))


def _unit(code: str) -> UnitView:
    """The unit at this address, for whoever keeps its days."""
    unit = directory().unit_by_code(code)
    if unit is None:
        raise Missing
    known = directory()
    must_keep(current_actor(), unit, known.positions_of(unit.id))
    return unit
