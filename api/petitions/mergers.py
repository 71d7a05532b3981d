"""Which petition went on in which other one, since when, and how it stood before."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Model, db
from api.petitions.models import Petition
from api.petitions.states import PetitionState


class Merger(Model):
    """A petition goes on in another one on the same matter; its senders stay senders of it."""

    __tablename__ = "mergers"
    __table_args__ = (
        CheckConstraint("petition_id <> into_id", name="not_itself"),
        Index("ix_mergers_into_id", "into_id"),
    )

    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    into_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    state_before: Mapped[PetitionState]
    merged_at: Mapped[datetime]
    merged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))


def merger_of(petition_id: UUID) -> Merger | None:
    """Into which one it was merged; None when it stands by itself."""
    return db.session.get(Merger, petition_id)


def has_merged(petition_id: UUID) -> bool:
    """Whether others go on in this one."""
    return bool(db.session.scalar(select(exists().where(Merger.into_id == petition_id))))


def merged_into(petition_id: UUID) -> Sequence[Petition]:
    """The petitions that go on in this one, in the order of their arrival."""
    return db.session.scalars(
        select(Petition)
        .join(Merger, Merger.petition_id == Petition.id)
        .where(Merger.into_id == petition_id)
        .order_by(Petition.ordinal)
    ).all()
