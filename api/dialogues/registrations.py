"""Who comes to a dialogue: registrations, how the seats are shared out, and invitations."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from api.core.ids import new_code, new_id
from api.dialogues.registration_errors import NotYourTurn, RegistrationSettled
from api.dialogues.seats import Hall, Layout


class RegistrationState(StrEnum):
    """Whether somebody has a seat."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """They did not say in time that they come, and somebody else has the seat."""


_R = RegistrationState

STEPS: dict[RegistrationState, frozenset[RegistrationState]] = {
    _R.WAITING: frozenset({_R.CONFIRMED, _R.CANCELLED}),
    _R.CONFIRMED: frozenset({_R.CANCELLED, _R.LAPSED}),
    _R.CANCELLED: frozenset(),
    _R.LAPSED: frozenset(),
}

LIVE = frozenset({_R.CONFIRMED, _R.WAITING})
"""Who has a seat or waits for one; the others may register anew."""

WALK_IN = "walk_in"
"""The sort of the seats of who came without one once the dialogue had begun."""


@dataclass(frozen=True)
class Guest:
    """What somebody sends who registers, or a desk for them."""

    name: str | None = None
    question: str | None = None
    companions: int = 0
    needs: tuple[str, ...] = ()
    village: str | None = None
    """Code inside the commune of the village or residential group they live in."""
    group: str | None = None
    invitation: str | None = None
    phone: str | None = None
    """Given by a desk alone: who registers for themselves is reached at their own number."""
    is_delegate: bool = False
    """Sent by their village, as a desk knows: they take a seat that is kept for it."""
    is_walk_in: bool = False
    """They have come without having registered."""

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id"."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    @property
    def seats(self) -> int:
        """How many seats they need."""
        return 1 + self.companions


@dataclass(frozen=True)
class Sharing:
    """How the organiser shares out the seats, and for whom the dialogue is."""

    delegates: dict[str, int]
    """Seats kept for villages, by their codes."""
    invited: int
    """Seats kept for who has an invitation that belongs to no village."""
    overbooking: int
    """Per cent."""
    groups: tuple[str, ...]
    """Only these may register; none for everybody."""
    confirm_hours: int | None
    """How long before the beginning people must have said that they come; None to ask nobody."""


class Seating(Model):
    """The seats of one dialogue. Who changes a registration holds this row, for a moment."""

    __tablename__ = "seatings"
    __table_args__ = (
        CheckConstraint("overbooking between 0 and 100", name="overbooking_is_per_cent"),
        CheckConstraint("invited >= 0 and last_number >= 0 and came >= 0", name="counted"),
        CheckConstraint("confirm_hours > 0", name="some_hours_to_confirm"),
    )

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    delegates: Mapped[dict[str, Any]] = mapped_column(default=dict)
    invited: Mapped[int] = mapped_column(default=0)
    overbooking: Mapped[int] = mapped_column(default=0)
    groups: Mapped[list[str]] = mapped_column(JSONB, default=list)
    confirm_hours: Mapped[int | None]
    taken: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Promised seats of each sort."""
    waiting: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many parties wait, by the sort of seats kept for them."""
    last_number: Mapped[int] = mapped_column(default=0)
    """Of the registrations so far, in the order in which they held this row."""
    came: Mapped[int] = mapped_column(default=0)
    """Seats of those who have come."""

    def layout(self, capacity: int) -> Layout:
        """How the seats are shared out when there are so many."""
        return Layout(capacity, self.delegates, self.invited, self.overbooking)

    def hall(self, capacity: int) -> Hall:
        """The seats as they are now."""
        return Hall(self.layout(capacity), self.taken, self.waiting)

    def keep(self, hall: Hall) -> None:
        """The seats are taken like this from now on."""
        self.taken = {sort: seats for sort, seats in hall.taken.items() if seats}
        self.waiting = {home: parties for home, parties in hall.waiting.items() if parties}

    def share(self, sharing: Sharing) -> None:
        """The seats are shared out in another way."""
        self.delegates, self.invited = dict(sharing.delegates), sharing.invited
        self.overbooking, self.groups = sharing.overbooking, list(sharing.groups)
        self.confirm_hours = sharing.confirm_hours

    def confirm_by(self, starts_at: datetime) -> datetime | None:
        """Until when people must say that they come; None when nobody is asked."""
        if self.confirm_hours is None:
            return None
        return starts_at - timedelta(hours=self.confirm_hours)


class Registration(Model):
    """Somebody wants to come to a dialogue, with companions or without (đăng ký tham dự)."""

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "number"),
        CheckConstraint("companions >= 0", name="some_people"),
        CheckConstraint("state <> 'waiting' or sort is null", name="who_waits_has_no_seat"),
        CheckConstraint("sort is not null or state <> 'confirmed'", name="who_is_in_has_one"),
        CheckConstraint("came_at is null or state = 'confirmed'", name="who_came_had_a_seat"),
        Index(
            "uq_registrations_one_account",
            "dialogue_id",
            "account_id",
            unique=True,
            postgresql_where=text("state in ('confirmed', 'waiting')"),
        ),
        Index(
            "uq_registrations_one_phone",
            "dialogue_id",
            "phone",
            unique=True,
            postgresql_where=text("state in ('confirmed', 'waiting')"),
        ),
        Index("ix_registrations_account_id_ordinal", "account_id", "ordinal"),
        Index("ix_registrations_dialogue_id_ordinal", "dialogue_id", "ordinal"),
        Index(
            "ix_registrations_line",
            "dialogue_id",
            "number",
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[Id]
    """Chosen by the client, so that registering twice is registering once; never sorted by."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    number: Mapped[int]
    """The place in the order in which people held the seats of the dialogue, from 1 on."""
    ticket: Mapped[str] = mapped_column(default=new_code, unique=True)
    """The short code that is shown at the door; it proves the seat, not the person."""
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    """Who registered, or who has the number that a desk wrote down; null for nobody known."""
    phone: Mapped[str | None]
    """E.164; the organiser alone reads it."""
    name: Mapped[str | None]
    village: Mapped[str | None]
    group: Mapped[str | None]
    companions: Mapped[int]
    needs: Mapped[list[str]] = mapped_column(JSONB)
    question: Mapped[str | None]
    """What they would like to ask; nobody but the organiser reads it here."""
    home: Mapped[str]
    """The sort of seats that are kept for them."""
    sort: Mapped[str | None]
    """The sort of the seats they have; null while they wait."""
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id"))
    state: Mapped[RegistrationState]
    given_hash: Mapped[str]
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    registered_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position of a desk that registered them; null for who did so themselves."""
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    seated_at: Mapped[datetime | None]
    """Since when they have a seat."""
    coming_at: Mapped[datetime | None]
    """When they said that they come, if they were asked."""
    reminded_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was cancelled or lapsed."""
    came_at: Mapped[datetime | None]

    @property
    def seats(self) -> int:
        """How many seats it is about."""
        return 1 + self.companions

    @property
    def is_live(self) -> bool:
        """Whether they have a seat or wait for one."""
        return self.state in LIVE

    def seat(self, sort: str, at: datetime) -> None:
        """They have waited long enough: the seat is theirs."""
        self._step_to(RegistrationState.CONFIRMED)
        self.sort, self.seated_at = sort, at

    def end(self, at: datetime, *, lapsed: bool = False) -> None:
        """They give up their seat, or their place in the line."""
        if self.came_at is not None:
            raise RegistrationSettled(state=self.state, came_at=self.came_at.isoformat())
        self._step_to(RegistrationState.LAPSED if lapsed else RegistrationState.CANCELLED)
        self.ended_at = at

    def say_coming(self, at: datetime) -> None:
        """They will come; the first time counts."""
        if self.state != RegistrationState.CONFIRMED:
            raise NotYourTurn(state=self.state)
        self.coming_at = self.coming_at or at

    def _step_to(self, state: RegistrationState) -> None:
        if state not in STEPS[self.state]:
            raise RegistrationSettled(state=self.state)
        self.state = state


class Invitation(Model):
    """A code from the organiser with which so many may take seats that are kept."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("used between 0 and uses", name="used_as_often_as_it_may_be"),
        Index("ix_invitations_dialogue_id_id", "dialogue_id", "id"),
    )

    id: Mapped[Id]
    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"))
    code: Mapped[str] = mapped_column(default=new_code, unique=True)
    village: Mapped[str | None]
    """Whose seats it opens; null for those of `invited`."""
    uses: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
