"""The standard texts of a desk and of its unit: read, written, taken away."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import takes_form
from api.desk import actions
from api.desk.placeholders import FILLED
from api.desk.queries import text_for
from api.desk.schemas import LONGEST_TEXT, TextToKeep
from api.pages.blueprint import pages
from api.pages.desks import WORKING, desk_page
from api.pages.forms import Field, Form, Typed, Widget, tried
from api.pages.rendering import see
from api.pages.searches import id_in
from api.pages.sheets import texts_at
from api.petitions.publicity import Moderation

HERE: Final = "/can-bo/van-ban-mau"

_ASKED: Final[Sequence[Field]] = (
    Field("title", "What the text is for", needed=True, longest=200),
    Field("text", "The text", Widget.LINES, needed=True, longest=LONGEST_TEXT),
    Field("shared_with_unit", "My whole unit uses it", Widget.YES),
    Field("id", widget=Widget.CARRIED),
)


@pages.get(HERE)
@allowed(*WORKING)
def standard_texts() -> Response:
    """The texts one may use, and a form for a new one or for the one that is chosen"""
    return _page(_form(_begun(request.args.get("sua", ""))))


@pages.post(HERE)
@allowed(*WORKING)
@takes_form
def keep_standard_text() -> ResponseReturnValue:
    """Keep a text; or the page again, with what is wrong and all that was typed"""
    form = _form(Typed.into(_ASKED, request.form))
    refused = tried(form, lambda: _keep(form))
    return _page(refused) if refused else see(f"{HERE}?xong=1")


@pages.post(f"{HERE}/bo")
@allowed(*WORKING)
@takes_form
def forget_standard_text() -> ResponseReturnValue:
    """Take a text away"""
    text_id = id_in(request.form.get("id", ""))
    if text_id is None:
        raise Missing
    actions.forget_text(text_id, current_actor())
    return see(HERE)


def _keep(form: Form) -> None:
    body = form.typed.body(_ASKED)
    text_id = id_in(body.pop("id", "")) or uuid4()
    given: dict[str, Any] = TextToKeep().load(body)
    moderation: Moderation = current_app.extensions["doithoai.moderation"]
    actions.keep_text(text_id, current_actor(), given, moderation.mask(given["text"]))


def _begun(chosen: str) -> Typed:
    """An empty form, or the text that is to be changed."""
    text_id: UUID | None = id_in(chosen)
    if text_id is None:
        return Typed()
    desk = actions.acting(current_actor())
    text = text_for(text_id, desk.id, desk.unit_id)
    shared = "yes" if text.position_id is None else None
    return Typed.of(id=text.id, title=text.title, text=text.text, shared_with_unit=shared)


def _form(typed: Typed) -> Form:
    return Form(
        name="van-ban-mau",
        to=HERE,
        title="Change this text" if typed.get("id") else "Write a text to be used again",
        button="Keep",
        fields=_ASKED,
        typed=typed,
    )


def _page(form: Form) -> Response:
    return desk_page(
        "desk/texts.html",
        form.status,
        form=form,
        texts=texts_at(current_actor()),
        places=sorted(FILLED),
        done=bool(request.args.get("xong")),
    )
