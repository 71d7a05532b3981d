"""Fields, places and units over HTTP: what a form needs before anybody signs in."""

from typing import Any

from flask import Response, jsonify

from api.authorities import fields, queries
from api.authorities.acting import act_as, me, position_shown, works_in
from api.authorities.directory import directory
from api.authorities.schemas import (
    ActingAs,
    AreaQuery,
    AreaShown,
    FieldShown,
    Me,
    NeighbourhoodPage,
    NeighbourhoodPageForOfficials,
    NeighbourhoodQuery,
    PositionShown,
    UnitQuery,
    UnitShown,
)
from api.authorities.search import AreaSearch, Found, areas_named
from api.authorities.views import UnitView
from api.core.access import actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import Blueprint, Page, cursor, page_of, read_cursor
from api.core.i18n import preferred_locale
from api.core.openapi import gives_any_of

blueprint = Blueprint(
    "authorities", __name__, url_prefix="/api/v1", description="Fields, areas, units."
)


@blueprint.get("/fields")
@public
@blueprint.response(200, page_of(FieldShown))
def list_fields() -> Page[dict[str, object]]:
    """What a matter may be about"""
    locale = preferred_locale()
    shown: list[dict[str, object]] = [
        {
            "code": field.code,
            "name": field.name(locale),
            "parts": [{"code": part.code, "name": part.name(locale)} for part in field.parts],
        }
        for field in fields.fields().values()
    ]
    return Page(shown, None)


@blueprint.get("/areas")
@public
@blueprint.arguments(AreaQuery, location="query")
@blueprint.response(200, page_of(AreaShown))
def list_areas(query: dict[str, Any]) -> Page[Found]:
    """Find an area by its name or a former one, with or without diacritics"""
    found, has_more = areas_named(AreaSearch(words=query.pop("q"), **query))
    return Page(found, found[-1].key if has_more else None)


@blueprint.get("/areas/<string:code>/neighbourhoods")
@public
@gives_any_of(NeighbourhoodPage, NeighbourhoodPageForOfficials)
@blueprint.arguments(NeighbourhoodQuery, location="query")
@blueprint.response(200, NeighbourhoodPage)
def list_neighbourhoods(query: dict[str, Any], code: str) -> Response:
    """The thôn and tổ dân phố of a commune; its officials see whom to ask there"""
    if directory().area(code) is None:
        raise Missing
    found = queries.neighbourhoods_of(code, after=query.get("after"), limit=query["limit"])
    page = Page(found.items, found.items[-1].code if found.has_more else None)
    reader = works_in(actor_or_none(), code)
    schema = NeighbourhoodPageForOfficials if reader else NeighbourhoodPage
    return jsonify(schema().dump(page))


@blueprint.get("/units")
@public
@blueprint.arguments(UnitQuery, location="query")
@blueprint.response(200, page_of(UnitShown))
def list_units(query: dict[str, Any]) -> Page[UnitView]:
    """The units of an area or of a kind"""
    after = read_cursor(query["after"]) if "after" in query else None
    found = queries.units_in(
        area=query.get("area"), kind=query.get("kind"), after=after, limit=query["limit"]
    )
    return Page(found.items, cursor(found.items[-1].id) if found.has_more else None)


@blueprint.get("/units/<string:code>/positions")
@allowed()
@blueprint.response(200, page_of(PositionShown))
def list_positions(code: str) -> Page[dict[str, Any]]:
    """The positions of a unit, with who holds them today"""
    unit = directory().unit_by_code(code)
    if unit is None:
        raise Missing
    return Page([position_shown(each) for each in directory().positions_of(unit.id)], None)


@blueprint.get("/me")
@allowed()
@blueprint.response(200, Me)
def show_me() -> dict[str, Any]:
    """Who you are here, and the position you act in"""
    return me(current_actor())


@blueprint.put("/me/position")
@allowed()
@blueprint.arguments(ActingAs)
@blueprint.response(200, Me)
def choose_position(given: dict[str, str]) -> dict[str, Any]:
    """Act in another of the positions you hold"""
    return me(act_as(current_actor(), given["position"]))


blueprints = (blueprint,)
"""What the app serves of this room."""
