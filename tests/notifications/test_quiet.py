"""Quiet hours: nothing sounds at night, and nothing is lost of it."""

from datetime import datetime, time

import pytest
from flask import Flask
from sqlalchemy import text

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.petitions.models import Petition
from notifications.channels.memory import Memory
from notifications.jobs import deliver
from notifications.models import Delivery, DeliveryState
from notifications.plan import plan
from notifications.policy import policy
from notifications.quiet import Quiet
from tests import make
from tests.conftest import SignIn
from tests.notifications.telling import deliveries, device, event_of, told

NIGHT = Quiet(time(21), time(7))
NOON = Quiet(time(12), time(14, 30))

LATE = datetime(2026, 3, 2, 22, 30, tzinfo=VIETNAM)
MORNING = datetime(2026, 3, 3, 7, 0, tzinfo=VIETNAM)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("quiet", "moment", "over"),
    [
        (NIGHT, at(2, 20, 59), None),
        (NIGHT, at(2, 21), at(3, 7)),
        (NIGHT, at(2, 23, 59), at(3, 7)),
        (NIGHT, at(3, 0), at(3, 7)),
        (NIGHT, at(3, 6, 59), at(3, 7)),
        (NIGHT, at(3, 7), None),
        (NOON, at(2, 11, 59), None),
        (NOON, at(2, 12), at(2, 14, 30)),
        (NOON, at(2, 14, 30), None),
        (NOON, at(2, 23), None),
        (Quiet(time(0), time(6)), at(3, 0), at(3, 6)),
        (
            NIGHT,
            datetime(2026, 12, 31, 22, tzinfo=VIETNAM),
            datetime(2027, 1, 1, 7, tzinfo=VIETNAM),
        ),
    ],
)
def test_quiet_ends_at_its_hour_over_midnight_too(
    quiet: Quiet, moment: datetime, over: datetime | None
) -> None:
    assert quiet.over_at(moment) == over


def test_it_is_night_in_viet_nam_wherever_the_machine_stands() -> None:
    utc = datetime.fromisoformat("2026-03-02T15:00:00+00:00")

    assert NIGHT.over_at(utc) == at(3, 7)


def scheduled() -> list[datetime | None]:
    """When the deliveries that wait are to be made."""
    found = text(
        "select scheduled_at from procrastinate_jobs where task_name = 'notifications.deliver'"
        " and status = 'todo' order by id"
    )
    return [moment for (moment,) in db.session.execute(found)]


def test_what_happens_at_night_is_told_in_the_morning(petition: Petition) -> None:
    device()

    with clock.standing_at(LATE):
        told("petition.answered", petition)

    assert scheduled() == [MORNING]


def test_what_happens_by_day_is_told_at_once(petition: Petition) -> None:
    device()

    told("petition.answered", petition)

    assert scheduled() == [None]


def test_the_receipt_is_told_at_any_hour(app: Flask) -> None:
    device()
    with clock.standing_at(LATE), unit_of_work():
        plan(event_of(make.petition().id))

    assert "petition.received.author" in policy().at_once
    assert scheduled() == [None]


def test_who_wants_no_quiet_is_told_at_night(petition: Petition, sign_in: SignIn) -> None:
    device()
    sign_in(make.RESIDENT).put("/api/v1/preferences", json={"quiet": None})

    with clock.standing_at(LATE):
        told("petition.answered", petition)

    assert scheduled() == [None]


def test_who_has_quiet_hours_of_their_own_is_left_alone_in_those(
    petition: Petition, sign_in: SignIn
) -> None:
    device()
    quiet = {"from": "07:30", "to": "09:15"}
    sign_in(make.RESIDENT).put("/api/v1/preferences", json={"quiet": quiet})

    told("petition.answered", petition)

    assert scheduled() == [at(2, 9, 15)]


def test_an_attempt_that_falls_into_the_night_waits_for_the_morning(
    petition: Petition, memory: Memory
) -> None:
    device()
    told("petition.answered", petition)
    [delivery] = deliveries()

    with clock.standing_at(LATE), unit_of_work():
        deliver(delivery.id)

    assert memory.sent == []
    assert scheduled() == [None, MORNING]
    assert db.session.get_one(Delivery, delivery.id).state is DeliveryState.WAITING
    with clock.standing_at(MORNING), unit_of_work():
        deliver(delivery.id)
    assert len(memory.sent) == 1
