"""The desk of an official: what is owed there, a search, and in which capacity one works."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.acting import act_as
from api.core import clock
from api.core.access import allowed, current_actor, public
from api.core.http import takes_form
from api.pages.beginnings import beginnings
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk, desk_page
from api.pages.inbox import inbox
from api.pages.looks import looks
from api.pages.searches import views_at
from api.pages.sheets import STEPS
from api.pages.ways import safely, skipped_in
from api.pages.work import Span, periods, piled


@pages.get("/can-bo/dang-nhap")
@public
def to_official_sign_in() -> ResponseReturnValue:
    """The address people guess; the page is another's"""
    return redirect(url_for("pages.sign_in_official", tiep=request.args.get("tiep")))


@pages.get("/can-bo")
@allowed(*OFFICIALS)
def due_list() -> Response:
    """What the position acted in owes, the most urgent first"""
    here, at = desk(), clock.now()
    span = request.args.get("loc", "")
    done = STEPS.get(request.args.get("xong", ""))
    work = piled(here, at, skipped_in(request.args), Span(span) if span in set(Span) else None)
    return desk_page(
        "desk/due_list.html",
        piled=work,
        begins=beginnings(here.actor, (each.case_id for each in work.items)),
        span=span if span in set(Span) else None,
        waiting=looks().how_many(here.actor) if here.moderates else (0, 0),
        periods=periods(here, at),
        views=views_at(here.actor),
        unread=inbox().unread(here.actor),
        done=done.done if done else "",
    )


@pages.post("/can-bo/tu-cach")
@allowed(*OFFICIALS)
@takes_form
def act_in_another() -> ResponseReturnValue:
    """From now on, act in another of the positions held"""
    act_as(current_actor(), request.form.get("position", ""))
    return redirect(safely(request.form.get("tiep")), 303)
