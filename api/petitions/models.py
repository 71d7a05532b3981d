"""The petition and its answers."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from api.cases.models import Case, CaseId, CaseType, Kind
from api.petitions.answers import PROMISING, Answer, Draft, Result
from api.petitions.errors import (
    AboutThem,
    ComplaintNotLodged,
    LodgedAlready,
    NotAnswered,
    NotForThisKind,
    NothingDrafted,
    NothingToSign,
    PetitionNotOpen,
)
from api.petitions.intake_notes import ShownPlace
from api.petitions.notes import Note
from api.petitions.outcomes import STATE_AFTER, Outcome, is_lawful
from api.petitions.proposals import Proposal
from api.petitions.public_text import PublicText
from api.petitions.states import ANSWERED, STEPS, PetitionState


class Lodgement(StrEnum):
    """The form in which a complaint becomes a lawful one."""

    PAPER = "paper"
    IN_PERSON = "in_person"


class Petition(Case):
    """Handed in by a resident; somebody must answer it."""

    __tablename__ = "petitions"
    __mapper_args__ = {"polymorphic_identity": CaseType.PETITION, "polymorphic_load": "inline"}
    __table_args__ = (
        Index(
            "uq_petitions_source",
            "source_system",
            "source_ref",
            unique=True,
            postgresql_where=text("source_ref is not null"),
        ),
        Index("ix_petitions_search", "search", postgresql_using="gin"),
    )

    id: Mapped[CaseId]
    text: Mapped[str]
    title: Mapped[str | None]
    place: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    petitioner: Mapped[dict[str, Any] | None]
    shown_place: Mapped[ShownPlace | None]
    """How closely others may see where it is; null when the sender has not said."""
    intake: Mapped[dict[str, Any] | None]
    """What was noted when it came in: consent, read-back, the letter's number and day."""
    contact: Mapped[dict[str, Any] | None]
    """Where news goes; the telephone in E.164."""
    helper: Mapped[str | None]
    source_system: Mapped[str | None]
    source_ref: Mapped[str | None]
    submission_hash: Mapped[str]
    late_because: Mapped[str | None]
    """Why it was entered later than it was received."""
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    lodged_at: Mapped[datetime | None]
    lodged_form: Mapped[Lodgement | None]
    search: Mapped[Any] = deferred(
        mapped_column(
            TSVECTOR,
            Computed(
                "to_tsvector('simple', fold(coalesce(title, '') || ' ' || text"
                " || ' ' || coalesce(place, '')))",
                persisted=True,
            ),
        )
    )
    rating_words: Mapped[str | None]
    rated_at: Mapped[datetime | None]
    """When the sender last said what they think of the answer, in stars and words."""
    answers: Mapped[list[Answer]] = relationship(lazy="raise_on_sql", order_by=Answer.ordinal)
    public_text: Mapped[PublicText | None] = relationship(
        lazy="raise_on_sql", uselist=False, viewonly=True
    )
    proposals: Mapped[list[Proposal]] = relationship(
        lazy="raise_on_sql", order_by=Proposal.proposed_at
    )
    notes: Mapped[list[Note]] = relationship(lazy="raise_on_sql", order_by=Note.id)
    """What was written with each act, the oldest first."""

    @property
    def files(self) -> str | None:
        """Its rows of files, as the statement that reads it brings them; None when none did."""
        found: str | None = vars(self).get("_files")
        return found

    @files.setter
    def files(self, rows: str) -> None:
        self._files = rows

    @property
    def given(self) -> list[Answer]:
        """The signed answers, the first one first."""
        return [each for each in self.answers if each.signed_at is not None]

    @property
    def answer(self) -> Answer | None:
        """The answer that holds: the last one signed."""
        return self.given[-1] if self.given else None

    @property
    def words_to_sign(self) -> Answer | None:
        """The draft that waits for a signature."""
        return next((each for each in self.answers if each.signed_at is None), None)

    @property
    def proposal(self) -> Proposal | None:
        """What waits for the head's decision."""
        return next((each for each in self.proposals if each.decided_at is None), None)

    @property
    def decision(self) -> Proposal | None:
        """What was decided when it last came in, with the words to the sender."""
        return next((each for each in reversed(self.proposals) if each.approved), None)

    @property
    def is_lodged(self) -> bool:
        """Whether it is a lawful complaint: signed on paper, or recorded in person."""
        return self.lodged_at is not None

    def may_become(self, outcome: Outcome) -> None:
        """Refuses an outcome of intake that the law or the state does not allow."""
        self._may_step_to(STATE_AFTER[outcome])
        if not is_lawful(outcome, self.kind, self.addressee):
            raise NotForThisKind(kind=self.kind, act=outcome)
        needs_paper = self.kind is Kind.COMPLAINT and outcome is Outcome.ACCEPTANCE
        if needs_paper and not self.is_lodged:
            raise ComplaintNotLodged(code=self.code)

    def decide(self, outcome: Outcome, at: datetime) -> None:
        """The head decides what becomes of it."""
        self.may_become(outcome)
        self._step_to(STATE_AFTER[outcome])
        if outcome is Outcome.ACCEPTANCE:
            self.accepted_at = at
        else:
            self.closed_at = at

    def propose(self) -> None:
        """Somebody proposed what to decide."""
        self._step_to(PetitionState.PROPOSED)

    def refuse_proposal(self) -> None:
        """The head did not follow the proposal."""
        self._step_to(PetitionState.RECEIVED)

    def lodge(self, form: Lodgement, at: datetime) -> None:
        """The complaint was signed on paper or recorded in person: its lawful clocks start."""
        if self.kind is not Kind.COMPLAINT:
            raise NotForThisKind(kind=self.kind, act="lodgement")
        if self.is_lodged:
            raise LodgedAlready(code=self.code)
        self._may_step_to(PetitionState.ACCEPTED)
        self.lodged_at, self.lodged_form = at, form

    def is_about(self, unit_id: UUID, position_id: UUID) -> bool:
        """Whether it complains of this unit or of whoever holds this position."""
        return unit_id == self.about_unit_id or position_id == self.about_position_id

    def assign(self, unit_id: UUID, position_id: UUID) -> None:
        """Somebody is to prepare the answer; never whom it is about."""
        if self.is_about(unit_id, position_id):
            raise AboutThem(code=self.code)
        if self.state in {PetitionState.ACCEPTED, PetitionState.IN_PROGRESS}:
            self.state = PetitionState.IN_PROGRESS
        elif PetitionState.ACCEPTED not in STEPS[PetitionState(self.state)]:
            raise PetitionNotOpen(code=self.code, state=self.state)
        self.assigned_unit_id, self.assigned_id = unit_id, position_id

    def draft(self, words: Draft, position_id: UUID | None, at: datetime) -> None:
        """A draft lies with the head, over an earlier one; a signed answer stays as it is."""
        if self.state != PetitionState.AT_SIGNATURE:
            self._step_to(PetitionState.AT_SIGNATURE)
        if self.words_to_sign is None:
            self.answers.append(Answer(ordinal=len(self.answers) + 1))
        self.answers[-1].word(words, position_id, at)

    def send_draft_back(self) -> None:
        """The draft is not signed as it is; whoever prepares the answer writes it anew."""
        if self.state != PetitionState.AT_SIGNATURE:
            raise NothingDrafted(code=self.code, state=self.state)
        self._step_to(PetitionState.IN_PROGRESS)

    def give(self, result: Result, at: datetime) -> None:
        """The head, or who lawfully signs for the head, answers."""
        if self.state != PetitionState.AT_SIGNATURE:
            raise NothingToSign(code=self.code, state=self.state)
        promising = result in PROMISING
        self._step_to(PetitionState.FOLLOWING if promising else PetitionState.ANSWERED)
        self.answered_at = at

    def become(self, state: PetitionState, at: datetime) -> None:
        """Take this step, if there is one; what has come to an end is closed, until it goes on."""
        self._step_to(state)
        self.closed_at = at if state is PetitionState.CLOSED or not STEPS[state] else None

    def take_up_again(self, state: PetitionState) -> None:
        """It stands as it stood before it was merged; no step leads there but this."""
        if self.state != PetitionState.MERGED:
            raise PetitionNotOpen(code=self.code, state=self.state)
        self.state, self.closed_at = state, None

    def contest(self, at: datetime) -> None:
        """The sender does not agree with the answer."""
        self.become(PetitionState.CONTESTED, at)
        self.contested_at = at

    def send_back(self, at: datetime) -> None:
        """It is with the wrong desk and is to be routed anew; who prepared it does so no more."""
        if self.state != PetitionState.RECEIVED:
            self._step_to(PetitionState.RECEIVED)
        self.returned_at, self.assigned_unit_id, self.assigned_id = at, None, None

    def rate(self, stars: int, words: str | None, at: datetime) -> None:
        """The sender says what they think of the answer; what they say last counts."""
        if self.state not in ANSWERED:
            raise NotAnswered(code=self.code, state=self.state)
        self.rating, self.rating_words, self.rated_at = stars, words, at

    def _step_to(self, state: PetitionState) -> None:
        self._may_step_to(state)
        self.state = state

    def _may_step_to(self, state: PetitionState) -> None:
        if state not in STEPS[PetitionState(self.state)]:
            raise PetitionNotOpen(code=self.code, state=self.state)
