"""A petition that was contested, and what the city says to that."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from api.core.database import db
from api.events.models import Event
from api.petitions import aftermath
from api.petitions.models import Petition
from tests import make
from tests.conftest import MONDAY

WHY = "Cống vẫn tắc."
NEXT_MONTH = MONDAY.date() + timedelta(days=30)


def contested(**given: Any) -> Petition:
    """A petition whose sender does not agree."""
    made = make.answered(**given)
    return aftermath.contest(made.id, make.actor(make.RESIDENT), WHY)


def decided(petition: Petition, *, uphold: bool) -> Petition:
    """What the city's chair says to that."""
    above = make.actor(make.CITY_CHAIR)
    return aftermath.decide_contest(petition.id, above, uphold=uphold, reason="Đã xem.")


def facts_of(name: str) -> list[dict[str, Any]]:
    found = db.session.scalars(select(Event.facts).where(Event.name == name).order_by(Event.id))
    return list(found)
