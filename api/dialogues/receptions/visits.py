"""The register of a place's receptions (sổ tiếp công dân): who came with what, and its end.

Of what is denounced it keeps a number, a day and how many came: nothing else is asked or kept.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, UniqueConstraint, cast, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.core.clock import VIETNAM
from api.core.database import Id, Model
from api.core.ids import new_id
from api.dialogues.receptions.visit_errors import (
    NothingTakenIn,
    OnlyANumber,
    TakenInAlready,
    VisitSettled,
)


class VisitMatter(StrEnum):
    """What somebody came with."""

    REFLECTION = "reflection"
    PROPOSAL = "proposal"
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    OTHER = "other"


class VisitOutcome(StrEnum):
    """What became of a visit."""

    EXPLAINED = "explained"
    """On the spot."""
    GUIDED = "guided"
    """Told to which body, or which lawful way, to go."""
    TAKEN_IN = "taken_in"
    """A petition was made from it."""
    APPOINTMENT = "appointment"
    """To come again, to who can say more."""


@dataclass(frozen=True)
class Came:
    """Who came with what, as it is written down."""

    matter: VisitMatter
    people: int = 1
    """How many came together."""
    at: datetime | None = None
    """When; None for now."""
    name: str | None = None
    address: str | None = None
    phone: str | None = None
    representatives: tuple[str, ...] = ()
    """Who speaks for many."""
    content: str | None = None
    papers: str | None = None
    """What they handed in."""
    outcome: VisitOutcome | None = None
    note: str | None = None
    """What was explained, where to they were guided, when they come again."""
    number: int | None = None
    """The number they had booked; None for who came without one."""

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id"."""
        whole = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(whole.encode()).hexdigest()


class Visit(Model):
    """Somebody was received: one line of the register."""

    __tablename__ = "visits"
    __table_args__ = (
        UniqueConstraint("register_unit_id", "year", "number"),
        CheckConstraint("people > 0", name="somebody_came"),
        CheckConstraint(
            "matter <> 'denunciation' or (name is null and address is null and phone is null"
            " and content is null and papers is null and note is null and petition_id is null"
            " and representatives = '[]'::jsonb)",
            name="nothing_of_a_denunciation",
        ),
        CheckConstraint(
            "(outcome = 'taken_in') = (petition_id is not null)", name="taken_in_has_petition"
        ),
        Index("ix_visits_reception_id_ordinal", "reception_id", "ordinal"),
        Index("ix_visits_register_unit_id_ordinal", "register_unit_id", "ordinal"),
    )

    id: Mapped[Id]
    """Chosen by the client."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    reception_id: Mapped[UUID] = mapped_column(ForeignKey("receptions.id"))
    register_unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    """The desk of the place that keeps its register."""
    year: Mapped[int]
    number: Mapped[int]
    """In the register of the place in that year, without gaps."""
    came_at: Mapped[datetime]
    name: Mapped[str | None]
    address: Mapped[str | None]
    phone: Mapped[str | None]
    people: Mapped[int]
    representatives: Mapped[list[str]] = mapped_column(JSONB)
    matter: Mapped[VisitMatter]
    content: Mapped[str | None]
    papers: Mapped[str | None]
    outcome: Mapped[VisitOutcome | None]
    note: Mapped[str | None]
    booked_number: Mapped[int | None]
    petition_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    """What was made from it; received at the moment of the visit."""
    given_hash: Mapped[str]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    entered_as_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    entered_at: Mapped[datetime]

    @property
    def register(self) -> str:
        """The number as clerks write it."""
        return f"{self.number}/{self.year}"

    def settle(self, outcome: VisitOutcome, note: str | None) -> None:
        """What became of it, when that was not known at once."""
        if self.outcome is not None:
            raise VisitSettled(outcome=self.outcome)
        if note and self.matter is VisitMatter.DENUNCIATION:
            raise OnlyANumber
        self.outcome, self.note = outcome, note or self.note

    def must_be_free_for(self, petition_id: UUID) -> None:
        """Refuses a second petition, and one made of what is denounced."""
        if self.matter is VisitMatter.DENUNCIATION:
            raise NothingTakenIn
        if self.petition_id not in (None, petition_id):
            raise TakenInAlready(petition=str(self.petition_id))

    def take_in(self, petition_id: UUID) -> None:
        """This petition was made from it; whatever else was written down before."""
        self.must_be_free_for(petition_id)
        self.outcome, self.petition_id = VisitOutcome.TAKEN_IN, petition_id


class RegisterReading(Model):
    """That somebody took the register out as a file: who, of which days, and how many lines."""

    __tablename__ = "register_readings"
    __table_args__ = (Index("ix_register_readings_unit_id_id", "unit_id", "id"),)

    id: Mapped[Id]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    at: Mapped[datetime]
    first_day: Mapped[date]
    last_day: Mapped[date]
    lines: Mapped[int]


CAME_ON = cast(func.timezone(VIETNAM.key, Visit.came_at), Date)
"""In a query: the legal day of the visit."""
