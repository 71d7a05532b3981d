"""The private address of a leader's calendar: whoever knows it reads it, until it is ended."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model


class CalendarFeed(Model):
    """An address that programs ask again and again, without signing in."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (
        Index(
            "uq_calendar_feeds_live",
            "position_id",
            "account_id",
            unique=True,
            postgresql_where=text("ended_at is null"),
        ),
    )

    id: Mapped[Id]
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    """Who asked for it; it is dead once they hold the position no more."""
    token_hash: Mapped[str] = mapped_column(unique=True)
    """Of the last part of the address, which nobody can read here."""
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
