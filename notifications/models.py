"""Whom a message goes to, and how it got on; never what a petition says."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model


class AddressKind(StrEnum):
    """What a push address is; a device has one, of one kind."""

    FID = "fid"
    TOKEN = "token"  # noqa: S105 -- the name of a kind, no secret
    WEBPUSH = "webpush"


class Platform(StrEnum):
    """What runs on the device."""

    ANDROID = "android"
    IOS = "ios"
    WEB = "web"


class ChannelName(StrEnum):
    """The ways to tell somebody; everybody has an inbox, so it needs no delivery."""

    INBOX = "inbox"
    PUSH = "push"
    SMS = "sms"


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    WAITING = "waiting"
    """Not tried yet."""
    SENT = "sent"
    """The channel has taken it."""
    FAILED = "failed"
    """The last attempt failed; it is tried again while its job has attempts left."""
    DEAD = "dead"
    """Given up: it can reach nobody."""


class Device(Model):
    """A telephone or browser that agreed to show messages for an account."""

    __tablename__ = "devices"
    __table_args__ = (
        Index(
            "uq_devices_living_address",
            "address",
            unique=True,
            postgresql_where=text("dead_at is null"),
        ),
        Index("ix_devices_account_id", "account_id"),
    )

    id: Mapped[Id]
    """Chosen by the client."""
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    address: Mapped[str]
    kind: Mapped[AddressKind]
    platform: Mapped[Platform]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """When the device last said that it is there."""
    dead_at: Mapped[datetime | None]
    """When the address stopped reaching this device."""


class Message(Model):
    """Somebody hears of an event (tin báo): the entry in their inbox."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("event_id", "account_id"),
        Index("ix_messages_account_id_id", "account_id", "id"),
    )

    id: Mapped[Id]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    template: Mapped[str]
    """Which words tell of it; they are put together when it is read or sent."""
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class Delivery(Model):
    """One message, one channel, one target."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("message_id", "channel", "device_id", postgresql_nulls_not_distinct=True),
        Index("ix_deliveries_device_id", "device_id"),
    )

    id: Mapped[Id]
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"))
    channel: Mapped[ChannelName]
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("devices.id", ondelete="CASCADE"))
    """The device of a push message; null for a channel that needs none."""
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    """A code, never the text of an error, which may quote an address."""
