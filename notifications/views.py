"""A message as its reader is shown it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from notifications.models import ChannelName
from notifications.queries import Entry
from notifications.render import Words, told


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
