"""Reception enters what somebody brought, wrote or said, and gives them the slip."""

from uuid import UUID

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.core.access import Role, allowed, current_actor
from api.core.errors import Missing, Problem
from api.core.http import takes_file, takes_form
from api.pages import letter_files
from api.pages.blueprint import pages
from api.pages.desks import desk, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.kinds import kinds
from api.pages.letter_files import FORM_TYPES, LARGEST_FORM, LetterRead, letter_form
from api.pages.paper import enter, paper_form, with_an_id, with_new_id
from api.pages.rendering import see
from api.petitions import queries
from api.petitions.errors import IdTaken
from api.petitions.models import Petition
from api.petitions.receipt import must_be_given_to


@pages.get("/can-bo/nhap-don")
@allowed(Role.RECEIVER)
def to_enter() -> Response:
    """The questions that a clerk asks somebody who came"""
    return _page(paper_form(desk()))


@pages.post("/can-bo/nhap-don")
@allowed(Role.RECEIVER)
@takes_form
def enter_paper() -> ResponseReturnValue:
    """Enter it; or the page again, with what is wrong and all that was typed"""
    if request.form.get("kind") in {each.code for each in kinds().values() if each.redirect}:
        return redirect(url_for("pages.not_here"), 303)  # nothing of it is read
    here = desk()
    form = paper_form(here, with_an_id(Typed.into(paper_form(here).fields, request.form)))
    entered: list[Petition] = []
    refused = tried(form, lambda: entered.append(enter(here, form)))
    if refused is not None:
        return _page(_to_send_again(refused), refused)
    return see(url_for("pages.entered", petition_id=entered[0].id))


@pages.post("/can-bo/nhap-don/thu")
@allowed(Role.RECEIVER)
@takes_file(LARGEST_FORM, *FORM_TYPES)
def read_letter() -> ResponseReturnValue:
    """The form as an e-mail file fills it, for the clerk to look over"""
    here = desk()
    try:
        found = letter_files.read_letter(here, request.files.get("file"))
    except Problem as problem:
        if "ways" in problem.facts:
            return redirect(url_for("pages.not_here"), 303)  # nothing of it comes back
        return _page(paper_form(here), refused_letter=letter_form().refused(problem))
    return _page(paper_form(here, found.typed), read=found)


@pages.get("/can-bo/nhap-don/<uuid:petition_id>")
@allowed(Role.RECEIVER)
def entered(petition_id: UUID) -> Response:
    """What was entered: its number, and the slip to be given out"""
    petition = queries.petition_with(petition_id)
    if petition is None:
        raise Missing
    must_be_given_to(petition, current_actor())
    return desk_page("desk/entered.html", petition=petition)


def _to_send_again(refused: Form) -> Form:
    """The form as it was sent; as another petition, when this page was sent already."""
    if refused.status != IdTaken.status:
        return refused
    here = desk()
    again = paper_form(here, with_new_id(refused.typed))
    return Form(**(vars(again) | {"errors": refused.errors, "status": refused.status}))


def _page(
    form: Form,
    refused: Form | None = None,
    refused_letter: Form | None = None,
    read: LetterRead | None = None,
) -> Response:
    wrong = refused or refused_letter
    return desk_page(
        "desk/enter.html",
        wrong.status if wrong else 200,
        form=form,
        refused=wrong,
        letter=refused_letter or letter_form(),
        read=read,
    )
