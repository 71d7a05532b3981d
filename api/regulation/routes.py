"""The law over HTTP, for everybody: its rules, its calendar, and why a day is the one it is."""

from typing import Any

from api.core import clock
from api.core.access import public
from api.core.errors import Missing
from api.core.http import Blueprint, Page
from api.core.i18n import preferred_locale
from api.regulation.calendar import Day
from api.regulation.calendar_table import work_calendar
from api.regulation.queries import regulation
from api.regulation.schemas import DayList, ExplanationAsked, ForeseenList, RuleList, RulesQuery
from api.regulation.views import foreseen, rule_shown

blueprint = Blueprint(
    "regulation", __name__, url_prefix="/api/v1/regulation", description="The law, and its days."
)


@blueprint.post("/explanations")
@public
@blueprint.arguments(ExplanationAsked)
@blueprint.response(200, ForeseenList)
def explain(asked: dict[str, Any]) -> Page[dict[str, Any]]:
    """What an event would open: what is owed, until when, and why until then"""
    return Page(foreseen(asked, preferred_locale()), None)


@blueprint.get("/rules")
@public
@blueprint.arguments(RulesQuery, location="query")
@blueprint.response(200, RuleList)
def list_rules(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """Every rule that is known here, and whether it is in force"""
    law, locale = regulation(), preferred_locale()
    in_force = set(law.in_force(query.get("on") or clock.today()))
    shown = [rule_shown(rule, locale, in_force=rule in in_force) for rule in law.rules]
    return Page(shown, None)


@blueprint.get("/calendar/<int:year>")
@public
@blueprint.response(200, DayList)
def list_days(year: int) -> Page[Day]:
    """The days of a year that are not what their weekday says"""
    days = [day for day in work_calendar().days.values() if day.on.year == year]
    if not days:
        raise Missing
    return Page(sorted(days, key=lambda day: day.on), None)
