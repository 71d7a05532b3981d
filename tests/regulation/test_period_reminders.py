"""When who owes something in a period is told: before it ends, after it, and never of old ones."""

from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.authorities.directory import directory
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.regulation.jobs import remind_more
from api.regulation.models import Obligation
from api.regulation.queries import to_remind
from api.regulation.recurring import open_periods
from tests import make


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)


def opened_on(day: date, since: date | None = None) -> None:
    with clock.standing_at(on(day)), unit_of_work():
        open_periods(since)


def told_of(due_on: str, code: str = make.CHAIR) -> list[str]:
    """What the holder of this position was told of the period with this last day, in order."""
    position = directory().position_by_code(code)
    assert position is not None
    mine = (Event.position_id == position.id, Event.facts["due_on"].astext == due_on)
    return list(db.session.scalars(select(Event.name).where(*mine).order_by(Event.id)))


def remind_all(day: date) -> None:
    """Everybody is told who is to be by then."""
    with clock.standing_at(on(day)), unit_of_work():
        while to_remind(clock.now(), 1):
            remind_more()


def test_who_owes_is_reminded_before_the_period_ends_and_after_it(app: Flask) -> None:
    opened_on(date(2026, 7, 1))

    remind_all(date(2026, 7, 20))
    assert told_of("2026-07-31") == []
    remind_all(date(2026, 7, 30))
    assert told_of("2026-07-31") == ["obligation.due_soon"]
    remind_all(date(2026, 8, 1))
    assert told_of("2026-07-31") == ["obligation.due_soon", "obligation.overdue"]


def test_of_a_period_that_was_over_when_it_was_opened_nobody_is_told(app: Flask) -> None:
    opened_on(date(2026, 9, 10), since=date(2026, 7, 1))

    remind_all(date(2026, 9, 10))

    july = select(func.count()).where(Obligation.period == "2026-07")
    assert db.session.scalar(july) == 230
    assert told_of("2026-07-31") == []


@pytest.mark.parametrize("day", [date(2026, 2, 16), date(2026, 2, 22)])
def test_a_week_without_a_working_day_is_told_of_once_it_is_over(app: Flask, day: date) -> None:
    """The week of Tết: from Monday to Sunday every office is closed."""
    opened_on(day)

    remind_all(date(2026, 2, 22))
    assert told_of("2026-02-22") == []
    remind_all(date(2026, 2, 23))
    assert told_of("2026-02-22") == ["obligation.overdue"]
