"""Questions asked in advance, as points of the agenda."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from api.core.database import db
from api.dialogues.opinions.points import Point
from api.dialogues.questions.models import Outcome, Question
from api.dialogues.questions.queries import questions_of


def question_points(dialogue_id: UUID, minutes: int) -> Sequence[Point]:
    """The questions that are answered, in their place; those without one come last.

    One that stands for others stands for its group. Their words are asked for when they are shown:
    what everybody may read of a question may change.
    """
    return [
        Point(
            id=str(each.id),
            title="",
            minutes=each.minutes or minutes,
            unit=str(each.assigned_unit_id) if each.assigned_unit_id else None,
            number=each.number,
        )
        for each in questions_of(dialogue_id)
        if each.leads_id is None and not each.is_live and each.outcome is not Outcome.WITHDRAWN
    ]


def worded(points: Sequence[Point]) -> Mapping[str, str]:
    """What everybody may read now of those of these questions that are public, by their ids."""
    if not points:
        return {}
    rows = db.session.execute(
        select(Question.id, Question.public_text, Question.published_at).where(
            Question.id.in_([UUID(each.id) for each in points if each.id])
        )
    )
    return {str(id_): text for id_, text, published in rows if text and published}
