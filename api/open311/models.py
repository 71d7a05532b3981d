"""The keys with which registered programs hand in reports."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model


class Key(Model):
    """A program may hand in reports of others, under a name that stands as their source."""

    __tablename__ = "open311_keys"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the key; the key itself is kept nowhere."""
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    """As whom it enters: an account that nobody signs in with."""
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
