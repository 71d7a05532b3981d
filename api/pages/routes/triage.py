"""Questions to a dialogue, at the desks: sorted, handed out, prepared, and given their outcome."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.core import clock
from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import Page, read_cursor, takes_form
from api.dialogues.admission import organises
from api.dialogues.questions import queries, screening
from api.dialogues.questions.models import Question
from api.dialogues.questions.routes import SCREENING, is_of_the_office
from api.dialogues.session_queries import dialogue_named, dialogue_to_read
from api.dialogues.sessions import Dialogue
from api.pages import dialogue_views, spoken_forms
from api.pages import question_views as views
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk, desk_page
from api.pages.dialogue_queries import dialogues_with
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import see
from api.pages.triage_forms import DECIDE, HANDLINGS, offered

A_PAGE = 30


@pages.get("/can-bo/doi-thoai/<string:code>/cau-hoi")
@allowed(*OFFICIALS)
def questions_at_desk(code: str) -> Response:
    """The questions of a dialogue that this desk is at work on; on the day, each with its form"""
    return _all(dialogue_named(code))


@pages.post("/can-bo/doi-thoai/<string:code>/cau-hoi")
@allowed(*OFFICIALS)
@takes_form
def question_told_to_desk(code: str) -> ResponseReturnValue:
    """Write down what somebody told the desk that they want to ask"""
    found = dialogue_named(code)
    form = _writing(found, Typed.into(spoken_forms.writing_form(found).fields, request.form))
    if id_in({"ma": form.typed.get("id")}) is None:
        raise Missing
    refused = tried(form, lambda: spoken_forms.write_down(found, form, current_actor()))
    if refused is not None:
        return _all(found, refused)
    return see(url_for("pages.questions_at_desk", code=found.code, xong=spoken_forms.WRITING))


def _writing(found: Dialogue, typed: Typed | None = None) -> Form:
    form = spoken_forms.writing_form(found, typed)
    return form.sent_to(url_for("pages.question_told_to_desk", code=found.code))


def _all(found: Dialogue, refused: Form | None = None) -> Response:
    here = desk()
    choice, after = request.args.get("loc", ""), request.args.get("sau")
    choice = choice if choice in views.CHOICES else "thieu"
    shown = views.at_desk(found, here, choice, read_cursor(after) if after else None, A_PAGE)
    is_ours = organises(here.actor, found)
    form = _writing(found) if is_ours and spoken_forms.is_taken(found) else None
    return desk_page(
        "desk/questions.html",
        refused.status if refused else 200,
        writing=refused or form,
        refused=refused,
        dialogue=dialogue_views.whole(found, clock.now()),
        questions=shown.items,
        next=shown.next,
        choice=choice,
        choices=list(views.CHOICES),
        counts=queries.counts_of(found.id),
        forms=_outcome_forms(found, shown) if is_ours and views.is_decided_now(found) else {},
        agenda=[each for each in queries.questions_of(found.id) if each.place] if is_ours else [],
        is_ours=is_ours,
        done=_done(),
    )


@pages.get("/can-bo/cau-hoi-cho-xet")
@allowed(*SCREENING)
def questions_to_screen() -> Response:
    """Questions of which somebody is to say whether they are shown, the oldest first"""
    after = request.args.get("sau")
    actor = current_actor()
    seen = screening.may_be_screened_by(actor)
    found = queries.to_screen(seen, read_cursor(after) if after else None, A_PAGE)
    cut = Page.of(found, A_PAGE, "ordinal")
    dialogues = dialogues_with({each.dialogue_id for each in cut.items})
    shown = [(each, dialogues[each.dialogue_id]) for each in cut.items]
    return desk_page("desk/questions_to_screen.html", questions=shown, next=cut.next)


@pages.get("/can-bo/doi-thoai/<string:code>/cau-hoi/<uuid:question_id>")
@allowed(*OFFICIALS)
def question_at_desk(code: str, question_id: UUID) -> Response:
    """One question, and what may be done with it at this desk"""
    return _one(_own(code, question_id))


@pages.post("/can-bo/doi-thoai/<string:code>/cau-hoi/<uuid:question_id>/<string:slug>")
@allowed(*OFFICIALS)
@takes_form
def handle_question(code: str, question_id: UUID, slug: str) -> ResponseReturnValue:
    """Group it, hand it out, prepare, screen, decide or answer it"""
    found, handling = _own(code, question_id), HANDLINGS.get(slug)
    if handling is None:
        raise Missing
    dialogue = dialogue_to_read(found.dialogue_id)
    asked = handling.form(found, dialogue)
    form = handling.form(found, dialogue, Typed.into(asked.fields, request.form))
    refused = tried(form, lambda: handling.act(question_id, current_actor(), form))
    if refused is not None:
        return _one(_own(code, question_id), refused)
    if request.args.get("tu") == FROM_LIST:
        return see(url_for("pages.questions_at_desk", code=dialogue.code, xong=slug))
    return see(_at(dialogue, question_id, slug))


FROM_LIST = "ds"
"""What the address of a form says that stands in the list: whoever sends it goes back there."""


def _own(code: str, question_id: UUID) -> Question:
    """The question, when this desk is at work on it; `Missing` for everybody else."""
    found = queries.question_to_read(question_id)
    is_its = dialogue_to_read(found.dialogue_id).code == code.upper()
    if not is_its or not is_of_the_office(found, current_actor()):
        raise Missing
    return found


def _one(found: Question, refused: Form | None = None) -> Response:
    actor, dialogue = current_actor(), dialogue_to_read(found.dialogue_id)
    forms = [each.form(found, dialogue) for each in offered(found, actor)]
    shown = [refused if refused and refused.name == each.name else each for each in forms]
    return desk_page(
        "desk/question.html",
        refused.status if refused else 200,
        question=views.one(found, actor),
        dialogue=dialogue_views.whole(dialogue, clock.now()),
        forms=shown,
        lost=refused if refused and refused not in shown else None,
        refused=refused,
        done=_done(),
    )


def _outcome_forms(dialogue: Dialogue, shown: Page[dict[str, object]]) -> dict[UUID, Form]:
    """The form of the outcome for each question of the list that lacks one."""
    found = {}
    for each in shown.items:
        question = queries.question_to_read(UUID(str(each["id"])))
        if question.outcome is None and question.leads_id is None:
            form = DECIDE.form(question, dialogue)
            found[question.id] = form.sent_to(f"{form.to}?tu={FROM_LIST}")
    return found


def _done() -> str:
    slug = request.args.get("xong", "")
    if slug == spoken_forms.WRITING:
        return "The question is written down."
    return HANDLINGS[slug].done if slug in HANDLINGS else ""


def _at(dialogue: Dialogue, question_id: UUID, done: str) -> str:
    return url_for("pages.question_at_desk", code=dialogue.code, question_id=question_id, xong=done)
