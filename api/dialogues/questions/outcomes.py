"""Exactly one outcome for each question, what it sets going, and answers given in writing."""

from datetime import date
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.lookup import position_named
from api.authorities.models import Title
from api.authorities.policy import Authority, may_sign
from api.authorities.views import PositionView
from api.commitments import actions as commitments
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.dialogues.questions import queries
from api.dialogues.questions.errors import (
    AnswerSignedAtNoTime,
    DayOfAnswerPassed,
    FollowsAnother,
    MayNotSignIt,
    NotDecidedYet,
    NotInSession,
    OwedByOthers,
)
from api.dialogues.questions.given import OutcomeGiven, Signed
from api.dialogues.questions.models import IN_WRITING, Outcome, Question
from api.dialogues.questions.triage import to_change
from api.dialogues.scheduling import what_it_is
from api.dialogues.sessions import Dialogue, SessionState
from api.events.actions import record


def decide(question_id: UUID, given: OutcomeGiven, actor: Actor) -> Question:
    """What became of the question at the dialogue; the same outcome again changes nothing.

    It is the outcome of every question that is answered together with it. Another one may be given
    until the dialogue is closed, unless a promise was made.
    """
    question, dialogue = to_change(question_id, actor)
    if question.outcome_hash == given.hash:
        return question
    _must_be_decidable(question, dialogue)
    now = clock.now()
    if question.outcome is not None:
        _correct(question, dialogue, actor)
    _must_be_to_come(given.due_on)
    owner = _owner(given, dialogue)
    question.decide(given, now)
    question.decided_by_id = actor.position_id
    if owner is not None:
        question.holder_id, question.holder_reason = owner.id, _NAMED
        question.assigned_unit_id = owner.unit_id
    if given.outcome == Outcome.COMMITTED:
        _promise(question, given, actor, owner)
    _tell(question, dialogue, actor)
    return question


def _promise(
    question: Question, given: OutcomeGiven, actor: Actor, owner: PositionView | None
) -> None:
    """It is promised to who asked, and to all who asked the same and are answered together."""
    now = clock.now()
    made = commitments.make(
        question,
        given.what or "",
        given.due_on or clock.today(),
        at=now,
        actor=actor,
        measure=given.measure,
        owner=owner,
    )
    with_them = queries.answered_with(question.id)
    commitments.also_asked(made, [(each.author_id, each.asker) for each in with_them], now)
    db.session.flush()
    question.commitment_id = made.id


def answer(question_id: UUID, actor: Actor, signed: Signed) -> Question:
    """The answer that was owed in writing is signed by who owes it, or signs for them."""
    question = queries.question_to_change(question_id)
    _must_sign(question, actor, signed.authority)
    if question.outcome is None:
        raise NotDecidedYet(code=question.code)
    now, decided_at = clock.now(), question.outcome_at or question.opened_at
    if not clock.vietnam_date(decided_at) <= signed.signed_on <= clock.vietnam_date(now):
        raise AnswerSignedAtNoTime(signed_on=signed.signed_on.isoformat())
    question.answer_in_writing(signed, now)
    record(
        "question.answered",
        question,
        at=now,
        actor=actor,
        dialogue=str(question.dialogue_id),
        outcome=question.outcome,
        in_writing=True,
    )
    return question


def _tell(question: Question, dialogue: Dialogue, actor: Actor) -> None:
    """What became of it: answered there, or what else."""
    at = question.outcome_at or clock.now()
    facts = {
        "dialogue": str(dialogue.id),
        "outcome": question.outcome,
        "due_on": question.due_on.isoformat() if question.due_on else None,
        "dated": question.outcome in IN_WRITING and question.due_on is not None,
        **what_it_is(dialogue),
    }
    if question.outcome is Outcome.ANSWERED:
        record("question.answered", question, at=at, actor=actor, **facts)
    else:
        record("question.decided", question, at=at, actor=actor, **facts)


def _correct(question: Question, dialogue: Dialogue, actor: Actor) -> None:
    """Another outcome was meant: what the first one set going is over, and who was named for it."""
    before = question.outcome
    question.undo_outcome()
    record(
        "question.corrected",
        question,
        at=clock.now(),
        actor=actor,
        dialogue=str(question.dialogue_id),
        before=before,
    )
    if question.holder_reason == _NAMED:
        question.holder_id, question.holder_reason = dialogue.holder_id, "chair"
        question.assigned_unit_id = None


_NAMED = "named"
"""Why somebody other than the chair owes it: they were named at the dialogue."""


def _must_be_decidable(question: Question, dialogue: Dialogue) -> None:
    if question.leads_id is not None:
        raise FollowsAnother(code=question.code, lead=str(question.leads_id))
    if dialogue.state != SessionState.IN_SESSION:
        raise NotInSession(state=dialogue.state)


def _must_be_to_come(day: date | None) -> None:
    if day is not None and day < clock.today():
        raise DayOfAnswerPassed(errors={"due_on": ["The day has passed already"]})


def _owner(given: OutcomeGiven, dialogue: Dialogue) -> PositionView | None:
    """Who owes it from then on: of a unit of the organisers, or one that was to be there."""
    if given.owner is None:
        return None
    owner = position_named(given.owner)
    invited = map(UUID, (*dialogue.co_organisers, *dialogue.expected_units))
    units = directory().below(dialogue.unit_id) | {dialogue.unit_id} | set(invited)
    if owner.unit_id not in units:
        raise OwedByOthers(position=owner.code)
    return owner


def _must_sign(question: Question, actor: Actor, authority: Authority | None) -> None:
    """Refuses who is neither the head that owes it, nor a deputy of the same unit."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    owing = directory().position(question.holder_id)
    is_theirs = acting is not None and (
        acting.id == owing.id or (acting.title is Title.DEPUTY and acting.unit_id == owing.unit_id)
    )
    if acting is None or not is_theirs or not may_sign(acting.title, authority):
        raise MayNotSignIt
