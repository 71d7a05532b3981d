"""The proposal of a dialogue: what many ask about, who proposes it, and how the head answers."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from api.core.ids import new_id
from api.dialogues.proposals.errors import ProposalSettled


class ProposalState(StrEnum):
    """What has become of it."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    """A dialogue was planned from it."""
    DECLINED = "declined"
    LAPSED = "lapsed"
    """Nobody answered for a long time."""


_P = ProposalState

STEPS: dict[ProposalState, frozenset[ProposalState]] = {
    _P.PROPOSED: frozenset({_P.ACCEPTED, _P.DECLINED, _P.LAPSED}),
    # What is late is late; it is answered all the same.
    _P.LAPSED: frozenset({_P.ACCEPTED, _P.DECLINED}),
    _P.ACCEPTED: frozenset(),
    _P.DECLINED: frozenset(),
}
"""There is no second vote: what was declined stays so, with its reason."""


@dataclass(frozen=True)
class Evidence:
    """What many asked about in some days: numbers, and codes of some of the petitions."""

    field: str
    first_day: date
    last_day: date
    petitions: int
    people: int
    """Who sent one, and who said that they have the same matter."""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProposalGiven:
    """A dialogue as it is proposed."""

    unit: str
    """Code of the government of a commune."""
    topic: str
    evidence: Evidence

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id"."""
        whole = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(whole.encode()).hexdigest()


class DialogueProposal(Model):
    """Somebody, or the product by itself, proposes a dialogue to the government of a commune."""

    __tablename__ = "dialogue_proposals"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="some_days"),
        CheckConstraint("petitions > 0 and people > 0", name="some_evidence"),
        CheckConstraint("(state = 'declined') = (reason is not null)", name="declined_has_reason"),
        CheckConstraint("(state = 'accepted') = (dialogue_id is not null)", name="accepted_has_it"),
        CheckConstraint(
            "(proposed_by_id is null) = (proposed_as_id is null)", name="proposed_by_both"
        ),
        # By itself it is proposed once for the same days; and by nobody while one waits.
        Index(
            "uq_dialogue_proposals_by_itself",
            "unit_id",
            "field",
            "first_day",
            unique=True,
            postgresql_where=text("proposed_by_id is null"),
        ),
        Index(
            "uq_dialogue_proposals_waiting",
            "unit_id",
            "field",
            unique=True,
            postgresql_where=text("state = 'proposed'"),
        ),
        Index("ix_dialogue_proposals_area_code_ordinal", "area_code", "ordinal"),
    )

    id: Mapped[Id]
    """Chosen by the client, so that proposing twice is proposing once; never sorted by."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    topic: Mapped[str]
    field: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    petitions: Mapped[int]
    people: Mapped[int]
    codes: Mapped[list[str]] = mapped_column(JSONB)
    given_hash: Mapped[str]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    """Null for one that the product proposed by itself."""
    proposed_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.PROPOSED)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    reason: Mapped[str | None]
    """Why there is none, in words for the Front."""
    dialogue_id: Mapped[UUID | None] = mapped_column(ForeignKey("dialogues.id"))

    def accept(self, dialogue_id: UUID, position_id: UUID | None, at: datetime) -> None:
        """There will be a dialogue about it: this one."""
        self._step_to(ProposalState.ACCEPTED)
        self.dialogue_id, self.answered_by_id, self.answered_at = dialogue_id, position_id, at

    def decline(self, reason: str, position_id: UUID | None, at: datetime) -> None:
        """There will be none, and the Front reads why."""
        self._step_to(ProposalState.DECLINED)
        self.reason, self.answered_by_id, self.answered_at = reason, position_id, at

    def lapse(self) -> None:
        """Nobody has answered, and that is seen."""
        self._step_to(ProposalState.LAPSED)

    def _step_to(self, state: ProposalState) -> None:
        if state not in STEPS[self.state]:
            raise ProposalSettled(state=self.state)
        self.state = state
