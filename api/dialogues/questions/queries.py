"""Questions by id, for a change, of a dialogue, of a group, of somebody, and counted."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, true
from sqlalchemy.dialects.postgresql import insert

from api.cases.holding import hold
from api.cases.models import Case
from api.core import clock
from api.core.database import db
from api.core.errors import Missing
from api.dialogues.questions.models import Outcome, Question, QuestionSupporter
from api.dialogues.sessions import Dialogue


@dataclass(frozen=True)
class QuestionsWanted:
    """Which questions of a dialogue a list is about; None where it does not matter."""

    decided: bool | None = None
    outcome: Outcome | None = None
    screened: bool | None = None
    """Whether somebody has said if it may be public."""
    assigned: bool | None = None
    leads: bool = False
    """Only those that are answered for themselves or for a group."""
    live: bool | None = None
    after: UUID | None = None
    limit: int = 50


@dataclass(frozen=True)
class Counts:
    """How many questions a dialogue has, and what became of them."""

    asked: int
    """All of them, also those that are answered together and those taken back."""
    groups: int
    """How many are answered: each group once."""
    lacking: int
    """Of these, those without an outcome."""
    outcomes: dict[str, int]
    """Groups by their outcome."""


def question_with(question_id: UUID) -> Question | None:
    """The question with this id."""
    return db.session.get(Question, question_id)


def question_to_read(question_id: UUID) -> Question:
    """The same; `Missing` when there is none."""
    found = question_with(question_id)
    if found is None:
        raise Missing
    return found


def question_to_change(question_id: UUID) -> Question:
    """The same, held until the transaction ends."""
    hold(question_id)
    found = db.session.get(Question, question_id, populate_existing=True)
    if found is None:
        raise Missing
    return found


def questions_of(dialogue_id: UUID) -> Sequence[Question]:
    """Every question of a dialogue: those of the agenda in its order, then as they were asked."""
    return db.session.scalars(
        select(Question)
        .where(Question.dialogue_id == dialogue_id)
        .order_by(Question.place.nulls_last(), Question.number)
    ).all()


def wanted_of(
    dialogue_id: UUID, wanted: QuestionsWanted, seen: ColumnElement[bool] | None = None
) -> Sequence[Question]:
    """Up to `limit` + 1 questions of a dialogue that somebody may see, as they were asked."""
    found = (
        select(Question)
        .where(Question.dialogue_id == dialogue_id, true() if seen is None else seen)
        .where(*_narrowed(wanted))
        .order_by(Question.ordinal)
        .limit(wanted.limit + 1)
    )
    return db.session.scalars(found).all()


def own_questions(account_id: UUID, after: UUID | None, limit: int) -> Sequence[Question]:
    """Up to `limit` + 1 questions of this person, the newest first."""
    found = select(Question).where(Question.author_id == account_id)
    if after is not None:
        found = found.where(Question.ordinal < after)
    return db.session.scalars(found.order_by(Question.ordinal.desc()).limit(limit + 1)).all()


def co_organised_by(unit_id: UUID | None) -> ColumnElement[bool]:
    """Whether they are put at a dialogue that this unit organises with another one."""
    theirs = select(Dialogue.id).where(Dialogue.co_organisers.contains([str(unit_id)]))
    return Question.dialogue_id.in_(theirs)


def to_screen(seen: ColumnElement[bool], after: UUID | None, limit: int) -> Sequence[Question]:
    """Up to `limit` + 1 questions of whose publicity somebody is to decide, the oldest first."""
    found = select(Question).where(Question.held_at.is_not(None), seen)
    if after is not None:
        found = found.where(Question.ordinal > after)
    return db.session.scalars(found.order_by(Question.ordinal).limit(limit + 1)).all()


def held() -> Sequence[Question]:
    """All questions of whose publicity somebody is to decide."""
    return db.session.scalars(select(Question).where(Question.held_at.is_not(None))).all()


def last_number(dialogue_id: UUID) -> int:
    """The number of the question asked last; 0 before the first. The dialogue is held."""
    asked = select(func.max(Question.number)).where(Question.dialogue_id == dialogue_id)
    return db.session.scalar(asked) or 0


def answered_with(lead_id: UUID) -> Sequence[Question]:
    """The questions that are answered together with this one, in the order of their asking."""
    return db.session.scalars(
        select(Question).where(Question.leads_id == lead_id).order_by(Question.number)
    ).all()


def how_many_with(lead_ids: Collection[UUID]) -> Counter[UUID]:
    """How many other questions are answered together with each of these."""
    counted = select(Question.leads_id, func.count()).group_by(Question.leads_id)
    rows = db.session.execute(counted.where(Question.leads_id.in_(lead_ids)))
    return Counter({lead_id: number for lead_id, number in rows if lead_id})


def lacking_outcome(dialogue_id: UUID) -> Sequence[Question]:
    """The questions without an outcome; one answered together with another has that one's."""
    return db.session.scalars(
        select(Question)
        .where(
            Question.dialogue_id == dialogue_id,
            Question.outcome.is_(None),
            Question.leads_id.is_(None),
        )
        .order_by(Question.number)
    ).all()


