"""The commitment, a case of its own, and each report that it was done."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.cases.models import Case, CaseType
from api.commitments.errors import NothingReported, PromiseNotOpen
from api.core.database import Id, Model


class CommitmentState(StrEnum):
    """Where something promised stands; that it is overdue follows from its day."""

    GIVEN = "given"
    REPORTED_DONE = "reported_done"
    REJECTED = "rejected"
    VERIFIED = "verified"


_S = CommitmentState

STEPS: dict[CommitmentState, frozenset[CommitmentState]] = {
    _S.GIVEN: frozenset({_S.REPORTED_DONE}),
    _S.REPORTED_DONE: frozenset({_S.VERIFIED, _S.REJECTED}),
    _S.REJECTED: frozenset({_S.REPORTED_DONE}),
    _S.VERIFIED: frozenset(),
}


class Verifier(StrEnum):
    """Who says whether what was promised is done; never the unit that promised it."""

    AUTHOR = "author"
    SUPERIOR = "superior"
    MONITOR = "monitor"


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
    """Promised in a signed answer: what will be done, by which day (việc đã hứa)."""

    __tablename__ = "commitments"

    id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    origin_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    """The case in whose answer it was promised."""
    what: Mapped[str]
    due_on: Mapped[date]
    """The day that was promised: it is the last."""
    reports: Mapped[list["Report"]] = relationship(
        lazy="raise_on_sql", order_by="Report.reported_at"
    )

    __mapper_args__ = {
        "polymorphic_identity": CaseType.COMMITMENT,
        "inherit_condition": id == Case.id,  # noqa: A003 -- the column above, not the builtin
    }

    @property
    def report(self) -> "Report | None":
        """The last report that it was done."""
        return self.reports[-1] if self.reports else None

    def report_done(self) -> None:
        """The unit that promised it says that it is done."""
        if CommitmentState.REPORTED_DONE not in STEPS[CommitmentState(self.state)]:
            raise PromiseNotOpen(code=self.code, state=self.state)
        self.state = CommitmentState.REPORTED_DONE

    def judge(self, verdict: Verdict) -> "Report":
        """Somebody else says whether it is so; returns the report that they judged."""
        if self.state != CommitmentState.REPORTED_DONE or self.report is None:
            raise NothingReported(code=self.code, state=self.state)
        self.state = CommitmentState.VERIFIED if verdict.is_done else CommitmentState.REJECTED
        self.closed_at = verdict.at if verdict.is_done else None
        self.report.judge(verdict)
        return self.report


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
