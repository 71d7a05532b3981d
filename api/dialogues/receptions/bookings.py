"""Places at reception days: who means to come, at which number and time; forgotten after the day.

Above the communes nobody need sign in, and nothing is asked of the matter: it may be one that must
leave no trace. At a commune somebody says who they are and what kind of matter it is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from api.core import clock
from api.core.database import Id, Model, db
from api.core.errors import Missing
from api.core.ids import new_id
from api.dialogues.receptions.booking_errors import BookingCancelled
from api.dialogues.receptions.models import Reception


class BookingState(StrEnum):
    """Whether somebody still means to come."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


STEPS: dict[BookingState, frozenset[BookingState]] = {
    BookingState.BOOKED: frozenset({BookingState.CANCELLED}),
    BookingState.CANCELLED: frozenset(),
}
"""Who comes after all takes a place anew."""


class Matter(StrEnum):
    """What somebody wants to speak about. What is denounced has a way of its own."""

    REFLECTION = "reflection"
    PROPOSAL = "proposal"
    COMPLAINT = "complaint"
    OTHER = "other"


@dataclass(frozen=True)
class Wish:
    """What is told by who takes a place."""

    name: str | None = None
    phone: str | None = None
    matter: Matter | None = None
    brief: str | None = None
    """What it is about, in a few words; nobody must say so."""
    number: int | None = None
    """Which place, where each has its time; None for the first that is free."""


class Places(Model):
    """How many may book a reception day; one without this row takes no bookings."""

    __tablename__ = "reception_places"
    __table_args__ = (
        CheckConstraint("places > 0", name="some_places"),
        CheckConstraint("minutes > 0", name="some_minutes"),
    )

    reception_id: Mapped[UUID] = mapped_column(ForeignKey("receptions.id"), primary_key=True)
    places: Mapped[int]
    minutes: Mapped[int | None]
    """How long each is, when each has a time of its own; null when all come at the beginning."""

    def at(self, reception: Reception, number: int) -> datetime:
        """When the one with this number is called."""
        return reception.starts_at + timedelta(minutes=(number - 1) * (self.minutes or 0))


class Booking(Model):
    """Somebody means to come to a reception day."""

    __tablename__ = "bookings"
    __table_args__ = (
        Index("ix_bookings_reception_id_ordinal", "reception_id", "ordinal"),
        Index(
            "uq_bookings_reception_id_number",
            "reception_id",
            "number",
            unique=True,
            postgresql_where=text("state = 'booked'"),
        ),
        Index(
            "uq_bookings_reception_id_account_id",
            "reception_id",
            "account_id",
            unique=True,
            postgresql_where=text("state = 'booked'"),
        ),
    )

    id: Mapped[Id]
    """Chosen by the client: whoever knows it reads and cancels the booking."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    reception_id: Mapped[UUID] = mapped_column(ForeignKey("receptions.id"))
    number: Mapped[int]
    """The number to be called by, within the day; given again only where each has its time."""
    name: Mapped[str | None]
    """What they want to be called, until the day is over."""
    phone: Mapped[str | None]
    matter: Mapped[Matter | None]
    brief: Mapped[str | None]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    """Who is told of changes; null for who did not sign in, and after the day."""
    state: Mapped[BookingState] = mapped_column(default=BookingState.BOOKED)
    booked_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    def cancel(self, at: datetime) -> None:
        """They do not come; the place is free for somebody else, and the name is forgotten."""
        if BookingState.CANCELLED not in STEPS[self.state]:
            raise BookingCancelled
        self.state, self.cancelled_at = BookingState.CANCELLED, at
        self.name = self.phone = self.brief = None
        self.matter = self.account_id = None

    def is_as(self, reception_id: UUID, wish: Wish) -> bool:
        """Whether this is what was asked for."""
        told = (self.reception_id, self.name, self.phone, self.matter, self.brief)
        is_there = wish.number in (None, self.number)
        return is_there and told == (
            reception_id,
            wish.name,
            wish.phone,
            wish.matter,
            wish.brief,
        )


@dataclass(frozen=True)
class Left:
    """How many places a day has, how many are free, and which where each has its time."""

    places: int
    free: int
    minutes: int | None = None
    free_numbers: tuple[int, ...] = ()


def offer(reception: Reception, places: int, minutes: int | None) -> Places:
    """So many may book this day."""
    kept = db.session.get(Places, reception.id) or Places(reception_id=reception.id)
    kept.places, kept.minutes = places, minutes
    db.session.add(kept)
    return kept


def move_to(before: Reception, after: Reception) -> None:
    """Who booked the one day has the same number on the other, and is reminded of that one, too."""
    db.session.flush()
    db.session.execute(
        update(Booking)
        .where(Booking.reception_id == before.id, Booking.state == BookingState.BOOKED)
        .values(reception_id=after.id, reminded_at=None)
    )


def booking_of(reception_id: UUID, booking_id: UUID, *, to_change: bool = False) -> Booking:
    """The booking of this day, or of the one held instead of it; `Missing` when there is none."""
    found = db.session.get(Booking, booking_id, with_for_update=to_change or None)
    if found is None or not _is_of(found.reception_id, reception_id):
        raise Missing
    return found


def _is_of(at: UUID, reception_id: UUID) -> bool:
    """Whether it is this day, or one that took its place, however often it was moved."""
    found: UUID | None = at
    while found is not None and found != reception_id:
        before = select(Reception.instead_of_id).where(Reception.id == found)
        found = db.session.scalar(before)
    return found is not None


def places_left(reception_id: UUID) -> Left | None:
    """How many places there are and are free; None for a day that takes no bookings."""
    kept = db.session.get(Places, reception_id)
    if kept is None:
        return None
    taken = taken_numbers(reception_id)
    free = tuple(each for each in range(1, kept.places + 1) if each not in taken)
    is_timed = kept.minutes is not None
    return Left(kept.places, kept.places - len(taken), kept.minutes, free if is_timed else ())


def taken_numbers(reception_id: UUID) -> set[int]:
    """The numbers of those who mean to come."""
    numbers = select(Booking.number).where(
        Booking.reception_id == reception_id, Booking.state == BookingState.BOOKED
    )
    return set(db.session.scalars(numbers))


def last_number(reception_id: UUID) -> int:
    """The highest number that was given, also to who gave it back; 0 before the first."""
    numbers = select(func.max(Booking.number)).where(Booking.reception_id == reception_id)
    return db.session.scalar(numbers) or 0


def accounts_booked(reception_id: UUID) -> list[UUID]:
    """Whom a message about the day reaches."""
    found = select(Booking.account_id).where(
        Booking.reception_id == reception_id,
        Booking.state == BookingState.BOOKED,
        Booking.account_id.is_not(None),
    )
    return [each for each in db.session.scalars(found.order_by(Booking.ordinal)) if each]


def account_booked(booking_id: UUID) -> UUID | None:
    """Whose booking it is; None when they gave it back or were not signed in."""
    return db.session.scalar(select(Booking.account_id).where(Booking.id == booking_id))


def forget_names() -> None:
    """Of days that are over, nobody need know any more who came."""
    past = select(Reception.id).where(Reception.on < clock.today())
    told = (Booking.name, Booking.phone, Booking.matter, Booking.brief, Booking.account_id)
    known = [each.is_not(None) for each in told]
    db.session.execute(
        update(Booking)
        .where(Booking.reception_id.in_(past), known[0] | known[1] | known[2] | known[3] | known[4])
        .values(name=None, phone=None, matter=None, brief=None, account_id=None)
    )
