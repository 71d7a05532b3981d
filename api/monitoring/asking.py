"""A question to monitoring and its answer, whether the API or a page asks it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.core.access import Actor, Role
from api.core.clock import midnight
from api.core.http import Page
from api.monitoring import queries
from api.monitoring.dimensions import NOT_GIVEN, Dimension, Key
from api.monitoring.duties import Asked, duties
from api.monitoring.hot_spots import Asked as AskedOfSpots
from api.monitoring.hot_spots import hot_spots
from api.monitoring.queries import Scope
from api.monitoring.recurrences import duties_counted, with_duties
from api.monitoring.tallies import Tally
from api.monitoring.views import Table, owed_shown
from api.petitions.views import page

WATCHING = (Role.MONITOR, Role.OVERSIGHT, Role.HEAD)
"""Who may ask at all; how far each of them sees, their positions decide."""

Query = Mapping[str, Any]
"""A question as a schema of this room has read it."""


def figures_asked(query: Query, actor: Actor, at: datetime, locale: str) -> Table:
    """The numbers of each group that this person sees, and of all together."""
    scope, by = scope_of(query), query["by"]
    found = with_duties(queries.tallies(actor, scope, by, at), actor, scope, by, at)
    whole = Tally.of(found.values())
    if by is Dimension.UNIT and scope.below:
        found = queries.with_units_below(found, actor)
    return Table(found, whole, scope, by, at, locale)


def cases_asked(query: Query, actor: Actor, at: datetime) -> dict[str, Any]:
    """One page of exactly the cases that a figure counts, newest first."""
    after, limit = query.get("after"), query["limit"]
    scope = scope_of(query)
    rows = queries.cases_counted(query["figure"], actor, scope, at, after=after, limit=limit)
    return page(rows, limit, at)


def duties_asked(query: Query, actor: Actor, at: datetime, locale: str) -> Page[dict[str, Any]]:
    """One page of what is owed by whom, newest first."""
    named = {name: query[name] for name in ("duty", "period", "state", "after") if name in query}
    narrowed = duties_counted(query.get("figure"), actor, scope_of(query), at)
    asked = Asked(narrowed=narrowed, limit=query["limit"], **named)
    found = Page.of(duties(actor, asked, at), asked.limit, "id")
    # Whoever watches for the Front reads of internal regulations only that there are some.
    inside = not actor.is_(Role.MONITOR)
    return Page([owed_shown(each, at, locale, inside=inside) for each in found.items], found.next)


def hot_spots_asked(query: Query, actor: Actor, at: datetime) -> dict[str, Any]:
    """Where many ask about one matter, of what this person sees."""
    since = query.get("since")
    asked = AskedOfSpots(query.get("area"), query.get("field"), midnight(since) if since else None)
    known = directory()
    found = [
        each | {"area_name": known.areas[each["area"]].name if each["area"] else None}
        for each in map(dict, hot_spots(actor, asked, at))
    ]
    return {"items": found, "next": None}


def scope_of(query: Query) -> Scope:
    """Which petitions or duties are asked about."""
    asked = {by: query[by.value] for by in Dimension if by.value in query}
    return Scope(
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
