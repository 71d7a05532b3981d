"""A paper in the register: its number, its steps and their days. There is no place for a word."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.database import Id, Model
from api.core.ids import new_id
from api.denunciations.errors import PaperNotOpen, StepOutsideTime


class PaperState(StrEnum):
    """Where a paper stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TRANSFERRED = "transferred"
    CONCLUDED = "concluded"


class StepName(StrEnum):
    """What is done with a paper; each is an event of this name, too."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TRANSFERRED = "transferred"
    NOTIFIED = "notified"
    EXTENDED = "extended"
    CONCLUDED = "concluded"
    CONCLUSION_SENT = "conclusion_sent"
    CONCLUSION_PUBLISHED = "conclusion_published"


class Complexity(StrEnum):
    """Why the law gives more time."""

    COMPLEX = "complex"
    SPECIALLY_COMPLEX = "specially_complex"


STEPS: dict[PaperState, frozenset[PaperState]] = {
    PaperState.RECEIVED: frozenset(
        {PaperState.ACCEPTED, PaperState.DECLINED, PaperState.TRANSFERRED}
    ),
    PaperState.ACCEPTED: frozenset({PaperState.CONCLUDED}),
    PaperState.DECLINED: frozenset(),
    PaperState.TRANSFERRED: frozenset(),
    PaperState.CONCLUDED: frozenset(),
}

MEANWHILE: dict[PaperState, frozenset[StepName]] = {
    PaperState.ACCEPTED: frozenset({StepName.NOTIFIED, StepName.EXTENDED}),
    PaperState.CONCLUDED: frozenset({StepName.CONCLUSION_SENT, StepName.CONCLUSION_PUBLISHED}),
}
"""What is done while a paper stands there, and leaves it there."""


@dataclass(frozen=True)
class Taken:
    """A step as it is told."""

    name: StepName
    on: date
    complexity: Complexity | None = None


class DenunciationPaper(Model):
    """A paper that lies in the register of one desk, known by its number alone."""

    __tablename__ = "denunciation_papers"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "register_number"),
        CheckConstraint(
            "register_number ~ '^[0-9A-ZĐ][0-9A-ZĐ/.-]{0,19}$' and register_number ~ '[0-9]'",
            name="a_number_and_no_words",
        ),
    )

    id: Mapped[Id]
    """Chosen by the client, so that entering twice makes one; never sorted by."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    """The desk that keeps it, and alone sees it."""
    register_number: Mapped[str]
    year: Mapped[int]
    received_on: Mapped[date]
    state: Mapped[PaperState] = mapped_column(default=PaperState.RECEIVED)
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    entered_at: Mapped[datetime]
    steps: Mapped[list["PaperStep"]] = relationship(lazy="raise_on_sql", order_by="PaperStep.id")

    def take(self, step: "PaperStep", today: date) -> None:
        """One step further. Refuses one that does not fit, and a day before the last or to come."""
        last = max([self.received_on, *(each.on for each in self.steps)])
        if not last <= step.on <= today:
            raise StepOutsideTime(on=step.on.isoformat(), last=last.isoformat())
        if step.name not in MEANWHILE.get(self.state, ()):
            self._step_to(step.name)
        self.steps.append(step)

    def _step_to(self, name: StepName) -> None:
        if name.value not in STEPS[self.state]:
            raise PaperNotOpen(state=self.state)
        self.state = PaperState(name.value)


class PaperStep(Model):
    """Something that was done with a paper, on a day."""

    __tablename__ = "denunciation_steps"

    id: Mapped[Id]
    paper_id: Mapped[UUID] = mapped_column(ForeignKey("denunciation_papers.id"), index=True)
    name: Mapped[StepName]
    on: Mapped[date]
    complexity: Mapped[Complexity | None]
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    recorded_at: Mapped[datetime]
