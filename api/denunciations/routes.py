"""The register of denunciation papers over HTTP, for the desk above the communes that keeps it."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint, KeyedPageQuery, Page
from api.core.openapi import refuses
from api.denunciations import actions
from api.denunciations.models import Taken
from api.denunciations.schemas import PaperToRegister, RegisteredPaper, RegisterPage, StepGiven
from api.denunciations.views import shown

blueprint = Blueprint(
    "denunciation-papers",
    __name__,
    url_prefix="/api/v1/denunciation-papers",
    description="Papers of denunciation by number and day; there is no place for their content.",
)

KEEPERS = (Role.RECEIVER, Role.HANDLER, Role.HEAD)


@blueprint.put("/<uuid:paper_id>")
@allowed(*KEEPERS)
@refuses({"409": "The id or the number is taken"})
@blueprint.response(200, RegisteredPaper, description="It was there already")
@blueprint.arguments(PaperToRegister)
@blueprint.response(201, RegisteredPaper)
def register(given: dict[str, Any], paper_id: UUID) -> Response:
    """Enter a paper by its number in the register and the day of receipt"""
    number, day = given["register_number"], given["received_on"]
    made, is_new = actions.register(paper_id, number, day, current_actor())
    response = jsonify(RegisteredPaper().dump(shown(made)))
    response.status_code = 201 if is_new else 200
    return response


@blueprint.post("/<uuid:paper_id>/steps")
@allowed(*KEEPERS)
@refuses({"409": "Not as it stands"})
@blueprint.arguments(StepGiven)
@blueprint.response(201, RegisteredPaper)
def take(taken: Taken, paper_id: UUID) -> dict[str, Any]:
    """Enter what was done with it, and on which day"""
    return shown(actions.take(paper_id, taken, current_actor()))


@blueprint.get("/<uuid:paper_id>")
@allowed(*KEEPERS)
@blueprint.response(200, RegisteredPaper)
def paper(paper_id: UUID) -> dict[str, Any]:
    """A paper of your register, with every term that the law sets"""
    return shown(actions.paper_of(paper_id, current_actor()))


@blueprint.get("")
@allowed(*KEEPERS)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, RegisterPage)
def papers(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """Your register, the newest first"""
    found = Page.of(actions.papers_of(current_actor(), **query), query["limit"], "ordinal")
    return Page([shown(each) for each in found.items], found.next)
