"""A place at a reception above the communes: asked for without a subject, forgotten after the day.

Nobody need sign in, and nothing is asked of the matter: it may be one that must leave no trace.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.directory import directory
from api.authorities.models import Level
from api.core import clock
from api.core.access import Actor
from api.core.database import Id, Model, db, lock
from api.core.errors import Missing
from api.core.ids import new_id
from api.core.limits import Limit
from api.dialogues.receptions import queries
from api.dialogues.receptions.booking_errors import (
    BookingCancelled,
    BookingIdTaken,
    BookingTooLate,
    FewerThanBooked,
    NotBookedHere,
    NotReceivingThen,
    ReceptionFull,
    TooManyBookings,
)
from api.dialogues.receptions.keepers import must_keep
from api.dialogues.receptions.models import Reception, ReceptionState

AN_HOUR = Limit("bookings", 20, timedelta(hours=1))
"""From one address; a village may share one."""


class BookingState(StrEnum):
    """Whether somebody still means to come."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


STEPS: dict[BookingState, frozenset[BookingState]] = {
    BookingState.BOOKED: frozenset({BookingState.CANCELLED}),
    BookingState.CANCELLED: frozenset(),
}
"""Who comes after all takes a place anew."""


class Places(Model):
    """How many may book a reception day; one without this row takes no bookings."""

    __tablename__ = "reception_places"
    __table_args__ = (CheckConstraint("places > 0", name="some_places"),)

    reception_id: Mapped[UUID] = mapped_column(ForeignKey("receptions.id"), primary_key=True)
    places: Mapped[int]


class Booking(Model):
    """Somebody means to come to a reception day; why, nobody asks."""

    __tablename__ = "bookings"
    __table_args__ = (Index("ix_bookings_reception_id_ordinal", "reception_id", "ordinal"),)

    id: Mapped[Id]
    """Chosen by the client: whoever knows it reads and cancels the booking."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    reception_id: Mapped[UUID] = mapped_column(ForeignKey("receptions.id"))
    number: Mapped[int]
    """The number to be called by, within the day; never given twice."""
    name: Mapped[str | None]
    """What they want to be called, until the day is over."""
    phone: Mapped[str | None]
    state: Mapped[BookingState] = mapped_column(default=BookingState.BOOKED)
    booked_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    def cancel(self, at: datetime) -> None:
        """They do not come; the place is free for somebody else, and the name is forgotten."""
        if BookingState.CANCELLED not in STEPS[self.state]:
            raise BookingCancelled
        self.state, self.cancelled_at = BookingState.CANCELLED, at
        self.name = self.phone = None


@dataclass(frozen=True)
class Left:
    """How many places a day has, and how many are still free."""

    places: int
    free: int


def open_for_booking(reception_id: UUID, actor: Actor, places: int) -> Left:
    """Whoever keeps the day says how many may book it; only above the communes."""
    reception = queries.reception_to_change(reception_id)
    unit = directory().unit(reception.unit_id)
    served = [directory().position(e.position_id) for e in reception.served if e.is_planned]
    must_keep(actor, unit, served)
    _must_be_above(reception)
    _must_be_to_come(reception)
    booked = _booked(reception_id)
    if places < booked:
        raise FewerThanBooked(booked=booked)
    kept = db.session.get(Places, reception_id) or Places(reception_id=reception_id)
    kept.places = places
    db.session.add(kept)
    return Left(places, places - booked)


def book(
    reception_id: UUID, booking_id: UUID, name: str | None, phone: str | None, caller: str
) -> tuple[Booking, bool]:
    """Take a place; the same booking again is the same place. Says also whether it is new."""
    lock(booking_id)
    earlier = db.session.get(Booking, booking_id)
    if earlier is not None:
        given = (earlier.reception_id, earlier.name, earlier.phone)
        if earlier.state is BookingState.BOOKED and given != (reception_id, name, phone):
            raise BookingIdTaken
        return earlier, False
    if not AN_HOUR.hit(caller):
        raise TooManyBookings
    reception = queries.reception_to_change(reception_id)
    _must_be_above(reception)
    _must_be_to_come(reception)
    left = places_left(reception_id)
    if left is None:
        raise NotBookedHere
    if left.free < 1:
        raise ReceptionFull(places=left.places)
    last = select(func.max(Booking.number)).where(Booking.reception_id == reception_id)
    made = Booking(
        id=booking_id,
        reception_id=reception_id,
        number=(db.session.scalar(last) or 0) + 1,
        name=name,
        phone=phone,
        booked_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made, True


def cancel(reception_id: UUID, booking_id: UUID) -> Booking:
    """Who knows the booking's id gives its place back."""
    found = booking_of(reception_id, booking_id, to_change=True)
    found.cancel(clock.now())
    return found


def booking_of(reception_id: UUID, booking_id: UUID, *, to_change: bool = False) -> Booking:
    """The booking of this day with this id; `Missing` when there is none."""
    found = db.session.get(Booking, booking_id, with_for_update=to_change or None)
    if found is None or found.reception_id != reception_id:
        raise Missing
    return found


def places_left(reception_id: UUID) -> Left | None:
    """How many places there are and are free; None for a day that takes no bookings."""
    kept = db.session.get(Places, reception_id)
    return Left(kept.places, kept.places - _booked(reception_id)) if kept else None


def bookings_on(
    reception_id: UUID, actor: Actor, *, limit: int, after: UUID | None = None
) -> list[Booking]:
    """Up to `limit` + 1 of those who mean to come, for whoever keeps the day."""
    reception = queries.reception_to_read(reception_id)
    unit = directory().unit(reception.unit_id)
    must_keep(actor, unit, [directory().position(each.position_id) for each in reception.served])
    found = select(Booking).where(
        Booking.reception_id == reception_id, Booking.state == BookingState.BOOKED
    )
    if after is not None:
        found = found.where(Booking.ordinal > after)
    return list(db.session.scalars(found.order_by(Booking.ordinal).limit(limit + 1)))


def forget_names() -> None:
    """Of days that are over, nobody need know any more who came."""
    past = select(Reception.id).where(Reception.on < clock.today())
    db.session.execute(
        update(Booking)
        .where(
            Booking.reception_id.in_(past), Booking.name.is_not(None) | Booking.phone.is_not(None)
        )
        .values(name=None, phone=None)
    )


def _booked(reception_id: UUID) -> int:
    taken = select(func.count()).where(
        Booking.reception_id == reception_id, Booking.state == BookingState.BOOKED
    )
    return db.session.scalar(taken) or 0


def _must_be_above(reception: Reception) -> None:
    if directory().unit(reception.unit_id).level is not Level.PROVINCE:
        raise NotBookedHere


def _must_be_to_come(reception: Reception) -> None:
    if reception.state is not ReceptionState.PLANNED:
        raise NotReceivingThen(state=reception.state)
    if clock.now() >= reception.starts_at:
        raise BookingTooLate(starts_at=reception.starts_at.isoformat())
