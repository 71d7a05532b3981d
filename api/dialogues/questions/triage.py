"""What the organiser does with questions before the day: put alike ones together, hand them out."""

from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.lookup import unit_named
from api.authorities.policy import Act, can, roles_of
from api.authorities.views import UnitView
from api.cases.holding import hold
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.dialogues.errors import DialogueNotThere
from api.dialogues.questions import queries
from api.dialogues.questions.errors import (
    DayOfAnswerPassed,
    FollowsAnother,
    NotThePreparer,
    PreparedAfterwards,
    QuestionsApart,
)
from api.dialogues.questions.given import Assigned, Prepared
from api.dialogues.questions.models import Question
from api.dialogues.scheduling import must_organise
from api.dialogues.session_queries import dialogue_to_read
from api.dialogues.sessions import AHEAD, Dialogue, SessionState
from api.events.actions import record
from api.routing import actions as routing
from api.routing import models as routes


def to_change(question_id: UUID, actor: Actor) -> tuple[Question, Dialogue]:
    """The question and its dialogue, held; a refusal for who does not organise that.

    The dialogue first, as its closing holds it: whatever is done to a question is done before the
    closing looks for those without an outcome, or finds the dialogue closed.
    """
    dialogue = dialogue_to_read(queries.question_to_read(question_id).dialogue_id)
    must_organise(actor, directory().unit(dialogue.unit_id))
    hold(dialogue.id)
    db.session.refresh(dialogue)
    return queries.question_to_change(question_id), dialogue


def join(question_id: UUID, lead_id: UUID | None, actor: Actor) -> Question:
    """It is answered together with another one, or (None) alone again; every asker is told.

    Whoever was to be answered with it goes along. Until the dialogue is over: after that nobody
    could give an outcome to what stands alone again.
    """
    question, dialogue = to_change(question_id, actor)
    _must_not_be_over(dialogue)
    question.must_be_open()
    if lead_id is None:
        question.leads_id = None
        return question
    if lead_id == question_id or queries.question_to_read(lead_id).dialogue_id != dialogue.id:
        raise QuestionsApart
    lead = queries.question_to_change(lead_id)
    if lead.leads_id is not None:
        raise FollowsAnother(code=lead.code, lead=str(lead.leads_id))
    lead.must_be_open()
    for each in queries.answered_with(question.id):
        each.leads_id = lead.id
    nobody_prepares(question, actor)
    question.leads_id, question.place = lead.id, None
    db.session.flush()
    queries.carry_over(question.id, lead)
    now = clock.now()
    record(
        "question.grouped",
        question,
        at=now,
        actor=actor,
        dialogue=str(question.dialogue_id),
        lead=lead.code,
    )
    return question


def assign(question_id: UUID, assigned: Assigned, actor: Actor) -> Question:
    """A unit is to prepare the answer by a day before the dialogue.

    Which one the competence table says, for the field and place of the question, unless one is
    named.
    """
    question, dialogue = to_change(question_id, actor)
    _must_not_be_over(dialogue)
    question.must_be_open()
    _must_lead(question)
    if assigned.due_on < clock.today():
        raise DayOfAnswerPassed(errors={"due_on": ["The day has passed already"]})
    if assigned.due_on > clock.vietnam_date(dialogue.starts_at):
        raise PreparedAfterwards(starts_at=dialogue.starts_at.isoformat())
    unit = unit_named(assigned.unit) if assigned.unit else suggested_unit(question)
    if question.assigned_unit_id not in (None, unit.id):
        record("question.unassigned", **_to_preparer(question, actor))
    question.assigned_unit_id, question.assigned_id = unit.id, None
    question.due_on = assigned.due_on
    record("question.assigned", due_on=assigned.due_on.isoformat(), **_to_preparer(question, actor))
    return question


def nobody_prepares(question: Question, actor: Actor) -> None:
    """The unit that was to prepare the answer owes that no more."""
    if question.assigned_unit_id is not None:
        record("question.unassigned", **_to_preparer(question, actor))
        question.assigned_unit_id = question.assigned_id = question.due_on = None


def let_go(dialogue_id: UUID, actor: Actor) -> None:
    """The dialogue does not take place: nobody prepares answers for it any more."""
    for each in queries.questions_of(dialogue_id):
        question = queries.question_to_change(each.id)
        if question.outcome is None:
            nobody_prepares(question, actor)


def prepare(question_id: UUID, actor: Actor, text: str) -> Question:
    """The unit that prepares the answer writes it down, for who presides."""
    question = queries.question_to_change(question_id)
    _must_prepare(question, actor)
    now = clock.now()
    question.prepare(Prepared(text, actor.position_id), now)
    record(
        "question.prepared",
        question,
        at=now,
        actor=actor,
        unit_id=question.assigned_unit_id or question.unit_id,
        dialogue=str(question.dialogue_id),
    )
    return question


def place(question_id: UUID, actor: Actor, *, place: int | None, minutes: int | None) -> Question:
    """Its place among the questions of the agenda, and how long it may take; None takes it out.

    Whatever stood there and after it moves back by one.
    """
    question, _ = to_change(question_id, actor)
    _must_lead(question)
    question.minutes = minutes
    question.place = None
    db.session.flush()
    others = [
        each
        for each in queries.questions_of(question.dialogue_id)
        if each.place is not None and each.leads_id is None
    ]
    if place is not None:
        others.insert(min(place, len(others) + 1) - 1, question)
    for number, each in enumerate(others, start=1):
        each.place = number
    return question


def suggested_unit(question: Question) -> UnitView:
    """The unit that the competence table lets prepare answers of this field and place."""
    asked = routes.Question(
        kind=Kind.ENQUIRY,
        addressee=question.addressee,
        field=question.subfield or question.field,
        area_code=question.area_code,
    )
    route = routing.position_for(asked)
    return directory().unit(route.prepares_unit_id or route.unit_id)


def _to_preparer(question: Question, actor: Actor) -> dict[str, Any]:
    """What an event tells of who prepares the answer: the head of that unit owes it."""
    unit_id = question.assigned_unit_id or question.unit_id
    head = directory().head_of(unit_id)
    return {
        "case": question,
        "at": clock.now(),
        "actor": actor,
        "unit_id": unit_id,
        "position_id": head.id if head else question.holder_id,
        "dialogue": str(question.dialogue_id),
    }


def _must_not_be_over(dialogue: Dialogue) -> None:
    """Refuses one that is over or was called off."""
    if dialogue.state not in AHEAD | {SessionState.IN_SESSION}:
        raise DialogueNotThere(state=dialogue.state)


def _must_lead(question: Question) -> None:
    if question.leads_id is not None:
        raise FollowsAnother(code=question.code, lead=str(question.leads_id))


def _must_prepare(question: Question, actor: Actor) -> None:
    """Refuses who acts neither in the unit that prepares, nor for the organiser."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    if acting is not None:
        unit = directory().unit(acting.unit_id)
        may = can(roles_of(acting.title, unit.kind), Act.PREPARATION, unit.kind)
        if may and unit.id in (question.assigned_unit_id, question.unit_id):
            return
    raise NotThePreparer
