"""One dialogue as everybody reads it, and what residents do who want to come: the way to a seat."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.core import clock
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import takes_form
from api.dialogues import registering
from api.dialogues.questions.queries import counts_of
from api.dialogues.registration_errors import NotYourTurn, RegisteredAlready
from api.dialogues.registration_queries import live_registration
from api.dialogues.registrations import Registration, RegistrationState
from api.dialogues.session_queries import dialogue_named, dialogue_to_read
from api.dialogues.sessions import Dialogue
from api.pages import attending_forms as forms
from api.pages import dialogue_views as views
from api.pages.assets import assets
from api.pages.blueprint import pages
from api.pages.dialogue_papers import agenda_context, results_context
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.question_views import takes_questions
from api.pages.rendering import FOR_ALL, page, see


@pages.get("/doi-thoai/phien/<string:code>")
@public
def dialogue(code: str) -> Response:
    """One dialogue: what, when, where, who presides, and how to take part"""
    found, actor = dialogue_named(code), actor_or_none()
    is_resident = actor is not None and actor.is_(Role.RESIDENT)
    own = live_registration(found.id, actor.account_id) if actor and is_resident else None
    return page(
        "dialogue/one.html",
        dialogue=views.whole(found, clock.now()),
        own=views.registration(own, found) if own else None,
        counts=counts_of(found.id),
        may_ask=takes_questions(found),
        keep=FOR_ALL,
        **agenda_context(found, actor, clock.now()),
        **results_context(found),
    )


@pages.get("/doi-thoai/phien/<string:code>/dang-ky")
@allowed(Role.RESIDENT)
def registration_form(code: str) -> Response:
    """What is asked of who registers"""
    found = dialogue_named(code)
    own = live_registration(found.id, current_actor().account_id)
    if own is not None:
        return _to_ticket(own.id, "da-co")
    return _form(found, forms.guest_form(found, invitation=request.args.get("ma-moi", "")))


@pages.post("/doi-thoai/phien/<string:code>/dang-ky")
@allowed(Role.RESIDENT)
@takes_form
def register_for_dialogue(code: str) -> ResponseReturnValue:
    """Register: a seat, or a place in the line"""
    found = dialogue_named(code)
    form = forms.guest_form(found, Typed.into(forms.guest_form(found).fields, request.form))
    if id_in({"ma": form.typed.get("id")}) is None:
        raise Missing
    made: list[Registration] = []
    try:
        refused = tried(form, lambda: made.append(_registered(found, form)))
    except _There as there:
        return _to_ticket(there.registration_id, "da-co")
    if refused is not None:
        return _form(found, refused)
    return _to_ticket(made[0].id, "da-dang-ky")


@pages.get("/doi-thoai/ve/<uuid:registration_id>")
@allowed(Role.RESIDENT)
def ticket(registration_id: UUID) -> Response:
    """One's own registration: the ticket with its code, or the place in the line"""
    return _ticket(registering.to_read(registration_id, current_actor()))


@pages.get("/doi-thoai/ve/<uuid:registration_id>/tep")
@allowed(Role.RESIDENT)
def ticket_file(registration_id: UUID) -> Response:
    """The ticket as one file, which opens without a network"""
    found = registering.to_read(registration_id, current_actor())
    if found.state != RegistrationState.CONFIRMED:
        raise NotYourTurn(state=found.state)
    dialogue_ = dialogue_to_read(found.dialogue_id)
    style = assets()["pages.css"].content.decode()
    response = page("dialogue/ticket_file.html", **_shown(found, dialogue_), style=style)
    response.headers["Content-Disposition"] = f'attachment; filename="ve-{found.ticket}.html"'
    return response


@pages.post("/doi-thoai/ve/<uuid:registration_id>/<string:slug>")
@allowed(Role.RESIDENT)
@takes_form
def say_of_registration(registration_id: UUID, slug: str) -> ResponseReturnValue:
    """Say that one comes, with how many, or give it up"""
    actor, act = current_actor(), forms.SAYING.get(slug)
    found = registering.to_read(registration_id, actor)
    if act is None:
        raise Missing
    fields = forms.ticket_form(slug, found).fields
    form = forms.ticket_form(slug, found, Typed.into(fields, request.form))
    refused = tried(form, lambda: act(registration_id, actor, form))
    return _to_ticket(registration_id, slug) if refused is None else _ticket(found, refused)


class _There(Exception):
    """Somebody is registered already; it is no error to them, but where they wanted to be."""

    def __init__(self, registration_id: UUID) -> None:
        super().__init__()
        self.registration_id = registration_id


def _registered(found: Dialogue, form: Form) -> Registration:
    actor = current_actor()
    try:
        return forms.register(found, form, actor)
    except RegisteredAlready as earlier:
        own = live_registration(found.id, actor.account_id)
        if own is None:  # a desk wrote down the number before there was this account
            raise
        raise _There(own.id) from earlier


def _form(found: Dialogue, form: Form) -> Response:
    shown = views.whole(found, clock.now())
    return page("dialogue/register.html", form.status, dialogue=shown, form=form)


def _ticket(found: Registration, refused: Form | None = None) -> Response:
    dialogue_ = dialogue_to_read(found.dialogue_id)
    offered = forms.ticket_forms(found, dialogue_)
    return page(
        "dialogue/ticket.html",
        refused.status if refused else 200,
        **_shown(found, dialogue_),
        forms=[refused if refused and refused.name == each.name else each for each in offered],
        refused=refused,
        done=forms.SAID.get(request.args.get("xong", ""), ""),
    )


def _shown(found: Registration, dialogue_: Dialogue) -> dict[str, Any]:
    shown = views.registration(found, dialogue_)
    said = shown["ticket_content"]
    return {
        "registration": shown,
        "dialogue": views.whole(dialogue_, clock.now()),
        "picture": views.picture_of(said) if said else None,
    }


def _to_ticket(registration_id: UUID, done: str) -> Response:
    return see(url_for("pages.ticket", registration_id=registration_id, xong=done))
