"""The commitment, a case of its own; each report on it, and each other day that was asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.cases.models import Case, CaseType
from api.commitments.errors import NothingReported, PromiseNotOpen
from api.core.clock import vietnam_date
from api.core.database import Id, Model


class CommitmentState(StrEnum):
    """Where something promised stands; that it is overdue follows from its day."""

    GIVEN = "given"
    UNDER_WAY = "under_way"
    """Whoever owes it has told how far it is."""
    REPORTED_DONE = "reported_done"
    CONFIRMED = "confirmed"
    """Who asked at the dialogue says that it is done; somebody from outside has still to look."""
    REJECTED = "rejected"
    VERIFIED = "verified"
    FAILED = "failed"
    """Whoever owes it says that it cannot be done, and why."""


_S = CommitmentState

STEPS: dict[CommitmentState, frozenset[CommitmentState]] = {
    _S.GIVEN: frozenset({_S.UNDER_WAY, _S.REPORTED_DONE, _S.FAILED}),
    _S.UNDER_WAY: frozenset({_S.REPORTED_DONE, _S.FAILED}),
    _S.REPORTED_DONE: frozenset({_S.CONFIRMED, _S.VERIFIED, _S.REJECTED}),
    _S.CONFIRMED: frozenset({_S.VERIFIED, _S.REJECTED}),
    _S.REJECTED: frozenset({_S.UNDER_WAY, _S.REPORTED_DONE, _S.FAILED}),
    _S.VERIFIED: frozenset(),
    _S.FAILED: frozenset(),
}

OPEN = frozenset({_S.GIVEN, _S.UNDER_WAY, _S.REJECTED})
"""States in which something is still to be done by whoever owes it."""

WAITING = frozenset({_S.REPORTED_DONE, _S.CONFIRMED})
"""States in which it is said to be done, and somebody else has still to say so."""


class Source(StrEnum):
    """Where it was promised; it decides who says that it is done."""

    ANSWER = "answer"
    """In a signed answer: the sender, a head above or the Front says so."""
    DIALOGUE = "dialogue"
    """Before people: who asked says so first, then the inspection board or the level above."""


class Verifier(StrEnum):
    """Who says whether what was promised is done; never the unit that promised it."""

    AUTHOR = "author"
    SUPERIOR = "superior"
    MONITOR = "monitor"
    INSPECTOR = "inspector"


@dataclass(frozen=True)
class Verdict:
    """What somebody says to a report that it was done."""

    verifier: Verifier
    position_id: UUID | None
    """Of who wrote it down for a sender without an account; None when the sender says so."""
    is_done: bool
    words: str | None
    at: datetime


class Commitment(Case):
    """Promised in a signed answer or before people: what, by which day (việc đã hứa).

    The unit of the case owes it, and its holder is the position that does.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        CheckConstraint("moves >= 0", name="moved_so_often"),
        CheckConstraint(
            "(failed_because is null) = (failed_by_id is null)", name="somebody_says_it_failed"
        ),
        Index("ix_commitments_asked_for_id", "asked_for_id"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    origin_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    """The case in whose answer, or about which at a dialogue, it was promised."""
    source: Mapped[Source]
    asked_for_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    """The unit that was asked, when another one owes it; null when it is the same."""
    what: Mapped[str]
    measure: Mapped[str | None]
    """How one sees that it is done; null when nothing was said of that."""
    due_on: Mapped[date]
    """The day that holds now: it is the last."""
    moves: Mapped[int] = mapped_column(default=0)
    """How often another day was allowed; the days before stand in `postponements`."""
    reported_on: Mapped[date | None]
    """The legal day of the report that stands; null while none does."""
    failed_because: Mapped[str | None]
    failed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    reports: Mapped[list["Report"]] = relationship(
        lazy="raise_on_sql", order_by="Report.reported_at"
    )
    progress: Mapped[list["Progress"]] = relationship(lazy="raise_on_sql", order_by="Progress.at")
    postponements: Mapped[list["Postponement"]] = relationship(
        lazy="raise_on_sql", order_by="Postponement.asked_at"
    )

    __mapper_args__ = {
        "polymorphic_identity": CaseType.COMMITMENT,
        "inherit_condition": id == Case.id,  # noqa: A003 -- the column above, not the builtin
    }

    @property
    def report(self) -> "Report | None":
        """The last report that it was done."""
        return self.reports[-1] if self.reports else None

    @property
    def asked_day(self) -> "Postponement | None":
        """The other day that was asked for and not decided on yet."""
        last = self.postponements[-1] if self.postponements else None
        return last if last is not None and last.decided_at is None else None

    def go_on(self, told: "Progress") -> None:
        """Whoever owes it tells how far it is."""
        self.must_be_open()
        if self.state != CommitmentState.UNDER_WAY:
            self._step_to(CommitmentState.UNDER_WAY)
        self.progress.append(told)

    def report_done(self, report: "Report") -> None:
        """The unit that promised it says that it is done."""
        self.must_be_open()
        self._step_to(CommitmentState.REPORTED_DONE)
        self.reported_on = vietnam_date(report.reported_at)
        self.reports.append(report)

    def confirm(self, verdict: Verdict) -> None:
        """Who asked at the dialogue says that it is done: somebody else has still to look."""
        report = self._reported(CommitmentState.REPORTED_DONE)
        self._step_to(CommitmentState.CONFIRMED)
        report.confirmed_at, report.confirmed_by_id = verdict.at, verdict.position_id
        report.confirmation = verdict.words

    def judge(self, verdict: Verdict) -> "Report":
        """Somebody else says whether it is so; returns the report that they judged."""
        report = self._reported(*WAITING)
        self._step_to(CommitmentState.VERIFIED if verdict.is_done else CommitmentState.REJECTED)
        self.closed_at = verdict.at if verdict.is_done else None
        if not verdict.is_done:
            self.reported_on = None
        report.judge(verdict)
        return report

    def fail(self, reason: str, position_id: UUID, at: datetime) -> None:
        """Whoever owes it says that it cannot be done."""
        self.must_be_open()
        self._step_to(CommitmentState.FAILED)
        self.failed_because, self.failed_by_id, self.closed_at = reason, position_id, at

    def move(self, due_on: date) -> None:
        """Another day holds from now on."""
        self.due_on = due_on
        self.moves += 1

    def must_be_open(self) -> None:
        """Refuses what is for a promise on which something is still to be done."""
        if self.state not in OPEN:
            raise PromiseNotOpen(code=self.code, state=self.state)

    def _reported(self, *states: CommitmentState) -> "Report":
        if self.state not in states or self.report is None:
            raise NothingReported(code=self.code, state=self.state)
        return self.report

    def _step_to(self, state: CommitmentState) -> None:
        if state not in STEPS[CommitmentState(self.state)]:
            raise PromiseNotOpen(code=self.code, state=self.state)
        self.state = state


class Progress(Model):
    """How far it is, told by whoever owes it while it is under way (tiến độ)."""

    __tablename__ = "commitment_progress"
    __table_args__ = (
        CheckConstraint("percent between 0 and 100", name="percent_of_the_whole"),
        Index("ix_commitment_progress_commitment_id", "commitment_id"),
    )

    id: Mapped[Id]
    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    text: Mapped[str]
    percent: Mapped[int | None]
    """Of the whole, as they judge it; null when they say no number."""
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))


