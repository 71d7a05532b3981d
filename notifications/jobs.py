"""Telling people, one delivery a job. Nobody waits in a transaction for the world outside."""

import logging
from datetime import timedelta
from uuid import UUID

from flask import current_app

from api.accounts.actions import CODE_LIVES, make_code
from api.accounts.models import SignInCode
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.jobs import PATIENT, task
from notifications import actions, queries
from notifications.channels import Channels
from notifications.channels.sending import PushMessage, SmsMessage
from notifications.errors import AddressDead, GiveUp, NotSent, code_of
from notifications.models import ChannelName, DeliveryState
from notifications.render import code_sms, told

log = logging.getLogger(__name__)

STALE = timedelta(minutes=2)
"""A sign-in code that late is worse than none: its reader has asked for another."""

_OPEN = frozenset({DeliveryState.WAITING, DeliveryState.FAILED})


@task("notifications.deliver", retry=PATIENT)
def deliver(delivery_id: UUID) -> None:
    """Send one message to one device; what became of it stays written whatever happens then."""
    with unit_of_work():
        message = _written(delivery_id)
    if message is None:
        return
    try:
        _channels().push.send(message)
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


@task("notifications.send_code")
def send_code(code_id: UUID) -> None:
    """Make a sign-in code and send it; a new one at each attempt, none when it is too late."""
    with unit_of_work():
        message = _code(code_id)
    if message is not None:
        _channels().sms.send(message)


def _channels() -> Channels:
    channels: Channels = current_app.extensions["doithoai.channels"]
    return channels


def _written(delivery_id: UUID) -> PushMessage | None:
    """What to send; None when it is sent already, withdrawn, or its device is another's now."""
    found = queries.delivery(delivery_id)
    if found is None or found[0].state not in _OPEN:
        return None
    delivery, message, account, device = found
    if device.dead_at is not None or device.account_id != account.id:
        delivery.state, delivery.last_error = DeliveryState.DEAD, "NO_DEVICE"
        return None
    words = told(queries.entry(message.id), ChannelName.PUSH, account.locale)
    data = {"n": str(message.id)}
    return PushMessage(device.kind, device.address, words.title, words.text, data)


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
