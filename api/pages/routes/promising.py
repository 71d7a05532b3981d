"""What was promised, at the desk: what is to be done, to be verified and to be decided there."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.cases.access import reader_of
from api.commitments import queries
from api.commitments.models import Commitment, Source
from api.commitments.piles import MOST
from api.core.access import allowed, current_actor
from api.pages import promise_views as views
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk_page
from api.pages.forms import Form
from api.pages.promises import WORDS
from api.pages.rendering import see


@pages.get("/can-bo/viec-da-hua")
@allowed(*OFFICIALS)
def desk_promises() -> Response:
    """What was promised and is to be done, verified or decided on from here"""
    return desk_page(
        "desk/promises.html", piles=views.on_desk(current_actor()), most=MOST, done=_done()
    )


@pages.get("/can-bo/viec-da-hua/<uuid:promise_id>")
@allowed(*OFFICIALS)
def desk_promise(promise_id: UUID) -> ResponseReturnValue:
    """One promise, and what may be said of it from here"""
    found = queries.commitment_to_read(promise_id)
    reader_of(current_actor(), found)
    if found.source is Source.ANSWER:
        return see(url_for("pages.case", case_id=found.origin_id, _anchor="da-hua"))
    return desk_promise_page(found, done=_done())


def desk_promise_page(found: Commitment, refused: Form | None = None, done: str = "") -> Response:
    """The promise as this official reads it, with the form that was refused, if one was."""
    actor = current_actor()
    shown = views.one(found, actor, reader_of(actor, found), refused)
    return desk_page(
        "desk/promise.html",
        refused.status if refused else 200,
        promise=shown.shown,
        offered=shown.offered,
        refused=refused,
        lost=shown.is_lost,
        done=done,
    )


def _done() -> str:
    word = WORDS.get(request.args.get("xong", ""))
    return word.done if word else ""
