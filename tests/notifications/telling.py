"""What the tests of telling people ask again and again."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from api.authorities.directory import directory
from api.cases.models import Case, Channel
from api.core import clock
from api.core.database import db, unit_of_work
from api.events.actions import record
from api.events.models import Event, Fact
from api.petitions.models import Petition
from notifications import actions
from notifications.models import AddressKind, ChannelName, Delivery, Device, Message, Platform
from notifications.plan import plan
from tests import make


def event_of(case_id: UUID, name: str = "petition.received") -> Event:
    """What happened on the case under this name."""
    return db.session.scalars(
        select(Event).where(Event.case_id == case_id, Event.name == name)
    ).one()


def told(
    name: str,
    case: Case | None = None,
    *,
    by: str | None = None,
    position: str | None = None,
    **facts: Fact,
) -> Event:
    """Something that happened, by whom, about which position, and told; committed."""
    known = directory()
    concerned = known.position_by_code(position) if position else None
    with unit_of_work():
        event = record(
            name,
            case,
            at=clock.now(),
            actor=make.actor(by) if by else None,
            unit_id=concerned.unit_id if concerned else None,
            position_id=concerned.id if concerned else None,
            **facts,
        )
        plan(event)
    return event


def entered(**given: Any) -> Petition:
    """A petition that a clerk entered for somebody at the counter, committed."""
    usual: dict[str, Any] = {"channel": Channel.COUNTER, "petitioner": {"name": "Người gửi"}}
    with unit_of_work():
        return make.petition(make.RECEIVER, **(usual | given))


def device(
    of: str = make.RESIDENT,
    address: str = "address-1",
    kind: AddressKind = AddressKind.FID,
    device_id: UUID | None = None,
) -> Device:
    """A device of somebody, registered and committed."""
    with unit_of_work():
        account_id = make.account_of(of).id
        found, _ = actions.register(
            device_id or uuid4(),
            account_id,
            address=address,
            kind=kind,
            platform=Platform.ANDROID,
        )
    return found


def planned(case_id: UUID) -> Delivery:
    """The one delivery that telling of the receipt needs, committed."""
    with unit_of_work():
        plan(event_of(case_id))
    return db.session.scalars(select(Delivery)).one()


def messages(of: str | None = make.RESIDENT, event: Event | None = None) -> list[Message]:
    """What somebody was told, oldest first; None is the sender whom no account stands for."""
    account_id = make.account_of(of).id if of is not None else None
    found = select(Message).where(Message.account_id.is_not_distinct_from(account_id))
    if event is not None:
        found = found.where(Message.event_id == event.id)
    return list(db.session.scalars(found.order_by(Message.id)))


def hearers(event: Event) -> dict[UUID | None, str]:
    """Who was told of the event, by account, and as which audience."""
    rows = db.session.execute(
        select(Message.account_id, Message.audience).where(Message.event_id == event.id)
    )
    return {account_id: str(audience) for account_id, audience in rows}


def account(of: str) -> UUID:
    """The account of somebody."""
    return make.account_of(of).id


def deliveries(channel: ChannelName | None = None, event: Event | None = None) -> list[Delivery]:
    """Everything that is to be sent or was, by this way or of this event when one is named."""
    found = select(Delivery).order_by(Delivery.id)
    if channel is not None:
        found = found.where(Delivery.channel == channel)
    if event is not None:
        found = found.join(Message, Message.id == Delivery.message_id)
        found = found.where(Message.event_id == event.id)
    return list(db.session.scalars(found))
