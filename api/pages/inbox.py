"""What the room above hands in, so that a desk can show what somebody was told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from flask import current_app

from api.core.access import Actor


class Told(Protocol):
    """One message, in the reader's language."""

    @property
    def title(self) -> str:
        """What it is about, in one line."""

    @property
    def text(self) -> str:
        """Who answers, and until when."""

    @property
    def id(self) -> UUID:
        """Of the message."""

    @property
    def case_id(self) -> UUID | None:
        """Of the case it tells of."""

    @property
    def at(self) -> datetime:
        """When it happened."""

    @property
    def read_at(self) -> datetime | None:
        """When its reader said that they read it."""


class HowMany(Protocol):
    """How much of an inbox was read."""

    @property
    def unread(self) -> int:
        """Messages that were not."""


class AllTold(Protocol):
    """One page of an inbox."""

    @property
    def items(self) -> Sequence[Told]:
        """The newest first."""

    @property
    def next(self) -> str | None:
        """Where the next page begins."""

    @property
    def counts(self) -> HowMany:
        """How much of all of it was read."""


@dataclass(frozen=True)
class Inbox:
    """What notifications can do for a page."""

    of: Callable[[Actor, UUID | None, int, str], AllTold]
    """A page of what this person was told: after which message, how many, in which language."""
    unread: Callable[[Actor], int]
    read_until: Callable[[UUID, Actor], None]


def inbox() -> Inbox:
    """The inbox that `api.app` handed in."""
    handed_in: Inbox = current_app.extensions["doithoai.inbox"]
    return handed_in
