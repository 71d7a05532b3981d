"""Monitoring over HTTP."""

from typing import Any

from flask import Response, jsonify

from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint, Page
from api.core.i18n import preferred_locale
from api.monitoring.asking import (
    WATCHING,
    cases_asked,
    duties_asked,
    figures_asked,
    hot_spots_asked,
)
from api.monitoring.schemas import (
    CountedCasesQuery,
    DutyPage,
    DutyQuery,
    FigureQuery,
    Figures,
    HotSpotQuery,
    HotSpots,
)
from api.monitoring.views import Table
from api.petitions.readers import PetitionPage

blueprint = Blueprint(
    "monitoring",
    __name__,
    url_prefix="/api/v1/monitoring",
    description="How every unit answers, and what is late.",
)


@blueprint.get("/figures")
@allowed(*WATCHING)
@blueprint.arguments(FigureQuery, location="query")
@blueprint.response(200, Figures)
def figures(query: dict[str, Any]) -> Table:
    """Received, answered, on time, late, overdue and more, told apart as asked"""
    return figures_asked(query, current_actor(), clock.now(), preferred_locale())


@blueprint.get("/cases")
@allowed(*WATCHING)
@blueprint.arguments(CountedCasesQuery, location="query")
@blueprint.response(200, PetitionPage)
def cases(query: dict[str, Any]) -> Response:
    """The cases that a figure counts, newest first"""
    return jsonify(cases_asked(query, current_actor(), clock.now()))


@blueprint.get("/obligations")
@allowed(*WATCHING)
@blueprint.arguments(DutyQuery, location="query")
@blueprint.response(200, DutyPage)
def obligations(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """What is owed by whom, in every period and on every case you may see, newest first"""
    return duties_asked(query, current_actor(), clock.now(), preferred_locale())


@blueprint.get("/hot-spots")
@allowed(Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, *WATCHING)
@blueprint.arguments(HotSpotQuery, location="query")
@blueprint.response(200, HotSpots)
def hot_spots(query: dict[str, Any]) -> dict[str, Any]:
    """Where many people ask about one matter: how many, how it grows, and some codes"""
    return hot_spots_asked(query, current_actor(), clock.now())
