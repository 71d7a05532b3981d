"""The ways out of this installation, and which of them its settings give it."""

import logging
from dataclasses import dataclass

from api.settings import Settings
from notifications.channels.outbox import Outbox
from notifications.channels.push import Firebase
from notifications.channels.sending import PushMessage, Sender, SmsMessage
from notifications.channels.sms import Sms

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Channels:
    """One sender for each way."""

    push: Sender[PushMessage]
    sms: Sender[SmsMessage]


def channels_for(settings: Settings) -> Channels:
    """The channels of an installation; what it has no provider for is kept in its outbox."""
    kept = Outbox(settings.home)
    if not settings.demonstration:
        log.warning("no SMS gateway is set: sign-in codes are kept in the outbox")
    push: Sender[PushMessage] = kept
    if settings.firebase_credentials is not None:
        push = Firebase(settings.firebase_credentials, settings.firebase_url)
    return Channels(push=push, sms=Sms(kept))
