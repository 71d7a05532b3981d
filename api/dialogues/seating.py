"""Seats as they are held, taken, given back and moved up to; the rules are in `seats`."""

from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import update

from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.dialogues import registration_queries as queries
from api.dialogues.registration_errors import NobodyRegisters, RoomFull
from api.dialogues.registrations import (
    WALK_IN,
    Invitation,
    Registration,
    RegistrationState,
    Seating,
)
from api.dialogues.seats import FREE, Hall
from api.dialogues.sessions import AHEAD, Dialogue
from api.events.actions import record


class Held(NamedTuple):
    """A registration, its dialogue and the seats, held until the transaction ends."""

    registration: Registration
    dialogue: Dialogue
    seating: Seating

    @property
    def hall(self) -> Hall:
        """The seats as they are now."""
        return hall_of(self.dialogue, self.seating)


def hold_registration(found: Registration) -> Held:
    """The registration as it is now, with its dialogue and the seats, held."""
    dialogue = queries.dialogue_of(found.dialogue_id)
    seating = hold_all(dialogue)
    db.session.refresh(found)
    return Held(found, dialogue, seating)


def hold_all(dialogue: Dialogue) -> Seating:
    """The seats, held; and the dialogue as it is from then on."""
    seating = queries.hold_seats(dialogue.id)
    # What was done with the dialogue while we waited counts: who does so holds its seats as well.
    db.session.refresh(dialogue)
    return seating


def hall_of(dialogue: Dialogue, seating: Seating) -> Hall:
    """The seats as they are now; `NobodyRegisters` where none are given out."""
    if dialogue.capacity is None or dialogue.registration_from is None:
        raise NobodyRegisters(code=dialogue.code)
    return seating.hall(dialogue.capacity)


def enter(made: Registration, dialogue: Dialogue, seating: Seating, at: datetime) -> bool:
    """Give the registration its number, and a seat or else a place in the line; says which."""
    hall = hall_of(dialogue, seating)
    made.sort = hall.join(made.home, made.seats)
    made.state = RegistrationState.CONFIRMED if made.sort else RegistrationState.WAITING
    made.seated_at = at if made.sort else None
    _number(made, seating)
    seating.keep(hall)
    db.session.flush()
    return made.sort is not None


def walk_in(made: Registration, dialogue: Dialogue, seating: Seating, at: datetime) -> None:
    """Who comes without having registered is let in while there is room; else `RoomFull`."""
    hall = hall_of(dialogue, seating)
    made.sort = _left_over(made.seats, Held(made, dialogue, seating), hall, at)
    made.state, made.seated_at = RegistrationState.CONFIRMED, at
    _number(made, seating)
    seating.keep(hall)
    let_in(made, dialogue, seating, at)


def let_in(found: Registration, dialogue: Dialogue, seating: Seating, at: datetime) -> None:
    """They are there. Who waits gets a seat that nobody else is promised; else `RoomFull`."""
    if found.sort is None:
        hall = hall_of(dialogue, seating)
        sort = _left_over(found.seats, Held(found, dialogue, seating), hall, at)
        hall.leave_line(found.home)
        found.seat(sort, at)
        seating.keep(hall)
    found.came_at = at
    seating.came += found.seats
    db.session.flush()


def give_up(held: Held, at: datetime, actor: Actor | None, *, lapsed: bool = False) -> None:
    """The seat, or the place in the line, is free; who waits moves up."""
    found, hall = held.registration, held.hall
    found.end(at, lapsed=lapsed)
    if found.sort is not None:
        hall.leave(found.sort, found.seats)
    else:
        hall.leave_line(found.home)
    if found.invitation_id is not None:
        db.session.get_one(Invitation, found.invitation_id).used -= 1
    db.session.flush()
    record("registration.cancelled", **told_of(found, held.dialogue, actor), lapsed=lapsed or None)
    move_up(held.dialogue, held.seating, hall, at)


def move_up(dialogue: Dialogue, seating: Seating, hall: Hall, at: datetime) -> None:
    """Who waits gets what seats there are, in order, and is told; nobody once it has begun."""
    if dialogue.state in AHEAD and at < dialogue.starts_at:
        for party, sort in hall.promote(partial(queries.line_of, dialogue.id)):
            promoted = db.session.get_one(Registration, party.id)
            promoted.seat(sort, at)
            db.session.flush()
            record("registration.promoted", **told_of(promoted, dialogue, None))
    seating.keep(hall)
    db.session.flush()


def ask_anew(dialogue_id: UUID) -> None:
    """It has another hour: what anybody said of the old one is not said of this one.

    They are reminded again, and nobody loses a seat for not having answered about the old hour.
    """
    db.session.execute(
        update(Registration)
        .where(Registration.dialogue_id == dialogue_id, Registration.came_at.is_(None))
        .values(reminded_at=None, coming_at=None)
    )


def told_of(found: Registration, dialogue: Dialogue, actor: Actor | None) -> dict[str, Any]:
    """What an event tells of a registration: beside the case, so that nobody waits for that."""
    return {
        "at": clock.now(),
        "actor": actor,
        "unit_id": dialogue.unit_id,
        "position_id": dialogue.holder_id,
        "registration": str(found.id),
        "dialogue": str(dialogue.id),
        "dialogue_code": dialogue.code,
        "starts_at": dialogue.starts_at.isoformat(),
        "number": found.number,
        "seats": found.seats,
    }


def _number(made: Registration, seating: Seating) -> None:
    seating.last_number += 1
    made.number = seating.last_number
    db.session.add(made)


def _left_over(seats: int, held: Held, hall: Hall, at: datetime) -> str:
    """Take seats that nobody is promised, whoever waits elsewhere; the sort they are of.

    Once it has begun, the seats of those who did not come are nobody's any more.
    """
    has_begun = at >= held.dialogue.starts_at
    left = (held.dialogue.capacity or 0) - held.seating.came if has_begun else hall.left(FREE)
    if left < seats:
        raise RoomFull(left=max(left, 0))
    return hall.take(WALK_IN if has_begun else FREE, seats)
