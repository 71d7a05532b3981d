"""SMS: each text fits one message, so that it costs one and arrives whole."""

from dataclasses import dataclass

from notifications.channels.sending import Sender, SmsMessage
from notifications.errors import GiveUp

LONGEST = 160
"""Characters of one SMS without diacritics; with them only 70 would fit."""


@dataclass(frozen=True)
class Sms:
    """Sends through a gateway what fits one SMS, and refuses the rest."""

    gateway: Sender[SmsMessage]

    def send(self, message: SmsMessage) -> None:
        """Hand the text to the gateway; `GiveUp` when it does not fit."""
        if not fits(message.text):
            raise GiveUp("NOT_ONE_SMS")
        self.gateway.send(message)


def fits(text: str) -> bool:
    """Whether the text is one SMS."""
    return text.isascii() and len(text) <= LONGEST
