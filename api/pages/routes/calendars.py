"""Calendars on pages: in public by month and commune, and at the desk what a leader owes."""

from itertools import chain
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.directory import directory
from api.authorities.views import PositionView
from api.core.access import allowed, current_actor, public
from api.core.errors import Missing, Problem
from api.core.http import takes_form
from api.core.links import linked_here
from api.dialogues.calendars import actions, queries
from api.dialogues.calendars.routes import address_of
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk, desk_page
from api.pages.letters import area_in
from api.pages.month_views import by_day, communes, month_in
from api.pages.rendering import FOR_ALL, page, see


@pages.get("/lich")
@public
def public_calendar() -> Response:
    """Dialogues and reception days of a month, everywhere or in one place"""
    month, area = month_in(request.args), area_in(request.args)
    code = area.code if area else None
    found = chain(
        queries.public_dialogues(month.days, None, code),
        queries.public_receptions(month.days, None, code),
    )
    chosen = f"?area={code}" if code else ""
    return page(
        "calendar.html",
        month=month,
        area=area,
        places=communes(),
        days=by_day(found),
        feeds={
            name: linked_here(f"/api/v1/{name}.ics{chosen}") for name in ("dialogues", "receptions")
        },
        keep=FOR_ALL,
    )


@pages.get("/can-bo/lich")
@allowed(*OFFICIALS)
def own_calendar() -> Response:
    """All that a leader owes, presides over and receives on in a month"""
    return _calendar()


@pages.post("/can-bo/lich/dia-chi")
@allowed(*OFFICIALS)
@takes_form
def make_address() -> ResponseReturnValue:
    """A new private address of one's calendar, shown this once"""
    position = desk().acting
    return _calendar(address_of(actions.open_feed(position, current_actor())))


@pages.post("/can-bo/lich/dia-chi/huy")
@allowed(*OFFICIALS)
@takes_form
def end_address() -> ResponseReturnValue:
    """Nobody reads it by its address any more"""
    actions.close_feed(desk().acting, current_actor())
    return see(url_for("pages.own_calendar"))


def _calendar(address: str | None = None) -> Response:
    here, month = desk(), month_in(request.args)
    position = _chosen(request.args.get("ai"))
    found = queries.calendar_of(position.id, month.days)
    feed = queries.feed_of(position.id, current_actor().account_id)
    return desk_page(
        "desk/calendar.html",
        month=month,
        position=position,
        others=[each for each in _readable(here.unit.id) if each.id != position.id],
        days=by_day(found, inside=True),
        undated=queries.undated_of(position.id),
        is_own=position.id in here.actor.position_ids,
        has_feed=feed is not None,
        address=address,
    )


def _chosen(code: str | None) -> PositionView:
    """Whose calendar is read: that of the position acted in, or another one of the unit."""
    if not code:
        return desk().acting
    position = directory().position_by_code(code)
    if position is None:
        raise Missing
    actions.must_read(current_actor(), position)
    return position


def _readable(unit_id: UUID) -> list[PositionView]:
    """The calendars of the own unit that this person reads."""
    return [each for each in directory().positions_of(unit_id) if _may_read(each)]


def _may_read(position: PositionView) -> bool:
    try:
        actions.must_read(current_actor(), position)
    except Problem:
        return False
    return True
