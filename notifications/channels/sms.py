"""SMS: each text fits one message, so that it costs one and arrives whole."""

from dataclasses import dataclass

from notifications.channels.sending import Sender, SmsMessage
from notifications.errors import GiveUp

LONGEST = 160
"""Characters of one SMS without diacritics; with them only 70 would fit."""

_WIDE = frozenset("^{}\\[~]|")
"""Signs that take the room of two in the alphabet of telephones (GSM 03.38)."""
_NONE = frozenset("`")
"""A sign of ASCII that this alphabet does not have."""


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
    room = len(text) + sum(sign in _WIDE for sign in text)
    return text.isascii() and _NONE.isdisjoint(text) and room <= LONGEST
