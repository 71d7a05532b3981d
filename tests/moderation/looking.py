"""Petitions that moderation has looked at."""

from typing import Any

from sqlalchemy import select

from api.cases.models import Visibility
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.models import Petition
from moderation.actions import screen
from moderation.models import Screening
from moderation.queries import latest
from tests import make
from tests.conftest import Client

CLEAN = "Cống trước ngõ 12 bị tắc, mưa là ngập."
INSULTING = "Cống tắc cả tháng, cán bộ toàn lũ ăn hại, gọi 0912 345 678 không ai nghe."

QUEUE = "/api/v1/moderation/queue"


def held(text: str = INSULTING, **given: Any) -> Petition:
    """Handed in to be public, looked at, and committed; its words make it wait."""
    with unit_of_work():
        return looked_at(text, **given)


def decision_of(petition: Petition) -> str:
    """Where a moderator decides on it."""
    return f"/api/v1/moderation/screenings/{look_at(petition).id}/decision"


def codes(moderator: Client) -> list[str]:
    """What waits for this moderator, oldest first."""
    return [each["code"] for each in moderator.get(QUEUE).json["items"]]


def to_be_public(text: str = CLEAN, by: str = make.RESIDENT, **given: Any) -> Petition:
    """Handed in to be public; nothing has looked at it yet."""
    return make.petition(by, text=text, **({"visibility": Visibility.PUBLIC} | given))


def looked_at(text: str = CLEAN, by: str = make.RESIDENT, **given: Any) -> Petition:
    """Handed in to be public, and looked at."""
    petition = to_be_public(text, by, **given)
    screen(received(petition))
    return petition


def received(petition: Petition) -> Event:
    """The event by which it came in."""
    return event(petition, "petition.received")


def event(petition: Petition, name: str) -> Event:
    """The only event of this name."""
    return db.session.scalars(
        select(Event).where(Event.case_id == petition.id, Event.name == name)
    ).one()


def events(petition: Petition) -> list[str]:
    """The names of what happened to it, in order."""
    found = select(Event.name).where(Event.case_id == petition.id).order_by(Event.id)
    return list(db.session.scalars(found))


def look_at(petition: Petition) -> Screening:
    """The last look at it."""
    found = latest(petition.id)
    assert found is not None
    return found
