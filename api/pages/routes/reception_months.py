"""The schedule of a month at the desk: fixed days, what would be published, and what is missing."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.directory import directory
from api.core.access import allowed, current_actor
from api.core.errors import Forbidden, Missing
from api.core.http import takes_form
from api.dialogues.receptions import months, queries
from api.dialogues.receptions.pattern_views import month_shown, pattern_shown
from api.pages import pattern_forms as forms
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, Desk, desk, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.month_views import month_in
from api.pages.rendering import see


@pages.get("/can-bo/tiep-dan/lich-thang")
@allowed(*OFFICIALS)
def reception_month() -> Response:
    """A month as it would be published now, and the fixed days it is made from"""
    return _month(_keeper())


@pages.post("/can-bo/tiep-dan/lich-thang")
@allowed(*OFFICIALS)
@takes_form
def publish_month() -> ResponseReturnValue:
    """Put the days that are ticked into the public schedule"""
    here, month = _keeper(), month_in(request.args)
    drawn = months.schedule_of(here.unit, month.first)
    form = forms.month_form(month, drawn)
    if form is None:
        return see(url_for("pages.reception_month", thang=month.code))
    form = forms.month_form(month, drawn, Typed.into(form.fields, request.form)) or form
    refused = tried(form, lambda: forms.publish(here, month, drawn, form, current_actor()))
    if refused is None:
        return see(url_for("pages.reception_month", thang=month.code, xong="cong-bo"))
    return _month(here, refused)


@pages.post("/can-bo/tiep-dan/lich-thang/dinh-ky")
@allowed(*OFFICIALS)
@takes_form
def keep_fixed_day() -> ResponseReturnValue:
    """Set a fixed day, or change one"""
    here = _keeper()
    if id_in({"ma": request.form.get("id", "")}) is None:
        raise Missing
    known = forms.by_id(_patterns(here), request.form["id"])
    asked = forms.pattern_form(here, pattern=known)
    form = forms.pattern_form(here, Typed.into(asked.fields, request.form), pattern=known)
    refused = tried(form, lambda: forms.fix(here, form))
    if refused is None:
        return see(url_for("pages.reception_month", xong="dinh-ky"))
    return _month(here, refused)


def _keeper() -> Desk:
    """The desk, when reception days are kept there."""
    here = desk()
    if not here.keeps_receptions:
        raise Forbidden
    return here


def _patterns(here: Desk) -> list[dict[str, Any]]:
    found = queries.patterns_at(directory().same_place(here.unit.id))
    return [pattern_shown(each) for each in found]


def _month(here: Desk, refused: Form | None = None) -> Response:
    month = month_in(request.args)
    drawn = months.schedule_of(here.unit, month.first)
    changing = [
        (each, forms.said_of(each), forms.pattern_form(here, pattern=each))
        for each in _patterns(here)
    ]
    return desk_page(
        "desk/reception_month.html",
        refused.status if refused else 200,
        month=month,
        drawn=month_shown(drawn),
        form=forms.month_form(month, drawn),
        new=forms.pattern_form(here),
        fixed=changing,
        refused=refused,
        done=request.args.get("xong", ""),
    )
