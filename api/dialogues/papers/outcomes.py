"""What was asked at a dialogue and what came of it, as papers tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from api.authorities.directory import directory
from api.cases.models import Case
from api.commitments.models import Commitment
from api.core.database import db
from api.dialogues.questions.models import Question


@dataclass(frozen=True)
class Asked:
    """One question, as everybody may read it."""

    number: int
    words: str | None
    """None while it may not be shown."""
    outcome: str | None
    said: str | None
    due_on: date | None
    """The day set for an answer that is owed."""
    to: str | None


@dataclass(frozen=True)
class PromiseMade:
    """Something promised at the dialogue."""

    number: int
    """Of the question."""
    what: str | None
    """None while the question may not be shown."""
    due_on: date
    owner: str


def asked_at(dialogue_id: UUID) -> Sequence[Asked]:
    """What was asked and what came of it, by number; what stands for others in its group once."""
    found = db.session.scalars(
        select(Question)
        .where(Question.dialogue_id == dialogue_id, Question.leads_id.is_(None))
        .order_by(Question.number)
    )
    return [_asked(each) for each in found]


def promises_of(dialogue_id: UUID) -> Sequence[PromiseMade]:
    """All that was promised, in the order of the questions."""
    own, promise, known = Commitment.__table__.c, Case.__table__.alias("promise"), directory()
    rows = db.session.execute(
        select(Question.number, Question.published_at, own.what, own.due_on, promise.c.holder_id)
        .join(Commitment.__table__, own.origin_id == Question.id)
        .join(promise, promise.c.id == own.id)
        .where(Question.dialogue_id == dialogue_id)
        .order_by(Question.number, promise.c.ordinal)
    )
    return [
        PromiseMade(number, what if published else None, due_on, known.position(holder_id).name)
        for number, published, what, due_on, holder_id in rows
    ]


def _asked(question: Question) -> Asked:
    is_shown = question.published_at is not None
    return Asked(
        number=question.number,
        words=question.public_text if is_shown else None,
        outcome=question.outcome,
        said=question.said if is_shown else None,
        due_on=question.due_on if question.outcome else None,
        to=question.to if is_shown else None,
    )