def counts_of(dialogue_id: UUID) -> Counts:
    """How many questions there are, and how many groups of them by their outcome."""
    stands, none = Question.leads_id.is_(None), Question.outcome.is_(None)
    rows = db.session.execute(
        select(
            Question.outcome,
            func.count(),
            func.count().filter(stands),
            func.count().filter(and_(stands, none)),
        )
        .where(Question.dialogue_id == dialogue_id)
        .group_by(Question.outcome)
    ).all()
    return Counts(
        asked=sum(row[1] for row in rows),
        groups=sum(row[2] for row in rows),
        lacking=sum(row[3] for row in rows),
        outcomes={row[0].value: row[2] for row in rows if row[0] is not None and row[2]},
    )


def supporters_of(question_ids: Collection[UUID]) -> Counter[UUID]:
    """How many people want to ask the same as each of these."""
    kept = QuestionSupporter
    counted = select(kept.question_id, func.count()).group_by(kept.question_id)
    rows = db.session.execute(counted.where(kept.question_id.in_(question_ids)))
    return Counter(dict(rows.all()))


def supported_by(account_id: UUID, question_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these this person wants to ask, too."""
    kept = QuestionSupporter
    asked = select(kept.question_id).where(
        kept.account_id == account_id, kept.question_id.in_(question_ids)
    )
    return frozenset(db.session.scalars(asked))


def asking_with(lead_id: UUID) -> Sequence[tuple[Question | None, UUID]]:
    """The accounts that wait for the outcome of this question with who asked it, each once.

    First who asks one that is answered together with it, with that question; then supporters.
    """
    found: dict[UUID, Question | None] = {}
    for each in answered_with(lead_id):
        if each.author_id is not None:
            found.setdefault(each.author_id, each)
    kept = QuestionSupporter
    asked = select(kept.account_id).where(kept.question_id == lead_id).order_by(kept.account_id)
    for account_id in db.session.scalars(asked):
        found.setdefault(account_id, None)
    return [(own, account_id) for account_id, own in found.items()]


def add_supporter(question: Question, account_id: UUID) -> None:
    """This person wants to ask the same; once."""
    row = {"question_id": question.id, "account_id": account_id, "since": clock.now()}
    db.session.execute(insert(QuestionSupporter).values(row).on_conflict_do_nothing())


def drop_supporter(question: Question, account_id: UUID) -> None:
    """They do so no more."""
    kept = QuestionSupporter
    db.session.execute(
        delete(kept).where(kept.question_id == question.id, kept.account_id == account_id)
    )


def carry_over(from_id: UUID, to: Question) -> None:
    """Who wants to ask the one wants to ask the other; not who asks it."""
    for account_id in db.session.scalars(
        select(QuestionSupporter.account_id).where(QuestionSupporter.question_id == from_id)
    ).all():
        if account_id != to.author_id:
            add_supporter(to, account_id)


def _narrowed(wanted: QuestionsWanted) -> list[ColumnElement[bool]]:
    is_screened = or_(Case.published_at.is_not(None), Question.withheld_because.is_not(None))
    asked: list[tuple[ColumnElement[bool], bool | None]] = [
        (Question.outcome.is_not(None), wanted.decided),
        (is_screened, wanted.screened),
        (Question.assigned_unit_id.is_not(None), wanted.assigned),
        (Question.is_live.is_(True), wanted.live),
        (Question.leads_id.is_(None), wanted.leads or None),
    ]
    found = [each if said else ~each for each, said in asked if said is not None]
    if wanted.outcome is not None:
        found.append(Question.outcome == wanted.outcome)
    if wanted.after is not None:
        found.append(Question.ordinal > wanted.after)
    return found
