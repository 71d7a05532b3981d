"""The register of visits at the desk: a line of it, and the file of a time."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import takes_form
from api.dialogues.receptions import queries, visiting
from api.dialogues.receptions.visits import Visit
from api.pages import visit_forms as forms
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import see
from api.pages.routes.receptions import day_page


@pages.get("/can-bo/tiep-dan/<uuid:reception_id>/so/<uuid:visit_id>")
@allowed(*OFFICIALS)
def visit(reception_id: UUID, visit_id: UUID) -> Response:
    """A line of the register, and what may be done with it"""
    return _line(visiting.visit_to_read(reception_id, visit_id, current_actor()))


@pages.post("/can-bo/tiep-dan/<uuid:reception_id>/so-tiep")
@allowed(*OFFICIALS)
@takes_form
def enter_visit(reception_id: UUID) -> ResponseReturnValue:
    """Enter somebody into the register"""
    reception = queries.reception_to_read(reception_id)
    asked = forms.visit_form(reception)
    form = forms.visit_form(reception, Typed.into(asked.fields, request.form))
    chosen = id_in({"ma": form.typed.get("id")})
    if chosen is None:
        raise Missing
    refused = tried(form, lambda: forms.enter(reception, form, current_actor()))
    if refused is not None:
        return day_page(reception, refused)
    return see(url_for("pages.visit", reception_id=reception_id, visit_id=chosen))


@pages.post("/can-bo/tiep-dan/<uuid:reception_id>/so/<uuid:visit_id>/ket-qua")
@allowed(*OFFICIALS)
@takes_form
def settle_visit(reception_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Say what became of it"""
    found = visiting.visit_to_change(reception_id, visit_id, current_actor())
    asked = forms.outcome_form(found)
    form = forms.outcome_form(found, Typed.into(asked.fields, request.form))
    refused = tried(form, lambda: forms.settle(found, form, current_actor()))
    return _done(found) if refused is None else _line(found, refused)


@pages.post("/can-bo/tiep-dan/<uuid:reception_id>/so/<uuid:visit_id>/lap-don")
@allowed(*OFFICIALS)
@takes_form
def petition_of_visit(reception_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Make a petition from it"""
    found = visiting.visit_to_change(reception_id, visit_id, current_actor())
    reception = queries.reception_to_read(reception_id)
    asked = forms.petition_form(found, reception)
    form = forms.petition_form(found, reception, Typed.into(asked.fields, request.form))
    if id_in({"ma": form.typed.get("id")}) is None:
        raise Missing
    refused = tried(form, lambda: forms.take_in(found, form, current_actor()))
    return _done(found) if refused is None else _line(found, refused)


def _done(found: Visit) -> Response:
    return see(url_for("pages.visit", reception_id=found.reception_id, visit_id=found.id))


def _line(found: Visit, refused: Form | None = None) -> Response:
    reception = queries.reception_to_read(found.reception_id)
    offered = forms.forms_on(found, reception, current_actor())
    return desk_page(
        "desk/visit.html",
        refused.status if refused else 200,
        line=forms.line(found),
        reception=reception,
        forms=[refused if refused and refused.name == each.name else each for each in offered],
        refused=refused,
    )
