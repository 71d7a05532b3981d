"""A message and preferences as their reader sees them, ready for their schema."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from api.accounts.queries import account_with
from api.core.access import Actor
from api.core.http import Page
from notifications import queries
from notifications.models import ChannelName
from notifications.preferences import choice_of
from notifications.queries import Counts, Entry
from notifications.render import Words, spoken, told


@dataclass(frozen=True)
class InInbox:
    """A message in the inbox, in the reader's language."""

    entry: Entry
    locale: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.entry, name)

    @property
    def title(self) -> str:
        """What it is about, in one line."""
        return self._words.title

    @property
    def text(self) -> str:
        """Who answers, and until when."""
        return self._words.text

    @cached_property
    def _words(self) -> Words:
        return told(self.entry, ChannelName.INBOX, self.locale)


@dataclass(frozen=True)
class InboxShown:
    """One page of an inbox."""

    items: Sequence[InInbox]
    next: str | None
    counts: Counts


def inbox_of(actor: Actor, after: UUID | None, limit: int, locale: str) -> InboxShown:
    """One page of what this person was told, newest first, and how much of all was read."""
    found = queries.inbox(actor, after, limit)
    page = Page.of([InInbox(entry, locale) for entry in found], limit, "id")
    return InboxShown(page.items, page.next, queries.counts(actor))


def preferences_of(account_id: UUID) -> dict[str, Any]:
    """How the account is told: what it chose, else what the policy says."""
    choice = choice_of(account_id)
    return {
        "channels": choice,
        "quiet": choice.quiet,
        "locale": spoken(account_with(account_id).locale),
        "email": choice.address,
        "email_confirmed": choice.is_confirmed,
    }
