"""What is said to the sender: drafted, signed, and what it promises."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.policy import Authority
from api.core.database import Id, Model


class Result(StrEnum):
    """What an answer says, one class of it each."""

    RESOLVED = "resolved"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    EXPLAINED = "explained"


PROMISING = frozenset({Result.UNDER_WAY, Result.PLANNED})
"""Results that need a commitment: what, by which day."""


@dataclass(frozen=True)
class Draft:
    """The words of an answer, with what it promises when it promises something."""

    text: str
    result: Result
    legal_basis: str | None = None
    commitment: str | None = None
    commitment_due_on: date | None = None


@dataclass(frozen=True)
class Signature:
    """Number, symbol and day of the signed answer, and on whose behalf it is signed."""

    number: str
    symbol: str
    signed_on: date
    authority: Authority | None = None
    """None in one's own name."""
    drafted_at: datetime | None = None
    """The draft that was read, when the signer says which."""
    finding: str | None = None
    """Of a decision on a complaint: what it finds; None when it does not say so here."""


class Answer(Model):
    """What is said to the resident: a draft until the head signs it."""

    __tablename__ = "answers"
    __table_args__ = (
        CheckConstraint(
            "(signed_at is null) = (number is null)", name="signed_answers_have_a_number"
        ),
        UniqueConstraint("petition_id", "ordinal"),
    )

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    ordinal: Mapped[int]
    """1 for the first answer, 2 for the one after a contest that was upheld."""
    text: Mapped[str]
    result: Mapped[Result]
    legal_basis: Mapped[str | None]
    commitment: Mapped[str | None]
    commitment_due_on: Mapped[date | None]
    drafted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    drafted_at: Mapped[datetime]
    number: Mapped[str | None]
    symbol: Mapped[str | None]
    signed_on: Mapped[date | None]
    authority: Mapped[Authority | None]
    signed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    signer: Mapped[str | None]
    """The name of who signed, as it stood on that day."""
    signed_at: Mapped[datetime | None]

    def word(self, draft: Draft, position_id: UUID | None, at: datetime) -> None:
        """These are the words from now on."""
        self.text, self.result, self.legal_basis = draft.text, draft.result, draft.legal_basis
        self.commitment, self.commitment_due_on = draft.commitment, draft.commitment_due_on
        self.drafted_by_id, self.drafted_at = position_id, at

    def sign(self, signature: Signature, position_id: UUID, person: str, at: datetime) -> None:
        """The draft becomes the answer."""
        self.number, self.symbol = signature.number, signature.symbol
        self.signed_on, self.authority = signature.signed_on, signature.authority
        self.signed_by_id, self.signer, self.signed_at = position_id, person, at
