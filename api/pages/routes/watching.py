"""The table of MTTQ and of heads: figures of every unit, each opening exactly what it counts."""

from typing import Any

from flask import Response, request
from marshmallow import Schema, ValidationError

from api.core import clock
from api.core.access import allowed, current_actor
from api.core.errors import Invalid
from api.core.i18n import preferred_locale
from api.monitoring.asking import (
    WATCHING,
    cases_asked,
    duties_asked,
    figures_asked,
    scope_of,
)
from api.monitoring.dimensions import Dimension
from api.monitoring.schemas import CountedCasesQuery, DutyQuery, FigureQuery
from api.pages.beginnings import beginnings
from api.pages.blueprint import pages
from api.pages.board import asked, board, definition, narrowed
from api.pages.days import as_iso, as_typed
from api.pages.desks import desk_page
from api.pages.rendering import say
from api.pages.ways import skipped_in

A_PAGE = "20"
_DAYS = ("from", "to")


@pages.get("/giam-sat")
@allowed(*WATCHING)
def figures() -> Response:
    """Figures told apart as asked, the most overdue first"""
    given = _given("cot", "tu")
    try:
        query: dict[str, Any] = FigureQuery().load(given)
        errors: dict[str, str] = {}
    except ValidationError as error:
        wrong = [name for name in error.messages_dict if name in _DAYS] or ["from"]
        query = FigureQuery().load({})
        errors = {wrong[0]: say("Please look at the days again: the last comes after the first")}
    table = figures_asked(query, current_actor(), clock.now(), preferred_locale())
    everything = request.args.get("cot") == "du"
    return desk_page(
        "watching/figures.html",
        422 if errors else 200,
        board=board(table, everything=everything, skipped=skipped_in(request.args)),
        everything=everything,
        dimensions=list(Dimension),
        asked=asked(table.scope),
        typed={name: as_typed(given[name]) for name in _DAYS if name in given},
        errors=errors,
    )


@pages.get("/giam-sat/vu-viec")
@allowed(*WATCHING)
def counted_cases() -> Response:
    """The cases that a figure counts, newest first"""
    query = _loaded(CountedCasesQuery())
    cases = cases_asked(query, current_actor(), clock.now())
    figure = query["figure"].value
    return desk_page(
        "watching/cases.html",
        cases=cases,
        begins=beginnings(current_actor(), (each["id"] for each in cases["items"])),
        figure=figure,
        definition=definition(figure),
        narrowed=narrowed(scope_of(query)),
        given=_given(),
    )


@pages.get("/giam-sat/viec-phai-lam")
@allowed(*WATCHING)
def counted_duties() -> Response:
    """What is owed by whom: the duties that a figure counts, or those of a position"""
    query = _loaded(DutyQuery())
    found = duties_asked(query, current_actor(), clock.now(), preferred_locale())
    figure = query["figure"].value if "figure" in query else None
    return desk_page(
        "watching/duties.html",
        duties=found,
        figure=figure,
        definition=definition(figure) if figure else "",
        narrowed=narrowed(scope_of(query)),
        given=_given(),
    )


def _loaded(schema: Schema, *, limited: bool = True) -> dict[str, Any]:
    try:
        found: dict[str, Any] = schema.load(({"limit": A_PAGE} if limited else {}) | _given())
    except ValidationError as error:
        raise Invalid(errors=error.messages) from None
    return found


def _given(*except_: str) -> dict[str, str]:
    """What the address asks for, as the API names it; an empty field asks for nothing."""
    named = {name: text.strip() for name, text in request.args.items() if name not in except_}
    return {name: as_iso(text) if name in _DAYS else text for name, text in named.items() if text}
