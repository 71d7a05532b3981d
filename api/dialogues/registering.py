"""What people do with a registration before the day: make it, change it, give it up."""

from uuid import UUID

from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing
from api.dialogues import registration_queries as queries
from api.dialogues.admission import (
    Person,
    home_of,
    invitation_for,
    must_be_meant,
    must_be_near,
    must_be_open,
    must_be_the_day,
    organises,
    person_of,
)
from api.dialogues.errors import DialogueNotThere
from api.dialogues.registration_errors import (
    NoSeatsLeft,
    RegisteredAlready,
    RegistrationIdTaken,
    RegistrationSettled,
)
from api.dialogues.registrations import Guest, Registration
from api.dialogues.seating import (
    Held,
    enter,
    give_up,
    hold_all,
    hold_registration,
    move_up,
    told_of,
    walk_in,
)
from api.dialogues.sessions import AHEAD, Dialogue
from api.events.actions import record


def register(
    dialogue_id: UUID, registration_id: UUID, guest: Guest, actor: Actor
) -> tuple[Registration, bool]:
    """Somebody registers, or a desk registers them; the same again is the same registration.

    Says also whether it is new. They have a seat, or wait at the end of the line. Raises
    `RegistrationIdTaken` for another registration with the same id, and `RegisteredAlready` with
    the earlier one for who is registered.
    """
    dialogue = queries.dialogue_of(dialogue_id)
    by_desk = organises(actor, dialogue)
    person = person_of(guest, actor, by_desk=by_desk)
    must_be_near(dialogue, guest)
    seating = hold_all(dialogue)
    earlier = _earlier(registration_id, dialogue, person, guest, actor)
    if earlier is not None:
        return earlier, False
    now = clock.now()
    must_be_open(dialogue, now, by_desk=by_desk)
    must_be_meant(seating, guest)
    invitation = invitation_for(dialogue, guest)
    made = _made(registration_id, dialogue, guest, person, actor)
    made.home = home_of(guest, invitation)
    if invitation is not None:
        invitation.used += 1
        made.invitation_id = invitation.id
    if guest.is_walk_in:
        must_be_the_day(dialogue, now)
        walk_in(made, dialogue, seating, now)
        record("registration.attended", **told_of(made, dialogue, actor))
    elif enter(made, dialogue, seating, now):
        record("registration.confirmed", **told_of(made, dialogue, actor))
    else:
        record("registration.queued", **told_of(made, dialogue, actor))
    return made, True


def cancel(registration_id: UUID, actor: Actor) -> Registration:
    """They do not come, and whoever waits moves up; given up twice is given up once."""
    held = to_change(registration_id, actor)
    if held.registration.is_live:
        give_up(held, clock.now(), actor)
    return held.registration


def bring(registration_id: UUID, companions: int, actor: Actor) -> Registration:
    """They come with so many others; `NoSeatsLeft` when there are not enough seats for more."""
    held = to_change(registration_id, actor)
    found, hall = held.registration, held.hall
    if not found.is_live or found.came_at is not None:
        raise RegistrationSettled(state=found.state)
    more = companions - found.companions
    if found.sort is not None:
        if more > 0 and (hall.left(found.sort) < more or hall.in_line):
            raise NoSeatsLeft(left=max(hall.left(found.sort), 0))
        hall.take(found.sort, more)
    found.companions = companions
    db.session.flush()
    move_up(held.dialogue, held.seating, hall, clock.now())
    return found


def say_coming(registration_id: UUID, actor: Actor) -> Registration:
    """They say that they come; nobody else gets their seat."""
    held = to_change(registration_id, actor)
    held.registration.say_coming(clock.now())
    db.session.flush()
    return held.registration


def to_read(registration_id: UUID, actor: Actor) -> Registration:
    """The person's own registration, or one for a dialogue that they organise; else `Missing`."""
    found = queries.registration_with(registration_id)
    if found is None:
        raise Missing
    is_own = found.account_id is not None and found.account_id == actor.account_id
    if not is_own and not organises(actor, queries.dialogue_of(found.dialogue_id)):
        raise Missing
    return found


def to_change(registration_id: UUID, actor: Actor) -> Held:
    """The same with its dialogue and the seats, held; refuses once the dialogue has begun."""
    held = hold_registration(to_read(registration_id, actor))
    if held.dialogue.state not in AHEAD or held.dialogue.starts_at <= clock.now():
        raise DialogueNotThere(state=held.dialogue.state)
    return held


def _earlier(
    registration_id: UUID, dialogue: Dialogue, person: Person, guest: Guest, actor: Actor
) -> Registration | None:
    """The same registration, sent before; refuses one that is in the way."""
    found = queries.in_the_way(registration_id, dialogue.id, person.account_id, person.phone)
    for each in found:
        if each.id != registration_id:
            continue
        same = (each.dialogue_id, each.given_hash, each.registered_by_id)
        if same != (dialogue.id, guest.hash, actor.account_id):
            raise RegistrationIdTaken
        return each
    for each in found:
        raise RegisteredAlready(
            registration=str(each.id), state=each.state, ticket=each.ticket, number=each.number
        )
    return None


def _made(
    registration_id: UUID, dialogue: Dialogue, guest: Guest, person: Person, actor: Actor
) -> Registration:
    return Registration(
        id=registration_id,
        dialogue_id=dialogue.id,
        account_id=person.account_id,
        phone=person.phone,
        name=guest.name,
        village=guest.village,
        group=guest.group,
        companions=guest.companions,
        needs=list(guest.needs),
        question=guest.question,
        given_hash=guest.hash,
        registered_at=clock.now(),
        registered_by_id=actor.account_id,
        registered_as_id=actor.position_id,
        is_walk_in=guest.is_walk_in,
    )
