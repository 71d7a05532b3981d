"""A reception day is held on another day: the old one is called off, and the two are linked."""

from uuid import UUID

from api.authorities.directory import directory
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.dialogues.receptions import actions, queries
from api.dialogues.receptions.booking import must_fit
from api.dialogues.receptions.bookings import Places, move_to
from api.dialogues.receptions.errors import NewDayOver, ReceptionIdTaken, ReceptionSettled
from api.dialogues.receptions.models import OtherDay, Plan, Reception, ReceptionState


def move(reception_id: UUID, other: OtherDay, actor: Actor) -> Reception:
    """The new day; places that people have booked are kept for them, and they are told.

    The same again is the same day. Raises `NewDayOver` for a moment that is past.
    """
    lock(other.id)
    before = queries.reception_to_change(reception_id)
    earlier = queries.reception_with(other.id)
    if earlier is not None:
        if earlier.instead_of_id != reception_id:
            raise ReceptionIdTaken
        return earlier
    if before.state is not ReceptionState.PLANNED:
        raise ReceptionSettled(state=before.state)
    planned = _plan(before, other)
    after, _ = actions.plan(other.id, planned, actor)
    if after.starts_at <= clock.now():
        raise NewDayOver(starts_at=after.starts_at.isoformat())
    after.instead_of_id = before.id
    kept = db.session.get(Places, before.id)
    if kept is not None:
        must_fit(after, kept.places, kept.minutes)
        db.session.add(Places(reception_id=after.id, places=kept.places, minutes=kept.minutes))
    move_to(before, after)
    actions.call_off(reception_id, other.excuse, actor, instead=after)
    return after


def _plan(before: Reception, other: OtherDay) -> Plan:
    known = directory()
    return Plan(
        unit=known.unit(before.unit_id).code,
        on=other.on,
        from_time=other.from_time or before.from_time,
        to_time=other.to_time or before.to_time,
        place=other.place or before.place,
        positions=tuple(
            known.position(each.position_id).code for each in before.served if each.is_planned
        ),
        occasion=before.occasion,
        form=before.form,
    )
