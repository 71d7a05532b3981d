"""Sheets of opinions per village, the synthesis made of them, and the agenda that it opens."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Model


class Opinion(NamedTuple):
    """One opinion of one sheet, as others point at it."""

    sheet: str
    """The sheet's id."""
    item: int
    """Its number there, from 1."""


@dataclass(frozen=True)
class Said:
    """One opinion as it stands on a sheet."""

    text: str
    field: str | None
    people: int
    """How many said it."""


@dataclass(frozen=True)
class SheetGiven:
    """What a village said (phiếu tổng hợp ý kiến), as it is entered."""

    village: str
    met_on: date
    people: int
    """How many took part."""
    items: tuple[Said, ...]

    @property
    def hash(self) -> str:
        """Tells "the same again" from a new version."""
        return _hash(asdict(self))


@dataclass(frozen=True)
class Matter:
    """One matter of the synthesis, and the opinions it was made of."""

    heading: str
    text: str
    field: str | None
    opinions: tuple[Opinion, ...]
    villages: tuple[str, ...] = ()
    """Of the opinions, when none are named."""
    people: int | None = None
    """Of the opinions, when it is not said."""
    prepared_by: str | None = None
    """The unit that prepares the answer."""
    minutes: int | None = None


@dataclass(frozen=True)
class LeftOut:
    """An opinion that stands in no matter, and why."""

    sheet: str
    item: int
    reason: str


@dataclass(frozen=True)
class SynthesisGiven:
    """The report that puts opinions together (báo cáo tổng hợp ý kiến), as it is entered."""

    number: str | None
    made_on: date
    signer: str | None
    items: tuple[Matter, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def hash(self) -> str:
        """Tells "the same again" from a new version."""
        return _hash(asdict(self))


class OpinionSheet(Model):
    """What one village said before a dialogue."""

    __tablename__ = "opinion_sheets"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "village"),
        CheckConstraint("people > 0", name="some_people"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Chosen by the client."""
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    village: Mapped[str]
    """Its code inside the commune."""
    met_on: Mapped[date]
    people: Mapped[int]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`text`, `field`, `people` of each opinion."""
    version: Mapped[int]
    earlier: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """What stood there before, each with `version` and `entered_at`."""
    given_hash: Mapped[str]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    entered_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))

    @property
    def opinions(self) -> frozenset[Opinion]:
        """Each of its opinions, as others point at it."""
        return frozenset(Opinion(str(self.id), number + 1) for number in range(len(self.items)))

    def write(self, given: SheetGiven, at: datetime) -> None:
        """What stands on it from now on; what stood there is kept."""
        if self.version:
            self.earlier = [*self.earlier, self._as_it_is()]
        self.version += 1
        self.met_on, self.people = given.met_on, given.people
        self.items = [asdict(each) for each in given.items]
        self.given_hash, self.entered_at = given.hash, at

    def _as_it_is(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "entered_at": self.entered_at.isoformat(),
            "met_on": self.met_on.isoformat(),
            "people": self.people,
            "items": self.items,
        }


class Synthesis(Model):
    """What the villages said, put together: the first thing a dialogue answers."""

    __tablename__ = "syntheses"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    number: Mapped[str | None]
    made_on: Mapped[date]
    signer: Mapped[str | None]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`heading`, `text`, `field`, `villages`, `people`, `opinions`, `prepared_by` (a unit's id) and
    `minutes` of each matter, in order."""
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`sheet`, `item` and `reason` of each opinion that stands in no matter."""
    version: Mapped[int]
    earlier: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    given_hash: Mapped[str]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    made_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    published_at: Mapped[datetime | None]
    """Since when its maker shows it to everybody; everybody reads it in any case once the dialogue
    has begun."""

    @property
    def spoken_for(self) -> frozenset[Opinion]:
        """The opinions that are used, or left out with a reason."""
        used = (Opinion(*each) for matter in self.items for each in matter["opinions"])
        return frozenset(used) | {Opinion(each["sheet"], each["item"]) for each in self.left_out}

    def write(self, given: SynthesisGiven, items: list[dict[str, Any]], at: datetime) -> None:
        """What stands in it from now on; what stood there is kept."""
        if self.version:
            names = ("version", "number", "items", "left_out")
            before = {name: getattr(self, name) for name in names}
            moments = {"made_at": self.made_at.isoformat(), "made_on": self.made_on.isoformat()}
            self.earlier = [*self.earlier, before | moments]
        self.version += 1
        self.number, self.made_on, self.signer = given.number, given.made_on, given.signer
        self.items, self.left_out = items, [asdict(each) for each in given.left_out]
        self.given_hash, self.made_at = given.hash, at


class AgendaSet(Model):
    """Order and length of the parts as the organiser wants them, and the agenda it began with."""

    __tablename__ = "agendas"

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """`part` and `minutes` in order; empty while nobody has set them."""
    frozen: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    """The parts with all that stood in them when it began."""
    frozen_at: Mapped[datetime | None]


def all_of(sheets: Iterable[OpinionSheet]) -> frozenset[Opinion]:
    """Every opinion of these sheets."""
    return frozenset().union(*(each.opinions for each in sheets))


def _hash(given: dict[str, Any]) -> str:
    whole = json.dumps(given, sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()
