"""Changing the law at the desk: proposed by one person, adopted by a second, open terms moved."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.policy import Act
from api.core import jobs
from api.core.access import Role, allowed, current_actor
from api.core.errors import Missing
from api.core.http import Page, cursor, read_cursor, takes_file, takes_form
from api.pages import law_forms as forms
from api.pages import law_papers as papers
from api.pages.blueprint import pages
from api.pages.desks import Desk, desk, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.law_changes import Change, Moves, change_of, how_many, moves
from api.pages.rendering import see
from api.regulation import adoption, deciders, replay
from api.regulation.change_routes import PROPOSING
from api.regulation.moves import BEGINNING
from api.regulation.views import proposal_shown

A_PAGE = 30

STATES = {"cho": "proposed", "thong-qua": "adopted", "khong": "refused"}
"""What a list of proposals is narrowed to, by its name in addresses."""


@pages.get("/can-bo/quy-dinh")
@allowed(*PROPOSING)
def law_proposals() -> Response:
    """What was proposed, by whom, and what became of it, newest first"""
    _here()
    chosen, after = request.args.get("loc", ""), request.args.get("sau")
    found = Page.of(
        adoption.proposals(A_PAGE, read_cursor(after) if after else None, STATES.get(chosen)),
        A_PAGE,
        "id",
    )
    return desk_page(
        "desk/laws.html",
        rows=[(proposal_shown(each), change_of(each)) for each in found.items],
        next=found.next,
        chosen=chosen if chosen in STATES else "",
        states=STATES,
    )


@pages.get("/can-bo/quy-dinh/lich")
@allowed(*PROPOSING)
def to_propose_days() -> Response:
    """Days off and days worked instead"""
    _here()
    return _proposing(forms.swap_form())


@pages.get("/can-bo/quy-dinh/so")
@allowed(*PROPOSING)
def to_propose_workbook() -> Response:
    """Take the workbook out, change it, and propose what is otherwise"""
    _here()
    return _proposing(forms.workbook_form())


@pages.post("/can-bo/quy-dinh/lich")
@allowed(*PROPOSING)
@takes_file(forms.LARGEST_FORM, *forms.FORM_TYPES)
def propose_days() -> ResponseReturnValue:
    """Propose them; or the page again, with what is wrong and all that was typed"""
    return _proposed(forms.SWAP)


@pages.post("/can-bo/quy-dinh/so")
@allowed(*PROPOSING)
@takes_file(forms.LARGEST_FORM, *forms.FORM_TYPES)
def propose_changed_workbook() -> ResponseReturnValue:
    """Propose what is otherwise in it; one mistake, and nothing of it is kept"""
    return _proposed(forms.WORKBOOK)


@pages.get("/can-bo/quy-dinh/<uuid:proposal_id>")
@allowed(*PROPOSING)
def law_proposal(proposal_id: UUID) -> Response:
    """A proposal: every change with what stood there before, and who decides on it"""
    _here()
    return _shown(_change(proposal_id))


@pages.post("/can-bo/quy-dinh/<uuid:proposal_id>/thong-qua")
@allowed(Role.HEAD)
@takes_file(forms.LARGEST_FORM, *forms.FORM_TYPES)
def adopt_law(proposal_id: UUID) -> ResponseReturnValue:
    """Adopt what somebody else proposed"""
    here, change, mistakes = _here(), _change(proposal_id), list[str]()
    deciders.must_be_able(here.actor, Act.LAW_ADOPTION)
    form = forms.adoption_form(change)
    refused = tried(form, lambda: papers.adopt(change, request.files, here.actor, mistakes))
    if refused is not None:
        return _shown(_change(proposal_id), refused, mistakes)
    return see(url_for("pages.law_proposal", proposal_id=proposal_id))


@pages.post("/can-bo/quy-dinh/<uuid:proposal_id>/khong-thong-qua")
@allowed(*PROPOSING)
@takes_form
def refuse_law(proposal_id: UUID) -> ResponseReturnValue:
    """Say why it is not adopted, or take it back"""
    here, change = _here(), _change(proposal_id)
    asked = forms.refusal_form(change, here.actor)
    form = forms.refusal_form(change, here.actor, Typed.into(asked.fields, request.form))
    body = form.typed.body(form.fields)
    refused = tried(form, lambda: papers.refuse(change, here.actor, body))
    if refused is not None:
        return _shown(_change(proposal_id), refused)
    return see(url_for("pages.law_proposal", proposal_id=proposal_id))


@pages.get("/can-bo/quy-dinh/<uuid:proposal_id>/han-doi")
@allowed(*PROPOSING)
def law_moves(proposal_id: UUID) -> Response:
    """Which open terms would end on another day; how many first"""
    _here()
    after = request.args.get("sau")
    return _moves(_change(proposal_id), read_cursor(after) if after else BEGINNING)


@pages.post("/can-bo/quy-dinh/<uuid:proposal_id>/han-doi")
@allowed(Role.HEAD)
@takes_form
def move_by_law(proposal_id: UUID) -> ResponseReturnValue:
    """Let open terms follow what was adopted; it is done at once"""
    here, change = _here(), _change(proposal_id)
    deciders.must_be_able(here.actor, Act.LAW_ADOPTION)
    if change.found.state != "adopted":
        raise Missing
    asked = forms.moving_form(change)
    form = forms.moving_form(change, Typed.into(asked.fields, request.form))
    refused = tried(form, lambda: _decide(change, form))
    if refused is not None:
        return _moves(change, BEGINNING, refused)
    return see(url_for("pages.law_moves", proposal_id=proposal_id, xong="1"))


def _decide(change: Change, form: Form) -> None:
    document = forms.decision_in(form)
    transition = replay.decide(current_actor(), change.rule_ids(), document)
    jobs.defer("regulation.move", transition_id=transition.id, after=BEGINNING)


def _here() -> Desk:
    """The desk of who asks, when the law here is theirs to change."""
    here = desk()
    deciders.must_be_able(here.actor, Act.LAW_PROPOSAL)
    return here


def _change(proposal_id: UUID) -> Change:
    return change_of(adoption.proposal_with(proposal_id))


def _proposed(name: str) -> ResponseReturnValue:
    here, mistakes, made = _here(), list[str](), list[UUID]()
    asked = forms.FORMS[name](None)
    form = forms.FORMS[name](Typed.into(asked.fields, request.form))
    refused = tried(
        form,
        lambda: made.append(papers.propose(form, request.files, here.actor, mistakes).id),
    )
    if refused is not None:
        return _proposing(refused, refused, mistakes)
    return see(url_for("pages.law_proposal", proposal_id=made[0]))


def _proposing(
    form: Form, refused: Form | None = None, mistakes: list[str] | None = None
) -> Response:
    status = refused.status if refused else 200
    told: dict[str, Any] = {"form": form, "refused": refused, "mistakes": mistakes or []}
    return desk_page("desk/law_propose.html", status, **told)


def _shown(
    change: Change, refused: Form | None = None, mistakes: list[str] | None = None
) -> Response:
    here = desk()
    offered = []
    if change.is_open and here.adopts_law and not _is_own(change, here):
        offered.append(forms.adoption_form(change))
    if change.is_open and (here.adopts_law or _is_own(change, here)):
        offered.append(forms.refusal_form(change, here.actor))
    shown = [refused if refused and refused.name == each.name else each for each in offered]
    return desk_page(
        "desk/law.html",
        refused.status if refused else 200,
        proposal=proposal_shown(change.found),
        change=change,
        forms=shown,
        refused=refused,
        mistakes=mistakes or [],
        is_own=_is_own(change, here),
    )


def _moves(change: Change, after: UUID, refused: Form | None = None) -> Response:
    here = desk()
    is_adopted = change.found.state == "adopted"
    number, is_whole = how_many(change) if change.found.state != "refused" else (0, True)
    found = moves(change, after) if number else Moves([], None)
    form = forms.moving_form(change, forms.usual_decision(change))
    return desk_page(
        "desk/law_moves.html",
        refused.status if refused else 200,
        proposal=proposal_shown(change.found),
        change=change,
        number=number,
        is_whole=is_whole,
        moves=found.items,
        next=cursor(found.after) if found.after else None,
        form=(refused or form) if is_adopted and number and here.adopts_law else None,
        refused=refused,
        is_done="xong" in request.args,
    )


def _is_own(change: Change, here: Desk) -> bool:
    return change.found.proposal.proposed_by_id == here.actor.account_id