class Postponement(Model):
    """Another day, asked for by whoever owes it, and decided on by the level above."""

    __tablename__ = "commitment_postponements"
    __table_args__ = (
        CheckConstraint("due_on > former_due_on", name="later"),
        CheckConstraint(
            "(decided_at is null) = (is_approved is null)", name="decided_one_way_or_the_other"
        ),
        Index("ix_commitment_postponements_commitment_id", "commitment_id"),
        Index(
            "uq_commitment_postponements_open",
            "commitment_id",
            unique=True,
            postgresql_where=text("decided_at is null"),
        ),
    )

    id: Mapped[Id]
    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    former_due_on: Mapped[date]
    """The day that held when it was asked for: it stays shown."""
    due_on: Mapped[date]
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    is_approved: Mapped[bool | None]
    words: Mapped[str | None]
    """Why not; or what else there is to say."""


class Report(Model):
    """That it was done, with the evidence, and what somebody else says to that."""

    __tablename__ = "commitment_reports"
    __table_args__ = (
        CheckConstraint("(judged_at is null) = (judged_by is null)", name="judged_by_somebody"),
        Index(
            "uq_commitment_reports_open",
            "commitment_id",
            unique=True,
            postgresql_where=text("judged_at is null"),
        ),
    )

    id: Mapped[Id]
    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitments.id"))
    text: Mapped[str]
    """What was done, and where it can be seen."""
    done_on: Mapped[date]
    reported_at: Mapped[datetime]
    """The moment that counts for whether the promise was kept in time, once it is verified."""
    reported_by_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    confirmed_at: Mapped[datetime | None]
    """When who asked said that it is so; somebody from outside judges it after that."""
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position that wrote it down for them; none when they said so themselves."""
    confirmation: Mapped[str | None]
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[Verifier | None]
    judged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position, also of who wrote down what the sender said; none when they did so."""
    is_done: Mapped[bool | None]
    words: Mapped[str | None]
    """Why not; or what else there is to say."""

    def judge(self, verdict: Verdict) -> None:
        """Write down what somebody says to it."""
        self.judged_by, self.judged_by_id = verdict.verifier, verdict.position_id
        self.is_done, self.words, self.judged_at = verdict.is_done, verdict.words, verdict.at
