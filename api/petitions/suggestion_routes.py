"""What a text seems to be about, over HTTP: a hint for who writes it or handles it."""

from typing import Any
from uuid import UUID

from flask import Response, current_app

from api.authorities.directory import directory
from api.authorities.fields import fields as all_fields
from api.authorities.policy import Act
from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.core.openapi import gives_any_of
from api.petitions import classification, queries
from api.petitions.columns import SEEN
from api.petitions.errors import UnknownArea
from api.petitions.places import seems_to_be
from api.petitions.readers import PetitionForHead
from api.petitions.retyping import retype
from api.petitions.routes import changed
from api.petitions.signers import must_be_able
from api.petitions.suggestion_schemas import (
    ClassificationGiven,
    FieldSuggested,
    PlaceAsked,
    PlaceSuggested,
    SuggestionAsked,
)
from api.routing.suggestion import Suggester, Suggestion

blueprint = Blueprint(
    "suggestions",
    __name__,
    url_prefix="/api/v1/petitions",
    description="What a text seems to be about; people decide.",
)


@blueprint.post("/field-suggestions")
@allowed()
@blueprint.arguments(SuggestionAsked)
@blueprint.response(200, FieldSuggested)
def suggest_field(given: dict[str, Any]) -> dict[str, Any]:
    """The field a text seems to be about, or that it is not known; nothing of it is kept"""
    text = " ".join(filter(None, (given.get("title"), given["text"])))
    return shown(suggester().suggest(text), preferred_locale())


@blueprint.post("/place-suggestions")
@allowed()
@blueprint.arguments(PlaceAsked)
@blueprint.response(200, PlaceSuggested)
def suggest_places(given: dict[str, Any]) -> dict[str, Any]:
    """The places that a text names and a point lies in, and what to check; nothing is chosen"""
    area = given.get("area")
    if area is not None and directory().area(area) is None:
        raise UnknownArea(area=area)
    text = ". ".join(filter(None, (given.get("title"), given["text"])))
    return seems_to_be(text, given.get("location"), area, preferred_locale())


@blueprint.get("/<uuid:petition_id>/field-suggestion")
@allowed(Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD)
@blueprint.response(200, FieldSuggested)
def suggested_field(petition_id: UUID) -> dict[str, Any]:
    """The field a petition seems to be about, for who works on it"""
    petition = queries.petition_to_read(petition_id)
    must_be_able(current_actor(), petition, Act.PROPOSAL)
    return shown(suggester().suggest(classification.words_of(petition)), preferred_locale())


@blueprint.post("/<uuid:petition_id>/classification")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(ClassificationGiven)
@blueprint.response(201, PetitionForHead)
def classify(given: dict[str, Any], petition_id: UUID) -> Response:
    """Say its field (what was guessed is kept beside it), or that it is of another kind"""
    actor, petition = current_actor(), queries.petition_to_read(petition_id)
    if "kind" in given:
        petition = retype(petition_id, actor, given["kind"], given["reason"])
    if "field" in given:
        guessed = suggester().suggest(classification.words_of(petition))
        petition = classification.classify(petition_id, actor, given["field"], guessed)
    return changed(petition)


def suggester() -> Suggester:
    """The one that the application was started with."""
    found: Suggester = current_app.extensions["doithoai.fields"]
    return found


def shown(found: Suggestion, locale: str) -> dict[str, Any]:
    """A guess with the names of its fields."""
    return {
        "field": found.field,
        "name": _name(found.field, locale),
        "confidence": round(found.confidence, 2),
        "words": found.words,
        "method": found.method,
        "others": [
            {
                "field": each.field,
                "name": _name(each.field, locale),
                "confidence": round(each.confidence, 2),
            }
            for each in found.others
        ],
    }


def _name(code: str | None, locale: str) -> str | None:
    return all_fields()[code].name(locale) if code else None
