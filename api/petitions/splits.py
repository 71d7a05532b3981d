"""Which petitions were made out of which one letter."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Model, db
from api.petitions.models import Petition


class Split(Model):
    """A petition that is one part of a letter about several matters; the letter keeps the whole."""

    __tablename__ = "splits"
    __table_args__ = (Index("ix_splits_whole_id", "whole_id"),)

    part_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    whole_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    ordinal: Mapped[int]
    """Which part it is, from 1."""


def whole_of(petition_id: UUID) -> Petition | None:
    """The letter that it was a part of."""
    return db.session.scalar(
        select(Petition)
        .join(Split, Split.whole_id == Petition.id)
        .where(Split.part_id == petition_id)
    )


def parts_of(petition_id: UUID) -> Sequence[Petition]:
    """The petitions that were made of it, in their order."""
    return db.session.scalars(
        select(Petition)
        .join(Split, Split.part_id == Petition.id)
        .where(Split.whole_id == petition_id)
        .order_by(Split.ordinal)
    ).all()
