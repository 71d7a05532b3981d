"""Drafts over HTTP: checked, commented on, sent back, and as they were before."""

from typing import Any
from uuid import UUID

from flask import Response

from api.core.access import Role, allowed, current_actor
from api.core.database import db
from api.core.http import Blueprint, KeyedPageQuery, Page
from api.core.i18n import preferred_locale
from api.core.openapi import gives_any_of
from api.petitions import drafting
from api.petitions.answers import Draft
from api.petitions.columns import SEEN
from api.petitions.draft_comments import comments_on
from api.petitions.draft_schemas import (
    CommentGiven,
    CommentPage,
    CommentShown,
    DraftChecked,
    DraftReturnGiven,
    EarlierDraftPage,
)
from api.petitions.earlier_drafts import earlier_drafts
from api.petitions.papers import commented, drafted_before
from api.petitions.readers import PetitionForHead
from api.petitions.routes import STAFF, changed
from api.petitions.schemas import DraftGiven

blueprint = Blueprint(
    "drafts",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Drafts of answers, and what officials say about them.",
)


@blueprint.post("/<uuid:petition_id>/draft-check")
@allowed(*STAFF)
@blueprint.arguments(DraftGiven)
@blueprint.response(200, DraftChecked)
def draft_check(words: Draft, petition_id: UUID) -> dict[str, Any]:
    """See which phrases of a draft say nothing, and what to write instead; nothing is kept"""
    found = drafting.check(petition_id, current_actor(), words)
    return {"warnings": [each.shown(preferred_locale()) for each in found]}


@blueprint.post("/<uuid:petition_id>/draft-comments")
@allowed(*STAFF)
@blueprint.arguments(CommentGiven)
@blueprint.response(201, CommentShown)
def draft_comment(given: dict[str, Any], petition_id: UUID) -> dict[str, Any]:
    """Say something about the draft that lies there, for the office alone"""
    said = drafting.comment(petition_id, current_actor(), given["text"])
    db.session.flush()
    return commented(said)


@blueprint.get("/<uuid:petition_id>/draft-comments")
@allowed()
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, CommentPage)
def draft_comments(query: dict[str, Any], petition_id: UUID) -> dict[str, Any]:
    """What was said about the drafts, oldest first"""
    drafting.must_read_drafts(petition_id, current_actor())
    page = Page.of(comments_on(petition_id, **query), query["limit"], "id")
    return {"items": [commented(each) for each in page.items], "next": page.next}


@blueprint.get("/<uuid:petition_id>/earlier-drafts")
@allowed()
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, EarlierDraftPage)
def drafts_before(query: dict[str, Any], petition_id: UUID) -> dict[str, Any]:
    """Drafts that were written anew since, newest first"""
    drafting.must_read_drafts(petition_id, current_actor())
    page = Page.of(earlier_drafts(petition_id, **query), query["limit"], "id")
    return {"items": [drafted_before(each) for each in page.items], "next": page.next}


@blueprint.post("/<uuid:petition_id>/draft-return")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(DraftReturnGiven)
@blueprint.response(201, PetitionForHead)
def draft_return(given: dict[str, Any], petition_id: UUID) -> Response:
    """Send the draft back to who prepares the answer, with the reason"""
    return changed(drafting.send_back(petition_id, current_actor(), given["reason"]))
