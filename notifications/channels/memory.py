"""A channel for tests: it remembers, and fails when told to."""

from collections import deque
from dataclasses import dataclass, field

from notifications.channels.sending import EmailMessage, PushMessage, SmsMessage


@dataclass
class Memory:
    """Takes messages of any sort, after raising what it was told to raise."""

    sent: list[PushMessage | SmsMessage | EmailMessage] = field(default_factory=list)
    failures: deque[Exception] = field(default_factory=deque)

    def send(self, message: PushMessage | SmsMessage | EmailMessage) -> None:
        """Remember the message."""
        if self.failures:
            raise self.failures.popleft()
        self.sent.append(message)
