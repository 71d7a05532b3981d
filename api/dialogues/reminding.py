"""What happens to registrations as time passes: people are reminded, and seats fall to others."""

from datetime import datetime
from uuid import UUID

from api.core import clock
from api.core.database import db
from api.dialogues import registration_queries as queries
from api.dialogues.guests import reminded_before
from api.dialogues.registrations import Registration
from api.dialogues.seating import Held, give_up, hold_all, told_of
from api.dialogues.sessions import AHEAD, Dialogue
from api.events.actions import record


def look_at(dialogue_id: UUID) -> None:
    """Whatever has come for this dialogue, each once, also when nobody looked for days.

    Only who was asked in time whether they come, and did not say so, loses the seat.
    """
    dialogue = queries.dialogue_of(dialogue_id)
    seating = hold_all(dialogue)
    now = clock.now()
    if dialogue.state not in AHEAD or dialogue.starts_at <= now:
        return
    by = seating.confirm_by(dialogue.starts_at)
    reminded_at = (by or dialogue.starts_at) - reminded_before()
    if by is not None and by <= now:
        for found in queries.unconfirmed(dialogue_id, reminded_at, by):
            give_up(Held(found, dialogue, seating), now, None, lapsed=True)
    if reminded_at <= now:
        for found in queries.to_remind(dialogue_id, reminded_at):
            _remind(found, dialogue, by if by is None or now < by else None)
    db.session.flush()


def _remind(found: Registration, dialogue: Dialogue, by: datetime | None) -> None:
    found.reminded_at = clock.now()
    asked = by if found.coming_at is None else None
    record(
        "registration.reminded",
        **told_of(found, dialogue, None),
        confirm_by=asked.isoformat() if asked else None,
    )
