"""What is proposed about a petition that came in, until the head decides."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from api.petitions.outcomes import Outcome


class Proposal(Model):
    """What a clerk or handler proposes, until the head decides."""

    __tablename__ = "proposals"
    __table_args__ = (
        Index(
            "uq_proposals_open",
            "petition_id",
            unique=True,
            postgresql_where=text("decided_at is null"),
        ),
    )

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    outcome: Mapped[Outcome]
    reason: Mapped[str | None]
    details: Mapped[dict[str, Any]]
    """What the outcome itself needs: ground, words to the sender, to whom."""
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]
    decision_reason: Mapped[str | None]

    def overtake(self, position_id: UUID | None, at: datetime) -> None:
        """Something else was decided, so that nothing waits for a decision any more."""
        self.decided_by_id, self.decided_at, self.approved = position_id, at, False
