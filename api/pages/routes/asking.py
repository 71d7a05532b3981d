"""A dialogue with the government of a commune: asked for by residents, looked at by reception."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.directory import directory
from api.authorities.search import AreaSearch, areas_named
from api.authorities.views import UnitView
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import Page, read_cursor, takes_form
from api.dialogues.requests import actions as asking
from api.dialogues.requests import queries
from api.dialogues.requests.models import RequestState
from api.pages import demands as forms
from api.pages import dialogue_views as views
from api.pages.blueprint import pages
from api.pages.desks import desk, desk_page
from api.pages.dialogue_queries import places_with_dialogues
from api.pages.forms import Form, Typed, tried
from api.pages.letters import area_in, id_in
from api.pages.rendering import FOR_ALL, page, see
from api.routing import reading as competence

MOST_PLACES = 30
A_PAGE = 30
PAST = "da-qua"
"""Those that are over, as the address of the schedule asks for them."""


@pages.get("/doi-thoai")
@public
def dialogue_places() -> Response:
    """The dialogues to come or those that are over; or which commune is to be asked for one"""
    words = request.args.get("q", "").strip()[:100]
    if not words:
        return _schedule()
    province = competence.shipped().province
    wanted = AreaSearch(words=words, limit=MOST_PLACES, province=province)
    found, has_more = areas_named(wanted)
    return page(
        "dialogues.html",
        words=words,
        found=[(each, forms.government_of(each.area)) for each in found],
        has_more=has_more,
        keep=FOR_ALL,
    )


@pages.get("/doi-thoai/<string:code>")
@public
def dialogue_demand(code: str) -> Response:
    """How many have asked this government, how many it takes, and one's own request"""
    return _demand(asking.government_at(code))


@pages.post("/doi-thoai/<string:code>")
@allowed(Role.RESIDENT)
@takes_form
def ask_for_dialogue(code: str) -> ResponseReturnValue:
    """Ask for a dialogue"""
    unit, actor = asking.government_at(code), current_actor()
    asked = forms.asking_form(unit)
    form = forms.asking_form(unit, Typed.into(asked.fields, request.form))
    if id_in({"ma": form.typed.get("id")}) is None:
        raise Missing
    refused = tried(form, lambda: forms.ask(unit, form, actor))
    if refused is not None:
        return _demand(unit, refused)
    return see(url_for("pages.dialogue_demand", code=code, xong="hoi"))


@pages.post("/doi-thoai/<string:code>/rut")
@allowed(Role.RESIDENT)
@takes_form
def take_request_back(code: str) -> ResponseReturnValue:
    """Take one's own request back"""
    unit, actor = asking.government_at(code), current_actor()
    own = queries.request_of(actor.account_id, unit.id)
    if own is None:
        raise Missing
    asking.withdraw(own.id, actor)
    return see(url_for("pages.dialogue_demand", code=code, xong="rut"))


@pages.get("/can-bo/yeu-cau-doi-thoai")
@allowed(Role.RECEIVER)
def dialogue_requests() -> Response:
    """The requests of the place that nobody has looked at, the first one first"""
    return _requests()


@pages.post("/can-bo/yeu-cau-doi-thoai/<uuid:request_id>")
@allowed(Role.RECEIVER)
@takes_form
def judge_request(request_id: UUID) -> ResponseReturnValue:
    """Say whether it comes from a voter of the commune, and so counts"""
    found = queries.request_with(request_id)
    if found is None:
        raise Missing
    asked = forms.judging_form(found)
    form = forms.judging_form(found, Typed.into(asked.fields, request.form))
    body = form.typed.body(form.fields)
    refused = tried(form, lambda: forms.judge(request_id, current_actor(), body))
    if refused is not None:
        asking.must_keep_requests(current_actor(), directory().unit(found.unit_id))
        return _requests(refused)
    return see(url_for("pages.dialogue_requests"))


def _schedule() -> Response:
    area = area_in(request.args)
    past, after = request.args.get("khi") == PAST, request.args.get("sau")
    wanted = views.coming_or_past(
        past=past, area=area, after=read_cursor(after) if after else None, limit=A_PAGE
    )
    found = views.schedule(wanted)
    return page(
        "dialogue/schedule.html",
        listed=found.items,
        next=found.next,
        past=past,
        area=area,
        areas=places_with_dialogues(),
        keep=FOR_ALL,
    )


def _demand(unit: UnitView, refused: Form | None = None) -> Response:
    actor = actor_or_none()
    is_resident = actor is not None and actor.is_(Role.RESIDENT)
    own = queries.request_of(actor.account_id, unit.id) if actor and is_resident else None
    form = forms.asking_form(unit) if is_resident and own is None else None
    head = directory().head_of(unit.id)
    return page(
        "dialogue.html",
        refused.status if refused else 200,
        unit=unit,
        area=directory().areas[unit.area_code],
        head=head.name if head else "",
        demand=asking.demand(unit.id),
        footings=forms.footings(),
        own=own,
        form=(refused or form) if own is None else None,
        withdrawal=forms.withdrawal_form(unit) if own else None,
        refused=refused,
        is_resident=is_resident,
        done=request.args.get("xong", ""),
        keep=FOR_ALL,
    )


def _requests(refused: Form | None = None) -> Response:
    here, after = desk(), request.args.get("sau")
    kept = forms.governments_kept_by(here.unit)
    for unit in kept:
        asking.must_keep_requests(here.actor, unit)
    if not kept:
        raise Missing
    waiting = Page.of(
        queries.requests_to(
            kept[0].id,
            state=RequestState.WAITING,
            limit=A_PAGE,
            after=read_cursor(after) if after else None,
        ),
        A_PAGE,
        "ordinal",
    )
    shown = [(each, forms.judging_form(each)) for each in waiting.items]
    return desk_page(
        "desk/dialogue_requests.html",
        refused.status if refused else 200,
        unit=kept[0],
        demand=asking.demand(kept[0].id),
        requests=[
            (each, refused if refused and refused.name == form.name else form)
            for each, form in shown
        ],
        next=waiting.next,
        refused=refused,
    )
