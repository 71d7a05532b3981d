"""Views and texts of a desk, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, jsonify

from api.cases.access import OUTSIDE, reader_of
from api.core.access import Role, allowed, current_actor
from api.core.database import db
from api.core.errors import Missing
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.desk import actions, queries
from api.desk.placeholders import FILLED, filled
from api.desk.schemas import (
    TextShown,
    TextsShown,
    TextToKeep,
    ViewShown,
    ViewsShown,
    ViewToKeep,
    WordsQuery,
    WordsShown,
)
from api.desk.views import text_shown, view_shown
from api.petitions.publicity import Moderation
from api.petitions.queries import petition_outline

blueprint = Blueprint(
    "desk", __name__, url_prefix="/api/v1/desk", description="What a desk keeps for its own work."
)

WORKING = (Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD)
LISTING = (*WORKING, Role.MODERATOR, Role.MONITOR)


@blueprint.get("/views")
@allowed(*LISTING)
@blueprint.response(200, ViewsShown)
def views() -> dict[str, Any]:
    """Your saved views, and those that your unit shares"""
    desk = actions.acting(current_actor())
    found = queries.views_of(desk.id, desk.unit_id)
    return {"items": [view_shown(each, desk.id) for each in found]}


@blueprint.put("/views/<uuid:view_id>")
@allowed(*LISTING)
@blueprint.response(200, ViewShown, description="It was there already")
@blueprint.arguments(ViewToKeep)
@blueprint.response(201, ViewShown)
def keep_view(given: dict[str, Any], view_id: UUID) -> Response:
    """Keep filters under a name (200 when they were kept already)"""
    actor = current_actor()
    kept, is_new = actions.keep_view(view_id, actor, given)
    shown = ViewShown().dump(view_shown(kept, actions.acting(actor).id))
    return _with_status(shown, is_new=is_new)


@blueprint.delete("/views/<uuid:view_id>")
@allowed(*LISTING)
@blueprint.response(204)
def forget_view(view_id: UUID) -> None:
    """Take one of your views away"""
    actions.forget_view(view_id, current_actor())


@blueprint.get("/texts")
@allowed(*WORKING)
@blueprint.response(200, TextsShown)
def texts() -> dict[str, Any]:
    """Your standard texts and those of your unit, and the places they may have"""
    desk = actions.acting(current_actor())
    found = queries.texts_of(desk.id, desk.unit_id)
    return {"items": [text_shown(each) for each in found], "placeholders": sorted(FILLED)}


@blueprint.put("/texts/<uuid:text_id>")
@allowed(*WORKING)
@blueprint.response(200, TextShown, description="It was there already")
@blueprint.arguments(TextToKeep)
@blueprint.response(201, TextShown)
def keep_text(given: dict[str, Any], text_id: UUID) -> Response:
    """Keep words to be used again (200 when they were kept already)"""
    masked = _moderation().mask(given["text"])
    kept, is_new = actions.keep_text(text_id, current_actor(), given, masked)
    return _with_status(TextShown().dump(text_shown(kept)), is_new=is_new)


@blueprint.delete("/texts/<uuid:text_id>")
@allowed(*WORKING)
@blueprint.response(204)
def forget_text(text_id: UUID) -> None:
    """Take a text away"""
    actions.forget_text(text_id, current_actor())


@blueprint.get("/texts/<uuid:text_id>/words")
@allowed(*WORKING)
@blueprint.arguments(WordsQuery, location="query")
@blueprint.response(200, WordsShown)
def words(query: dict[str, Any], text_id: UUID) -> dict[str, Any]:
    """A text with its places filled for one petition, to be drafted from"""
    actor = current_actor()
    desk = actions.acting(actor)
    text = queries.text_for(text_id, desk.id, desk.unit_id)
    petition = petition_outline(query["petition"])
    if reader_of(actor, petition) in OUTSIDE:
        raise Missing
    locale = preferred_locale()
    return {"title": text.title, "text": filled(text.text, petition, locale)}


def _with_status(shown: dict[str, Any], *, is_new: bool) -> Response:
    db.session.flush()
    response = jsonify(shown)
    response.status_code = 201 if is_new else 200
    return response


def _moderation() -> Moderation:
    handed_in: Moderation = current_app.extensions["doithoai.moderation"]
    return handed_in
