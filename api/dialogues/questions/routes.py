"""Questions at dialogues over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from api.authorities.directory import directory
from api.cases.access import roles_on
from api.core.access import Actor, Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import Blueprint, KeyedPageQuery
from api.core.openapi import gives_any_of, refuses
from api.dialogues.admission import organises
from api.dialogues.questions import actions, outcomes, queries, screening, triage
from api.dialogues.questions.given import Assigned, OutcomeGiven, QuestionGiven, Signed
from api.dialogues.questions.models import Question
from api.dialogues.questions.queries import QuestionsWanted
from api.dialogues.questions.schemas import (
    AgendaPlaceGiven,
    LeadGiven,
    OutcomeSaid,
    PreparationGiven,
    PreparerGiven,
    QuestionAsked,
    QuestionCountsShown,
    QuestionForAsker,
    QuestionForOffice,
    QuestionPage,
    QuestionPageForAsker,
    QuestionPageForOffice,
    QuestionQuery,
    QuestionScreened,
    QuestionShown,
    WrittenAnswerGiven,
)
from api.dialogues.questions.views import page, whole
from api.dialogues.session_queries import dialogue_to_read
from api.dialogues.session_routes import ORGANISERS

blueprint = Blueprint(
    "questions",
    __name__,
    url_prefix="/api/v1",
    description="What is asked at dialogues, and the outcome of each question.",
)

PREPARING = (Role.HEAD, Role.HANDLER, Role.ASSISTANT)
SCREENING = (Role.MODERATOR, Role.MONITOR)


@blueprint.put("/dialogues/<uuid:dialogue_id>/questions/<uuid:question_id>")
@allowed(Role.RESIDENT, *ORGANISERS)
@refuses({"409": "Not taken now, or the id is another's", "429": "Too many in a short time"})
@gives_any_of(QuestionForAsker, QuestionForOffice)
@blueprint.response(200, QuestionForAsker, description="It was there already")
@blueprint.arguments(QuestionAsked)
@blueprint.response(201, QuestionForAsker)
def ask(given: QuestionGiven, dialogue_id: UUID, question_id: UUID) -> Response:
    """Put a question, before the dialogue or at it (200 when it was there already)"""
    question, is_new = actions.ask(dialogue_id, question_id, given, current_actor())
    return _shown(question, 201 if is_new else 200)


@blueprint.get("/dialogues/<uuid:dialogue_id>/questions")
@public
@gives_any_of(QuestionPage, QuestionPageForOffice)
@blueprint.arguments(QuestionQuery, location="query")
@blueprint.response(200, QuestionPage)
def questions(wanted: QuestionsWanted, dialogue_id: UUID) -> Response:
    """The questions of a dialogue, in the order of their asking; in public those screened"""
    actor, dialogue = actor_or_none(), dialogue_to_read(dialogue_id)
    if actor is not None and organises(actor, dialogue):
        found = page(queries.wanted_of(dialogue_id, wanted), wanted.limit, actor)
        return jsonify(QuestionPageForOffice().dump(found))
    shown = Question.published_at.is_not(None)
    found = page(queries.wanted_of(dialogue_id, wanted, shown), wanted.limit, actor)
    return jsonify(QuestionPage().dump(found))


@blueprint.get("/dialogues/<uuid:dialogue_id>/questions/counts")
@public
@blueprint.response(200, QuestionCountsShown)
def counts(dialogue_id: UUID) -> queries.Counts:
    """How many questions were asked, and what became of them"""
    return queries.counts_of(dialogue_to_read(dialogue_id).id)


@blueprint.get("/questions")
@allowed(Role.RESIDENT)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, QuestionPageForAsker)
def own(query: dict[str, Any]) -> dict[str, Any]:
    """One's own questions, the newest first"""
    actor, limit = current_actor(), query["limit"]
    return page(queries.own_questions(actor.account_id, query.get("after"), limit), limit, actor)


@blueprint.get("/questions/to-screen")
@allowed(*SCREENING)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, QuestionPageForOffice)
def to_screen(query: dict[str, Any]) -> dict[str, Any]:
    """Questions of which somebody is to say whether they are shown, the oldest first"""
    actor, limit = current_actor(), query["limit"]
    found = queries.to_screen(screening.may_be_screened_by(actor), query.get("after"), limit)
    return page(found, limit, actor)


@blueprint.get("/questions/<uuid:question_id>")
@public
@gives_any_of(QuestionShown, QuestionForAsker, QuestionForOffice)
@blueprint.response(200, QuestionShown)
def question(question_id: UUID) -> Response:
    """A question with its outcome, and what is owed on it by when"""
    return _shown(queries.question_to_read(question_id))


@blueprint.post("/questions/<uuid:question_id>/withdrawal")
@allowed(Role.RESIDENT)
@blueprint.response(201, QuestionForAsker)
def withdrawal(question_id: UUID) -> Response:
    """Take one's question back"""
    return _shown(actions.withdraw(question_id, current_actor()), 201)


