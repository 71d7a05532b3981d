"""Offer each event to those who subscribed to its name."""

from collections.abc import Sequence
from uuid import UUID

from flask import current_app

from api.core.database import db
from api.core.jobs import task
from api.events.actions import Subscriber
from api.events.models import Event


@task("events.dispatch")
def dispatch_job(event_id: UUID) -> None:
    """One event, to all its subscribers."""
    event = db.session.get_one(Event, event_id)
    dispatch(event, current_app.extensions["doithoai.subscribers"].get(event.name, ()))


def dispatch(event: Event, subscribers: Sequence[Subscriber]) -> None:
    """Offer an event to all; one that fails holds back no other, and all are offered it again.

    Raises `ExceptionGroup` with what went wrong, so that the job is repeated. A subscriber only
    writes rows, each unique by (event, target), so being asked twice is harmless.
    """
    failed = [error for each in subscribers if (error := _attempt(each, event))]
    if failed:
        raise ExceptionGroup(f"{event.name} {event.id}", failed)


def _attempt(subscriber: Subscriber, event: Event) -> Exception | None:
    """In a savepoint: who fails leaves no rows behind."""
    try:
        with db.session.begin_nested():
            subscriber(event)
    except Exception as error:
        return error
    return None
