"""Questions to a dialogue, for residents: what everybody reads, one's own, asking, the same."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.core import clock
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import read_cursor, takes_form
from api.dialogues.questions.models import Question, QuestionState
from api.dialogues.questions.queries import counts_of, question_to_read
from api.dialogues.session_queries import dialogue_named, dialogue_to_read
from api.dialogues.sessions import Dialogue
from api.pages import asked_forms as forms
from api.pages import dialogue_views, question_views
from api.pages.blueprint import pages
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import FOR_ALL, page, see

A_PAGE = 30


@pages.get("/doi-thoai/phien/<string:code>/cau-hoi")
@public
def questions_of_dialogue(code: str) -> Response:
    """What is asked and what became of it, as everybody may read it"""
    found, after = dialogue_named(code), request.args.get("sau")
    shown = question_views.in_public(
        found, actor_or_none(), read_cursor(after) if after else None, A_PAGE
    )
    return page(
        "dialogue/questions.html",
        dialogue=dialogue_views.whole(found, clock.now()),
        questions=shown.items,
        next=shown.next,
        counts=counts_of(found.id),
        may_ask=question_views.takes_questions(found),
        keep=FOR_ALL,
    )


@pages.get("/doi-thoai/phien/<string:code>/hoi")
@allowed(Role.RESIDENT)
def question_form(code: str) -> Response:
    """The form to ask"""
    found = dialogue_named(code)
    return _form(found, forms.asking_form(found))


@pages.post("/doi-thoai/phien/<string:code>/hoi")
@allowed(Role.RESIDENT)
@takes_form
def ask_question(code: str) -> ResponseReturnValue:
    """Ask, with or without having registered"""
    found, actor = dialogue_named(code), current_actor()
    form = forms.asking_form(found, Typed.into(forms.asking_form(found).fields, request.form))
    chosen = id_in({"ma": form.typed.get("id")})
    if chosen is None:
        raise Missing
    refused = tried(form, lambda: forms.ask(found, form, actor))
    return _form(dialogue_named(code), refused) if refused else _to(chosen, "da-hoi")


@pages.get("/doi-thoai/cau-hoi/<uuid:question_id>")
@public
def question(question_id: UUID) -> Response:
    """One question: its words, what became of it, and what is owed on it by when"""
    return _one(_readable(question_id))


@pages.post("/doi-thoai/cau-hoi/<uuid:question_id>/<string:slug>")
@allowed(Role.RESIDENT)
@takes_form
def say_of_question(question_id: UUID, slug: str) -> ResponseReturnValue:
    """Say that one asks the same, or take one's own back"""
    found, act = _readable(question_id), forms.PRESSES.get(slug)
    if act is None:
        raise Missing
    form = forms.press_form(question_id, slug)
    refused = tried(form, lambda: act(question_id, current_actor()))
    return _one(found, refused) if refused else _to(question_id, slug)


def _readable(question_id: UUID) -> Question:
    """The question, when it is public or the reader's own."""
    found, actor = question_to_read(question_id), actor_or_none()
    is_own = actor is not None and actor.position_id is None and found.author_id == actor.account_id
    if not is_own and found.published_at is None:
        raise Missing
    return found


def _one(found: Question, refused: Form | None = None) -> Response:
    actor = actor_or_none()
    is_resident = actor is not None and actor.is_(Role.RESIDENT) and actor.position_id is None
    is_own = actor is not None and is_resident and found.author_id == actor.account_id
    shown = question_views.one(found, actor)
    is_led = shown["led_by"] is not None and shown["led_by"]["outcome"] is not None
    is_open = found.state == QuestionState.ASKED and not is_led
    slug = "rut" if is_own else "thoi-cung-hoi" if shown["supporting"] else "cung-hoi"
    return page(
        "dialogue/question.html",
        refused.status if refused else 200,
        question=shown,
        dialogue=dialogue_views.whole(dialogue_to_read(found.dialogue_id), clock.now()),
        is_own=is_own,
        form=forms.press_form(found.id, slug) if is_resident and is_open else None,
        refused=refused,
        done=_SAID.get(request.args.get("xong", ""), ""),
        keep=FOR_ALL,
    )


_SAID = {
    "da-hoi": "Your question is here. You are told what becomes of it.",
    "cung-hoi": "You ask the same now, and are told what becomes of it.",
    "thoi-cung-hoi": "You do not ask this any more.",
    "rut": "Your question is taken back.",
}


def _form(found: Dialogue, form: Form) -> Response:
    return page(
        "dialogue/ask.html",
        form.status,
        dialogue=dialogue_views.whole(found, clock.now()),
        form=form,
        may_ask=question_views.takes_questions(found),
    )


def _to(question_id: UUID, done: str) -> Response:
    return see(url_for("pages.question", question_id=question_id, xong=done))
