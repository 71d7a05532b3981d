"""Who reads a leader's calendar, and its private address, which who holds the position makes."""

import hashlib
import secrets
from typing import Final

from api.authorities.directory import directory
from api.authorities.policy import roles_of
from api.authorities.views import PositionView
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.errors import Missing
from api.dialogues.calendars import queries
from api.dialogues.calendars.errors import NoFeed, NotYourCalendar, NotYourFeed
from api.dialogues.calendars.models import CalendarFeed

_BYTES: Final = 24
"""Of the secret part of an address: more than anybody can try."""

_WORKING_FOR: Final = frozenset({Role.HEAD, Role.ASSISTANT})


def must_read(actor: Actor, position: PositionView) -> None:
    """Refuses who neither holds the position nor works for it in the same unit."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    if position.id in actor.position_ids:
        return
    if acting is None or acting.unit_id != position.unit_id:
        raise NotYourCalendar
    kind = directory().unit(acting.unit_id).kind
    if roles_of(acting.title, kind).isdisjoint(_WORKING_FOR):
        raise NotYourCalendar


def open_feed(position: PositionView, actor: Actor) -> str:
    """The secret part of a new address, told this once; an earlier one is ended."""
    if position.id not in actor.position_ids:
        raise NotYourFeed
    lock(position.id)
    now = clock.now()
    earlier = queries.feed_of(position.id, actor.account_id, to_change=True)
    if earlier is not None:
        earlier.ended_at = now
        db.session.flush()
    token = secrets.token_urlsafe(_BYTES)
    db.session.add(
        CalendarFeed(
            position_id=position.id,
            account_id=actor.account_id,
            token_hash=hashed(token),
            made_at=now,
        )
    )
    return token


def close_feed(position: PositionView, actor: Actor) -> None:
    """Nobody reads the calendar by its address any more."""
    found = queries.feed_of(position.id, actor.account_id, to_change=True)
    if found is None:
        raise NoFeed
    found.ended_at = clock.now()


def behind(token: str) -> PositionView:
    """Whose calendar is at this address; `Missing` once its owner holds the position no more."""
    found = queries.feed_with(hashed(token))
    if found is None:
        raise Missing
    held = directory().holder_on(found.position_id, clock.today())
    if held is None or held.account_id != found.account_id:
        raise Missing
    return directory().position(found.position_id)


def hashed(token: str) -> str:
    """As an address is kept."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
