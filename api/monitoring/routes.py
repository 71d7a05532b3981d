"""Monitoring over HTTP."""

from datetime import date
from typing import Any

from flask import Response, jsonify

from api.authorities.lookup import position_named, unit_named
from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint, Page
from api.core.i18n import preferred_locale
from api.monitoring import queries
from api.monitoring.dimensions import NOT_GIVEN, Dimension, Key
from api.monitoring.duties import Asked, duties
from api.monitoring.recurrences import duties_counted, with_duties
from api.monitoring.schemas import CountedCasesQuery, DutyPage, DutyQuery, FigureQuery, Figures
from api.monitoring.tallies import Tally
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
    """Received, answered, on time, late, overdue and more, told apart as asked"""
    actor, scope, by, now = current_actor(), _scope(query), query["by"], clock.now()
    found = with_duties(queries.tallies(actor, scope, by, now), actor, scope, by, now)
    whole = Tally.of(found.values())
    if by is Dimension.UNIT and scope.below:
        found = queries.with_units_below(found, actor)
    return Table(found, whole, scope, by, now, preferred_locale())


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
    at, actor, scope = clock.now(), current_actor(), _scope(query)
    named = {name: query[name] for name in ("duty", "period", "state", "after") if name in query}
    asked = Asked(
        narrowed=duties_counted(query.get("figure"), actor, scope, at),
        limit=query["limit"],
        **named,
    )
    found = Page.of(duties(actor, asked, at), asked.limit, "id")
    # Whoever watches for the Front reads of internal regulations only that there are some.
    inside, locale = not actor.is_(Role.MONITOR), preferred_locale()
    return Page([owed_shown(each, at, locale, inside=inside) for each in found.items], found.next)


def _scope(query: dict[str, Any]) -> queries.Scope:
    asked = {by: query[by.value] for by in Dimension if by.value in query}
    return queries.Scope(
        first_day=query.get("first_day"),
        last_day=query.get("last_day"),
        narrowed={by: _key(by, name) for by, name in asked.items()},
        below=query["below"],
    )


def _key(by: Dimension, name: str) -> Key:
    """What is meant by a name: a unit or position that exists, a field, or anything as it is."""
    if by is Dimension.UNIT:
        return unit_named(name).id
    if by is Dimension.LEADER:
        return position_named(name).id
    if by is Dimension.MONTH:
        return date.fromisoformat(f"{name}-01")
    return None if by is Dimension.FIELD and name == NOT_GIVEN else name
