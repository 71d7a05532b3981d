"""The register of denunciation papers at the desk above the communes that keeps it."""

from uuid import UUID

from flask import Response, request
from flask.typing import ResponseReturnValue

from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import Page, read_cursor, takes_form
from api.denunciations import actions
from api.denunciations.routes import KEEPERS
from api.denunciations.views import shown
from api.pages import paper_forms as forms
from api.pages.blueprint import pages
from api.pages.desks import desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import see

A_PAGE = 20


@pages.get("/can-bo/so-to-cao")
@allowed(*KEEPERS)
def register_of_papers() -> Response:
    """The papers of one's desk, by number, each with its next step"""
    return _page()


@pages.post("/can-bo/so-to-cao")
@allowed(*KEEPERS)
@takes_form
def register_paper() -> ResponseReturnValue:
    """Put a paper into the register"""
    form = forms.paper_form(Typed.into(forms.paper_form().fields, request.form))
    chosen = id_in({"ma": form.typed.get("id")})
    if chosen is None:
        raise Missing
    refused = tried(form, lambda: forms.enter(form, chosen, current_actor()))
    return see(forms.HERE) if refused is None else _page(refused)


@pages.post("/can-bo/so-to-cao/<uuid:paper_id>")
@allowed(*KEEPERS)
@takes_form
def register_step(paper_id: UUID) -> ResponseReturnValue:
    """Enter what was done with a paper"""
    paper = actions.paper_of(paper_id, current_actor())
    asked = forms.step_form(paper)
    if asked is None:
        raise Missing
    form = forms.step_form(paper, Typed.into(asked.fields, request.form)) or asked
    refused = tried(form, lambda: forms.take(form, paper_id, current_actor()))
    return see(forms.HERE) if refused is None else _page(refused)


def _page(refused: Form | None = None) -> Response:
    after = request.args.get("sau")
    listed = actions.papers_of(
        current_actor(), limit=A_PAGE, after=read_cursor(after) if after else None
    )
    found = Page.of(listed, A_PAGE, "ordinal")
    steps = {each.id: _again(forms.step_form(each), refused) for each in found.items}
    return desk_page(
        "desk/papers.html",
        refused.status if refused else 200,
        papers=[shown(each) for each in found.items],
        steps=steps,
        next=found.next,
        form=_again(forms.paper_form(), refused),
        refused=refused,
    )


def _again(form: Form | None, refused: Form | None) -> Form | None:
    return refused if form and refused and refused.name == form.name else form
