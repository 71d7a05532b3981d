"""Who hears of what, by which way: one table, and the subscriber that follows it."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from api.core import clock, jobs
from api.core.database import db
from api.events.models import Event
from notifications import queries
from notifications.models import ChannelName, Delivery, Message


class Audience(StrEnum):
    """Who may have to hear of an event."""

    AUTHOR = "author"
    """The resident whose petition it is, also when a clerk entered it for them."""


INBOX, PUSH = ChannelName.INBOX, ChannelName.PUSH

HEARS_OF: dict[str, dict[Audience, list[ChannelName]]] = {
    "petition.received": {Audience.AUTHOR: [INBOX, PUSH]},
    "petition.accepted": {Audience.AUTHOR: [INBOX, PUSH]},
    "petition.declined": {Audience.AUTHOR: [INBOX, PUSH]},
    "petition.guided": {Audience.AUTHOR: [INBOX, PUSH]},
    "petition.transferred": {Audience.AUTHOR: [INBOX, PUSH]},
    "petition.answered": {Audience.AUTHOR: [INBOX, PUSH]},
    "screening.held": {Audience.AUTHOR: [INBOX, PUSH]},
    "screening.decided": {Audience.AUTHOR: [INBOX, PUSH]},
}

_NOT_TOLD: Final = {
    "petition": """
        information_requested supplemented proposed filed returned assigned classified suspended
        resumed extended directed urged contested contest_decided rated supported reopened
        published withheld withdrawn terminated merged split closed
    """,
    "complaint": "lodged",
    "denunciation": "accepted extended concluded",
    "dialogue": "scheduled announced rescheduled cancelled held results_published",
    "registration": "confirmed promoted cancelled",
    "question": "asked answered",
    "commitment": "made reported_done verified rejected",
    "reception": "held not_held",
    "recommendation": "sent answered",
    "obligation": "opened due_soon overdue moved met ended",
    "screening": "appealed",
}

SILENT: Final = frozenset(
    f"{noun}.{participle}" for noun, these in _NOT_TOLD.items() for participle in these.split()
)
"""Events nobody is told of; a new name must be put here or into the table."""

_MEMBERS: dict[Audience, Callable[[Event], Iterable[UUID]]] = {
    Audience.AUTHOR: queries.authors_of,
}


def plan(event: Event) -> None:
    """Write down who is to be told of the event, with a job for each delivery.

    Nothing is sent here. Planning the same event again adds nothing.
    """
    for audience, channels in HEARS_OF.get(event.name, {}).items():
        for account_id in _MEMBERS[audience](event):
            message_id = _message(event, account_id)
            for channel in channels:
                _deliver(message_id, channel, _devices(channel, account_id))


def _message(event: Event, account_id: UUID) -> UUID:
    _insert(
        Message,
        event_id=event.id,
        case_id=event.case_id,
        account_id=account_id,
        template=event.name,
        created_at=clock.now(),
    )
    return db.session.scalars(
        select(Message.id).where(Message.event_id == event.id, Message.account_id == account_id)
    ).one()


def _devices(channel: ChannelName, account_id: UUID) -> Sequence[UUID]:
    """Every living device for push; the inbox needs none."""
    return queries.living_devices(account_id) if channel is ChannelName.PUSH else []


def _deliver(message_id: UUID, channel: ChannelName, device_ids: Sequence[UUID]) -> None:
    for device_id in device_ids:
        made = _insert(Delivery, message_id=message_id, channel=channel, device_id=device_id)
        if made is not None:
            jobs.defer("notifications.deliver", delivery_id=made)


def _insert(table: type[Message] | type[Delivery], **values: Any) -> UUID | None:
    """The id of the new row; None when it was there already."""
    statement = insert(table).values(values).on_conflict_do_nothing().returning(table.id)
    return db.session.execute(statement).scalar_one_or_none()
