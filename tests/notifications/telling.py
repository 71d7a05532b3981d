"""What the tests of telling people ask again and again."""

from uuid import UUID, uuid4

from sqlalchemy import select

from api.core.database import db, unit_of_work
from api.events.models import Event
from notifications import actions
from notifications.models import AddressKind, Delivery, Device, Message, Platform
from notifications.plan import plan
from tests import make


def event_of(case_id: UUID, name: str = "petition.received") -> Event:
    """What happened on the case under this name."""
    return db.session.scalars(
        select(Event).where(Event.case_id == case_id, Event.name == name)
    ).one()


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


def messages() -> list[Message]:
    """Everything anybody was told, oldest first."""
    return list(db.session.scalars(select(Message).order_by(Message.id)))
