"""The ways out of this installation, and which of them its settings give it."""

from dataclasses import dataclass

from api.settings import Settings
from notifications.channels.outbox import Outbox
from notifications.channels.sending import PushMessage, Sender, SmsMessage
from notifications.channels.sms import Sms
from notifications.errors import GiveUp


@dataclass(frozen=True)
class Channels:
    """One sender for each way."""

    push: Sender[PushMessage]
    sms: Sender[SmsMessage]


class Nowhere:
    """There is no gateway, and nothing may be kept: a code in a file would be anybody's."""

    def send(self, message: PushMessage | SmsMessage) -> None:  # noqa: ARG002 -- as every sender
        """Give up, so that it shows in the figures of the queue or on the delivery."""
        raise GiveUp("NO_GATEWAY")


def channels_for(settings: Settings) -> Channels:
    """The channels of an installation; what it has no provider for is kept only where it may be."""
    kept = Outbox(settings.home) if settings.outbox else Nowhere()
    push: Sender[PushMessage] = kept
    if settings.firebase_credentials is not None:
        # Google's libraries take half a second to load: only where they are used.
        from notifications.channels.push import Firebase  # noqa: PLC0415

        push = Firebase(settings.firebase_credentials, settings.firebase_url)
    return Channels(push=push, sms=Sms(kept))
