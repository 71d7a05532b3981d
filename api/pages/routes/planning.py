"""Dialogues at the desk: those of the place, a new one, and each brought to its next step."""

from dataclasses import replace
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.directory import directory
from api.authorities.models import Level
from api.core import clock
from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import read_cursor, takes_form
from api.dialogues.admission import organises
from api.dialogues.questions.queries import lacking_outcome
from api.dialogues.session_queries import dialogue_named
from api.dialogues.session_routes import ORGANISERS
from api.dialogues.sessions import Dialogue, SessionState
from api.pages import dialogue_views as views
from api.pages import planning_forms as forms
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.proposal_forms import prefilled
from api.pages.rendering import see
from api.pages.session_forms import DEEDS, deeds_on, lawful_items, next_of

A_PAGE = 30
PAST = "da-qua"


@pages.get("/can-bo/doi-thoai")
@allowed(*OFFICIALS)
def dialogues_at_desk() -> Response:
    """The dialogues of the place, those to come or those that are over"""
    here, after = desk(), request.args.get("sau")
    past = request.args.get("khi") == PAST
    is_above = here.unit.level is Level.PROVINCE
    found = views.schedule(
        views.coming_or_past(
            past=past,
            area=None if is_above else directory().areas[here.unit.area_code],
            limit=A_PAGE,
            after=read_cursor(after) if after else None,
        )
    )
    return desk_page(
        "desk/dialogues.html",
        listed=found.items,
        next=found.next,
        past=past,
        open=views.to_be_finished(here.unit) if not past else [],
        next_of=next_of,
        may_plan=forms.may_plan(here),
    )


@pages.get("/can-bo/doi-thoai/moi")
@allowed(*ORGANISERS)
def dialogue_to_plan() -> Response:
    """The form of a new one, also of one that was proposed"""
    form = forms.plan_form(desk())
    named = id_in({"ma": request.args.get("de-xuat", "")})
    return _plan(replace(form, typed=prefilled(form.typed, named, current_actor())))


@pages.post("/can-bo/doi-thoai/moi")
@allowed(*ORGANISERS)
@takes_form
def plan_dialogue() -> ResponseReturnValue:
    """Put a dialogue into the plan"""
    here = desk()
    form = forms.plan_form(here, Typed.into(forms.plan_form(here).fields, request.form))
    if id_in({"ma": form.typed.get("id")}) is None:
        raise Missing
    planned: list[Dialogue] = []
    refused = tried(form, lambda: planned.append(forms.plan(here, form)))
    return _to(planned[0], "ke-hoach") if refused is None else _plan(refused)


@pages.get("/can-bo/doi-thoai/<string:code>")
@allowed(*OFFICIALS)
def dialogue_at_desk(code: str) -> Response:
    """One dialogue, and what is to be done with it next"""
    return _one(dialogue_named(code))


@pages.post("/can-bo/doi-thoai/<string:code>/<string:slug>")
@allowed(*ORGANISERS)
@takes_form
def act_on_dialogue(code: str, slug: str) -> ResponseReturnValue:
    """Announce it, move it, call it off, open it, close it, or record its results"""
    found, deed = dialogue_named(code), DEEDS.get(slug)
    if deed is None:
        raise Missing
    form = deed.form(found, Typed.into(deed.form(found).fields, request.form))
    dialogue_id: UUID = found.id
    refused = tried(form, lambda: deed.act(dialogue_id, current_actor(), form))
    return _to(found, slug) if refused is None else _one(dialogue_named(code), refused)


def _plan(form: Form) -> Response:
    if not forms.may_plan(desk()):
        raise Missing
    return desk_page(
        "desk/dialogue_plan.html",
        form.status,
        form=form,
        refused=form if form.errors else None,
    )


def _one(found: Dialogue, refused: Form | None = None) -> Response:
    actor = current_actor()
    is_ours = organises(actor, found)
    offered = [deed.form(found) for deed in deeds_on(found)] if is_ours else []
    shown = [refused if refused and refused.name == each.name else each for each in offered]
    is_lost = refused is not None and refused not in shown
    slug = request.args.get("xong", "")
    return desk_page(
        "desk/dialogue.html",
        refused.status if refused else 200,
        dialogue=views.whole(found, clock.now()),
        forms=shown,
        is_ours=is_ours,
        lawful=lawful_items(found),
        lacking=lacking_outcome(found.id) if found.state == SessionState.IN_SESSION else (),
        refused=refused,
        lost=refused if is_lost else None,
        done=DEEDS[slug].done if slug in DEEDS else _PLANNED if slug == "ke-hoach" else "",
    )


_PLANNED = "It stands in the plan. Now announce it."


def _to(found: Dialogue, done: str) -> Response:
    return see(url_for("pages.dialogue_at_desk", code=found.code, xong=done))
