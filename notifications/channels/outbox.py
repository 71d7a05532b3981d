"""The development channel: messages are kept in a file of the home instead of leaving it."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.accounts.errors import NotAMobileNumber
from api.accounts.phones import mobile
from api.core import clock
from notifications.channels.sending import EmailMessage, PushMessage, SmsMessage
from notifications.models import ChannelName

FILE = "outbox.jsonl"


@dataclass(frozen=True)
class Outbox:
    """The kept messages of one home; any number of processes may add to it at once."""

    home: Path

    def send(self, message: PushMessage | SmsMessage | EmailMessage) -> None:
        """Keep the message."""
        if isinstance(message, SmsMessage):
            self.keep(ChannelName.SMS, message.to, text=message.text)
        elif isinstance(message, EmailMessage):
            self.keep(ChannelName.EMAIL, message.to, subject=message.subject, text=message.text)
        else:
            shown = {"title": message.title, "body": message.body, "data": dict(message.data)}
            self.keep(ChannelName.PUSH, message.to, **shown)

    def keep(self, channel: ChannelName, to: str, **content: Any) -> None:
        """Add one line; the file is for its owner only."""
        line = {"at": clock.now().isoformat(), "channel": channel, "to": to} | content
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        file = os.open(self.home / FILE, flags, 0o600)
        try:
            # One write: the kernel puts it behind whatever another process has just added.
            os.write(file, json.dumps(line, ensure_ascii=False).encode() + b"\n")
        finally:
            os.close(file)

    def read(self, to: str | None = None) -> Iterator[dict[str, Any]]:
        """What was kept, oldest first, all of it or what went to this number or address."""
        wanted = _as_kept(to) if to else None
        path = self.home / FILE
        if not path.exists():
            return
        with path.open(encoding="utf-8") as file:
            for line in file:
                message = _message(line)
                if message is not None and wanted in (None, message["to"]):
                    yield message


def _message(line: str) -> dict[str, Any] | None:
    """What the line holds; None when it is still being written, or its writer was killed."""
    try:
        message: dict[str, Any] = json.loads(line)
    except json.JSONDecodeError:
        return None
    return message


def _as_kept(address: str) -> str:
    """A telephone number in E.164, however it was written; any other address as it is."""
    try:
        return mobile(address)
    except NotAMobileNumber:
        return address
