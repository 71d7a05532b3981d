"""Turns to speak at a dialogue (lượt ý kiến), and the copy of the line that everybody reads.

A turn is a row and no event on the spine: no law starts a clock by it, nobody is told of it, and of
the names that others subscribe to none speaks of a single turn. What counts is on the spine: the
dialogue that is held, and each question with its outcome.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from api.core.ids import new_id
from api.dialogues.live.errors import TooLong, TurnChanged, TurnNotThere


class TurnState(StrEnum):
    """Whether somebody has spoken."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    DONE = "done"
    SKIPPED = "skipped"
    """They were called, and were not there."""
    LEFT = "left"
    """They do not want to speak any more."""


_T = TurnState

STEPS: dict[TurnState, frozenset[TurnState]] = {
    _T.WAITING: frozenset({_T.SPEAKING, _T.SKIPPED, _T.LEFT}),
    # Who was called by mistake, or does not come to the microphone, has not spoken.
    _T.SPEAKING: frozenset({_T.DONE, _T.SKIPPED}),
    _T.DONE: frozenset(),
    _T.SKIPPED: frozenset(),
    _T.LEFT: frozenset(),
}

IN_LINE = frozenset({_T.WAITING, _T.SPEAKING})
"""Who is in the line or at the microphone; the others may join anew."""


@dataclass(frozen=True)
class Speaker:
    """What somebody sends who wants to speak, or a desk for them."""

    registration_id: UUID | None = None
    """By a desk: who of the list it is; the name and the village come from there."""
    name: str | None = None
    """As everybody reads it on the screen."""
    village: str | None = None
    """Code inside the commune."""
    minutes: int | None = None
    """By a desk: None for as many as everybody has."""

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id"."""
        whole = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(whole.encode()).hexdigest()


class Turn(Model):
    """Somebody's turn to speak; they may raise several matters in it."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "number"),
        CheckConstraint("minutes > 0 and extra >= 0", name="some_minutes"),
        CheckConstraint(
            "started_at is not null or state not in ('speaking', 'done')",
            name="who_spoke_began",
        ),
        CheckConstraint(
            "(ended_at is null) = (state in ('waiting', 'speaking'))", name="over_since_when"
        ),
        Index(
            "uq_turns_one_speaks",
            "dialogue_id",
            unique=True,
            postgresql_where=text("state = 'speaking'"),
        ),
        Index(
            "uq_turns_once_in_line",
            "registration_id",
            unique=True,
            postgresql_where=text("state in ('waiting', 'speaking')"),
        ),
        Index("ix_turns_dialogue_id_place", "dialogue_id", "place"),
    )

    id: Mapped[Id]
    """Chosen by the client, so that joining twice is joining once; never sorted by."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    number: Mapped[int]
    """As the how manyth they joined, from 1 on; it never changes."""
    place: Mapped[int]
    """What the line is ordered by; each is there once in a dialogue, and there may be gaps."""
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registrations.id"))
    name: Mapped[str | None]
    """As everybody reads it; null for who registered without one and is called by the number."""
    village: Mapped[str | None]
    minutes: Mapped[int]
    extra: Mapped[int] = mapped_column(default=0)
    """Minutes that were added while they spoke."""
    state: Mapped[TurnState] = mapped_column(default=TurnState.WAITING)
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    """One more with each thing that is done with this turn; moving others past it is none."""
    given_hash: Mapped[str]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    asked_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position of a desk that entered them; null for who joined themselves."""

    @property
    def allotted(self) -> int:
        """Seconds they may speak."""
        return 60 * (self.minutes + self.extra)

    def must_be(self, seen: frozenset[int] | None) -> None:
        """Refuses who looked at it before somebody else did something with it."""
        if seen is not None and self.version not in seen:
            raise TurnChanged(state=self.state, number=self.number, version=self.version)

    def start(self, at: datetime) -> None:
        """They are called to the microphone."""
        self._step_to(TurnState.SPEAKING)
        self.started_at = at

    def extend(self, minutes: int, longest: int) -> None:
        """They may speak longer; `TooLong` beyond so many minutes in all."""
        if self.state != TurnState.SPEAKING:
            raise TurnNotThere(state=self.state, number=self.number)
        if self.minutes + self.extra + minutes > longest:
            raise TooLong(longest=longest)
        self.extra += minutes
        self.version += 1

    def end(self, how: TurnState, at: datetime) -> None:
        """It is over: they spoke, were not there, or do not want to any more."""
        self._step_to(how)
        self.ended_at = at

    def _step_to(self, state: TurnState) -> None:
        if state not in STEPS[self.state]:
            raise TurnNotThere(state=self.state, number=self.number)
        self.state = state
        self.version += 1


class LiveSnapshot(Model):
    """The line of a dialogue as everybody reads it: written whenever it changes, read by many."""

    __tablename__ = "live_snapshots"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    version: Mapped[int]
    """One more with each change that can be seen."""
    body: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
