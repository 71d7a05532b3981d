"""Monitoring over HTTP."""

from typing import Any

from flask import Response, jsonify

from api.authorities.lookup import unit_named
from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint, Page
from api.core.i18n import preferred_locale
from api.monitoring import queries
from api.monitoring.duties import Asked, duties
from api.monitoring.schemas import CountedCasesQuery, DutyPage, DutyQuery, FigureQuery, Figures
from api.monitoring.views import Table, owed_shown
from api.petitions.readers import PetitionPage
from api.petitions.views import page

blueprint = Blueprint(
    "monitoring",
    __name__,
    url_prefix="/api/v1/monitoring",
    description="How every unit answers, and what is late.",
)

WATCHING = (Role.MONITOR, Role.OVERSIGHT, Role.HEAD)


@blueprint.get("/figures")
@allowed(*WATCHING)
@blueprint.arguments(FigureQuery, location="query")
@blueprint.response(200, Figures)
def figures(query: dict[str, Any]) -> Table:
    """Petitions received, answered, on time, late and overdue, for each unit"""
    scope, now = _scope(query), clock.now()
    counted = queries.figures_by_unit(current_actor(), scope, now)
    return Table(counted, scope, now, preferred_locale())


@blueprint.get("/cases")
@allowed(*WATCHING)
@blueprint.arguments(CountedCasesQuery, location="query")
@blueprint.response(200, PetitionPage)
def cases(query: dict[str, Any]) -> Response:
    """The cases that a figure counts, newest first"""
    at = clock.now()
    rows = queries.cases_counted(
        query["figure"],
        current_actor(),
        _scope(query),
        at,
        after=query.get("after"),
        limit=query["limit"],
    )
    return jsonify(page(rows, query["limit"], at))


@blueprint.get("/obligations")
@allowed(*WATCHING)
@blueprint.arguments(DutyQuery, location="query")
@blueprint.response(200, DutyPage)
def obligations(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """What is owed by whom, in every period and on every case you may see, newest first"""
    unit, at, actor = query.pop("unit", None), clock.now(), current_actor()
    asked = Asked(**query, unit_id=unit_named(unit).id if unit else None)
    found = Page.of(duties(actor, asked, at), asked.limit, "id")
    # Whoever watches for the Front reads of internal regulations only that there are some.
    inside, locale = not actor.is_(Role.MONITOR), preferred_locale()
    return Page([owed_shown(each, at, locale, inside=inside) for each in found.items], found.next)


def _scope(query: dict[str, Any]) -> queries.Scope:
    unit = query.get("unit")
    return queries.Scope(
        first_day=query.get("first_day"),
        last_day=query.get("last_day"),
        unit_id=unit_named(unit).id if unit else None,
    )
