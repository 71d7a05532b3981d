"""What somebody was told, on which devices, and whom an event concerns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from api.accounts.models import Account
from api.accounts.queries import resident
from api.cases.models import Case
from api.core.database import db
from api.core.errors import Missing
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.models import Obligation, ObligationState
from notifications.models import Delivery, Device, Message

MOST_DEVICES = 10
"""Devices of one account that are told; of more than that, those seen last."""


@dataclass(frozen=True)
class Entry:
    """A message with what its words are made of."""

    id: UUID
    event: str
    template: str
    code: str
    unit_id: UUID
    position_id: UUID | None
    at: datetime
    read_at: datetime | None
    opened: Sequence[Obligation]
    """What the event made somebody owe, by a known day."""


def authors_of(event: Event) -> Iterable[UUID]:
    """The account of who handed the petition in, or of the resident whose number was left."""
    petition = db.session.get(Petition, event.case_id)
    if petition is None:
        return []
    author = _account_behind(petition)
    return [author.id] if author and author.closed_at is None else []


def living_devices(account_id: UUID) -> Sequence[UUID]:
    """The devices on which this account can be told."""
    return db.session.scalars(
        select(Device.id)
        .where(Device.account_id == account_id, Device.dead_at.is_(None))
        .order_by(Device.seen_at.desc())
        .limit(MOST_DEVICES)
    ).all()


def device_at(address: str) -> Device | None:
    """The living device with this address."""
    return db.session.scalar(
        select(Device).where(Device.address == address, Device.dead_at.is_(None))
    )


def inbox(account_id: UUID, after: UUID | None, limit: int) -> Sequence[Entry]:
    """Up to `limit` + 1 messages of this account, newest first."""
    statement = _entries().where(Message.account_id == account_id).order_by(Message.id.desc())
    if after is not None:
        statement = statement.where(Message.id < after)
    return _read(statement.limit(limit + 1))


def entry(message_id: UUID) -> Entry:
    """The message with what its words are made of."""
    return _read(_entries().where(Message.id == message_id))[0]


def message_of(message_id: UUID, account_id: UUID) -> Message:
    """The account's own message; `Missing` when it is another's or there is none."""
    found = db.session.get(Message, message_id)
    if found is None or found.account_id != account_id:
        raise Missing
    return found


def device_of(device_id: UUID, account_id: UUID) -> Device:
    """The account's own device; `Missing` when it is another's or there is none."""
    found = db.session.get(Device, device_id)
    if found is None or found.account_id != account_id:
        raise Missing
    return found


def delivery(delivery_id: UUID) -> tuple[Delivery, Message, Account, Device] | None:
    """A push with its message, its reader and their device; None when it was withdrawn."""
    row = db.session.execute(
        select(Delivery, Message, Account, Device)
        .join(Message, Message.id == Delivery.message_id)
        .join(Account, Account.id == Message.account_id)
        .join(Device, Device.id == Delivery.device_id)
        .where(Delivery.id == delivery_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2], row[3])


def _account_behind(petition: Petition) -> Account | None:
    if petition.author_id is not None:
        return db.session.get_one(Account, petition.author_id)
    return resident((petition.contact or {}).get("phone", ""))


def _entries() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Message.id,
            Message.template,
            Message.case_id,
            Message.event_id,
            Message.read_at,
            Event.name,
            Event.at,
            Event.unit_id,
            Event.position_id,
            Case.code,
        )
        .join(Event, Event.id == Message.event_id)
        .join(Case, Case.id == Message.case_id)
    )


def _read(statement: Select[*tuple[Any, ...]]) -> Sequence[Entry]:
    rows = db.session.execute(statement).all()
    opened = _opened({row.case_id for row in rows}, {row.event_id for row in rows})
    return [
        Entry(
            id=row.id,
            event=row.name,
            template=row.template,
            code=row.code,
            unit_id=row.unit_id,
            position_id=row.position_id,
            at=row.at,
            read_at=row.read_at,
            opened=opened.get(row.event_id, []),
        )
        for row in rows
    ]


def _opened(case_ids: set[UUID], event_ids: set[UUID]) -> Mapping[UUID, Sequence[Obligation]]:
    """What each event made somebody owe, the earliest day first."""
    found = db.session.scalars(
        select(Obligation)
        .where(
            Obligation.case_id.in_(case_ids),
            Obligation.opened_by_id.in_(event_ids),
            Obligation.last_day.is_not(None),
            Obligation.state != ObligationState.ENDED,
        )
        .order_by(Obligation.last_day, Obligation.id)
    )
    grouped: dict[UUID, list[Obligation]] = defaultdict(list)
    for obligation in found:
        if obligation.opened_by_id is not None:
            grouped[obligation.opened_by_id].append(obligation)
    return grouped
