"""What residents do with questions, or a desk for them: ask, want the same, take back."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from api.authorities.directory import directory
from api.authorities.fields import field_of
from api.authorities.queries import neighbourhood_codes
from api.cases.holding import hold
from api.cases.models import Channel, Visibility
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.errors import Missing
from api.core.ids import new_code, new_receipt_number
from api.core.limits import Limit
from api.dialogues import registration_queries
from api.dialogues.live.queries import turn_with
from api.dialogues.questions import queries
from api.dialogues.questions.errors import (
    OnlyOnTheSpot,
    OwnQuestion,
    QuestionIdTaken,
    QuestionsNotTaken,
    TooManyQuestions,
)
from api.dialogues.questions.given import OutcomeGiven, QuestionGiven
from api.dialogues.questions.models import Outcome, Question, QuestionState
from api.dialogues.registration_errors import NoSuchVillage
from api.dialogues.registrations import LIVE, Registration
from api.dialogues.scheduling import must_organise, what_it_is
from api.dialogues.session_plans import SessionForm
from api.dialogues.session_queries import dialogue_to_read
from api.dialogues.sessions import AHEAD, Dialogue, SessionState
from api.events.actions import record

AN_HOUR = Limit("questions", 20, timedelta(hours=1))
"""Of one resident."""


def ask(
    dialogue_id: UUID, question_id: UUID, given: QuestionGiven, actor: Actor
) -> tuple[Question, bool]:
    """Somebody puts a question, or a desk writes it down; the same again is the same question.

    Says also whether it is new. Whatever becomes public of it is decided apart from this. Raises
    `QuestionIdTaken` for another question with the same id.
    """
    dialogue = dialogue_to_read(dialogue_id)
    by_desk = _by_desk(actor, dialogue)
    lock(question_id)
    earlier = queries.question_with(question_id)
    if earlier is not None:
        same = (earlier.dialogue_id, earlier.given_hash, earlier.asked_by_id)
        if same != (dialogue_id, given.hash, actor.account_id):
            raise QuestionIdTaken
        return earlier, False
    hold(dialogue_id)
    db.session.refresh(dialogue)
    registration = _registration(given, dialogue, actor, by_desk=by_desk)
    _must_be_taken(dialogue, registration, by_desk=by_desk)
    _must_live_there(given.village, dialogue)
    _must_be_their_turn(given, dialogue, registration, by_desk=by_desk)
    if not by_desk and not AN_HOUR.hit(str(actor.account_id)):
        raise TooManyQuestions
    question = _made(question_id, dialogue, given, registration, actor)
    db.session.add(question)
    db.session.flush()
    record(
        "question.asked",
        question,
        at=question.opened_at,
        actor=actor,
        dialogue=str(dialogue.id),
        number=question.number,
        live=question.is_live,
        **what_it_is(dialogue),
    )
    return question, True


def ask_with(registration: Registration, text: str, actor: Actor) -> Question:
    """Put what somebody said they would like to ask when they registered."""
    given = QuestionGiven(text, asker=registration.name, registration=registration.id)
    return ask(registration.dialogue_id, uuid5(registration.id, "question"), given, actor)[0]


def withdraw(question_id: UUID, actor: Actor) -> Question:
    """Who asked does so no more: that is its outcome. What leads a group goes on for the others."""
    question = queries.question_to_change(question_id)
    if question.author_id != actor.account_id or actor.position_id is not None:
        raise Missing
    if question.state == QuestionState.WITHDRAWN:
        return question
    others = queries.answered_with(question.id)
    if others:
        _hand_over(question, others)
    question.leads_id = question.place = None
    now = clock.now()
    question.decide(OutcomeGiven(Outcome.WITHDRAWN), now)
    question.published_at = question.held_at = None
    record(
        "question.decided",
        question,
        at=now,
        actor=actor,
        dialogue=str(question.dialogue_id),
        outcome=Outcome.WITHDRAWN,
    )
    return question


def support(question_id: UUID, actor: Actor) -> Question:
    """They want to ask the same, and hear what becomes of it; of what everybody may read alone."""
    question = _to_support(question_id)
    question.must_be_open()
    if question.author_id == actor.account_id:
        raise OwnQuestion
    queries.add_supporter(question, actor.account_id)
    return question


def support_no_more(question_id: UUID, actor: Actor) -> Question:
    """They take that back."""
    question = _to_support(question_id)
    queries.drop_supporter(question, actor.account_id)
    return question


def _to_support(question_id: UUID) -> Question:
    """The question, or the one that is answered for it."""
    found = queries.question_to_read(question_id)
    if found.published_at is None:
        raise Missing
    return queries.question_to_read(found.leads_id) if found.leads_id else found


def _hand_over(before: Question, others: Sequence[Question]) -> None:
    """The next one is answered for the rest of the group, at its place; who wants it, hears."""
    lead, *rest = others
    lead.leads_id, lead.place, lead.minutes = None, before.place, before.minutes
    queries.carry_over(before.id, lead)
    db.session.flush()
    for each in rest:
        each.leads_id = lead.id
    db.session.flush()


def _by_desk(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether a desk of the organiser writes it down; refuses any other official."""
    if actor.is_(Role.RESIDENT) and actor.position_id is None:
        return False
    must_organise(actor, directory().unit(dialogue.unit_id))
    return True


