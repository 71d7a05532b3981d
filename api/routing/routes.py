"""Routing over HTTP, for everybody: who would answer such a matter and why; bodies outside."""

from typing import Any

from api.core.access import public
from api.core.http import Blueprint, Page, page_of
from api.core.i18n import preferred_locale
from api.routing.bodies import bodies
from api.routing.dry_run import dry_run
from api.routing.models import Question
from api.routing.schemas import BodyShown, RouteAsked, RouteExplained

blueprint = Blueprint(
    "routing",
    __name__,
    url_prefix="/api/v1/routing",
    description="Who is responsible for a matter, and why.",
)


@blueprint.post("/explanations")
@public
@blueprint.arguments(RouteAsked)
@blueprint.response(200, RouteExplained)
def explain(question: Question) -> dict[str, Any]:
    """Who would answer such a matter: every row of the table, which wins, and why"""
    return dry_run(question, preferred_locale())


@blueprint.get("/outside-bodies")
@public
@blueprint.response(200, page_of(BodyShown))
def list_bodies() -> Page[dict[str, str]]:
    """Bodies outside the province's offices to which a matter may be transferred"""
    locale = preferred_locale()
    shown = [
        {
            "code": body.code,
            "name": body.name(locale),
            "source": body.source,
            "confidence": body.confidence,
        }
        for body in bodies().values()
    ]
    return Page(shown, None)
