"""What was asked at a dialogue and what came of it, as papers tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Asked:
    """One question, as everybody may read it."""

    number: int
    words: str | None
    """None while it may not be shown."""
    outcome: str | None
    said: str | None
    due_on: date | None
    to: str | None
    turn_id: UUID | None


@dataclass(frozen=True)
class PromiseMade:
    """Something promised at the dialogue."""

    number: int
    """Of the question."""
    what: str
    due_on: date
    owner: str


def asked_at(dialogue_id: UUID) -> Sequence[Asked]:
    """All that was asked, by number; what stands for others in its group once."""
    return []


def promises_of(dialogue_id: UUID) -> Sequence[PromiseMade]:
    """All that was promised, in the order of the questions."""
    return []
