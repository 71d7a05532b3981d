"""A look at what is asked at a dialogue: masked, held where it must be, released by time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from api.core import clock
from api.dialogues.questions import queries
from api.dialogues.questions.screening import keep, release
from api.events.models import Event
from moderation.policy import end_of, holding, may_be_released, policy
from moderation.text import look, without_words
from moderation.words import word_list


def screen_question(event: Event) -> None:
    """Look at a question that was asked; one that was looked at is not looked at again.

    What who asks wants to be called is shown beside it, and is looked at like its words.
    """
    if event.case_id is None:
        return
    question = queries.question_to_change(event.case_id)
    if question.public_text is not None:
        return
    found = look(question.asker, question.text, word_list())
    question.asker = found.title
    keep(question, found.text, is_held=bool(holding(found.reasons)))


def not_decided_in_time(now: datetime) -> Sequence[UUID]:
    """The questions on whose publicity nobody decided within the time of the policy."""
    term = policy().decision
    found = ((each.id, end_of(term, each.held_at)) for each in queries.held() if each.held_at)
    return [question_id for question_id, due_at in found if due_at and due_at <= now]


def let_time_decide(question_id: UUID) -> None:
    """Show what nobody decided on in time, as far as what it was held for lets it."""
    question = queries.question_to_change(question_id)
    words = word_list()
    found = look(question.asker, question.text, words)
    if question.held_at is not None and may_be_released(holding(found.reasons)):
        question.asker = without_words(found.title, words) if found.title else found.title
        release(question, without_words(found.text, words), clock.now())
