"""What people and the worker do with devices, messages, deliveries and preferences."""

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import update

from api.accounts import actions as accounts
from api.core import clock, jobs
from api.core.access import Actor
from api.core.database import db, lock
from api.core.errors import Missing
from api.core.limits import Limit
from notifications import queries
from notifications.errors import (
    NoAddressToConfirm,
    TooManyAddressCodes,
    TooManyAddressTries,
    WrongAddressCode,
)
from notifications.models import (
    AddressKind,
    Delivery,
    DeliveryState,
    Device,
    Message,
    Platform,
    Preference,
)
from notifications.policy import policy

ADDRESS_CODE_LIVES = timedelta(minutes=30)
ADDRESS_CODES = Limit("address-codes", 3, timedelta(minutes=15))
ADDRESS_TRIES = Limit("address-tries", 10, timedelta(hours=1))


class AddressCode(NamedTuple):
    """Digits to be sent to an e-mail address; only their keyed hash is kept."""

    address: str
    digits: str


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


def read(message_id: UUID, actor: Actor) -> None:
    """The message was read; the first time counts."""
    message = db.session.get_one(Message, queries.entry_for(message_id, actor).id)
    message.read_at = message.read_at or clock.now()
    db.session.flush()


def read_until(message_id: UUID, actor: Actor) -> None:
    """This message and all before it were read; what came since stays unread."""
    newest = queries.entry_for(message_id, actor).id
    db.session.execute(
        update(Message)
        .where(
            Message.account_id == actor.account_id,
            Message.id <= newest,
            Message.read_at.is_(None),
        )
        .values(read_at=clock.now())
    )


def note(delivery_id: UUID, state: DeliveryState, error: str | None = None) -> None:
    """One more attempt, and how it ended."""
    sent_at = clock.now() if state is DeliveryState.SENT else None
    db.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id)
        .values(state=state, attempts=Delivery.attempts + 1, last_error=error, sent_at=sent_at)
    )


def bury(address: str) -> None:
    """Nobody is reached at this address any more: a device's, or one that was confirmed."""
    device = queries.device_at(address)
    if device is not None:
        device.dead_at = clock.now()
    db.session.execute(
        update(Preference).where(Preference.address == address).values(confirmed_at=None)
    )


def choose(account_id: UUID, given: Mapping[str, Any]) -> None:
    """How this account wants to be told from now on; what is left out stays as it is.

    A new e-mail address is sent a code, and so is one that is given again before it was confirmed.
    """
    lock(account_id)
    found = db.session.get(Preference, account_id) or _usual(account_id)
    for channel, is_wanted in given.get("channels", {}).items():
        setattr(found, channel, is_wanted)
    if "quiet" in given:
        quiet = given["quiet"] or {}
        found.quiet_from, found.quiet_to = quiet.get("start"), quiet.get("end")
    if "locale" in given:
        accounts.speak(account_id, given["locale"])
    found.updated_at = clock.now()
    db.session.add(found)
    if "email" in given:
        _move(found, given["email"])
    db.session.flush()


def make_address_code(account_id: UUID) -> AddressCode | None:
    """New digits for the address that waits for confirmation; None when none does."""
    found = db.session.get(Preference, account_id)
    if found is None or found.address is None or found.confirmed_at is not None:
        return None
    digits = f"{secrets.randbelow(10**6):06d}"
    found.code_hash = accounts.keyed(account_id, digits)
    found.code_expires_at = clock.now() + ADDRESS_CODE_LIVES
    return AddressCode(found.address, digits)


def confirm(account_id: UUID, digits: str) -> None:
    """Somebody read the code at the address: it is theirs. Each try counts, also a refused one."""
    found = db.session.get(Preference, account_id, with_for_update=True)
    if found is None or found.address is None or found.confirmed_at is not None:
        raise NoAddressToConfirm
    if not ADDRESS_TRIES.hit(str(account_id)):
        raise TooManyAddressTries
    now, expires = clock.now(), found.code_expires_at
    given = accounts.keyed(account_id, digits)
    if expires is None or expires <= now or not hmac.compare_digest(found.code_hash or "", given):
        raise WrongAddressCode
    found.confirmed_at, found.code_hash, found.code_expires_at = now, None, None


def _usual(account_id: UUID) -> Preference:
    """What holds for who has chosen nothing, to be changed from there."""
    usual = policy()
    return Preference(
        account_id=account_id,
        push=usual.push,
        sms=usual.sms,
        email=usual.email,
        quiet_from=usual.quiet.start,
        quiet_to=usual.quiet.end,
    )


def _move(found: Preference, address: str | None) -> None:
    if address == found.address and found.confirmed_at is not None:
        return
    found.address, found.confirmed_at = address, None
    found.code_hash, found.code_expires_at = None, None
    if address is None:
        return
    if not (ADDRESS_CODES.hit(address) and ADDRESS_CODES.hit(str(found.account_id))):
        raise TooManyAddressCodes
    jobs.defer("notifications.send_address_code", account_id=found.account_id)
