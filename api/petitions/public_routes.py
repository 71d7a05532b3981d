"""Public petitions over HTTP: on a map, and how many of each sort."""

import hashlib
from typing import Any

from flask import Response, jsonify, request

from api.authorities.lookup import unit_named
from api.core import clock
from api.core.access import actor_or_none, public
from api.core.dumping import Dumper
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.petitions import public_facets, public_map
from api.petitions.filters import Wanted
from api.petitions.public_schemas import (
    MapMember,
    MapQuery,
    PetitionMap,
    PublicFacets,
    PublicQuery,
)

blueprint = Blueprint(
    "public-petitions",
    __name__,
    url_prefix="/api/v1/petitions",
    description="What everybody may read, on a map and counted.",
)

FRESH = 60
"""Seconds for which a picture may be shown again without asking: what is hidden is gone by then."""

_MEMBER = Dumper(MapMember)


@blueprint.get("/map")
@public
@blueprint.arguments(MapQuery, location="query")
@blueprint.response(200, PetitionMap)
def petition_map(query: dict[str, Any]) -> Response:
    """Public petitions on a map, never closer than their senders allow (GeoJSON)"""
    bbox, zoom = query.pop("bbox", None), query.pop("zoom")
    actor, at = actor_or_none(), clock.now()
    found = public_map.picture(actor, _wanted(query), at, bbox=bbox, zoom=zoom)
    for feature in found["features"]:
        feature["properties"] = _MEMBER.dump(feature["properties"])
    return kept_a_while(jsonify(found), for_all=actor is None)


@blueprint.get("/public-facets")
@public
@blueprint.arguments(PublicQuery, location="query")
@blueprint.response(200, PublicFacets)
def facets(query: dict[str, Any]) -> Response:
    """How many public petitions there are of each area, field, kind and step"""
    actor = actor_or_none()
    found = public_facets.facets(actor, _wanted(query), clock.now(), preferred_locale())
    return kept_a_while(jsonify(found), for_all=actor is None)


def kept_a_while(response: Response, *, for_all: bool) -> Response:
    """The same again is not sent again; what everybody is shown may be kept for a moment."""
    tag = hashlib.sha256(response.get_data()).hexdigest()[:32]
    response.set_etag(tag)
    response.headers["Cache-Control"] = f"public, max-age={FRESH}" if for_all else "private"
    response.make_conditional(request.environ)
    return response


def _wanted(query: dict[str, Any]) -> Wanted:
    unit = query.pop("unit", None)
    return Wanted(**query, published=True, unit_id=unit_named(unit).id if unit else None)
