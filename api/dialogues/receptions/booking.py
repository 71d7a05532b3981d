"""What people do about places at a reception: open them, take one, give it back, read who comes."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from api.accounts.errors import NotAMobileNumber
from api.accounts.models import Account, AccountKind
from api.accounts.phones import mobile
from api.accounts.queries import account_with
from api.authorities.directory import directory
from api.authorities.models import Level
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.errors import Unauthenticated
from api.core.limits import Limit
from api.dialogues.receptions import queries
from api.dialogues.receptions.booking_errors import (
    BookedAlready,
    BookingIdTaken,
    BookingTooLate,
    FewerThanBooked,
    NotBookedHere,
    NothingOfTheMatter,
    NotReceivingThen,
    PlaceTaken,
    ReceptionFull,
    TimesAreTaken,
    TooLittleTime,
    TooManyBookings,
    WhoAndWhat,
)
from api.dialogues.receptions.bookings import (
    Booking,
    BookingState,
    Left,
    Places,
    Wish,
    booking_of,
    last_number,
    offer,
    places_left,
    taken_numbers,
)
from api.dialogues.receptions.keepers import must_keep
from api.dialogues.receptions.models import Reception, ReceptionState

AN_HOUR: Final = Limit("bookings", 20, timedelta(hours=1))
"""From one address; a village may share one."""


def open_for_booking(
    reception_id: UUID, actor: Actor, places: int, minutes: int | None = None
) -> Left:
    """Whoever keeps the day says how many may book it, and how long each place is."""
    reception = queries.reception_to_change(reception_id)
    must_keep_day(actor, reception)
    _must_be_to_come(reception)
    must_fit(reception, places, minutes)
    taken = taken_numbers(reception_id)
    if places < len(taken) or (minutes is not None and places < max(taken, default=0)):
        raise FewerThanBooked(booked=len(taken))
    kept = db.session.get(Places, reception_id)
    if taken and kept is not None and kept.minutes != minutes:
        raise TimesAreTaken(booked=len(taken), minutes=kept.minutes)
    offer(reception, places, minutes)
    return places_left(reception_id) or Left(places, places)


def must_fit(reception: Reception, places: int, minutes: int | None) -> None:
    """Refuses more places of so many minutes than the day has."""
    if places * (minutes or 0) > (reception.ends_at - reception.starts_at) / timedelta(minutes=1):
        raise TooLittleTime(ends_at=reception.ends_at.isoformat())


def book(
    reception_id: UUID, booking_id: UUID, wish: Wish, actor: Actor | None, caller: str
) -> tuple[Booking, bool]:
    """Take a place; the same booking again is the same place. Says also whether it is new.

    Of several who want the last one at once, one gets it.
    """
    lock(booking_id)
    reception = queries.reception_to_change(reception_id)
    wish, account_id = _as_asked_here(reception, wish, actor)
    earlier = db.session.get(Booking, booking_id)
    if earlier is not None:
        if earlier.state is BookingState.BOOKED and not earlier.is_as(reception_id, wish):
            raise BookingIdTaken
        return earlier, False
    _must_not_be_often(reception, actor, caller)
    _must_be_to_come(reception)
    _must_be_the_first(reception_id, account_id)
    made = Booking(
        id=booking_id,
        reception_id=reception_id,
        number=_number(reception_id, wish.number),
        name=wish.name,
        phone=wish.phone,
        matter=wish.matter,
        brief=wish.brief,
        account_id=account_id,
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


def bookings_on(
    reception_id: UUID, actor: Actor, *, limit: int, after: UUID | None = None
) -> list[Booking]:
    """Up to `limit` + 1 of those who mean to come, for whoever keeps the day."""
    reception = queries.reception_to_read(reception_id)
    must_keep_day(actor, reception, all_served=True)
    found = select(Booking).where(
        Booking.reception_id == reception_id, Booking.state == BookingState.BOOKED
    )
    if after is not None:
        found = found.where(Booking.ordinal > after)
    return list(db.session.scalars(found.order_by(Booking.ordinal).limit(limit + 1)))


def must_keep_day(actor: Actor, reception: Reception, *, all_served: bool = False) -> None:
    """Refuses who does not keep this day."""
    known = directory()
    served = [known.position(e.position_id) for e in reception.served if e.is_planned or all_served]
    must_keep(actor, known.unit(reception.unit_id), served)


def is_above(reception: Reception) -> bool:
    """Whether it is a day above the communes, where nobody says who they are."""
    return directory().unit(reception.unit_id).level is Level.PROVINCE


def is_to_come(reception: Reception) -> bool:
    """Whether places may still be taken on it."""
    return reception.state is ReceptionState.PLANNED and clock.now() < reception.starts_at


def _as_asked_here(
    reception: Reception, wish: Wish, actor: Actor | None
) -> tuple[Wish, UUID | None]:
    """The wish as this day takes it, and whose it is.

    Above the communes nothing of the matter is taken, and nobody is written down who did not say
    so. At a commune it is the resident who is signed in, or whom the desk of the place writes down.
    """
    if is_above(reception):
        if wish.matter is not None or wish.brief is not None:
            raise NothingOfTheMatter
        return wish, None
    if actor is None:
        raise Unauthenticated
    if wish.name is None or wish.matter is None:
        raise WhoAndWhat
    if not actor.is_(Role.RESIDENT):
        must_keep_day(actor, reception)
        return wish, _account_with(wish.phone)
    phone = wish.phone or account_with(actor.account_id).phone
    return Wish(wish.name, phone, wish.matter, wish.brief, wish.number), actor.account_id


def _account_with(phone: str | None) -> UUID | None:
    """Whom a message reaches at this number, when somebody signs in with it."""
    try:
        number = mobile(phone) if phone else None
    except NotAMobileNumber:
        return None
    resident = select(Account.id).where(
        Account.phone == number, Account.kind == AccountKind.RESIDENT, Account.closed_at.is_(None)
    )
    return db.session.scalar(resident) if number else None


def _must_not_be_often(reception: Reception, actor: Actor | None, caller: str) -> None:
    """Whoever takes places for themselves; a desk writes down as many as telephone."""
    if actor is None or is_above(reception):
        who = caller
    elif actor.is_(Role.RESIDENT):
        who = str(actor.account_id)
    else:
        return
    if not AN_HOUR.hit(who):
        raise TooManyBookings


def _must_be_the_first(reception_id: UUID, account_id: UUID | None) -> None:
    theirs = select(Booking.number).where(
        Booking.reception_id == reception_id,
        Booking.state == BookingState.BOOKED,
        Booking.account_id == account_id,
    )
    number = db.session.scalar(theirs) if account_id else None
    if number is not None:
        raise BookedAlready(number=number)


def _number(reception_id: UUID, wanted: int | None) -> int:
    """The number they get: where each has its time a free one, else the next."""
    kept = db.session.get(Places, reception_id)
    left = places_left(reception_id)
    if kept is None or left is None:
        raise NotBookedHere
    if left.free < 1:
        raise ReceptionFull(places=kept.places)
    if kept.minutes is None:
        return last_number(reception_id) + 1
    if wanted is not None and wanted not in left.free_numbers:
        raise PlaceTaken(free=list(left.free_numbers))
    return wanted or left.free_numbers[0]


def _must_be_to_come(reception: Reception) -> None:
    if reception.state is not ReceptionState.PLANNED:
        raise NotReceivingThen(state=reception.state)
    if clock.now() >= reception.starts_at:
        raise BookingTooLate(starts_at=reception.starts_at.isoformat())
