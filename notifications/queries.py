"""What somebody was told and on which devices, with what its words are made of."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from api.accounts.models import Account
from api.cases.access import visible
from api.cases.models import Case, Kind
from api.commitments.models import Commitment
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing
from api.events.models import Event
from api.regulation.models import Obligation, ObligationState
from notifications.models import COMING, OF_THEIR_OWN, Audience, Delivery, Device, Message

MOST_DEVICES = 10
"""Devices of one account that are told; of more than that, those seen last."""


@dataclass(frozen=True)
class Entry:
    """A message with what its words are made of."""

    id: UUID
    event: str
    audience: Audience
    case_id: UUID | None
    code: str | None
    receipt_number: str | None
    kind: Kind | None
    unit_id: UUID
    position_id: UUID | None
    facts: Mapping[str, Any]
    at: datetime
    read_at: datetime | None
    owed: Sequence[Obligation]
    """What the event made somebody owe by a known day; when nothing, what is so owed still."""
    named: Obligation | None
    """The one duty that the event is about."""
    is_owed: bool
    """Whether anybody owes anything on the case still."""
    days: Sequence[date]
    """The last days of what is owed still, as far as they are known, the earliest first."""


class Counts(NamedTuple):
    """How many messages there are in an inbox."""

    read: int
    unread: int


class Pending(NamedTuple):
    """A delivery with what decides whether it is still to be made."""

    delivery: Delivery
    message: Message
    event: Event
    account: Account | None
    device: Device | None


def living_devices(account_ids: Collection[UUID]) -> Mapping[UUID, Sequence[UUID]]:
    """The devices on which each of these accounts can be told; none of one that has none."""
    newest = func.row_number().over(
        partition_by=Device.account_id, order_by=(Device.seen_at.desc(), Device.id)
    )
    seen = (
        select(Device.id, Device.account_id, newest.label("place"))
        .where(Device.account_id.in_(account_ids), Device.dead_at.is_(None))
        .subquery()
    )
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    few = select(seen.c.account_id, seen.c.id).where(seen.c.place <= MOST_DEVICES)
    for account_id, device_id in db.session.execute(few.order_by(seen.c.place)):
        found[account_id].append(device_id)
    return found


def device_at(address: str) -> Device | None:
    """The living device with this address."""
    return db.session.scalar(
        select(Device).where(Device.address == address, Device.dead_at.is_(None))
    )


def inbox(actor: Actor, after: UUID | None, limit: int) -> Sequence[Entry]:
    """Up to `limit` + 1 messages of this person, newest first."""
    statement = _entries().where(*_own(actor)).order_by(Message.id.desc())
    if after is not None:
        statement = statement.where(Message.id < after)
    return _read(statement.limit(limit + 1))


def counts(actor: Actor) -> Counts:
    """How many messages this person has read, and not."""
    seen = func.count(Message.read_at)
    row = db.session.execute(
        select(seen, func.count() - seen)
        .select_from(Message)
        .outerjoin(Case, Case.id == Message.case_id)
        .where(*_own(actor))
    ).one()
    return Counts(row[0], row[1])


def entry(message_id: UUID) -> Entry:
    """The message with what its words are made of."""
    return _read(_entries().where(Message.id == message_id))[0]


def entry_for(message_id: UUID, actor: Actor) -> Entry:
    """The person's own message; `Missing` when it is another's or about what they may not see."""
    found = _read(_entries().where(Message.id == message_id, *_own(actor)))
    if not found:
        raise Missing
    return found[0]


def device_of(device_id: UUID, account_id: UUID) -> Device:
    """The account's own device; `Missing` when it is another's or there is none."""
    found = db.session.get(Device, device_id)
    if found is None or found.account_id != account_id:
        raise Missing
    return found


def pending(delivery_id: UUID) -> Pending | None:
    """The delivery with all that it depends on; None when nothing is left of it."""
    row = db.session.execute(
        select(Delivery, Message, Event, Account, Device)
        .join(Message, Message.id == Delivery.message_id)
        .join(Event, Event.id == Message.event_id)
        .outerjoin(Account, Account.id == Message.account_id)
        .outerjoin(Device, Device.id == Delivery.device_id)
        .where(Delivery.id == delivery_id)
    ).one_or_none()
    return None if row is None else Pending(*row)


def _own(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Of this person, and of no case that they may see no more.

    A sender is told of their own, also where a clerk entered it and no account is on the case; who
    registered for a dialogue of that.
    """
    always = OF_THEIR_OWN | COMING
    told = or_(Message.audience.in_(always), Message.case_id.is_(None), visible(actor))
    return Message.account_id == actor.account_id, told


def _entries() -> Select[*tuple[Any, ...]]:
    """With code and number of the case; of a promise, the number of the petition it comes from.

    Who has no account is told its code as well: nothing else opens what they handed in.
    """
    own, origin = Commitment.__table__.c, Case.__table__.alias("origin")
    is_without_account = Message.account_id.is_(None)
    return (
        select(
            Message.id,
            Message.audience,
            Message.case_id,
            Message.event_id,
            Message.read_at,
            Event.name,
            Event.at,
            Event.unit_id,
            Event.position_id,
            Event.facts,
            case(
                (is_without_account, func.coalesce(origin.c.code, Case.code)), else_=Case.code
            ).label("code"),
            func.coalesce(origin.c.receipt_number, Case.receipt_number).label("receipt_number"),
            Case.kind,
        )
        .join(Event, Event.id == Message.event_id)
        .outerjoin(Case, Case.id == Message.case_id)
        .outerjoin(Commitment.__table__, own.id == Message.case_id)
        .outerjoin(origin, origin.c.id == own.origin_id)
    )


def _read(statement: Select[*tuple[Any, ...]]) -> Sequence[Entry]:
    rows = db.session.execute(statement).all()
    owed = _owed(rows)
    return [_entry(row, owed) for row in rows]


def _owed(rows: Sequence[Row[Any]]) -> Sequence[Obligation]:
    """What is owed on the cases of these rows or named in their events, the earliest day first."""
    cases = {row.case_id for row in rows}
    named = {row.facts["obligation"] for row in rows if "obligation" in row.facts}
    return db.session.scalars(
        select(Obligation)
        .where(or_(Obligation.case_id.in_(cases), Obligation.id.in_(named)))
        .order_by(Obligation.last_day, Obligation.id)
    ).all()


def _entry(row: Row[Any], owed: Sequence[Obligation]) -> Entry:
    on_case = [each for each in owed if each.case_id == row.case_id]
    still = [each for each in on_case if each.state is ObligationState.OPEN]
    dated = [each for each in still if each.last_day is not None]
    named = row.facts.get("obligation")
    return Entry(
        id=row.id,
        event=row.name,
        audience=row.audience,
        case_id=row.case_id,
        code=row.code,
        receipt_number=row.receipt_number,
        kind=row.kind,
        unit_id=row.unit_id,
        position_id=row.position_id,
        facts=row.facts,
        at=row.at,
        read_at=row.read_at,
        owed=[each for each in on_case if _is_opened_by(row.event_id, each)] or dated,
        named=next((each for each in owed if str(each.id) == named), None),
        is_owed=bool(still),
        days=[each.last_day for each in dated if each.last_day is not None],
    )


def _is_opened_by(event_id: UUID, obligation: Obligation) -> bool:
    is_dated = obligation.last_day is not None and obligation.state is not ObligationState.ENDED
    return is_dated and obligation.opened_by_id == event_id
