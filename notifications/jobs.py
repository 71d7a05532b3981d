"""Telling people, one delivery a job. Nobody waits in a transaction for the world outside."""

import logging
from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import delete

from api.accounts.actions import CODE_LIVES, make_code
from api.accounts.models import SignInCode
from api.accounts.queries import account_with
from api.cases.models import Case
from api.core import clock
from api.core import jobs as queue
from api.core.database import db, unit_of_work
from api.core.ids import new_id
from api.core.jobs import PATIENT, periodic, task
from api.events.models import Event
from notifications import actions, queries
from notifications.addresses import Reach, reach_of
from notifications.channels import Channels, Outgoing
from notifications.channels.sending import EmailMessage, PushMessage, SmsMessage
from notifications.errors import AddressDead, GiveUp, NotSent, code_of
from notifications.models import ChannelName, DeliveryState, Device, told_as
from notifications.plan import tell_some
from notifications.policy import policy
from notifications.queries import Pending
from notifications.render import code_letter, code_sms, told, told_by_sms
from notifications.withdrawal import reason_to_withdraw

log = logging.getLogger(__name__)

STALE = timedelta(minutes=2)
"""A sign-in code that late is worse than none: its reader has asked for another."""

_OPEN = frozenset({DeliveryState.WAITING, DeliveryState.FAILED})


@task("notifications.deliver", retry=PATIENT)
def deliver(delivery_id: UUID) -> None:
    """Send one message by one way; what became of it stays written whatever happens then."""
    with unit_of_work():
        message = _written(delivery_id)
    if message is None:
        return
    try:
        _channels().send(message)
    except GiveUp as error:
        if isinstance(error, AddressDead):
            actions.bury(message.to)
        actions.note(delivery_id, DeliveryState.DEAD, error.code)
    except Exception as error:
        with unit_of_work():
            actions.note(delivery_id, DeliveryState.FAILED, code_of(error))
        # The cause may quote the address; the code is all that the log needs.
        raise NotSent(code_of(error)) from None
    else:
        actions.note(delivery_id, DeliveryState.SENT)


@task("notifications.tell_registered")
def tell_registered(event_id: UUID, after: UUID) -> None:
    """Tell the next of everybody who registered for a dialogue."""
    tell_some(db.session.get_one(Event, event_id), after)


@task("notifications.send_code")
def send_code(code_id: UUID) -> None:
    """Make a sign-in code and send it; a new one at each attempt, none when it is too late."""
    with unit_of_work():
        message = _code(code_id)
    if message is not None:
        _channels().send(message)


@task("notifications.send_address_code")
def send_address_code(account_id: UUID) -> None:
    """Make the code that confirms an e-mail address, and send it there."""
    with unit_of_work():
        message = _address_code(account_id)
    if message is not None:
        _channels().send(message)


@periodic("notifications.forget", cron="43 20 * * *")
def forget() -> None:
    """Nothing is kept of a device that has not shown itself for long."""
    silent_since = clock.now() - policy().forgotten_after
    db.session.execute(delete(Device).where(Device.seen_at < silent_since))


def _channels() -> Channels:
    channels: Channels = current_app.extensions["doithoai.channels"]
    return channels


def _written(delivery_id: UUID) -> Outgoing | None:
    """What to send now; None when it is sent already, withdrawn, dead, or waits for the morning."""
    pending = queries.pending(delivery_id)
    if pending is None or pending.delivery.state not in _OPEN:
        return None
    delivery, now = pending.delivery, clock.now()
    device = pending.device
    if device and (device.dead_at or device.account_id != pending.message.account_id):
        delivery.state, delivery.last_error = DeliveryState.DEAD, "NO_DEVICE"
        return None
    case_id = pending.message.case_id
    case = db.session.get(Case, case_id) if case_id is not None else None
    reason = reason_to_withdraw(pending, case, now)
    if reason is not None:
        delivery.state, delivery.last_error = DeliveryState.WITHDRAWN, reason
        return None
    reach = reach_of(pending.message.account_id, case)
    morning = reach.waits_until(told_as(pending.event.name, pending.message.audience), now)
    if morning is not None:
        queue.defer("notifications.deliver", at=morning, delivery_id=delivery_id)
        return None
    return _outgoing(pending, reach)


def _outgoing(pending: Pending, reach: Reach) -> Outgoing:
    """The message in the reader's language, with the address of this moment."""
    delivery, message, account = pending.delivery, pending.message, pending.account
    entry, locale = queries.entry(message.id), account.locale if account else None
    if pending.device is not None:
        words = told(entry, ChannelName.PUSH, locale)
        device, data = pending.device, {"n": str(message.id)}
        return PushMessage(device.kind, device.address, words.title, words.text, data)
    to = reach.address(delivery.channel) or ""
    if delivery.channel is ChannelName.SMS:
        return SmsMessage(to, told_by_sms(entry, locale))
    words = told(entry, ChannelName.EMAIL, locale)
    return EmailMessage(to, words.title, words.text, str(delivery.id))


def _code(code_id: UUID) -> SmsMessage | None:
    """The SMS with a new code. Its hash is committed first, since readers are quick."""
    code = db.session.get(SignInCode, code_id)
    if code is None or code.used_at is not None:
        return None
    if clock.now() - code.requested_at > STALE:
        log.warning("code %s was not sent: too late", code_id)
        return None
    minutes = int(CODE_LIVES.total_seconds()) // 60
    return SmsMessage(code.phone, code_sms(make_code(code), minutes, code.locale))


def _address_code(account_id: UUID) -> EmailMessage | None:
    """The e-mail with a new code; None when the address was confirmed or taken back meanwhile."""
    made = actions.make_address_code(account_id)
    if made is None:
        return None
    minutes = int(actions.ADDRESS_CODE_LIVES.total_seconds()) // 60
    words = code_letter(made.digits, minutes, account_with(account_id).locale)
    return EmailMessage(made.address, words.title, words.text, str(new_id()))
