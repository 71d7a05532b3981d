"""Finding and listing cases at the desk, and the views that are kept of it."""

from dataclasses import replace
from uuid import uuid4

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from api.authorities.fields import fields
from api.cases.labels import CHANNELS, KINDS
from api.cases.models import Addressee
from api.core import clock
from api.core.access import allowed, current_actor
from api.core.errors import Problem
from api.core.http import takes_form
from api.core.i18n import preferred_locale, translate
from api.desk.actions import forget_view, keep_view
from api.pages.beginnings import beginnings
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk_page
from api.pages.searches import A_PAGE, FLAGS, Asked, asked, id_in, views_at
from api.petitions.counts import counts_of
from api.petitions.disclosures import leave_a_trace
from api.petitions.filter_schemas import as_filters
from api.petitions.filters import conditions
from api.petitions.labels import STATES
from api.petitions.queries import petitions_for
from api.petitions.states import PetitionState
from api.petitions.views import page as listed

LONGEST_NAME = 100


@pages.get("/can-bo/tim")
@allowed(*OFFICIALS)
def search() -> Response:
    """Cases one may see: where they stand, how urgent they are, whose, with which words"""
    return _page(asked(request.args, current_actor()))


@pages.post("/can-bo/tim/danh-sach")
@allowed(*OFFICIALS)
@takes_form
def keep_list() -> ResponseReturnValue:
    """Keep what is looked for under a name"""
    actor, sought = current_actor(), asked(request.form, current_actor())
    name = request.form.get("ten", "").strip()[:LONGEST_NAME]
    if not name:
        return _page(sought, translate("Please give it a name", preferred_locale()))
    view_id = uuid4()
    given = {
        "name": name,
        "filters": as_filters(sought.wanted),
        "shared_with_unit": bool(request.form.get("chung")),
        "order": 0,
    }
    try:
        keep_view(view_id, actor, given)
    except Problem as refused:
        return _page(sought, translate(refused.title, preferred_locale()))
    return redirect(f"/can-bo/tim?ds={view_id}", 303)


@pages.post("/can-bo/tim/bo-danh-sach")
@allowed(*OFFICIALS)
@takes_form
def forget_list() -> ResponseReturnValue:
    """Take one of one's own views away"""
    view_id = id_in(request.form.get("ds", ""))
    if view_id is not None:
        forget_view(view_id, current_actor())
    return redirect("/can-bo/tim", 303)


def _page(sought: Asked, wrong: str = "") -> Response:
    actor, at, wanted = current_actor(), clock.now(), sought.wanted
    wrong = wrong or _trace(sought)
    counts = None if wrong else counts_of(actor, _any_state(sought).wanted, at)
    rows = [] if wrong else petitions_for(actor, wanted, at)
    found = listed(rows, A_PAGE, at, wanted.sort)
    return desk_page(
        "desk/search.html",
        200 if not wrong else 422,
        cases=found,
        begins=beginnings(actor, (each["id"] for each in found["items"])),
        asked=sought,
        any_state=_any_state(sought),
        wanted=wanted,
        counts=counts,
        views=views_at(actor),
        wrong=wrong,
        flags=FLAGS,
        kinds=KINDS,
        channels=CHANNELS,
        addressees=list(Addressee),
        states=[state for state in STATES if state is not PetitionState.DRAFT],
        fields=fields().values(),
    )


def _any_state(sought: Asked) -> Asked:
    """The same wherever it stands: what the tabs count."""
    return replace(sought, wanted=replace(sought.wanted, states=(), after=None))


def _trace(sought: Asked) -> str:
    """Why it is not looked for; empty when it is."""
    try:
        leave_a_trace(current_actor(), sought.wanted)
        _must_be_searchable(sought)
    except Problem as refused:
        return translate(refused.title, preferred_locale())
    return ""


def _must_be_searchable(sought: Asked) -> None:
    """Refuses words of which nothing must be there, and a sender to who may not look for one."""
    conditions(current_actor(), sought.wanted, clock.now())
