"""The signed conclusions of a dialogue, and where its recording can be seen."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.policy import Authority
from api.core.database import Id, Model


@dataclass(frozen=True)
class ConclusionGiven:
    """The notice of a dialogue's conclusions (thông báo kết luận), as it is entered."""

    number: str
    symbol: str
    signed_on: date
    authority: Authority
    text: str
    """What the leader concludes."""
    signer: str | None = None
    """Code of the position that signed; who enters it when they may, else who presides."""
    file: UUID | None = None
    """The signed paper, as a file."""


@dataclass(frozen=True)
class PresenceGiven:
    """Whether somebody came for a unit that was to send somebody."""

    unit: str
    came: bool
    position: str | None = None
    person: str | None = None
    stands_in: bool = False
    """Somebody else than was expected, as a deputy."""
    reason: str = ""
    """Why nobody came, when it is known."""


@dataclass(frozen=True)
class RecordsGiven:
    """A recording and photographs of a dialogue."""

    url: str | None = None
    title: str | None = None
    photos: tuple[UUID, ...] = ()
    is_public: bool | None = None
    """Whether everybody sees these photographs from now on; None leaves it as it is."""


class Conclusion(Model):
    """What was concluded at a dialogue, signed."""

    __tablename__ = "conclusions"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    number: Mapped[str]
    symbol: Mapped[str]
    signed_on: Mapped[date]
    authority: Mapped[Authority]
    signed_by_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    signer: Mapped[str]
    """The person who held the position that day."""
    text: Mapped[str]
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachments.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))


class Recording(Model):
    """Where a dialogue can be seen or heard again."""

    __tablename__ = "recordings"
    __table_args__ = (UniqueConstraint("dialogue_id", "url"),)

    id: Mapped[Id]
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    url: Mapped[str]
    title: Mapped[str | None]
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
