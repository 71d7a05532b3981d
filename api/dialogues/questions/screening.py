"""What of a question is shown in public; whether it is answered is another matter."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_

from api.authorities.directory import directory
from api.authorities.models import UnitKind
from api.authorities.policy import Act, can, roles_of
from api.cases.access import moderates, sight
from api.core import clock
from api.core.access import Actor, Role
from api.dialogues.live.snapshots import show_questions
from api.dialogues.questions import queries
from api.dialogues.questions.errors import NotForScreening
from api.dialogues.questions.models import Question, QuestionState
from api.dialogues.session_queries import dialogue_to_read
from api.events.actions import record


def keep(question: Question, text: str, *, is_held: bool) -> None:
    """The version that others may read, after a first look; on what is held somebody decides."""
    question.public_text = text
    if question.state == QuestionState.WITHDRAWN or question.published_at is not None:
        return
    now = clock.now()
    if is_held:
        question.held_at = now
    else:
        _publish(question, None, now)


def release(question: Question, text: str, at: datetime) -> None:
    """Nobody has decided in time: it is shown in these words."""
    if question.state != QuestionState.WITHDRAWN:
        question.public_text = text
        _publish(question, None, at)


def screen(
    question_id: UUID, actor: Actor, *, publish: bool, text: str | None, reason: str | None
) -> Question:
    """Somebody outside of the organiser says whether it is shown, and in which words.

    The clocks, the outcome and the answer do not wait for it.
    """
    question = queries.question_to_change(question_id)
    _must_screen(question, actor)
    if question.state == QuestionState.WITHDRAWN:
        question.must_be_open()
    if text is not None:
        question.public_text = text
    if publish:
        _publish(question, actor, clock.now())
        # Other words alone are no event, and are seen in the hall all the same.
        show_questions(question.dialogue_id)
        return question
    question.held_at = question.published_at = None
    question.withheld_because = reason
    record(
        "question.withheld",
        question,
        at=clock.now(),
        actor=actor,
        dialogue=str(question.dialogue_id),
    )
    return question


def may_be_screened_by(actor: Actor) -> ColumnElement[bool]:
    """What a list of questions to screen is narrowed to: nobody else reads words not looked at."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    unit = directory().unit(acting.unit_id) if acting else None
    fronts = queries.co_organised_by(unit.id if unit and unit.kind is UnitKind.FRONT else None)
    return or_(sight(actor).only(Role.MODERATOR).clause(), fronts)


def may_screen(question: Question, actor: Actor) -> bool:
    """Whether they are a moderator outside of the organiser, or of a Front that co-organises."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    if acting is None:
        return False
    unit = directory().unit(acting.unit_id)
    if can(roles_of(acting.title, unit.kind), Act.PUBLICATION, unit.kind):
        return moderates(actor, question)
    return unit.kind is UnitKind.FRONT and str(unit.id) in _co_organisers(question)


def _co_organisers(question: Question) -> list[str]:
    return dialogue_to_read(question.dialogue_id).co_organisers


def _must_screen(question: Question, actor: Actor) -> None:
    if not may_screen(question, actor):
        raise NotForScreening


def _publish(question: Question, actor: Actor | None, at: datetime) -> None:
    question.held_at = question.withheld_because = None
    if question.published_at is None:
        question.published_at = at
        record(
            "question.published",
            question,
            at=at,
            actor=actor,
            dialogue=str(question.dialogue_id),
        )