def _registration(
    given: QuestionGiven, dialogue: Dialogue, actor: Actor, *, by_desk: bool
) -> Registration | None:
    """With whose seat it is asked: the named one, else the resident's own."""
    if by_desk:
        found = given.registration and registration_queries.registration_with(given.registration)
        if given.registration and (not found or found.dialogue_id != dialogue.id):
            raise Missing
        return found or None
    own = registration_queries.live_registration(dialogue.id, actor.account_id)
    if given.registration is not None and (own is None or own.id != given.registration):
        raise Missing
    return own


def _must_be_taken(dialogue: Dialogue, registration: Registration | None, *, by_desk: bool) -> None:
    """Refuses a moment at which nobody takes questions, or not from them."""
    now = clock.now()
    if dialogue.state == SessionState.IN_SESSION:
        is_there = registration is not None and registration.state in LIVE
        is_online = dialogue.form in (SessionForm.ONLINE, SessionForm.HYBRID)
        if not (by_desk or is_there or is_online):
            raise OnlyOnTheSpot(code=dialogue.code)
        return
    until = dialogue.registration_to or dialogue.starts_at
    is_open = dialogue.state in AHEAD and (by_desk or _is_announced(dialogue))
    if not is_open or (not by_desk and now >= until):
        raise QuestionsNotTaken(state=dialogue.stage(now), until=until.isoformat())


def _is_announced(dialogue: Dialogue) -> bool:
    return dialogue.state == SessionState.ANNOUNCED


def _must_live_there(village: str | None, dialogue: Dialogue) -> None:
    known = [village] if village else []
    if not neighbourhood_codes(dialogue.unit_area_code, known) >= set(known):
        raise NoSuchVillage(village=village)


def _must_be_their_turn(
    given: QuestionGiven, dialogue: Dialogue, registration: Registration | None, *, by_desk: bool
) -> None:
    """Refuses a turn at another dialogue, and that of somebody else."""
    if given.turn is None:
        return
    turn = turn_with(given.turn)
    if turn is None or turn.dialogue_id != dialogue.id:
        raise Missing
    if not by_desk and (registration is None or turn.registration_id != registration.id):
        raise Missing


def _made(
    question_id: UUID,
    dialogue: Dialogue,
    given: QuestionGiven,
    registration: Registration | None,
    actor: Actor,
) -> Question:
    is_own = actor.position_id is None
    author_id = actor.account_id if is_own else registration and registration.account_id
    code = given.field
    return Question(
        id=question_id,
        province_code=dialogue.province_code,
        channel=Channel.DIALOGUE,
        code=new_code(),
        receipt_number=new_receipt_number(),
        addressee=dialogue.addressee,
        field=field_of(code) if code else None,
        subfield=code if code and field_of(code) != code else None,
        area_code=dialogue.unit_area_code,
        unit_id=dialogue.unit_id,
        unit_area_code=dialogue.unit_area_code,
        holder_id=dialogue.holder_id,
        holder_reason="chair",
        instance=1,
        visibility=Visibility.PUBLIC,
        state=QuestionState.ASKED,
        author_id=author_id or None,
        opened_at=clock.now(),
        dialogue_id=dialogue.id,
        number=queries.last_number(dialogue.id) + 1,
        text=given.text,
        given_hash=given.hash,
        asker=given.asker or (registration.name if registration and not is_own else None),
        village=given.village or (registration.village if registration else None),
        registration_id=registration.id if registration else None,
        asked_by_id=actor.account_id,
        asked_as_id=actor.position_id,
        is_live=dialogue.state == SessionState.IN_SESSION,
        turn_id=given.turn,
    )
