"""What people and the worker do with devices, messages and deliveries."""

from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import update

from api.core import clock
from api.core.database import db, lock
from api.core.errors import Missing
from notifications import queries
from notifications.models import AddressKind, Delivery, DeliveryState, Device, Message, Platform


def register(
    device_id: UUID, account_id: UUID, *, address: str, kind: AddressKind, platform: Platform
) -> tuple[Device, bool]:
    """The device shows messages for this account from now on; says also whether it is new.

    An address reaches one account: it leaves the one it belonged to. A device of another account is
    `Missing`, unless its address is given too, which only the device itself knows.
    """
    lock(device_id)
    lock(uuid5(NAMESPACE_URL, address))
    device = db.session.get(Device, device_id)
    now = clock.now()
    if device is not None and account_id != device.account_id and device.address != address:
        raise Missing
    earlier = queries.device_at(address)
    if earlier is not None and earlier.id != device_id:
        earlier.dead_at = now
        db.session.flush()
    is_new = device is None
    device = device or Device(id=device_id, created_at=now)
    device.account_id, device.address, device.kind = account_id, address, kind
    device.platform, device.seen_at, device.dead_at = platform, now, None
    db.session.add(device)
    db.session.flush()
    return device, is_new


def unregister(device_id: UUID, account_id: UUID) -> None:
    """The device shows nothing any more, and nothing is kept of it."""
    db.session.delete(queries.device_of(device_id, account_id))


def read(message_id: UUID, account_id: UUID) -> Message:
    """The message was read; the first time counts."""
    message = queries.message_of(message_id, account_id)
    message.read_at = message.read_at or clock.now()
    db.session.flush()
    return message


def note(delivery_id: UUID, state: DeliveryState, error: str | None = None) -> None:
    """One more attempt, and how it ended."""
    sent_at = clock.now() if state is DeliveryState.SENT else None
    db.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id)
        .values(state=state, attempts=Delivery.attempts + 1, last_error=error, sent_at=sent_at)
    )


def bury(address: str) -> None:
    """Nobody is reached at this address any more."""
    device = queries.device_at(address)
    if device is not None:
        device.dead_at = clock.now()
