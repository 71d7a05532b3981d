"""Files over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from api.attachments import actions, queries, sight
from api.attachments.addresses import address_of, must_be_good
from api.attachments.formats import FORMATS
from api.attachments.keeping import keeping
from api.attachments.models import Attachment, Check
from api.attachments.schemas import (
    SHOWN,
    TAKEN,
    WAITING,
    WITH_ADDRESS,
    FileDescription,
    FileShown,
    FileTaken,
    FileWithAddress,
    PicturesWaiting,
    RenditionQuery,
    SignedQuery,
)
from api.attachments.serving import given_out
from api.attachments.uploads import FORM, LARGEST_FORM, uploaded
from api.attachments.views import shown_to, view_of, waiting
from api.cases.access import Reader
from api.core import clock
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.database import let_go
from api.core.errors import Missing
from api.core.http import Blueprint, KeyedPageQuery, streams_file, takes_file
from api.core.i18n import preferred_locale
from api.core.openapi import refuses

blueprint = Blueprint(
    "attachments",
    __name__,
    url_prefix="/api/v1/attachments",
    description="Files: sent one by one, then made part of a petition or an answer.",
)

SENDING = (Role.RESIDENT, Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD)

_BYTES = {"type": "string", "format": "binary"}
_BODY = {
    "required": True,
    "content": {
        FORM: {
            "schema": {
                "type": "object",
                "required": ["file"],
                "additionalProperties": False,
                "properties": {
                    "file": _BYTES,
                    "id": {
                        "type": "string",
                        "format": "uuid",
                        "description": "Of the client: the same file sent again makes no second",
                    },
                },
            }
        }
    },
}

_CONTENT = {each.media_type: {"schema": _BYTES} for each in FORMATS.values()}


@blueprint.post("")
@allowed(*SENDING)
@takes_file(LARGEST_FORM, FORM)
@streams_file
@blueprint.doc(requestBody=_BODY)
@refuses({"409": "The id is of another file", "429": "Too many in a day", "503": "No room"})
@blueprint.response(200, FileTaken, description="It was there already")
@blueprint.response(201, FileTaken)
def send() -> Response:
    """Send a file: picture, PDF, DOCX, XLSX, sound or short video (200 when it was there)"""
    actor = current_actor()
    actions.may_send(actor)
    let_go()  # a slow telephone takes minutes; no transaction waits for it
    with uploaded(request, keeping()) as (incoming, said):
        kept = actions.keep(incoming, said, actor)
    place = {"lat": kept.place[0], "lon": kept.place[1]} if kept.place else None
    response = jsonify(TAKEN.dump(_shown(kept.attachment, None) | {"place": place}))
    response.status_code = 201 if kept.is_new else 200
    return response


@blueprint.get("/wanted")
@allowed(Role.MODERATOR)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, PicturesWaiting)
def wanted(query: dict[str, Any]) -> Response:
    """Pictures of public cases that should be shown and wait for your decision, oldest first"""
    found = waiting(current_actor(), query.get("after"), query["limit"], preferred_locale())
    return jsonify({"items": WAITING.dump_many(found.items), "next": found.next})


@blueprint.get("/<uuid:attachment_id>")
@public
@blueprint.arguments(RenditionQuery, location="query")
@blueprint.response(200, FileWithAddress)
def attachment(query: dict[str, Any], attachment_id: UUID) -> Response:
    """What is known of a file, and an address of it that is good for a minute"""
    found, reader = sight.readable(attachment_id, actor_or_none())
    rendition = query.get("rendition") or found.main
    address = None
    if rendition in found.renditions and _may_be_fetched(found, reader):
        address = address_of(found, rendition, clock.now(), keeping())
    elif query.get("rendition"):
        raise Missing
    told = {"url": address and address.url, "url_until": address and address.until}
    return jsonify(WITH_ADDRESS.dump(_shown(found, reader) | told))


@blueprint.get("/<uuid:attachment_id>/file")
@public
@refuses({"409": "Not checked for viruses yet, or one was found"})
@blueprint.arguments(RenditionQuery, location="query")
@blueprint.doc(responses={200: {"content": _CONTENT}})
@blueprint.response(200, description="The bytes")
def file(query: dict[str, Any], attachment_id: UUID) -> Response:
    """The file itself, or a smaller size of a picture"""
    found, reader = sight.readable(attachment_id, actor_or_none())
    sight.must_be_given(found, reader)
    return given_out(found, query.get("rendition"), reader)


@blueprint.get("/<uuid:attachment_id>/content")
@public
@refuses({"403": "The address is no longer good", "409": "A virus was found"})
@blueprint.arguments(SignedQuery, location="query")
@blueprint.doc(responses={200: {"content": _CONTENT}})
@blueprint.response(200, description="The bytes")
def content(query: dict[str, Any], attachment_id: UUID) -> Response:
    """The file by an address that was given out for it"""
    must_be_good(attachment_id, **query, at=clock.now(), key=keeping().key)
    found = queries.attachment_with(attachment_id)
    if found is None:
        raise Missing
    if found.state is Check.INFECTED:
        sight.must_be_given(found, None)
    return given_out(found, query["rendition"], None)


@blueprint.patch("/<uuid:attachment_id>")
@allowed(*SENDING, Role.MODERATOR)
@blueprint.arguments(FileDescription)
@blueprint.response(200, FileShown)
def describe(given: dict[str, Any], attachment_id: UUID) -> Response:
    """Word the caption; say that a picture should be public, or decide that as a moderator"""
    actor = current_actor()
    _found, reader = sight.readable(attachment_id, actor)
    if reader is Reader.MODERATOR:
        changed = actions.decide_on(attachment_id, actor, given)
    else:
        changed = actions.describe(attachment_id, actor, given)
    return jsonify(SHOWN.dump(_shown(changed, reader)))


@blueprint.delete("/<uuid:attachment_id>")
@allowed(*SENDING)
@blueprint.response(204)
def delete(attachment_id: UUID) -> None:
    """Delete a file that you sent and that belongs to nothing"""
    actions.take_back(attachment_id, current_actor())


def _shown(found: Attachment, reader: Reader | None) -> dict[str, Any]:
    [shown] = shown_to(reader, [view_of(found)], preferred_locale())
    return shown


def _may_be_fetched(found: Attachment, reader: Reader | None) -> bool:
    if found.state is Check.HELD:
        return reader in sight.INSIDE
    return found.state is not Check.INFECTED
