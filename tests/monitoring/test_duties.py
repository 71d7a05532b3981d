"""What is owed, as those who watch see it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.cases.models import Addressee
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.dialogues.receptions.actions import call_off, hold
from api.dialogues.receptions.models import Excuse, Held
from api.regulation.models import Obligation, ObligationState, Standing
from api.regulation.queries import standing
from api.regulation.recurring import open_periods
from tests import make
from tests.conftest import MONDAY, SignIn

DUTIES = "/api/v1/monitoring/obligations"
OTHER = "11407"
GOVERNMENT, PARTY = f"{make.COMMUNE}-ubnd", f"{make.COMMUNE}-dang"
MARCH = f"{DUTIES}?period=2026-03"


@pytest.fixture
def march(app: Flask) -> None:
    """What is owed in March 2026, and in the week of 2 March, is opened."""
    with unit_of_work():
        open_periods()


def items(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.json
    told: Any = answer.json
    found: list[dict[str, Any]] = told["items"]
    return found


def one(client: FlaskClient, address: str) -> dict[str, Any]:
    [found] = items(client, address)
    return found


@pytest.mark.parametrize(
    ("who", "units"),
    [
        (make.CITY_MONITOR, {GOVERNMENT, PARTY, f"{OTHER}-ubnd", f"{OTHER}-dang", "31-dang"}),
        (make.FRONT, {GOVERNMENT, PARTY}),
        (make.CITY_CHAIR, {GOVERNMENT, f"{OTHER}-ubnd", "31-ubnd"}),
        (make.CHAIR, {GOVERNMENT}),
        (make.SECRETARY, {PARTY}),
        (f"{OTHER}-ubnd-chu-tich", {f"{OTHER}-ubnd"}),
        (f"{make.COMMUNE}-kt-truong", set()),
    ],
)
def test_everybody_sees_what_is_owed_within_their_reach(
    sign_in: SignIn, march: None, who: str, units: set[str]
) -> None:
    client, found = sign_in(who), set()
    for unit in (GOVERNMENT, PARTY, f"{OTHER}-ubnd", f"{OTHER}-dang", "31-dang", "31-ubnd"):
        found |= {row["owed_by"]["unit_code"] for row in items(client, f"{DUTIES}?unit={unit}")}

    assert found - {"31-ubnd"} == units - {"31-ubnd"}
    assert ("31-ubnd" in found) is (who in {make.CITY_MONITOR, make.CITY_CHAIR})


@pytest.mark.parametrize("who", [make.RESIDENT, make.HANDLER, make.RECEIVER])
def test_who_does_not_watch_is_refused(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get(DUTIES).status_code == 403


def test_a_stranger_has_to_sign_in(client: FlaskClient) -> None:
    assert client.get(DUTIES).status_code == 401


def test_a_duty_says_who_owes_what_in_which_period_and_why(sign_in: SignIn, march: None) -> None:
    found = one(sign_in(make.FRONT), f"{MARCH}&unit={PARTY}")

    assert (found["duty"], found["state"], found["term"]) == ("reception", "open", "period")
    assert found["owed_by"]["position_code"] == make.SECRETARY
    assert found["period"] == {
        "code": "2026-03",
        "name": "tháng 3/2026",
        "first_day": "2026-03-01",
        "last_day": "2026-03-31",
    }
    assert (found["counted"], found["needed"]) == (0, 2)
    assert found["due_at"] == "2026-04-01T00:00:00+07:00"
    assert "11-QĐi/TW" in found["citation"]
    assert (found["case"], found["excuses"], found["remark"]) == (None, [], None)


def test_it_says_what_was_done_and_when_that_was_written_down(sign_in: SignIn, march: None) -> None:
    with clock.standing_at(MONDAY + timedelta(days=3)), unit_of_work():
        make.reception_held(make.SECRETARY, on=MONDAY.date())

    found = one(sign_in(make.FRONT), f"{MARCH}&unit={PARTY}")

    assert found["counted"] == 1
    assert found["counts"] == [{"on": "2026-03-02", "recorded_on": "2026-03-05"}]


def test_a_day_that_was_planned_afterwards_says_why_it_does_not_count(
    sign_in: SignIn, march: None
) -> None:
    with clock.standing_at(datetime(2026, 3, 12, 8, tzinfo=VIETNAM)), unit_of_work():
        late = make.reception(on=date(2026, 3, 10), positions=(make.SECRETARY,))
        hold(late.id, Held(visitors=3), make.actor(make.RECEIVER))

    found = one(sign_in(make.FRONT), f"{MARCH}&unit={PARTY}")

    assert (found["counted"], found["counts"]) == (0, [])
    [day] = found["not_counted"]
    assert (day["on"], day["planned_on"]) == ("2026-03-10", "2026-03-12")
    assert day["reason"] == "Lịch công bố ngày 12/03/2026, sau khi đã tiếp, nên không được tính."


def test_a_day_called_off_shows_its_reason_and_counts_for_nothing(
    sign_in: SignIn, march: None
) -> None:
    excuse = Excuse("Họp đột xuất.", "Hoãn tiếp công dân.", MONDAY.date())
    with unit_of_work():
        planned = make.reception(on=date(2026, 3, 10), positions=(make.SECRETARY,))
        call_off(planned.id, excuse, make.actor(make.RECEIVER))
        other = make.reception(on=date(2026, 4, 10), positions=(make.SECRETARY,))
        call_off(other.id, Excuse("Bầu cử."), make.actor(make.RECEIVER))

    with clock.standing_at(datetime(2026, 4, 1, tzinfo=VIETNAM)):
        found = one(sign_in(make.FRONT), f"{MARCH}&unit={PARTY}")

    assert (found["state"], found["counted"]) == ("overdue", 0)
    assert found["remark"] == "Không thực hiện, có lý do"
    assert found["excuses"] == [
        {"on": "2026-03-10", "reason": "Họp đột xuất.", "notice_on": "2026-03-02"}
    ]


def test_what_was_kept_all_the_same_needs_no_remark(sign_in: SignIn, march: None) -> None:
    with clock.standing_at(datetime(2026, 3, 20, 20, tzinfo=VIETNAM)), unit_of_work():
        planned = make.reception(on=date(2026, 3, 10), positions=(make.SECRETARY,))
        call_off(planned.id, Excuse("Họp đột xuất."), make.actor(make.RECEIVER))
        make.reception_held(make.SECRETARY, on=date(2026, 3, 11))
        make.reception_held(make.SECRETARY, on=date(2026, 3, 12))

    found = one(sign_in(make.FRONT), f"{MARCH}&unit={PARTY}")

    assert (found["state"], found["remark"], len(found["excuses"])) == ("met", None, 1)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("duty=reception&period=2026-03", 1),
        ("duty=reception&period=2026-W10", 1),
        ("duty=reception&period=2026", 0),
        ("duty=dialogue", 1),
        ("duty=answer", 0),
        ("state=open", 3),
        ("state=overdue", 0),
    ],
)
def test_a_list_is_narrowed_by_duty_period_and_standing(
    sign_in: SignIn, march: None, query: str, count: int
) -> None:
    assert len(items(sign_in(make.FRONT), f"{DUTIES}?{query}")) == count


def test_after_the_week_the_duty_of_the_week_is_overdue(sign_in: SignIn, march: None) -> None:
    with clock.standing_at(datetime(2026, 3, 9, tzinfo=VIETNAM)):
        found = one(sign_in(make.FRONT), f"{DUTIES}?state=overdue")

    assert (found["period"]["name"], found["needed"]) == ("tuần 10 năm 2026", 1)


def test_pages_follow_one_another_without_gaps(sign_in: SignIn, march: None) -> None:
    client = sign_in(make.CITY_MONITOR)

    found: set[str] = set()
    after: str | None = ""
    while after is not None:
        told: Any = client.get(f"{DUTIES}?limit=100{after and '&after=' + after}").json
        found |= {row["id"] for row in told["items"]}
        after = told["next"]

    assert len(found) == 344


def test_what_is_owed_on_cases_stands_among_it_and_hides_what_is_about_the_reader(
    sign_in: SignIn, app: Flask
) -> None:
    with unit_of_work():
        seen = make.petition(addressee=Addressee.PARTY)
        make.petition(addressee=Addressee.PARTY, about={"unit": f"{make.COMMUNE}-mttq"})

    found = items(sign_in(make.FRONT), f"{DUTIES}?duty=notice")
    everything = items(sign_in(make.CITY_MONITOR), f"{DUTIES}?duty=notice")

    assert [row["case"] for row in found] == [{"id": str(seen.id), "code": seen.code}]
    assert (found[0]["period"], found[0]["needed"], found[0]["counted"]) == (None, 1, 0)
    assert len(everything) == 2


def test_what_is_neither_of_a_period_nor_of_a_case_is_for_nobody_here(
    sign_in: SignIn, app: Flask
) -> None:
    with unit_of_work():
        make.petition()
        for owed in db.session.scalars(select(Obligation)):
            owed.case_id = None

    assert items(sign_in(make.CITY_MONITOR), DUTIES) == []


MOMENTS: dict[str, datetime | None] = {
    "never": None,
    "early": MONDAY - timedelta(days=2),
    "due": MONDAY,
    "late": MONDAY + timedelta(days=2),
}


@pytest.mark.parametrize("due", MOMENTS)
@pytest.mark.parametrize(
    "fate", ["open", "paused", "met early", "met due", "met late", "ended early", "ended late"]
)
def test_a_query_and_a_row_agree_on_how_a_duty_stands(app: Flask, due: str, fate: str) -> None:
    make.petition()
    owed = db.session.scalars(select(Obligation)).first()
    assert owed is not None
    kind, _, moment = fate.partition(" ")
    owed.due_at = MOMENTS[due]
    if kind == "paused":
        owed.pauses = [{"since": "2026-03-02", "until": None}]
    if kind == "met":
        owed.state, owed.met_at = ObligationState.MET, MOMENTS[moment]
    if kind == "ended":
        owed.state, owed.ended_at = ObligationState.ENDED, MOMENTS[moment]
    db.session.flush()

    asked = db.session.scalar(select(standing(MONDAY)).where(Obligation.id == owed.id))

    assert asked == owed.standing(MONDAY)
    assert asked in set(Standing)
