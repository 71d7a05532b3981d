"""The figures of the monitor, counted by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.monitoring.figures import FIGURES, MEASURES, MeasureName
from api.monitoring.recurrences import DUTY_FIGURES
from api.petitions.models import Petition
from tests import make
from tests.conftest import MONDAY, SignIn
from tests.monitoring import lives
from tests.monitoring.lives import OTHER_COMMUNE

ADDRESS = "/api/v1/monitoring/figures"
TOO_LATE = datetime(2026, 3, 24, tzinfo=VIETNAM)
"""For an answer owed within fifteen working days of Monday 2 March."""
ONE_TICK = timedelta(microseconds=1)


def in_march(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=VIETNAM)


def settled(
    signed: datetime, received: datetime = MONDAY, commune: str = make.COMMUNE, **given: Any
) -> Petition:
    made = lives.received(received, commune, **given)
    lives.accepted(made, received)
    lives.answered(made, signed)
    return made


def figures(client: FlaskClient, address: str = ADDRESS) -> Any:
    response = client.get(address, headers={"Accept-Language": "en"})
    assert response.status_code == 200, response.json
    return response.json


def numbers(row: Any) -> list[float]:
    """The counts of receipt and answer, and the median of working days to answer."""
    return [row[name] for name in (*tuple(FIGURES)[:7], MeasureName.MEDIAN_ANSWER)]


def test_a_month_of_two_communes_is_what_one_counts_by_hand(sign_in: SignIn) -> None:
    settled(in_march(4))  # in time, after two working days
    settled(in_march(24))  # late, after sixteen: two weeks and two days
    lives.received(MONDAY)  # nobody has looked at it
    lives.received(in_march(24))  # still has its time
    settled(in_march(23), in_march(20), OTHER_COMMUNE)  # Friday to Monday is one working day

    with clock.standing_at(in_march(24, 12)):
        found = figures(sign_in(make.CITY_MONITOR))

    by_unit = {row["unit"]["code"]: numbers(row) for row in found["items"]}
    assert by_unit == {
        f"{make.COMMUNE}-ubnd": [4, 2, 1, 1, 0, 1, 0, 9.0],
        f"{OTHER_COMMUNE}-ubnd": [1, 1, 1, 0, 0, 0, 0, 1.0],
    }
    assert numbers(found["total"]) == [5, 3, 2, 1, 0, 1, 0, 2.0]
    assert datetime.fromisoformat(found["at"]) == in_march(24, 12)


def test_where_nothing_came_in_the_total_is_nothing_and_has_no_median(sign_in: SignIn) -> None:
    found = figures(sign_in(make.CITY_MONITOR))

    assert found["items"] == []
    assert numbers(found["total"]) == [0, 0, 0, 0, 0, 0, 0, None]


def test_where_nothing_was_answered_there_is_no_median(sign_in: SignIn) -> None:
    lives.received(MONDAY)

    [row] = figures(sign_in(make.CITY_MONITOR))["items"]

    assert numbers(row) == [1, 0, 0, 0, 0, 0, 0, None]


@pytest.mark.parametrize(
    ("signed", "on_time", "late"), [(TOO_LATE - ONE_TICK, 1, 0), (TOO_LATE, 0, 1)]
)
def test_the_first_moment_that_is_too_late_is_late(
    sign_in: SignIn, signed: datetime, on_time: int, late: int
) -> None:
    settled(signed)

    with clock.standing_at(TOO_LATE):
        total = figures(sign_in(make.CITY_MONITOR))["total"]

    assert (total["on_time"], total["late"]) == (on_time, late)


def test_a_late_classification_makes_no_answer_late(sign_in: SignIn) -> None:
    made = lives.received(MONDAY)
    lives.accepted(made, in_march(12))
    lives.answered(made, in_march(12))
    with clock.standing_at(in_march(12)):
        total = figures(sign_in(make.CITY_MONITOR))["total"]

    assert (total["on_time"], total["late"]) == (1, 0)


def test_an_answer_without_any_dated_duty_is_neither_on_time_nor_late(sign_in: SignIn) -> None:
    settled(in_march(4), kind="thanks")  # no document sets a term for it

    with clock.standing_at(in_march(5)):
        total = figures(sign_in(make.CITY_MONITOR))["total"]

    assert numbers(total) == [1, 1, 0, 0, 1, 0, 0, 2.0]


@pytest.mark.parametrize(
    ("at", "days", "count"),
    [
        (datetime(2026, 2, 27, 23, 59, 59, 999_999, VIETNAM), "from=2026-02-28", 0),
        (datetime(2026, 2, 28, tzinfo=VIETNAM), "from=2026-02-28", 1),
        (datetime(2026, 2, 28, 23, 59, 59, 999_999, VIETNAM), "to=2026-02-28", 1),
        (datetime(2026, 3, 1, tzinfo=VIETNAM), "to=2026-02-28", 0),
        (datetime(2026, 2, 28, tzinfo=VIETNAM), "from=2026-02-28&to=2026-02-28", 1),
    ],
)
def test_days_begin_and_end_at_midnight_in_viet_nam(
    sign_in: SignIn, at: datetime, days: str, count: int
) -> None:
    lives.received(at)

    found = figures(sign_in(make.CITY_MONITOR), f"{ADDRESS}?{days}")

    assert found["total"]["received"] == count
    assert len(found["items"]) == count


def test_one_unit_can_be_asked_about_alone(sign_in: SignIn) -> None:
    lives.received(MONDAY)
    lives.received(MONDAY, OTHER_COMMUNE)

    found = figures(sign_in(make.CITY_MONITOR), f"{ADDRESS}?unit={OTHER_COMMUNE}-ubnd")

    assert [row["unit"]["code"] for row in found["items"]] == [f"{OTHER_COMMUNE}-ubnd"]
    assert found["total"]["received"] == 1


@pytest.mark.parametrize(
    "question",
    [
        "by=colour",
        "month=2026-13",
        "unit_kind=shop",
        "leader=nobody",
        "from=2026-03-02&to=2026-03-01",
        "from=tomorrow",
        "from=0001-01-01",
        "to=9999-12-31",
        "unit=nowhere",
        "colour=red",
    ],
)
def test_what_is_not_understood_is_refused(sign_in: SignIn, question: str) -> None:
    assert sign_in(make.CITY_MONITOR).get(f"{ADDRESS}?{question}").status_code == 422


def test_every_figure_is_shown_linked_and_defined(sign_in: SignIn) -> None:
    found = figures(sign_in(make.CITY_MONITOR))

    assert found["definitions"]["answered"] == "Of those received: the ones with a signed answer."
    assert all(found["definitions"].values())
    assert set(found["definitions"]) == {*FIGURES, *MEASURES, *DUTY_FIGURES}
    assert set(found["total"]) == {*FIGURES, *MEASURES, *DUTY_FIGURES, "links"}
    assert set(found["total"]["links"]) == {*FIGURES, *DUTY_FIGURES}


def test_many_units_take_no_more_statements_than_one(app: Flask, sign_in: SignIn) -> None:
    monitor = sign_in(make.CITY_MONITOR)
    taken = []
    for communes in ((), ("11359",), ("11407", "11311", "11329")):
        with unit_of_work():
            for commune in communes:
                lives.received(MONDAY, commune)
        figures(monitor)
        said: list[str] = []
        note = lambda *given, said=said: said.append(given[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", note)
        figures(monitor)
        event.remove(db.engine, "before_cursor_execute", note)
        taken.append(len(said))

    assert len(set(taken)) == 1
    assert taken[0] <= 7
