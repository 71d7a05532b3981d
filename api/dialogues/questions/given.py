"""What people say of a question: who asks it, its outcome, and the answers to it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from api.authorities.policy import Authority


@dataclass(frozen=True)
class QuestionGiven:
    """What somebody asks, or a desk for them."""

    text: str
    asker: str | None = None
    """What they want to be called; None for no name."""
    field: str | None = None
    village: str | None = None
    registration: UUID | None = None
    turn: UUID | None = None

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id"."""
        return _hash(asdict(self))


@dataclass(frozen=True)
class OutcomeGiven:
    """The outcome of a question, with what that outcome needs."""

    outcome: str
    said: str | None = None
    """What was answered, or why it is not answered there."""
    due_on: date | None = None
    """The day set at the dialogue; None leaves it to the law, or shows that none is set."""
    owner: str | None = None
    """Code of the position that owes it from then on; None for the chair."""
    what: str | None = None
    """What was promised."""
    measure: str | None = None
    """How one sees that it is done."""
    to: str | None = None
    """To whom it was handed on, or which way was shown."""

    @property
    def hash(self) -> str:
        """Tells "the same again" from another outcome."""
        return _hash(asdict(self))


@dataclass(frozen=True)
class Assigned:
    """Who is to prepare the answer, by which day."""

    unit: str | None
    """Code of the unit; None for the one that the competence table names."""
    due_on: date


@dataclass(frozen=True)
class Prepared:
    """What is to be answered, as the unit that prepares it writes it down."""

    text: str
    position_id: UUID | None


@dataclass(frozen=True)
class Signed:
    """An answer in writing, with number, symbol and day."""

    text: str
    number: str
    symbol: str
    signed_on: date
    authority: Authority | None
    position: UUID

    def kept(self) -> dict[str, Any]:
        """As it stands on the question."""
        return asdict(self) | {
            "signed_on": self.signed_on.isoformat(),
            "position": str(self.position),
        }


def _hash(whole: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()
