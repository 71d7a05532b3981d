"""Calendars over HTTP: in public, and that of a leader by a private address."""

from datetime import date
from typing import Any, Final

from flask import Response, request

from api.authorities.directory import directory
from api.authorities.lookup import unit_named
from api.authorities.views import PositionView
from api.core import clock
from api.core.access import Role, allowed, current_actor, public
from api.core.errors import Invalid, Missing
from api.core.http import Blueprint
from api.core.i18n import DEFAULT_LOCALE, preferred_locale, translate
from api.core.links import linked_here
from api.dialogues.calendars import actions, queries
from api.dialogues.calendars.feeds import CONTENT_TYPE, Feed, written
from api.dialogues.calendars.queries import Days
from api.dialogues.calendars.schemas import CalendarQuery, CalendarShown, FeedQuery, FeedShown
from api.dialogues.calendars.views import entry_shown
from api.regulation.calendar import ONE_DAY, months_after

blueprint = Blueprint(
    "calendars",
    __name__,
    url_prefix="/api/v1",
    description="Calendars to subscribe to, and all that a leader owes by day.",
)

HOLDING = (Role.HEAD, Role.ASSISTANT, Role.HANDLER, Role.RECEIVER, Role.MONITOR, Role.MODERATOR)

_PAST, _AHEAD = -3, 13
"""Months: how far a calendar that is subscribed to reaches."""

_ICS: Final = {"type": "string"}


@blueprint.get("/dialogues.ics")
@public
@blueprint.arguments(FeedQuery, location="query")
@blueprint.response(200, _ICS, content_type="text/calendar")
def dialogues_feed(query: dict[str, Any]) -> Response:
    """Dialogues as a calendar: all, of a unit, or of a commune"""
    return _feed("Dialogues", queries.public_dialogues(_around(), **_chosen(query)), query)


@blueprint.get("/receptions.ics")
@public
@blueprint.arguments(FeedQuery, location="query")
@blueprint.response(200, _ICS, content_type="text/calendar")
def receptions_feed(query: dict[str, Any]) -> Response:
    """Reception days as a calendar: all, of a unit, or of a commune"""
    return _feed("Reception days", queries.public_receptions(_around(), **_chosen(query)), query)


@blueprint.get("/calendars/<string:token>.ics")
@public
@blueprint.response(200, _ICS, content_type="text/calendar")
def private_feed(token: str) -> Response:
    """All that a leader owes, presides over and receives on, for who knows the private address"""
    position = actions.behind(token)
    found = queries.calendar_of(position.id, _around())
    return _as_calendar(Feed(position.name, DEFAULT_LOCALE), found, "private, no-cache")


@blueprint.get("/positions/<string:code>/calendar")
@allowed(*HOLDING)
@blueprint.arguments(CalendarQuery, location="query")
@blueprint.response(200, CalendarShown)
def calendar(month: date, code: str) -> dict[str, Any]:
    """A month of a leader: what they owe, preside over and receive on"""
    position = _position(code)
    actions.must_read(current_actor(), position)
    days = Days(month, months_after(month, 1) - ONE_DAY)
    locale = preferred_locale()
    return {
        "position": position.code,
        "month": f"{month:%Y-%m}",
        "items": [entry_shown(each, locale) for each in queries.calendar_of(position.id, days)],
        "undated": queries.undated_of(position.id),
    }


@blueprint.post("/positions/<string:code>/calendar-feed")
@allowed(*HOLDING)
@blueprint.response(201, FeedShown)
def open_feed(code: str) -> dict[str, str]:
    """Make a private address of your calendar; an earlier one is dead from now on"""
    token = actions.open_feed(_position(code), current_actor())
    return {"address": address_of(token)}


@blueprint.delete("/positions/<string:code>/calendar-feed")
@allowed(*HOLDING)
@blueprint.response(204)
def close_feed(code: str) -> None:
    """End the private address of your calendar"""
    actions.close_feed(_position(code), current_actor())


def address_of(token: str) -> str:
    """The private address with this end."""
    return linked_here(f"{blueprint.url_prefix}/calendars/{token}.ics")


def _feed(name: str, entries: list[Any], query: dict[str, Any]) -> Response:
    locale = preferred_locale()
    area = directory().area(query["area"]) if "area" in query else None
    unit = unit_named(query["unit"]) if "unit" in query else None
    named = unit.name if unit else area.name if area else ""
    called = ", ".join(filter(None, [translate(name, locale), named]))
    return _as_calendar(Feed(called, locale), entries, "public, max-age=300")


def _as_calendar(feed: Feed, entries: list[Any], keep: str) -> Response:
    response = Response(written(feed, entries), content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = keep
    response.add_etag()
    response.make_conditional(request.environ)
    return response


def _chosen(query: dict[str, Any]) -> dict[str, Any]:
    if "area" in query and directory().area(query["area"]) is None:
        raise Invalid(errors={"area": ["There is no commune or province with this code"]})
    unit = unit_named(query["unit"]) if "unit" in query else None
    return {"unit": unit, "area_code": query.get("area")}


def _around() -> Days:
    today = clock.today()
    return Days(months_after(today, _PAST), months_after(today, _AHEAD))


def _position(code: str) -> PositionView:
    found = directory().position_by_code(code)
    if found is None:
        raise Missing
    return found
