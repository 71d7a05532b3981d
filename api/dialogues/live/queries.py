"""Turns by id, in the line, as a list and as figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, or_, select

from api.core.database import db
from api.dialogues.live.models import IN_LINE, LiveSnapshot, Turn, TurnState
from api.dialogues.questions.models import Outcome, Question


@dataclass(frozen=True)
class TurnFigures:
    """How many turns of a dialogue came to what, until now."""

    spoke: int
    """Turns that were had (lượt ý kiến): somebody who spoke twice had two."""
    waiting: int
    """Are in the line; of a dialogue that is over, those whom it did not come to."""
    skipped: int
    left: int
    matters: int
    """What was raised on the day (nội dung): one turn may raise several, and some nobody's turn."""


@dataclass(frozen=True)
class TurnsWanted:
    """Which turns a desk looks for; None where it does not matter."""

    state: TurnState | None = None
    after: UUID | None = None
    limit: int = 50


def turn_with(turn_id: UUID) -> Turn | None:
    """The turn with this id, of whatever dialogue."""
    return db.session.get(Turn, turn_id)


def turns_of(dialogue_id: UUID, wanted: TurnsWanted) -> Sequence[Turn]:
    """Up to `limit` + 1 turns of a dialogue, in the order in which they are called."""
    found = select(Turn).where(Turn.dialogue_id == dialogue_id)
    if wanted.state is not None:
        found = found.where(Turn.state == wanted.state)
    if wanted.after is not None:
        last = select(Turn.place).where(Turn.ordinal == wanted.after).scalar_subquery()
        found = found.where(Turn.place > last)
    return db.session.scalars(found.order_by(Turn.place).limit(wanted.limit + 1)).all()


def speaking_at(dialogue_id: UUID) -> Turn | None:
    """Who speaks at the dialogue now, as it is in the database."""
    found = select(Turn).where(Turn.dialogue_id == dialogue_id, Turn.state == TurnState.SPEAKING)
    return db.session.scalar(found.execution_options(populate_existing=True))


def line_of(dialogue_id: UUID, limit: int | None = None) -> Sequence[Turn]:
    """Who waits to speak, the next first, as it is in the database."""
    found = select(Turn).where(Turn.dialogue_id == dialogue_id, Turn.state == TurnState.WAITING)
    whole = found.order_by(Turn.place).limit(limit).execution_options(populate_existing=True)
    return db.session.scalars(whole).all()


def spoken_at(dialogue_id: UUID, limit: int) -> Sequence[Turn]:
    """The last so many who spoke or were called, the latest first."""
    over = (TurnState.DONE, TurnState.SKIPPED, TurnState.LEFT)
    found = select(Turn).where(Turn.dialogue_id == dialogue_id, Turn.state.in_(over))
    return db.session.scalars(
        found.order_by(Turn.ended_at.desc(), Turn.ordinal.desc()).limit(limit)
    ).all()


def positions_of(turns: Sequence[Turn]) -> dict[UUID, int]:
    """Of each of these that waits, how many wait up to them, themselves included."""
    waiting = {each.dialogue_id for each in turns if each.state == TurnState.WAITING}
    if not waiting:
        return {}
    lines = {each: db.session.scalars(_IDS.where(Turn.dialogue_id == each)) for each in waiting}
    return {turn: place for line in lines.values() for place, turn in enumerate(line, 1)}


_IDS = select(Turn.id).where(Turn.state == TurnState.WAITING).order_by(Turn.place)


def numbers_of(dialogue_id: UUID) -> tuple[int, int]:
    """The last number and the last place that were given in the line of the dialogue."""
    row = db.session.execute(
        select(
            func.coalesce(func.max(Turn.number), 0), func.coalesce(func.max(Turn.place), 0)
        ).where(Turn.dialogue_id == dialogue_id)
    ).one()
    return row[0], row[1]


def turn_in_line(registration_id: UUID) -> Turn | None:
    """The turn for which somebody of the list waits, or which they have now."""
    return db.session.scalar(
        select(Turn).where(Turn.registration_id == registration_id, Turn.state.in_(IN_LINE))
    )


def figures(dialogue_id: UUID) -> TurnFigures:
    """How many turns there were, and how many who wanted to speak did not."""
    rows = db.session.execute(
        select(Turn.state, func.count()).where(Turn.dialogue_id == dialogue_id).group_by(Turn.state)
    )
    found = dict(rows.all())
    return TurnFigures(
        spoke=found.get(TurnState.DONE, 0),
        waiting=found.get(TurnState.WAITING, 0),
        skipped=found.get(TurnState.SKIPPED, 0),
        left=found.get(TurnState.LEFT, 0),
        matters=db.session.scalar(_RAISED.where(Question.dialogue_id == dialogue_id)) or 0,
    )


_RAISED = select(func.count(Question.id)).where(
    or_(Question.is_live, Question.turn_id.is_not(None)),
    Question.outcome.is_distinct_from(Outcome.WITHDRAWN),
)


def asked_last_in(turn_id: UUID) -> tuple[int, str | None] | None:
    """The number of what was put last in this turn and was not taken back, and its public words."""
    shown = case((Question.published_at.is_not(None), Question.public_text))
    found = select(Question.number, shown).where(
        Question.turn_id == turn_id, Question.outcome.is_distinct_from(Outcome.WITHDRAWN)
    )
    row = db.session.execute(found.order_by(Question.number.desc()).limit(1)).first()
    return (row[0], row[1]) if row else None


def snapshot_of(dialogue_id: UUID) -> LiveSnapshot | None:
    """The line as everybody reads it; None while nobody has joined it."""
    return db.session.get(LiveSnapshot, dialogue_id)
