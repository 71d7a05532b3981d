"""What other units are asked to contribute to an answer: each its part, by a day of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.views import UnitView
from api.cases.models import Case
from api.core import clock
from api.core.database import Id, Model, db
from api.regulation.calendar import ONE_DAY


class PartState(StrEnum):
    """Where one unit's part stands; that it is late follows from its day."""

    ASKED = "asked"
    CONTRIBUTED = "contributed"
    DECLINED = "declined"


@dataclass(frozen=True)
class Asked:
    """What the unit that answers asks of another one."""

    unit: UnitView
    what: str
    due_on: date


@dataclass(frozen=True)
class Reply:
    """What the unit says: its part, or why it cannot do it."""

    text: str | None = None
    reason: str | None = None


class Contribution(Model):
    """One unit's part of an answer that another unit gives (phối hợp)."""

    __tablename__ = "contributions"
    __table_args__ = (
        UniqueConstraint("petition_id", "ordinal"),
        CheckConstraint(
            "(replied_at is null) = (num_nonnulls(text, reason) = 0)"
            " and num_nonnulls(text, reason) < 2",
            name="replied_in_one_way",
        ),
        Index(
            "uq_contributions_open",
            "petition_id",
            "unit_id",
            unique=True,
            postgresql_where=text("replied_at is null"),
        ),
    )

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    ordinal: Mapped[int]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    what: Mapped[str]
    due_on: Mapped[date]
    """The day that was asked for: it is the last."""
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    text: Mapped[str | None]
    """What the unit contributes."""
    reason: Mapped[str | None]
    """Why it does not."""

    @property
    def state(self) -> PartState:
        """Where it stands."""
        if self.replied_at is None:
            return PartState.ASKED
        return PartState.CONTRIBUTED if self.text is not None else PartState.DECLINED

    def is_late(self, at: datetime) -> bool:
        """Whether the reply came, or would come now, after the last day."""
        return (self.replied_at or at) >= clock.midnight(self.due_on + ONE_DAY)


def contributions_to(petition_id: UUID) -> Sequence[Contribution]:
    """Every part that was asked for, the first one first."""
    return db.session.scalars(
        select(Contribution)
        .where(Contribution.petition_id == petition_id)
        .order_by(Contribution.ordinal)
    ).all()


def contributed_to(case: Case) -> list[UUID] | None:
    """The units whose part is in the answer; None when nobody was asked."""
    if not case.co_unit_ids:
        return None
    parts = contributions_to(case.id)
    units = dict.fromkeys(each.unit_id for each in parts if each.state is PartState.CONTRIBUTED)
    return list(units) or None
