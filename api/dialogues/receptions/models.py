"""Reception days: when the head receives citizens, and whether they did."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.clock import VIETNAM, vietnam_date
from api.core.database import Id, Model
from api.core.ids import new_id
from api.dialogues.receptions.errors import ReceptionSettled
from api.dialogues.receptions.forms import ReceptionForm


class Occasion(StrEnum):
    """Why it takes place: on a fixed day (định kỳ), or because a matter demands it (đột xuất)."""

    REGULAR = "regular"
    AD_HOC = "ad_hoc"


class ReceptionState(StrEnum):
    """What is known of it."""

    PLANNED = "planned"
    HELD = "held"
    NOT_HELD = "not_held"


STEPS: dict[ReceptionState, frozenset[ReceptionState]] = {
    ReceptionState.PLANNED: frozenset({ReceptionState.HELD, ReceptionState.NOT_HELD}),
    ReceptionState.HELD: frozenset(),
    ReceptionState.NOT_HELD: frozenset(),
}
"""A new date is another reception day, not another state."""


@dataclass(frozen=True)
class Plan:
    """A reception day as it is planned. Codes of unit and positions are not looked up yet."""

    unit: str
    on: date
    from_time: time
    to_time: time
    place: str
    positions: tuple[str, ...]
    occasion: Occasion = Occasion.REGULAR
    form: ReceptionForm = ReceptionForm.IN_PERSON

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id"."""
        whole = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True)
class Held:
    """What is told of a reception that took place."""

    visitors: int
    """How many people came; a day on which nobody did is held all the same."""
    positions: tuple[str, ...] | None = None
    """Codes of those who received in person; None for everybody planned."""
    at: datetime | None = None
    """When it began; None for the time it was planned for."""


@dataclass(frozen=True)
class Excuse:
    """Why it did not take place, and how and when that was made public, if it was."""

    reason: str
    notice: str | None = None
    notice_on: date | None = None


@dataclass(frozen=True)
class OtherDay:
    """When it is held instead, and what everybody is told; None for as it was."""

    id: UUID
    on: date
    excuse: Excuse
    from_time: time | None = None
    to_time: time | None = None
    place: str | None = None


class Reception(Model):
    """A day on which citizens are received at one place, by one or more positions together."""

    __tablename__ = "receptions"
    __table_args__ = (
        CheckConstraint("from_time < to_time", name="some_time"),
        CheckConstraint(
            "(state = 'held') = (held_at is not null and visitors is not null)",
            name="held_has_moment",
        ),
        CheckConstraint("visitors >= 0", name="visitors_not_negative"),
        CheckConstraint("(state = 'not_held') = (reason is not null)", name="not_held_has_reason"),
        CheckConstraint("(notice is null) = (notice_on is null)", name="notice_has_day"),
        Index("ix_receptions_on_ordinal", "on", "ordinal"),
        Index("uq_receptions_instead_of_id", "instead_of_id", unique=True),
    )

    id: Mapped[Id]
    """Chosen by the client, so that planning twice makes one; never sorted by."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    """The unit at whose place it is."""
    on: Mapped[date]
    from_time: Mapped[time]
    to_time: Mapped[time]
    """Times of day in Viet Nam."""
    place: Mapped[str]
    occasion: Mapped[Occasion]
    form: Mapped[ReceptionForm]
    state: Mapped[ReceptionState] = mapped_column(default=ReceptionState.PLANNED)
    visitors: Mapped[int | None]
    held_at: Mapped[datetime | None]
    """The legal moment, on the day itself."""
    reason: Mapped[str | None]
    """Why it did not take place, in words for everybody."""
    notice: Mapped[str | None]
    notice_on: Mapped[date | None]
    """The day on which everybody was told so."""
    moved_from: Mapped[date | None]
    """The fixed day it stands for, when offices are closed on that one."""
    moved_because: Mapped[str | None]
    """The holiday that closes the fixed day; null for a weekend."""
    instead_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("receptions.id"))
    """The day that was called off for this one."""
    plan_hash: Mapped[str]
    planned_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    planned_at: Mapped[datetime]
    recorded_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position in which somebody recorded what became of it."""
    recorded_at: Mapped[datetime | None]
    served: Mapped[list["Served"]] = relationship(
        lazy="raise_on_sql", order_by="Served.position_id"
    )

    @property
    def starts_at(self) -> datetime:
        """The moment it was planned to begin."""
        return datetime.combine(self.on, self.from_time, VIETNAM)

    @property
    def ends_at(self) -> datetime:
        """The moment it was planned to end."""
        return datetime.combine(self.on, self.to_time, VIETNAM)

    @property
    def is_announced(self) -> bool:
        """Whether it stood in the public schedule on its day at the latest."""
        return vietnam_date(self.planned_at) <= self.on

    def hold(self, at: datetime, visitors: int) -> None:
        """It took place."""
        self._step_to(ReceptionState.HELD)
        self.held_at, self.visitors = at, visitors

    def call_off(self, excuse: Excuse) -> None:
        """It did not, or will not, take place on that day."""
        self._step_to(ReceptionState.NOT_HELD)
        self.reason, self.notice, self.notice_on = excuse.reason, excuse.notice, excuse.notice_on

    def recorded(self, position_id: UUID | None, at: datetime) -> None:
        """Who wrote down what became of it, and when."""
        self.recorded_as_id, self.recorded_at = position_id, at

    def _step_to(self, state: ReceptionState) -> None:
        if state not in STEPS[self.state]:
            raise ReceptionSettled(state=self.state)
        self.state = state


class Served(Model):
    """A position that is to receive, or that received, and who did so in person."""

    __tablename__ = "served_positions"
    __table_args__ = (Index("ix_served_positions_position_id", "position_id"),)

    reception_id: Mapped[UUID] = mapped_column(ForeignKey("receptions.id"), primary_key=True)
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"), primary_key=True)
    is_planned: Mapped[bool]
    person: Mapped[str | None]
    """The name of whoever held the position that day and received; null while nobody did."""
