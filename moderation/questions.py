"""A first look at what is asked at a dialogue: masked, and held for a decision where it must be."""

from api.dialogues.questions.queries import question_to_change
from api.dialogues.questions.screening import keep
from api.events.models import Event
from moderation.policy import holding
from moderation.text import look
from moderation.words import word_list


def screen_question(event: Event) -> None:
    """Look at a question that was asked; one that was looked at is not looked at again."""
    if event.case_id is None:
        return
    question = question_to_change(event.case_id)
    if question.public_text is not None:
        return
    found = look(None, question.text, word_list())
    keep(question, found.text, is_held=bool(holding(found.reasons)))
