"""How a denunciation is lawfully made, over HTTP; there is no way to make one here."""

from typing import Any

from api.core.access import public
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.petitions.guidance import guidance
from api.petitions.guidance_schemas import Guidance, GuidanceQuery

blueprint = Blueprint(
    "denunciations",
    __name__,
    url_prefix="/api/v1/denunciations",
    description="How a denunciation is lawfully made; none is taken here.",
)


@blueprint.get("/guidance")
@public
@blueprint.arguments(GuidanceQuery, location="query")
@blueprint.response(200, Guidance)
def how(query: dict[str, Any]) -> dict[str, Any]:
    """The lawful way, the bodies above, what to bring, and how who denounces is protected"""
    return guidance(query["level"], query["area"], preferred_locale())
