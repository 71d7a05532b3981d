"""A look at what may be public (xét công khai), the appeal against it, words that ask for one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from moderation.errors import AppealTooLate, DecidedMeanwhile, NothingToAppeal


class ScreeningState(StrEnum):
    """How far a look has come."""

    WAITING = "waiting"
    CLEARED = "cleared"
    """Nothing stands against its being public."""
    HELD = "held"
    """A person is to decide."""
    WITHHELD = "withheld"
    """A person decided that it is not to be public; the author may appeal."""
    APPEALED = "appealed"
    UPHELD = "upheld"
    """Another person decided so again."""
    SUPERSEDED = "superseded"
    """A later look took its place, or the author wants it public no more."""


_S = ScreeningState

STEPS: dict[ScreeningState, frozenset[ScreeningState]] = {
    _S.WAITING: frozenset({_S.CLEARED, _S.HELD}),
    _S.HELD: frozenset({_S.CLEARED, _S.WITHHELD, _S.SUPERSEDED}),
    _S.WITHHELD: frozenset({_S.APPEALED, _S.SUPERSEDED}),
    _S.APPEALED: frozenset({_S.CLEARED, _S.UPHELD, _S.SUPERSEDED}),
    _S.CLEARED: frozenset(),
    _S.UPHELD: frozenset(),
    _S.SUPERSEDED: frozenset(),
}

OPEN = frozenset(state for state, nexts in STEPS.items() if nexts)
"""A case has at most one look in one of these."""

ASKED = frozenset({_S.HELD, _S.APPEALED})
"""A person is asked for a decision."""

HIDDEN = frozenset({_S.HELD, _S.WITHHELD, _S.APPEALED, _S.UPHELD})
"""What the author wants public is not."""


@dataclass(frozen=True)
class Verdict:
    """What a moderator decides: public or not, why not, and what more of it is masked."""

    publish: bool
    reasons: tuple[str, ...] = ()
    title: str | None = None
    text: str | None = None


class Screening(Model):
    """One look by moderation at what may be public."""

    __tablename__ = "screenings"
    __table_args__ = (
        Index("ix_screenings_case_id_id", "case_id", "id"),
        Index("ix_screenings_created_at", "created_at"),
        Index(
            "uq_screenings_open",
            "case_id",
            unique=True,
            postgresql_where=text("state in ('waiting', 'held', 'withheld', 'appealed')"),
        ),
        Index(
            "ix_screenings_queue",
            "id",
            postgresql_where=text("state in ('held', 'appealed')"),
        ),
    )

    id: Mapped[Id]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id"), unique=True)
    """What was looked at because of it; null when the author changed the public version."""
    is_for_public: Mapped[bool]
    """Whether the author wanted it public then."""
    state: Mapped[ScreeningState] = mapped_column(default=ScreeningState.WAITING)
    reasons: Mapped[list[str]] = mapped_column(ARRAY(String))
    """Their codes; what a person decided takes the place of what was found."""
    masked: Mapped[dict[str, Any]]
    """How often personal data of each kind was masked."""
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """The first moment that is too late to decide; null when the policy has no term."""
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """Null when nobody decided but the time or the look itself."""
    decider_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    """The person, so that another one decides on the appeal."""
    appeal_until: Mapped[datetime | None]

    @property
    def is_asked(self) -> bool:
        """Whether a person is asked for a decision."""
        return self.state in ASKED

    @property
    def is_kept_back(self) -> bool:
        """Whether a person decided that it is not to be public, and no other person since."""
        return self.decider_id is not None and self.state != _S.CLEARED

    def is_late(self, at: datetime) -> bool:
        """Whether a person is asked for a decision, and the time for it has passed."""
        return self.is_asked and self.due_at is not None and self.due_at <= at

    def hold(self, due_at: datetime | None) -> None:
        """A person is to decide before this moment."""
        self._step_to(_S.HELD)
        self.due_at = due_at

    def clear(self) -> None:
        """Nothing stands against its being public, or does no more."""
        self._step_to(_S.CLEARED)

    def withhold(self, reasons: list[str], appeal_until: datetime | None) -> None:
        """It is not to be public; on an appeal, that is the end of this look."""
        if self.state == _S.APPEALED:
            self._step_to(_S.UPHELD)
        else:
            self._step_to(_S.WITHHELD)
            self.appeal_until = appeal_until
        self.reasons, self.due_at = reasons, None

    def appeal(self, at: datetime, due_at: datetime | None) -> None:
        """The author asks for another look, by another person."""
        if self.state != _S.WITHHELD:
            raise NothingToAppeal
        if self.appeal_until is not None and at >= self.appeal_until:
            raise AppealTooLate(appeal_until=self.appeal_until.isoformat())
        self._step_to(_S.APPEALED)
        self.due_at = due_at

    def give_way(self) -> None:
        """A later look takes its place, or none is wanted."""
        if self.state in OPEN:
            self._step_to(_S.SUPERSEDED)

    def _step_to(self, state: ScreeningState) -> None:
        if state not in STEPS[self.state]:
            raise DecidedMeanwhile(state=self.state)
        self.state = state


class Appeal(Model):
    """The author does not agree that it is not public."""

    __tablename__ = "appeals"

    screening_id: Mapped[UUID] = mapped_column(ForeignKey("screenings.id"), primary_key=True)
    words: Mapped[str]
    made_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    decider_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))


class ModerationWord(Model):
    """A word that asks for a look; kept by each process like other reference data."""

    __tablename__ = "moderation_words"

    word: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    """The code of the reason."""
    since: Mapped[datetime]
    added_by: Mapped[str]
    """Who put it on the list."""
