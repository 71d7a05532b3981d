"""Write down what happened, and let the law answer in the same transaction."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from api.cases.models import Case
from api.core import clock, jobs
from api.core.access import Actor
from api.core.database import db
from api.core.ids import new_id
from api.events.errors import UnknownEvent
from api.events.models import Event, Fact
from api.events.names import EVENT_NAMES

_CASES = Case.__table__.c
_VERSION = select(_CASES.version)

Listener = Callable[[Event, Case | None], None]
Subscriber = Callable[[Event], None]


def record(
    name: str,
    case: Case | None = None,
    *,
    at: datetime,
    actor: Actor | None = None,
    unit_id: UUID | None = None,
    position_id: UUID | None = None,
    **facts: Fact,
) -> Event:
    """Write down that something happened, and let the law answer in the same transaction.

    `at` is the legal moment. Unit and position come from the case when there is one. Facts are ids,
    codes, dates and numbers, never a person's words. Raises `UnknownEvent` for a name that the
    contract does not have.
    """
    if name not in EVENT_NAMES:
        raise UnknownEvent(name)
    event = Event(
        id=new_id(),
        name=name,
        case=case,
        case_id=case.id if case else None,
        unit_id=unit_id or (case and case.unit_id),
        position_id=position_id or (case and case.holder_id),
        at=at,
        recorded_at=clock.now(),
        actor_id=actor.account_id if actor else None,
        actor_position_id=actor.position_id if actor else None,
        facts={key: fact for key, fact in facts.items() if fact is not None},
    )
    if case is not None:
        # Asked of the database while the row is written: the case has its new version by then.
        event.case_version = _VERSION.where(_CASES.id == case.id).scalar_subquery()
    db.session.add(event)
    # The case, the event and what is owed are written together, after all is known of them.
    with db.session.no_autoflush:
        for listen in current_app.extensions["doithoai.listeners"]:
            listen(event, case)
    db.session.flush()
    if current_app.extensions["doithoai.subscribers"].get(name):
        jobs.defer(
            "events.dispatch", lock=str(event.case_id) if event.case_id else None, event_id=event.id
        )
    return event
