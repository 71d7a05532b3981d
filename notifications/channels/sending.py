"""What a channel is handed, and what it must be able to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from notifications.models import AddressKind

M_contra = TypeVar("M_contra", contravariant=True)


@dataclass(frozen=True)
class PushMessage:
    """For one device: a lock screen shows title and body to anybody, `data` is for the app."""

    kind: AddressKind
    to: str
    title: str
    body: str
    data: Mapping[str, str]


@dataclass(frozen=True)
class SmsMessage:
    """For one telephone, E.164."""

    to: str
    text: str


@dataclass(frozen=True)
class EmailMessage:
    """For one mailbox; a lock screen shows the subject to anybody."""

    to: str
    subject: str
    text: str
    key: str
    """The same at each attempt, so that a mailbox can tell a repetition."""


class Sender(Protocol[M_contra]):
    """Hands messages of one sort to the world outside."""

    def send(self, message: M_contra) -> None:
        """Return when it was taken.

        Raises `AddressDead` when nobody can be reached there, `GiveUp` when another attempt is of
        no use, and anything else when it should be tried again.
        """
