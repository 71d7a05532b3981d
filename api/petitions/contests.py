"""The sender does not agree with an answer: why, until when that may be said, what was decided."""

import tomllib
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from api.petitions.states import PetitionState
from api.regulation.calendar_table import work_calendar
from api.regulation.terms import Term

_FILE = Path(__file__).parent / "data" / "contest.toml"


class Window(StrEnum):
    """A time in which the sender may still contest."""

    AFTER_CLOSING = "after_closing"
    AFTER_ANSWER = "after_answer"


class Contest(Model):
    """The sender's reasons, and what the head above decided; once for a petition."""

    __tablename__ = "contests"
    __table_args__ = (
        CheckConstraint(
            "(decided_at is null) = (upheld is null)", name="decided_contests_say_which_way"
        ),
    )

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), unique=True)
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answers.id"))
    """The answer that is contested."""
    reasons: Mapped[str]
    contested_at: Mapped[datetime]
    state_before: Mapped[PetitionState]
    """Where the petition goes back to when the answer stands."""
    upheld: Mapped[bool | None]
    """Whether the head above agrees with the sender."""
    decision_reason: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))

    def decide(
        self, *, upheld: bool, reason: str, position_id: UUID | None, at: datetime
    ) -> PetitionState:
        """The head above decides; returns where the petition goes from here."""
        self.upheld, self.decision_reason = upheld, reason
        self.decided_by_id, self.decided_at = position_id, at
        return PetitionState.IN_PROGRESS if upheld else self.state_before


def has_passed(window: Window, since: datetime | None, at: datetime) -> bool | None:
    """Whether this window is over at this moment; None where nobody has set how long it is."""
    term = Term.parse(_windows()[window]["term"])
    if since is None or not term.is_counted:
        return None
    due_at = work_calendar().due(since, term).due_at
    return due_at is not None and due_at <= at


@cache
def _windows() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
