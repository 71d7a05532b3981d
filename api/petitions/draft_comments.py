"""What officials say to each other about a draft; nobody outside the office reads it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model, db


class DraftComment(Model):
    """A remark on one draft; or the reason for which the head sent it back."""

    __tablename__ = "draft_comments"
    __table_args__ = (Index("ix_draft_comments_petition_id_id", "petition_id", "id"),)

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    drafted_at: Mapped[datetime]
    """Of the draft it is about, which may have been written anew since."""
    text: Mapped[str]
    returns: Mapped[bool]
    """Whether the draft went back to who prepares the answer."""
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    at: Mapped[datetime]


def comments_on(
    petition_id: UUID, *, after: UUID | None = None, limit: int = 100
) -> Sequence[DraftComment]:
    """Up to `limit` + 1 of them, the oldest first."""
    statement = select(DraftComment).where(DraftComment.petition_id == petition_id)
    if after is not None:
        statement = statement.where(DraftComment.id > after)
    return db.session.scalars(statement.order_by(DraftComment.id).limit(limit + 1)).all()
