"""One case at the desk: read as far as one may, and acted on, nothing typed ever lost."""

from uuid import UUID

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.cases.access import Reader, reader_of
from api.commitments.models import Source
from api.commitments.queries import commitment_to_read
from api.core.access import Actor, allowed, current_actor
from api.core.errors import Missing
from api.core.http import takes_file, takes_form
from api.dialogues.questions.queries import question_with
from api.dialogues.session_queries import dialogue_to_read, dialogue_with
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.promises import WORDS
from api.pages.rendering import see
from api.pages.routes.promising import desk_promise_page
from api.pages.searches import id_in
from api.pages.sheets import STEPS, form_of, promise_to_read, sheet_of
from api.pages.steps import take
from api.pages.uploads import FORM_TYPES, LARGEST_FORM, bring_in
from api.petitions import queries
from api.petitions.presences import begin, end


@pages.get("/can-bo/vu-viec/<uuid:case_id>")
@allowed(*OFFICIALS)
def case(case_id: UUID) -> ResponseReturnValue:
    """A case, as much of it as one may see, and what one may do to it now"""
    if queries.petition_with(case_id) is None:
        return redirect(_elsewhere(case_id, current_actor()))
    done = STEPS.get(request.args.get("xong", "")) or WORDS.get(request.args.get("xong", ""))
    text_id = id_in(request.args.get("mau", ""))
    return _page(case_id, done=done.done if done else "", text_id=text_id)


@pages.post("/can-bo/vu-viec/<uuid:case_id>/dang-xu-ly")
@allowed(*OFFICIALS)
@takes_form
def work_on(case_id: UUID) -> ResponseReturnValue:
    """Say that one works on it now, or no more"""
    actor, petition = current_actor(), queries.petition_outline(case_id)
    if request.form.get("thoi"):
        end(petition, actor)
    else:
        begin(petition, actor)
    return see(url_for("pages.case", case_id=case_id))


@pages.post("/can-bo/vu-viec/<uuid:case_id>/<string:slug>")
@allowed(*OFFICIALS)
@takes_file(LARGEST_FORM, *FORM_TYPES)
def act(case_id: UUID, slug: str) -> ResponseReturnValue:
    """Do it; or the page again, with what is wrong and all that was typed"""
    actor, step = current_actor(), STEPS.get(slug)
    brought = bring_in(request.files, actor)
    petition = queries.petition_to_read(case_id)
    reader_of(actor, petition)
    if step is None:
        raise Missing
    typed = Typed.into(form_of(step, petition, actor).fields, request.form)
    form = brought.into(form_of(step, petition, actor, typed))
    refused = (form if form.errors else None) or tried(
        form, lambda: take(step, petition.id, actor, form)
    )
    if refused is not None:
        return _page(case_id, refused)
    return see(_after(case_id, slug))


@pages.post("/can-bo/viec-da-hua/<uuid:promise_id>/<string:slug>")
@allowed(*OFFICIALS)
@takes_file(LARGEST_FORM, *FORM_TYPES)
def say_of_promise(promise_id: UUID, slug: str) -> ResponseReturnValue:
    """Report that something promised is done, or say whether it is"""
    actor, word = current_actor(), WORDS.get(slug)
    brought = bring_in(request.files, actor)
    promise = promise_to_read(promise_id, actor)
    if word is None:
        raise Missing
    form = brought.into(word.form(promise, actor, Typed.into(word.asks(), request.form)))
    body = form.typed.body(form.fields)
    refused = (form if form.errors else None) or tried(
        form, lambda: word.takes(promise_id, actor, body)
    )
    if promise.source is Source.DIALOGUE:
        return _promised_before_people(promise_id, slug, refused)
    if refused is not None:
        return _page(promise.origin_id, refused)
    return see(_after(promise.origin_id, slug))


def _promised_before_people(promise_id: UUID, slug: str, refused: Form | None) -> Response:
    """The promise again, which has a page of its own."""
    if refused is not None:
        return desk_promise_page(commitment_to_read(promise_id), refused)
    return see(url_for("pages.desk_promise", promise_id=promise_id, xong=slug))


def _page(
    case_id: UUID, refused: Form | None = None, done: str = "", text_id: UUID | None = None
) -> Response:
    sheet = sheet_of(case_id, current_actor(), refused, text_id)
    if sheet.reader is Reader.PUBLIC:
        address = url_for("pages.public_case", code=sheet.case["code"])
        return see(address)
    status = refused.status if refused else 200
    return desk_page("desk/case.html", status, sheet=sheet, case=sheet.case, done=done)


def _after(case_id: UUID, slug: str) -> str:
    """The case again; or the desk, when it went to another one."""
    try:
        reader = reader_of(current_actor(), queries.petition_to_read(case_id))
    except Missing:
        return url_for("pages.due_list", xong=slug)
    if reader is Reader.PUBLIC:
        return url_for("pages.due_list", xong=slug)
    return url_for("pages.case", case_id=case_id, xong=slug)


def _elsewhere(case_id: UUID, actor: Actor) -> str:
    """Where a dialogue or question is looked at; or a promise, on its page or with its answer."""
    dialogue = dialogue_with(case_id)
    if dialogue is not None:
        return url_for("pages.dialogue_at_desk", code=dialogue.code)
    question = question_with(case_id)
    if question is not None:
        code = dialogue_to_read(question.dialogue_id).code
        return url_for("pages.question_at_desk", code=code, question_id=case_id)
    promise = promise_to_read(case_id, actor)
    if promise.source is Source.DIALOGUE:
        return url_for("pages.desk_promise", promise_id=case_id)
    return url_for("pages.case", case_id=promise.origin_id, _anchor="da-hua")
