"""What was written when something was done to a petition: by whom, and on what paper."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.policy import Act
from api.core.database import Id, Model

TOLD = frozenset(
    {
        Act.INFORMATION_REQUEST,
        Act.INFORMATION,
        Act.SUSPENSION,
        Act.RESUMPTION,
        Act.EXTENSION,
        Act.TERMINATION,
        Act.WITHDRAWAL,
        Act.CLASSIFICATION,
    }
)
"""Acts whose words the sender reads or wrote; the words of others stay inside the office."""


@dataclass(frozen=True)
class Paper:
    """Number, symbol and day of a decision that was signed."""

    number: str
    symbol: str
    signed_on: date


class Note(Model):
    """The words that go with an act. An event keeps none, so they stand here."""

    __tablename__ = "notes"
    __table_args__ = (Index("ix_notes_petition_id_id", "petition_id", "id"),)

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    act: Mapped[Act]
    words: Mapped[str]
    number: Mapped[str | None]
    symbol: Mapped[str | None]
    signed_on: Mapped[date | None]
    basis: Mapped[str | None]
    """The text of law that who acted relies on, as they wrote it."""
    at: Mapped[datetime]
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """Who wrote it; none when it was the sender."""
