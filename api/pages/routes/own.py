"""One's own case: read by its sender, and what the sender says about it."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.commitments.models import Source
from api.core.access import Role, allowed, current_actor
from api.core.errors import Missing
from api.core.http import takes_file, takes_form
from api.pages.blueprint import pages
from api.pages.forms import Form, Typed, tried
from api.pages.looks import APPEALING, CONCEALING, SAID, looks, publicity_form
from api.pages.own_case import STEPS, form_of, own_case, own_petition, own_promise
from api.pages.promises import WORDS
from api.pages.rendering import page, see
from api.pages.routes.promised import promise_page
from api.pages.steps import take
from api.pages.uploads import FORM_TYPES, LARGEST_FORM, bring_in


@pages.get("/vu-viec/<uuid:petition_id>")
@allowed(Role.RESIDENT)
def my_case(petition_id: UUID) -> Response:
    """One's own case: the words, what has happened, the answer, and what one may say of it"""
    slug = request.args.get("xong", "")
    done = STEPS.get(slug) or WORDS.get(slug)
    return _page(petition_id, done=done.done if done else SAID.get(slug, ""))


@pages.post("/vu-viec/<uuid:petition_id>/<string:slug>")
@allowed(Role.RESIDENT)
@takes_file(LARGEST_FORM, *FORM_TYPES)
def say_of_own(petition_id: UUID, slug: str) -> ResponseReturnValue:
    """Say it; or the page again, with what is wrong and all that was typed"""
    actor, step = current_actor(), STEPS.get(slug)
    brought = bring_in(request.files, actor)
    petition = own_petition(petition_id, actor)
    if step is None:
        return _of_publicity(petition_id, slug)
    typed = Typed.into(form_of(step, petition, actor).fields, request.form)
    form = brought.into(form_of(step, petition, actor, typed))
    refused = (form if form.errors else None) or tried(
        form, lambda: take(step, petition.id, actor, form)
    )
    if refused is not None:
        return _page(petition_id, refused)
    return see(url_for("pages.my_case", petition_id=petition_id, xong=slug))


@pages.post("/viec-da-hua/<uuid:promise_id>/<string:slug>")
@allowed(Role.RESIDENT)
@takes_form
def say_of_own_promise(promise_id: UUID, slug: str) -> ResponseReturnValue:
    """Say whether what was promised is done"""
    actor, word = current_actor(), WORDS.get(slug)
    promise = own_promise(promise_id, actor)
    if word is None:
        raise Missing
    form = word.form(promise, actor, Typed.into(word.asks(), request.form))
    body = form.typed.body(form.fields)
    refused = tried(form, lambda: word.takes(promise_id, actor, body))
    if promise.source is Source.DIALOGUE:
        if refused is not None:
            return promise_page(own_promise(promise_id, actor), actor, refused)
        return see(url_for("pages.promise", promise_id=promise_id, xong=slug))
    if refused is not None:
        return _page(promise.origin_id, refused)
    return see(url_for("pages.my_case", petition_id=promise.origin_id, xong=slug))


def _of_publicity(petition_id: UUID, slug: str) -> ResponseReturnValue:
    """What the author says about whether others may read it."""
    form = publicity_form(slug, petition_id, Typed({"words": request.form.getlist("words")}))
    if form is None:
        raise Missing
    actor, body = current_actor(), form.typed.body(form.fields)
    acts: dict[str, Callable[[], object]] = {
        CONCEALING: lambda: looks().conceal(petition_id, actor),
        APPEALING: lambda: looks().appeal(petition_id, actor, body),
    }
    refused = tried(form, acts[slug])
    if refused is not None:
        return _page(petition_id, refused)
    return see(url_for("pages.my_case", petition_id=petition_id, xong=slug))


def _page(petition_id: UUID, refused: Form | None = None, done: str = "") -> Response:
    actor = current_actor()
    found = own_case(own_petition(petition_id, actor), actor, refused)
    status = refused.status if refused else 200
    return page("my_case.html", status, own=found, case=found.case, done=done)
