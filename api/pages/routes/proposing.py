"""Dialogues that are proposed: the Front does so on a hot spot, the head answers at the desk."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.core import clock
from api.core.access import Role, allowed, current_actor
from api.core.errors import Missing
from api.core.http import Page, read_cursor, takes_form
from api.dialogues.proposals import actions, queries
from api.dialogues.proposals.queries import ProposalsWanted
from api.dialogues.proposals.routes import READING
from api.dialogues.proposals.views import shown
from api.monitoring.asking import WATCHING, hot_spots_asked
from api.pages import proposal_forms as forms
from api.pages.blueprint import pages
from api.pages.desks import desk, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import see

A_PAGE = 20


@pages.get(forms.SPOTS)
@allowed(*WATCHING)
def spots() -> Response:
    """Where many people ask about one matter"""
    return _spots()


@pages.post(forms.SPOTS)
@allowed(Role.MONITOR)
@takes_form
def propose_dialogue() -> ResponseReturnValue:
    """Propose a dialogue about a hot spot"""
    carried = {name: [request.form.get(name, "")] for name in ("area", "field", "code", "id")}
    typed = Typed({**carried, "topic": [request.form.get("topic", "")]})
    if id_in({"ma": typed.get("id")}) is None:
        raise Missing
    spot = {"area": typed.get("area"), "field": typed.get("field")}
    form = forms.spot_form(spot | {"examples": [{"code": typed.get("code")}]}, typed)
    if form is None:
        raise Missing
    refused = tried(form, lambda: forms.propose(typed, current_actor(), clock.now()))
    return _spots(refused) if refused else see(url_for("pages.proposals"))


@pages.get(forms.AT)
@allowed(*READING)
def proposals() -> Response:
    """What is proposed to the place, or at the province to every place, the newest first"""
    return _listed()


@pages.post(f"{forms.AT}/<uuid:proposal_id>/<string:slug>")
@allowed(Role.HEAD)
@takes_form
def answer_proposal(proposal_id: UUID, slug: str) -> ResponseReturnValue:
    """Say which dialogue was planned from it, or why there will be none"""
    found, make = actions.to_read(proposal_id, current_actor()), forms.FORMS.get(slug)
    if make is None:
        raise Missing
    form = make(found, Typed.into(make(found).fields, request.form))
    refused = tried(form, lambda: forms.answer(found, slug, form, current_actor()))
    return _listed(refused) if refused else see(url_for("pages.proposals"))


def _spots(refused: Form | None = None) -> Response:
    asked = {name: request.args[name] for name in ("area", "field") if request.args.get(name)}
    found = hot_spots_asked(asked, current_actor(), clock.now())["items"]
    offered = [forms.spot_form(each) if forms.may_propose(desk()) else None for each in found]
    return desk_page(
        "watching/hot_spots.html",
        refused.status if refused else 200,
        spots=[
            (spot, refused if refused and form and refused.name == form.name else form)
            for spot, form in zip(found, offered, strict=True)
        ],
        refused=refused,
        may_read=current_actor().is_(*READING),
    )


def _listed(refused: Form | None = None) -> Response:
    here, after = desk(), request.args.get("sau")
    wanted = ProposalsWanted(
        area_code=actions.place_of(here.actor),
        limit=A_PAGE,
        after=read_cursor(after) if after else None,
    )
    found = Page.of(queries.proposals(wanted), A_PAGE, "ordinal")
    return desk_page(
        "desk/proposals.html",
        refused.status if refused else 200,
        proposals=[
            (
                shown(each),
                [
                    refused if refused and refused.name == form.name else form
                    for form in forms.forms_on(each, here)
                ],
            )
            for each in found.items
        ],
        counts=queries.counted(wanted),
        states=forms.STATES,
        next=found.next,
        refused=refused,
    )
