"""What is said to the sender: drafted, signed, and what it promises."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.policy import Authority
from api.core.database import Id, Model
from api.core.ids import new_code
from api.petitions.formulas import EmptyPhrase, empty_formulas


class Result(StrEnum):
    """What an answer says, one class of it each."""

    RESOLVED = "resolved"
    UNDER_WAY = "under_way"
    PLANNED = "planned"
    EXPLAINED = "explained"


PROMISING = frozenset({Result.UNDER_WAY, Result.PLANNED})
"""Results that need a commitment: what, by which day."""


@dataclass(frozen=True)
class Done:
    """One thing that was done or will be: what, and who did it or when, where that is known."""

    what: str
    by: str | None = None
    on: date | None = None

    def as_data(self) -> dict[str, Any]:
        """As it is kept with the answer."""
        return {"what": self.what, "by": self.by, "on": self.on and self.on.isoformat()}


@dataclass(frozen=True)
class Draft:
    """The words of an answer, with what it promises when it promises something."""

    text: str
    result: Result
    legal_basis: str | None = None
    commitment: str | None = None
    commitment_due_on: date | None = None
    done: Sequence[Done] = ()
    """What was done or will be, by whom, when."""
    evidence: tuple[UUID, ...] | None = None
    """Files that prove it, those of an earlier draft no more; None to leave them as they are."""


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
    file: UUID | None = None
    """The PDF that was signed."""
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
        Index("ix_answers_warned", "petition_id", postgresql_where=text("warnings <> '[]'")),
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
    done: Mapped[list[dict[str, Any]]] = mapped_column(server_default="[]", default=list)
    """What was done or will be: `what`, `by`, `on` each."""
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
    co_unit_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    """The units that contributed to it."""
    warnings: Mapped[list[str]] = mapped_column(JSONB, server_default="[]", default=list)
    """Codes of the empty formulas that stood in it when it was signed."""
    paper_code: Mapped[str | None] = mapped_column(unique=True)
    """By which whoever holds the paper sees that it is this answer; random, given by signing."""

    @property
    def empty_formulas(self) -> list[EmptyPhrase]:
        """Phrases in it that say nothing, as long as nothing else in it does."""
        said = [self.text, *(each["what"] for each in self.done)]
        return empty_formulas("\n".join(said), self._substance)

    @property
    def fingerprint(self) -> str:
        """Changes with any word, number or day of the signed answer: SHA-256, in hexadecimal."""
        parts = (
            *(self.number, self.symbol, self.signed_on and self.signed_on.isoformat()),
            *(self.result, normalize("NFC", self.text), self.legal_basis, self.commitment),
            *(self.commitment_due_on and self.commitment_due_on.isoformat(), self.done),
        )
        said = json.dumps(parts, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def _substance(self) -> frozenset[str]:
        """What in it is more than words: something done, a promise with its day, a legal basis."""
        found = {
            "done": any(each["by"] or each["on"] for each in self.done),
            "promise": self.commitment_due_on is not None,
            "basis": bool(self.legal_basis),
        }
        return frozenset(name for name, is_there in found.items() if is_there)

    def word(self, draft: Draft, position_id: UUID | None, at: datetime) -> None:
        """These are the words from now on."""
        self.text, self.result, self.legal_basis = draft.text, draft.result, draft.legal_basis
        self.commitment, self.commitment_due_on = draft.commitment, draft.commitment_due_on
        self.done = [each.as_data() for each in draft.done]
        self.drafted_by_id, self.drafted_at = position_id, at

    def sign(self, signature: Signature, position_id: UUID, person: str, at: datetime) -> None:
        """The draft becomes the answer."""
        self.number, self.symbol = signature.number, signature.symbol
        self.signed_on, self.authority = signature.signed_on, signature.authority
        self.signed_by_id, self.signer, self.signed_at = position_id, person, at
        self.warnings = [each.formula.code for each in self.empty_formulas]
        self.paper_code = new_code()
