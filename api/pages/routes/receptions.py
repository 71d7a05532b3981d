"""Reception days at the desk: the schedule of the place, planned and told of."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.directory import directory
from api.core import clock
from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import Page, read_cursor, takes_form
from api.dialogues.receptions import queries
from api.dialogues.receptions.models import Reception
from api.dialogues.receptions.views import shown
from api.dialogues.receptions.visiting import visits_on
from api.pages import reception_forms as forms
from api.pages import visit_forms
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import see
from api.regulation.calendar import months_after

A_PAGE = 30
MOST_LISTED = 300
"""Lines of the register on the page of a day; more are in its file."""


@pages.get("/can-bo/tiep-dan")
@allowed(*OFFICIALS)
def receptions() -> Response:
    """The reception days of one's place, from the first of this month"""
    return _schedule(None)


@pages.post("/can-bo/tiep-dan")
@allowed(*OFFICIALS)
@takes_form
def plan_reception() -> ResponseReturnValue:
    """Put a day into the public schedule"""
    here = desk()
    asked = forms.plan_form(here)
    form = forms.plan_form(here, Typed.into(asked.fields, request.form))
    if id_in({"ma": form.typed.get("id")}) is None:
        raise Missing
    refused = tried(form, lambda: forms.plan(here, form))
    return see(url_for("pages.receptions")) if refused is None else _schedule(refused)


@pages.get("/can-bo/tiep-dan/<uuid:reception_id>")
@allowed(*OFFICIALS)
def reception(reception_id: UUID) -> Response:
    """A reception day, and what may be told of it"""
    found = queries.reception_to_read(reception_id)
    return _day(found, forms.forms_on(found, current_actor()))


@pages.post("/can-bo/tiep-dan/<uuid:reception_id>/<string:slug>")
@allowed(*OFFICIALS)
@takes_form
def tell_of_reception(reception_id: UUID, slug: str) -> ResponseReturnValue:
    """Tell that it was held, or why it is not"""
    found, act = queries.reception_to_read(reception_id), forms.TELLING.get(slug)
    if act is None:
        raise Missing
    fields = forms.form_to_tell(slug, found, Typed()).fields
    form = forms.form_to_tell(slug, found, Typed.into(fields, request.form))
    body: dict[str, Any] = form.typed.body(fields)
    refused = tried(form, lambda: act(reception_id, current_actor(), body))
    if refused is None:
        return see(url_for("pages.reception", reception_id=reception_id))
    again = queries.reception_to_read(reception_id)
    others = [each for each in forms.forms_on(again, current_actor()) if each.name != slug]
    return _day(again, [refused, *others], refused)


def _schedule(refused: Form | None) -> Response:
    here, today = desk(), clock.today()
    after = request.args.get("sau")
    wanted = queries.Wanted(
        unit_ids=directory().same_place(here.unit.id),
        first_day=months_after(today.replace(day=1), 0 if after else -1),
        after=read_cursor(after) if after else None,
        limit=A_PAGE,
    )
    found = Page.of(queries.schedule(wanted), A_PAGE, "ordinal")
    return desk_page(
        "desk/receptions.html",
        refused.status if refused else 200,
        days=[shown(each) for each in found.items],
        next=found.next,
        form=(refused or forms.plan_form(here)) if here.keeps_receptions else None,
        refused=refused,
    )


def day_page(found: Reception, refused: Form) -> Response:
    """The day again, with what is wrong with somebody who was to be entered."""
    return _day(found, forms.forms_on(found, current_actor()), refused)


def _day(found: Reception, offered: list[Form], refused: Form | None = None) -> Response:
    status, actor = refused.status if refused else 200, current_actor()
    keeps = forms.keeps(found, actor)
    entering = visit_forms.visit_form(found) if keeps and visit_forms.may_enter(found) else None
    if entering is not None and refused is not None and refused.name == entering.name:
        entering = refused
    visits = visits_on(found.id, actor, limit=MOST_LISTED) if keeps else []
    return desk_page(
        "desk/reception.html",
        status,
        reception=shown(found),
        moved_to=queries.held_instead_of(found.id),
        forms=[*([entering] if entering else []), *offered],
        refused=refused,
        booked=forms.booked_on(found, actor),
        visits=[visit_forms.line(each) for each in visits[:MOST_LISTED]],
    )
