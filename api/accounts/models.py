"""Accounts, sessions and the codes residents sign in with."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model


class AccountKind(StrEnum):
    """How somebody signs in, and what they may be."""

    RESIDENT = "resident"
    OFFICIAL = "official"
    ADMINISTRATOR = "administrator"
    PROGRAM = "program"
    """A registered program: it enters what others wrote, and never signs in."""


class Account(Model):
    """Somebody who can sign in. A telephone is not a person: it may be shared."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("(kind = 'resident') = (phone is not null)", name="resident_has_phone"),
        CheckConstraint("(kind = 'resident') = (login is null)", name="official_has_login"),
    )

    id: Mapped[Id]
    kind: Mapped[AccountKind]
    phone: Mapped[str | None] = mapped_column(unique=True)
    """E.164, residents only."""
    login: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_step: Mapped[int] = mapped_column(default=0)
    """The last time step used: a code works once."""
    locale: Mapped[str | None]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


LIFETIMES: dict[AccountKind, tuple[timedelta, timedelta]] = {
    AccountKind.RESIDENT: (timedelta(days=14), timedelta(days=90)),
    AccountKind.OFFICIAL: (timedelta(minutes=30), timedelta(hours=12)),
    AccountKind.ADMINISTRATOR: (timedelta(minutes=30), timedelta(hours=12)),
}
"""How long a session lasts unused, and at most."""


class Session(Model):
    """Somebody is signed in, with one opaque token that can be revoked."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_account_id", "account_id"),)

    id: Mapped[Id]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of the token; the token itself is kept nowhere."""
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position an official acts in."""
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    idle_seconds: Mapped[int]
    revoked_at: Mapped[datetime | None]


class SignInCode(Model):
    """A code asked for by telephone; made by the worker when it is sent."""

    __tablename__ = "sign_in_codes"
    __table_args__ = (Index("ix_sign_in_codes_phone_requested_at", "phone", "requested_at"),)

    id: Mapped[Id]
    phone: Mapped[str]
    locale: Mapped[str]
    requested_at: Mapped[datetime]
    code_hash: Mapped[str | None]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
