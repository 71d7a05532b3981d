"""The question put at a dialogue, a case of its own, and who asks the same."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.cases.models import Case, CaseType
from api.core.database import Model
from api.dialogues.questions.errors import (
    NothingOwed,
    OutcomeGivenAlready,
    PromiseMade,
    QuestionWithdrawn,
)
from api.dialogues.questions.given import OutcomeGiven, Prepared, Signed


class Outcome(StrEnum):
    """What became of a question at the dialogue: exactly one for each."""

    ANSWERED = "answered"
    OWED = "owed"
    COMMITTED = "committed"
    OUT_OF_COMPETENCE = "out_of_competence"
    GUIDED = "guided"
    NOT_REACHED = "not_reached"
    WITHDRAWN = "withdrawn"


IN_WRITING = frozenset({Outcome.OWED, Outcome.NOT_REACHED})
"""Outcomes after which an answer in writing is owed."""


class QuestionState(StrEnum):
    """Where a question stands; which outcome it got is another thing."""

    ASKED = "asked"
    OWED = "owed"
    """An answer in writing is still to come."""
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


_S = QuestionState

STEPS: dict[QuestionState, frozenset[QuestionState]] = {
    _S.ASKED: frozenset({_S.OWED, _S.SETTLED, _S.WITHDRAWN}),
    _S.OWED: frozenset({_S.ASKED, _S.SETTLED, _S.WITHDRAWN}),
    # Corrected while the dialogue goes on.
    _S.SETTLED: frozenset({_S.ASKED}),
    _S.WITHDRAWN: frozenset(),
}


class Question(Case):
    """One matter that somebody puts at a dialogue, before the day or on it (nội dung).

    Its unit organises the dialogue, its holder is who owes the answer: the chair, until another
    head is named. Everybody reads it once it was screened, as `public_text`.
    """

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "number"),
        CheckConstraint("(outcome is null) = (outcome_at is null)", name="outcome_has_moment"),
        CheckConstraint("leads_id <> id", name="leads_another"),
        CheckConstraint("minutes > 0", name="some_minutes"),
        Index("ix_questions_leads_id", "leads_id", postgresql_where=text("leads_id is not null")),
        Index("ix_questions_turn_id", "turn_id", postgresql_where=text("turn_id is not null")),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    number: Mapped[int]
    """In the dialogue, from 1 on, in the order in which they were asked."""
    text: Mapped[str]
    """What they ask, in their own words."""
    public_text: Mapped[str | None]
    """The version that others may read; null before anything has looked at the words."""
    given_hash: Mapped[str]
    asker: Mapped[str | None]
    """What who asks wants to be called, in public too; null for no name."""
    village: Mapped[str | None]
    """Code inside the commune of where they live."""
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registrations.id"))
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    asked_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position of a desk that wrote it down; null for who asked themselves."""
    is_live: Mapped[bool]
    """Whether it was put once the dialogue had begun."""
    turn_id: Mapped[UUID | None] = mapped_column(ForeignKey("turns.id"))
    """The speaker's turn in which it was put: one turn may hold several questions."""
    leads_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"))
    """The question of its group that is answered for all; null for one that stands alone."""
    place: Mapped[int | None]
    """Its place among the questions of the agenda; null while it has none."""
    minutes: Mapped[int | None]
    due_on: Mapped[date | None]
    """The day set for what is owed next: the prepared answer, then the one in writing."""
    prepared: Mapped[str | None]
    """What is to be answered, for who presides."""
    prepared_at: Mapped[datetime | None]
    prepared_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    outcome: Mapped[Outcome | None]
    outcome_at: Mapped[datetime | None]
    outcome_hash: Mapped[str | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    said: Mapped[str | None]
    """What was answered, or why not."""
    to: Mapped[str | None]
    """To whom it was handed on, or which way was shown."""
    commitment_id: Mapped[UUID | None] = mapped_column(ForeignKey("commitments.id"))
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """The answer in writing: `text`, `number`, `symbol`, `signed_on`, `authority`, `position`."""
    withheld_because: Mapped[str | None]
    """Why it is not shown in public, in words to who asked."""

    __mapper_args__ = {
        "polymorphic_identity": CaseType.QUESTION,
        "inherit_condition": id == Case.id,  # noqa: A003 -- the column above, not the builtin
    }

    def prepare(self, prepared: Prepared, at: datetime) -> None:
        """What is to be answered; written anew until there is an outcome."""
        self.must_be_open()
        self.prepared, self.prepared_by_id, self.prepared_at = (
            prepared.text,
            prepared.position_id,
            at,
        )

    def decide(self, given: OutcomeGiven, at: datetime) -> None:
        """It gets its outcome."""
        self.must_be_open()
        outcome = Outcome(given.outcome)
        self.outcome, self.outcome_at, self.outcome_hash = outcome, at, given.hash
        self.said, self.to, self.due_on = given.said, given.to, given.due_on
        if outcome is Outcome.WITHDRAWN:
            self._step_to(QuestionState.WITHDRAWN)
        else:
            self._step_to(QuestionState.OWED if outcome in IN_WRITING else QuestionState.SETTLED)
        self.answered_at = at if outcome is Outcome.ANSWERED else None
        self.closed_at = None if outcome in IN_WRITING else at

    def undo_outcome(self) -> None:
        """Another outcome was meant; nothing came of this one yet."""
        if self.commitment_id is not None:
            raise PromiseMade(code=self.code)
        if self.answer is not None or self.state == QuestionState.WITHDRAWN:
            raise OutcomeGivenAlready(code=self.code, outcome=self.outcome)
        self._step_to(QuestionState.ASKED)
        self.outcome = self.outcome_at = self.outcome_hash = None
        self.said = self.to = self.due_on = self.answered_at = self.closed_at = None

    def answer_in_writing(self, signed: Signed, at: datetime) -> None:
        """The answer that was owed is signed."""
        if self.state != QuestionState.OWED:
            raise NothingOwed(code=self.code, state=self.state)
        self._step_to(QuestionState.SETTLED)
        self.answer = signed.kept()
        self.answered_at = self.closed_at = at

    def must_be_open(self) -> None:
        """Refuses what was taken back, or has its outcome already."""
        if self.state == QuestionState.WITHDRAWN:
            raise QuestionWithdrawn(code=self.code)
        if self.outcome is not None:
            raise OutcomeGivenAlready(code=self.code, outcome=self.outcome)

    def _step_to(self, state: QuestionState) -> None:
        if state not in STEPS[QuestionState(self.state)]:
            raise OutcomeGivenAlready(code=self.code, outcome=self.outcome)
        self.state = state


class QuestionSupporter(Model):
    """This resident wants to ask the same ("tôi cũng hỏi")."""

    __tablename__ = "question_supporters"
    __table_args__ = (Index("ix_question_supporters_account_id", "account_id"),)

    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    since: Mapped[datetime]
