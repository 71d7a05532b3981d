"""The link in a reminder: with one tap somebody who cannot come gives their seat to others."""

from api.core import clock
from api.dialogues import registration_queries as queries
from api.dialogues.registration_errors import LinkSpent
from api.dialogues.registrations import Registration
from api.dialogues.seating import give_up, hold_registration
from api.dialogues.sessions import AHEAD
from api.dialogues.tickets import cancelled_by


def cancel_by(token: str) -> Registration:
    """Whoever has the link gives the registration up, once; `LinkSpent` from then on."""
    found = registration_of(token)
    held = hold_registration(found)
    now = clock.now()
    is_ahead = held.dialogue.state in AHEAD and now < held.dialogue.starts_at
    if not found.is_live or found.came_at is not None or not is_ahead:
        raise LinkSpent(state=found.state)
    give_up(held, now, None)
    return found


def registration_of(token: str) -> Registration:
    """The registration that a link is about; `LinkSpent` for what is no link of ours."""
    registration_id = cancelled_by(token)
    found = queries.registration_with(registration_id) if registration_id else None
    if found is None:
        raise LinkSpent
    return found
