"""Whom a message goes to, and how it got on; never what a petition says."""

from datetime import datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model


class Audience(StrEnum):
    """Who may have to hear of an event."""

    AUTHOR = "author"
    """The sender, also when a clerk entered it for them, with an account or without."""
    HOLDER = "holder"
    """Whoever holds, today, the position that the event concerns: the one that owes."""
    PREPARER = "preparer"
    """Whoever holds the position that prepares the answer."""
    RECEIVERS = "receivers"
    """The reception officers of the place."""
    SUPERIOR = "superior"
    """The head above the position that owes."""
    MERGED = "merged"
    """Senders of petitions that went on in this one; they are told of their own."""
    FOLLOWERS = "followers"
    """Who follows a public petition."""
    INSPECTORS = "inspectors"
    """The people's inspection board of the place, of what was promised at its dialogues."""
    LADDER = "ladder"
    """Whoever holds the position that a reminder has climbed to, whoever owes the duty."""
    REGISTERED = "registered"
    """Who has a seat at a dialogue or waits for one; of one registration its own person."""
    BOOKED = "booked"
    """Who has a place at a reception day; of one booking its own person."""
    PRESIDERS = "presiders"
    """Whoever holds a position that presides over the dialogue."""
    TOGETHER = "together"
    """Who asked, or wants to ask, what is answered together with a question of a dialogue."""
    FRONT = "front"
    """Who watches for the Front: where it is, and whoever of them it is an answer to."""
    INVITED = "invited"
    """The heads of the units that organise the dialogue too, or are to send somebody."""


OF_THEIR_OWN = frozenset(
    {Audience.AUTHOR, Audience.MERGED, Audience.REGISTERED, Audience.BOOKED, Audience.TOGETHER}
)
"""Who is told of their own, whatever else they may see."""

COMING = frozenset({Audience.PRESIDERS, Audience.INVITED})
"""Officials who are to come to a dialogue, which everybody may read."""


def told_as(event: str, audience: Audience) -> str:
    """What this audience is told of the event, as files of words and the policy name it."""
    return f"{event}.{audience}"


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
    """The ways to tell somebody; every account has an inbox, so it needs no delivery."""

    INBOX = "inbox"
    PUSH = "push"
    SMS = "sms"
    EMAIL = "email"


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
    WITHDRAWN = "withdrawn"
    """Not sent, because its reader should not, or does not want to, be told any more."""


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
        UniqueConstraint("event_id", "account_id", "case_id", postgresql_nulls_not_distinct=True),
        Index("ix_messages_account_id_id", "account_id", "id"),
        Index("ix_messages_unread", "account_id", postgresql_where=text("read_at is null")),
    )

    id: Mapped[Id]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    """Null for the sender whom no account stands for: told at the address left for news."""
    audience: Mapped[Audience]
    """As what they hear of it. With the name of the event it says which words tell of it; they are
    put together when it is read or sent."""
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class Delivery(Model):
    """One message, one channel, one target. The address is looked up when it is sent."""

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


class Preference(Model):
    """How somebody wants to be told; who has never said gets what `policy.toml` says."""

    __tablename__ = "preferences"
    __table_args__ = (
        CheckConstraint("(quiet_from is null) = (quiet_to is null)", name="quiet_has_both_ends"),
        CheckConstraint("quiet_from <> quiet_to", name="quiet_lasts"),
        CheckConstraint(
            "confirmed_at is null or address is not null", name="confirmed_has_address"
        ),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    push: Mapped[bool]
    sms: Mapped[bool]
    email: Mapped[bool]
    quiet_from: Mapped[time | None]
    """In Viet Nam's time, over midnight when it is later than `quiet_to`; null for no quiet."""
    quiet_to: Mapped[time | None]
    address: Mapped[str | None]
    """The e-mail address they gave."""
    confirmed_at: Mapped[datetime | None]
    """When they showed that they read what is sent there; before that nothing else is."""
    code_hash: Mapped[str | None]
    """Of the code that was sent there."""
    code_expires_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]
