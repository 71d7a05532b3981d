"""The day itself: who is let in, by the ticket they show or by their name in the list."""

from uuid import UUID

from api.authorities.directory import directory
from api.core import clock
from api.core.access import Actor
from api.dialogues import registration_queries as queries
from api.dialogues.admission import must_be_the_day
from api.dialogues.registering import to_read
from api.dialogues.registration_errors import (
    CameAlready,
    NotATicket,
    TicketNotValid,
    TicketOfAnother,
)
from api.dialogues.registrations import Registration
from api.dialogues.scheduling import must_organise
from api.dialogues.seating import hold_registration, let_in, told_of
from api.dialogues.tickets import code_of
from api.events.actions import record


def attend(registration_id: UUID, actor: Actor) -> Registration:
    """Somebody of the list has come; `CameAlready` with the moment when they are there already."""
    found = to_read(registration_id, actor)
    must_organise(actor, directory().unit(queries.dialogue_of(found.dialogue_id).unit_id))
    return _let_in(found, actor)


def check_in(dialogue_id: UUID, shown: str, actor: Actor) -> Registration:
    """Somebody shows a ticket: its short code, or what its square of dots says."""
    dialogue = queries.dialogue_of(dialogue_id)
    must_organise(actor, directory().unit(dialogue.unit_id))
    code = code_of(shown)
    found = queries.registration_with_ticket(code) if code else None
    if found is None:
        raise NotATicket
    if found.dialogue_id != dialogue.id:
        other = queries.dialogue_of(found.dialogue_id)
        raise TicketOfAnother(code=other.code, starts_at=other.starts_at.isoformat())
    return _let_in(found, actor)


def _let_in(found: Registration, actor: Actor) -> Registration:
    held = hold_registration(found)
    now = clock.now()
    must_be_the_day(held.dialogue, now)
    if found.came_at is not None:
        raise CameAlready(came_at=found.came_at.isoformat(), number=found.number)
    if not found.is_live:
        raise TicketNotValid(state=found.state)
    let_in(found, held.dialogue, held.seating, now)
    record("registration.attended", **told_of(found, held.dialogue, actor))
    return found
