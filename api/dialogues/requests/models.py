"""Residents ask for a dialogue: each asks once, and who was found to be a voter counts."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from api.core.ids import new_id
from api.dialogues.requests.errors import RequestSettled


class RequestState(StrEnum):
    """What is known of a request."""

    WAITING = "waiting"
    """Nobody has looked yet whether it comes from a voter."""
    COUNTED = "counted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SERVED = "served"
    """A dialogue was held since; who wants another one asks anew."""


STEPS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.WAITING: frozenset(
        {RequestState.COUNTED, RequestState.REFUSED, RequestState.WITHDRAWN}
    ),
    RequestState.COUNTED: frozenset({RequestState.WITHDRAWN, RequestState.SERVED}),
    RequestState.REFUSED: frozenset({RequestState.WITHDRAWN}),
    RequestState.WITHDRAWN: frozenset(),
    RequestState.SERVED: frozenset(),
}
"""Who took a request back asks anew by another one."""


@dataclass(frozen=True)
class Asked:
    """What a resident asks for, and who they say they are."""

    unit: str
    """Code of the government of a commune."""
    topic: str
    name: str
    address: str

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id"."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


class DialogueRequest(Model):
    """One resident asks the government of a commune for a dialogue."""

    __tablename__ = "dialogue_requests"
    __table_args__ = (
        CheckConstraint("(state = 'refused') = (reason is not null)", name="refused_has_reason"),
        Index(
            "uq_dialogue_requests_one_each",
            "unit_id",
            "account_id",
            unique=True,
            postgresql_where=text("state not in ('withdrawn', 'served')"),
        ),
        Index("ix_dialogue_requests_unit_id_ordinal", "unit_id", "ordinal"),
    )

    id: Mapped[Id]
    """Chosen by the client, so that asking twice is asking once; never sorted by."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    topic: Mapped[str]
    name: Mapped[str]
    address: Mapped[str]
    asked_hash: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[RequestState] = mapped_column(default=RequestState.WAITING)
    judged_at: Mapped[datetime | None]
    judged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    reason: Mapped[str | None]
    """Why it does not count, in words to who asked."""

    def count(self, position_id: UUID | None, at: datetime) -> None:
        """It comes from a voter of the commune."""
        self._step_to(RequestState.COUNTED)
        self.judged_by_id, self.judged_at = position_id, at

    def refuse(self, position_id: UUID | None, reason: str, at: datetime) -> None:
        """It does not count, and who asked reads why."""
        self._step_to(RequestState.REFUSED)
        self.judged_by_id, self.judged_at, self.reason = position_id, at, reason

    def withdraw(self) -> None:
        """Who asked does so no more; they may ask again."""
        self._step_to(RequestState.WITHDRAWN)
        self.reason = None

    def serve(self) -> None:
        """A dialogue was held after it was asked for."""
        self._step_to(RequestState.SERVED)

    def _step_to(self, state: RequestState) -> None:
        if state not in STEPS[self.state]:
            raise RequestSettled(state=self.state)
        self.state = state


@dataclass(frozen=True)
class Demand:
    """How many have asked a government for a dialogue, beside how many it takes."""

    counted: int
    waiting: int
    voters: int | None
    """Voters of the commune; None until somebody loads the number with its source."""
    voters_on: date | None
    source: str | None
    needed_share: int | None
    """The share of the voters, in per cent, from which on a dialogue is owed; by the law."""

    @property
    def share(self) -> int | None:
        """The whole per cent of the voters that has been reached."""
        return 100 * self.counted // self.voters if self.voters else None

    @property
    def needed(self) -> int | None:
        """How many requests that share is, rounded up."""
        if self.voters is None or self.needed_share is None:
            return None
        return -(-self.voters * self.needed_share // 100)
