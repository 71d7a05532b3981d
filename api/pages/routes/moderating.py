"""The desk of a moderator: what waits for a decision, and the decision with its reason."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.cases.access import reader_of
from api.core.access import Role, allowed, current_actor
from api.core.http import read_cursor, takes_form
from api.core.i18n import preferred_locale
from api.pages.blueprint import pages
from api.pages.desks import desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.looks import Look, decide, form_to_decide, looks
from api.pages.rendering import see
from api.petitions import queries
from api.petitions.columns import as_read

A_PAGE = 20


@pages.get("/can-bo/xet-cong-khai")
@allowed(Role.MODERATOR)
def moderation_queue() -> Response:
    """What waits for one's decision, the longest waiting first"""
    actor, after = current_actor(), request.args.get("sau")
    cursor = read_cursor(after) if after else None
    return desk_page(
        "desk/looks.html",
        waiting=looks().waiting(actor, cursor, A_PAGE, preferred_locale()),
        number=looks().how_many(actor),
        is_done="xong" in request.args,
        is_further=cursor is not None,
    )


@pages.get("/can-bo/xet-cong-khai/<uuid:look_id>")
@allowed(Role.MODERATOR)
def look_at(look_id: UUID) -> Response:
    """The words as they were sent and as everybody would read them, and the decision"""
    look = looks().one(look_id, current_actor(), preferred_locale())
    return _page(look, form_to_decide(look))


@pages.post("/can-bo/xet-cong-khai/<uuid:look_id>")
@allowed(Role.MODERATOR)
@takes_form
def decide_on_look(look_id: UUID) -> ResponseReturnValue:
    """Decide; or the page again, with what is wrong and all that was typed"""
    actor = current_actor()
    look = looks().one(look_id, actor, preferred_locale())
    form = form_to_decide(look, Typed.into(form_to_decide(look).fields, request.form))
    refused = tried(form, lambda: decide(look, actor, form))
    if refused is not None:
        return _page(look, refused, refused)
    return see(url_for("pages.moderation_queue", xong=1))


def _page(look: Look, form: Form, refused: Form | None = None) -> Response:
    actor = current_actor()
    petition = queries.petition_to_read(look.petition_id)
    return desk_page(
        "desk/look.html",
        refused.status if refused else 200,
        look=look,
        case=as_read(petition, reader_of(actor, petition), preferred_locale()),
        form=form,
        refused=refused,
    )
