"""Counts and facets of lists of petitions, over HTTP."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.core import clock
from api.core.access import allowed, current_actor
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.core.openapi import refuses
from api.petitions.count_schemas import PetitionCounts, PetitionFacets
from api.petitions.counts import Counts, counts_of, facets_of
from api.petitions.disclosures import leave_a_trace
from api.petitions.filter_schemas import FilterQuery
from api.petitions.filters import Wanted

blueprint = Blueprint(
    "counts",
    __name__,
    url_prefix="/api/v1/petitions",
    description="How many petitions there are of those asked for.",
)


@blueprint.get("/counts")
@allowed()
@refuses({"429": "Too many in a short time"})
@blueprint.arguments(FilterQuery, location="query")
@blueprint.response(200, PetitionCounts)
def counts(wanted: Wanted) -> Counts:
    """How many there are, by state and by what they need; under the filters of the list"""
    actor = current_actor()
    leave_a_trace(actor, wanted)
    return counts_of(actor, wanted, clock.now())


@blueprint.get("/facets")
@allowed()
@refuses({"429": "Too many in a short time"})
@blueprint.arguments(FilterQuery, location="query")
@blueprint.response(200, PetitionFacets)
def facets(wanted: Wanted) -> dict[str, Any]:
    """How many of each kind, field, state, unit, area and month; under the same filters"""
    actor = current_actor()
    leave_a_trace(actor, wanted)
    return named(facets_of(actor, wanted, clock.now()))


def named(found: Mapping[str, Sequence[tuple[Any, int]]]) -> dict[str, list[dict[str, Any]]]:
    """Each value with what people call it."""
    known, of_life = directory(), fields()
    names: Mapping[str, Callable[[Any], str]] = {
        "unit": lambda each: known.unit(each).name,
        "area": lambda each: known.areas[each].name,
        "field": lambda each: of_life[each].name(preferred_locale()) if each in of_life else each,
    }
    return {
        facet: [
            {"value": value, "name": value and names.get(facet, str)(value), "count": number}
            for value, number in values
        ]
        for facet, values in found.items()
    }
