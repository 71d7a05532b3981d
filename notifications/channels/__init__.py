"""The ways out of this installation, and which of them its settings give it."""

from dataclasses import dataclass

from api.settings import Settings
from notifications.channels.mail import Mail
from notifications.channels.outbox import Outbox
from notifications.channels.sending import EmailMessage, PushMessage, Sender, SmsMessage
from notifications.channels.sms import Sms
from notifications.errors import GiveUp

Outgoing = PushMessage | SmsMessage | EmailMessage


@dataclass(frozen=True)
class Channels:
    """One sender for each way."""

    push: Sender[PushMessage]
    sms: Sender[SmsMessage]
    email: Sender[EmailMessage]

    def send(self, message: Outgoing) -> None:
        """Send it by the way it is for; raises what that way raises."""
        if isinstance(message, PushMessage):
            self.push.send(message)
        elif isinstance(message, SmsMessage):
            self.sms.send(message)
        else:
            self.email.send(message)


class Nowhere:
    """There is no gateway, and nothing may be kept: a code in a file would be anybody's."""

    def send(self, message: Outgoing) -> None:  # noqa: ARG002 -- as every sender
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
    email: Sender[EmailMessage] = kept
    if settings.email_url:
        email = Mail(settings.email_url, settings.email_from)
    return Channels(push=push, sms=Sms(kept), email=email)
