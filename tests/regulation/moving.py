"""Open terms that move, for tests: what is received in November 2026, and what moves then."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation import replay
from api.regulation.models import Obligation
from api.regulation.moves import BEGINNING, Move
from tests import make
from tests.regulation.papers import DEPUTY

NOTICE_DAY = datetime(2026, 11, 18, 9, 0, tzinfo=VIETNAM)
"""When the swap of 23 and 28 November is announced."""


def at(day: str) -> datetime:
    """Nine o'clock of a day in November 2026, in Viet Nam."""
    return datetime.fromisoformat(f"2026-11-{day}T09:00+07:00")


def received(day: str) -> Petition:
    """A petition of this day of November 2026."""
    with clock.standing_at(at(day)):
        return make.petition()


def owed(petition: Petition) -> Obligation:
    """The one duty on it, as the database has it now."""
    return db.session.scalars(
        select(Obligation)
        .where(Obligation.case_id == petition.id)
        .execution_options(populate_existing=True)
    ).one()


def moved_events(petition: Petition) -> list[Event]:
    """What is told of dates that moved on it."""
    found = select(Event).where(Event.case_id == petition.id, Event.name == "obligation.moved")
    return [*db.session.scalars(found.order_by(Event.id))]


def carried_out(*rules: str, document: str | None = None) -> list[Move]:
    """Everything that moves by this decision, moved."""
    transition = replay.decide(make.actor(DEPUTY), rules, document)
    found: list[Move] = []
    after: UUID | None = BEGINNING
    while after is not None:
        looked, moved = replay.step(transition, after)
        after, found = looked.after, [*found, *moved]
    return found