@blueprint.post("/questions/<uuid:question_id>/support")
@allowed(Role.RESIDENT)
@refuses({"409": "Your own, or it has its outcome already"})
@blueprint.response(201, QuestionShown)
def support(question_id: UUID) -> Response:
    """Say that you want to ask the same"""
    return _shown(actions.support(question_id, current_actor()), 201)


@blueprint.delete("/questions/<uuid:question_id>/support")
@allowed(Role.RESIDENT)
@blueprint.response(200, QuestionShown)
def no_support(question_id: UUID) -> Response:
    """Take that back"""
    return _shown(actions.support_no_more(question_id, current_actor()))


@blueprint.post("/questions/<uuid:question_id>/screening")
@allowed(*SCREENING)
@blueprint.arguments(QuestionScreened)
@blueprint.response(201, QuestionForOffice)
def screen(given: dict[str, Any], question_id: UUID) -> Response:
    """Say whether it is shown in public, and in which words"""
    return _shown(screening.screen(question_id, current_actor(), **given), 201)


@blueprint.post("/questions/<uuid:question_id>/group")
@allowed(*ORGANISERS)
@refuses({"409": "It has its outcome, or goes with another one"})
@blueprint.arguments(LeadGiven)
@blueprint.response(201, QuestionForOffice)
def group(given: dict[str, Any], question_id: UUID) -> Response:
    """Answer it together with another one, or alone again"""
    return _shown(triage.join(question_id, given["lead"], current_actor()), 201)


@blueprint.post("/questions/<uuid:question_id>/assignment")
@allowed(*ORGANISERS)
@refuses({"409": "It has its outcome, or goes with another one"})
@blueprint.arguments(PreparerGiven)
@blueprint.response(201, QuestionForOffice)
def assignment(given: Assigned, question_id: UUID) -> Response:
    """Hand it to the unit that prepares the answer, by a day before the dialogue"""
    return _shown(triage.assign(question_id, given, current_actor()), 201)


@blueprint.post("/questions/<uuid:question_id>/preparation")
@allowed(*PREPARING)
@refuses({"409": "It has its outcome already"})
@blueprint.arguments(PreparationGiven)
@blueprint.response(201, QuestionForOffice)
def preparation(given: dict[str, str], question_id: UUID) -> Response:
    """Write down what is to be answered"""
    return _shown(triage.prepare(question_id, current_actor(), given["text"]), 201)


@blueprint.put("/questions/<uuid:question_id>/place")
@allowed(*ORGANISERS)
@refuses({"409": "It goes with another one"})
@blueprint.arguments(AgendaPlaceGiven)
@blueprint.response(200, QuestionForOffice)
def place(given: dict[str, Any], question_id: UUID) -> Response:
    """Give it a place in the agenda, or take it out"""
    return _shown(triage.place(question_id, current_actor(), **given))


@blueprint.post("/questions/<uuid:question_id>/outcome")
@allowed(*ORGANISERS)
@refuses({"409": "Not in session, answered with another one, or a promise was made"})
@blueprint.arguments(OutcomeSaid)
@blueprint.response(201, QuestionForOffice)
def outcome(given: OutcomeGiven, question_id: UUID) -> Response:
    """Give it its one outcome"""
    return _shown(outcomes.decide(question_id, given, current_actor()), 201)


@blueprint.post("/questions/<uuid:question_id>/answer")
@allowed(Role.HEAD)
@refuses({"409": "Nothing is owed in writing"})
@blueprint.arguments(WrittenAnswerGiven)
@blueprint.response(201, QuestionForOffice)
def answer(given: dict[str, Any], question_id: UUID) -> Response:
    """Sign the answer that was owed in writing"""
    actor = current_actor()
    if actor.position_id is None:
        raise Missing
    signed = Signed(**given, position=actor.position_id)
    return _shown(outcomes.answer(question_id, actor, signed), 201)


def _shown(found: Question, status: int = 200) -> Response:
    actor = actor_or_none()
    response = jsonify(_schema(found, actor)().dump(whole(found, actor)))
    response.status_code = status
    return response


def _schema(found: Question, actor: Actor | None) -> type[QuestionShown]:
    """How much of the question this person reads; `Missing` when nothing."""
    if actor is not None and is_of_the_office(found, actor):
        return QuestionForOffice
    if actor is not None and actor.position_id is None and found.author_id == actor.account_id:
        return QuestionForAsker
    if found.published_at is None:
        raise Missing
    return QuestionShown


def is_of_the_office(found: Question, actor: Actor) -> bool:
    """Whether they organise the dialogue, prepare or owe the answer, or say what is shown."""
    if actor.position_id is None:
        return False
    if organises(actor, dialogue_to_read(found.dialogue_id)) or screening.may_screen(found, actor):
        return True
    unit_id = directory().position(actor.position_id).unit_id
    is_theirs = found.holder_id == actor.position_id or found.assigned_unit_id == unit_id
    return is_theirs or not roles_on(actor, found).isdisjoint(_OFFICE)


_OFFICE = frozenset({Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD})
