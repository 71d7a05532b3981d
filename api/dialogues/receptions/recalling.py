"""People are reminded of the place they have at a reception day."""

from sqlalchemy import select

from api.core import clock
from api.core.database import db
from api.dialogues.guests import reminded_before
from api.dialogues.receptions.bookings import Booking, BookingState, Places
from api.dialogues.receptions.models import Reception, ReceptionState
from api.events.actions import record

MOST = 500
"""At once; the others half an hour later."""


def remind() -> None:
    """Each whose day is near, once, also when nobody looked for days; not who booked only now."""
    now, ahead = clock.now(), reminded_before()
    rows = db.session.execute(
        select(Booking, Reception, Places)
        .join(Reception, Reception.id == Booking.reception_id)
        .join(Places, Places.reception_id == Reception.id)
        .where(
            Booking.state == BookingState.BOOKED,
            Booking.account_id.is_not(None),
            Booking.reminded_at.is_(None),
            Reception.state == ReceptionState.PLANNED,
            Reception.on.between(clock.vietnam_date(now), clock.vietnam_date(now + ahead)),
        )
        .order_by(Booking.ordinal)
        .limit(MOST)
        .with_for_update(of=Booking, skip_locked=True)
    )
    for booking, reception, places in rows:
        at = places.at(reception, booking.number)
        if not now < at <= now + ahead:
            continue
        booking.reminded_at = now
        if booking.booked_at <= at - ahead:
            record(
                "reception.reminded",
                at=now,
                unit_id=reception.unit_id,
                reception=str(reception.id),
                booking=str(booking.id),
                starts_at=at.isoformat(),
            )
