"""Planning a reception day, and telling what became of it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api.authorities.directory import directory
from api.authorities.models import Appointment
from api.core.clock import VIETNAM
from api.core.database import db
from api.core.reference import forget_stamp
from api.events.models import Event
from tests import make
from tests.conftest import MONDAY, SignIn

OTHER = "11407"
TODAY = MONDAY.date().isoformat()
PLACE = "Trụ sở Ủy ban nhân dân phường"


def plan(**given: Any) -> dict[str, Any]:
    """What a client sends to plan a day."""
    return {
        "unit": f"{make.COMMUNE}-tcd",
        "on": TODAY,
        "from": "07:30",
        "to": "11:00",
        "place": PLACE,
        "positions": [make.SECRETARY, make.CHAIR],
    } | given


def address() -> str:
    return f"/api/v1/receptions/{uuid4()}"


def planned(sign_in: SignIn, **given: Any) -> str:
    """The address of a day that is planned."""
    chosen = address()
    answer = sign_in(make.RECEIVER).put(chosen, json=plan(**given))
    assert answer.status_code == 201, answer.json
    return chosen


def events() -> list[Event]:
    db.session.rollback()
    found = select(Event).where(Event.name.startswith("reception.")).order_by(Event.id)
    return list(db.session.scalars(found))


def test_a_day_is_planned_and_read_back_as_it_was_planned(sign_in: SignIn) -> None:
    chosen = address()

    answer = sign_in(make.RECEIVER).put(chosen, json=plan())

    assert answer.status_code == 201
    told = answer.json
    assert (told["on"], told["from"], told["to"]) == (TODAY, "07:30", "11:00")
    assert (told["state"], told["occasion"], told["form"]) == ("planned", "regular", "in_person")
    assert [each["code"] for each in told["positions"]] == [make.SECRETARY, make.CHAIR]
    assert not any(each["received"] for each in told["positions"])


def test_pressing_twice_makes_one_day_and_another_plan_needs_another_id(sign_in: SignIn) -> None:
    chosen, clerk = address(), sign_in(make.RECEIVER)

    statuses = [
        clerk.put(chosen, json=plan()).status_code,
        clerk.put(chosen, json=plan()).status_code,
        clerk.put(chosen, json=plan(place="Nhà văn hóa")).status_code,
    ]

    assert statuses == [201, 200, 409]
    assert clerk.get(chosen).json["place"] == PLACE


@pytest.mark.parametrize(
    ("who", "positions", "status"),
    [
        (make.RECEIVER, [make.SECRETARY, make.CHAIR], 201),
        (make.CHAIR, [make.CHAIR], 201),
        (make.DEPUTY, [make.CHAIR], 201),
        (f"{make.COMMUNE}-ubnd-thu-ky", [make.CHAIR, make.SECRETARY], 201),
        (make.SECRETARY, [make.CHAIR], 403),
        (f"{make.COMMUNE}-kt-truong", [make.CHAIR], 403),
        (f"{OTHER}-tcd-tiep-nhan", [make.CHAIR], 403),
        (make.CITY_CHAIR, [make.CHAIR], 403),
        (make.HANDLER, [make.CHAIR], 403),
        (make.FRONT, [make.CHAIR], 403),
        (make.RESIDENT, [make.CHAIR], 403),
    ],
)
def test_the_register_is_kept_by_the_place_and_by_whom_it_is_about(
    sign_in: SignIn, who: str, positions: list[str], status: int
) -> None:
    answer = sign_in(who).put(address(), json=plan(positions=positions))

    assert answer.status_code == status, answer.json


@pytest.mark.parametrize("act", ["holding", "postponement"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        (make.CHAIR, 201),
        (make.RECEIVER, 201),
        (f"{OTHER}-ubnd-chu-tich", 403),
        (f"{make.COMMUNE}-mttq-chu-tich", 403),
        (make.HANDLER, 403),
    ],
)
def test_what_became_of_it_is_told_by_the_same_people(
    sign_in: SignIn, who: str, status: int, act: str
) -> None:
    chosen = planned(sign_in)
    body: dict[str, Any] = {"visitors": 1} if act == "holding" else {"reason": "Họp đột xuất."}

    assert sign_in(who).post(f"{chosen}/{act}", json=body).status_code == status


def test_nobody_signed_in_plans_nothing(client: Any) -> None:
    assert client.put(address(), json=plan()).status_code == 401


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"unit": "nowhere"}, "unknown-unit"),
        ({"positions": ["nobody"]}, "unknown-unit"),
        ({"positions": [f"{OTHER}-ubnd-chu-tich"]}, "not-of-this-place"),
        ({"positions": [make.CHAIR, make.CITY_CHAIR]}, "not-of-this-place"),
        ({"on": "2025-06-30"}, "not-there-then"),
        ({"form": "online"}, "online-too-early"),
        ({"on": "2026-06-30", "form": "online"}, "online-too-early"),
        ({"from": "11:00"}, "invalid"),
        ({"from": "24:00"}, "invalid"),
        ({"positions": []}, "invalid"),
        ({"kind": "regular"}, "invalid"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_its_reason(
    sign_in: SignIn, given: dict[str, Any], problem: str
) -> None:
    answer = sign_in(make.RECEIVER).put(address(), json=plan(**given))

    assert answer.status_code == 422
    assert answer.json["type"] == f"/problems/{problem}"


def test_receiving_online_is_planned_from_the_day_of_the_law(sign_in: SignIn) -> None:
    answer = sign_in(make.RECEIVER).put(address(), json=plan(on="2026-07-01", form="online"))

    assert answer.status_code == 201


def test_a_vacant_position_receives_nobody(sign_in: SignIn, app: Flask) -> None:
    day = (MONDAY + timedelta(days=3)).date()
    leave(make.CHAIR, day)
    db.session.commit()
    clerk = sign_in(make.RECEIVER)

    still = clerk.put(address(), json=plan())
    gone = clerk.put(address(), json=plan(on=day.isoformat()))

    assert still.status_code == 201
    assert (gone.status_code, gone.json["type"]) == (422, "/problems/nobody-holds-it")


def test_it_is_held_by_everybody_planned_when_nobody_is_named(sign_in: SignIn) -> None:
    chosen = planned(sign_in)

    told = sign_in(make.CHAIR).post(f"{chosen}/holding", json={"visitors": 0}).json

    assert (told["state"], told["visitors"]) == ("held", 0)
    assert told["held_at"] == "2026-03-02T07:30:00+07:00"
    assert all(each["received"] and "Mẫu" in each["person"] for each in told["positions"])
    [happened] = events()
    assert happened.name == "reception.held"
    assert happened.at == datetime(2026, 3, 2, 7, 30, tzinfo=VIETNAM)
    assert len(happened.facts["positions"]) == 2


def test_who_was_planned_and_did_not_come_has_not_received(sign_in: SignIn) -> None:
    chosen = planned(sign_in)
    body = {"visitors": 4, "positions": [make.SECRETARY, make.DEPUTY]}

    told = sign_in(make.RECEIVER).post(f"{chosen}/holding", json=body).json

    came = {each["code"]: (each["planned"], each["received"]) for each in told["positions"]}
    assert came == {
        make.SECRETARY: (True, True),
        make.CHAIR: (True, False),
        make.DEPUTY: (False, True),
    }


def test_no_words_and_no_names_stand_in_what_happened(sign_in: SignIn) -> None:
    one, other = planned(sign_in), planned(sign_in)
    clerk = sign_in(make.RECEIVER)
    clerk.post(f"{one}/holding", json={"visitors": 4})
    clerk.post(f"{other}/postponement", json={"reason": "Họp đột xuất."})

    written = " ".join(str(each.facts) for each in events())

    assert len(events()) == 2
    assert "Mẫu" not in written
    assert "Họp" not in written


@pytest.mark.parametrize(
    ("given", "body", "problem"),
    [
        ({"on": "2026-03-03"}, {}, "not-held-yet"),
        ({"from": "08:30"}, {}, "not-held-yet"),
        ({}, {"at": "2026-03-02T09:00:00+07:00"}, "not-held-yet"),
        ({}, {"at": "2026-03-01T09:00:00+07:00"}, "another-day"),
        ({"on": "2026-03-01"}, {"at": "2026-03-02T00:30:00+07:00"}, "another-day"),
        ({}, {"positions": [make.CITY_CHAIR]}, "not-of-this-place"),
        ({}, {"positions": ["nobody"]}, "unknown-unit"),
        ({}, {"visitors": -1}, "invalid"),
    ],
)
def test_what_cannot_have_been_is_not_recorded(
    sign_in: SignIn, given: dict[str, Any], body: dict[str, Any], problem: str
) -> None:
    chosen = planned(sign_in, **given)

    answer = sign_in(make.RECEIVER).post(f"{chosen}/holding", json={"visitors": 1} | body)

    assert (answer.status_code, answer.json["type"]) == (422, f"/problems/{problem}")
    assert events() == []


@pytest.mark.parametrize("first", ["holding", "postponement"])
@pytest.mark.parametrize("second", ["holding", "postponement"])
def test_what_became_of_it_is_told_once(sign_in: SignIn, first: str, second: str) -> None:
    chosen, clerk = planned(sign_in), sign_in(make.RECEIVER)
    bodies: dict[str, dict[str, Any]] = {
        "holding": {"visitors": 1},
        "postponement": {"reason": "Họp đột xuất."},
    }
    assert clerk.post(f"{chosen}/{first}", json=bodies[first]).status_code == 201

    again = clerk.post(f"{chosen}/{second}", json=bodies[second])

    assert (again.status_code, again.json["type"]) == (409, "/problems/reception-settled")
    assert len(events()) == 1


def test_a_day_called_off_keeps_its_reason_and_its_public_notice(sign_in: SignIn) -> None:
    chosen = planned(sign_in, on="2026-03-10")
    notice = {"text": "Lịch tiếp công dân ngày 10/3 được hoãn.", "published_on": TODAY}

    told = (
        sign_in(make.CHAIR)
        .post(f"{chosen}/postponement", json={"reason": "Họp đột xuất.", "notice": notice})
        .json
    )

    assert (told["state"], told["reason"], told["notice"]) == ("not_held", "Họp đột xuất.", notice)
    [happened] = events()
    assert (happened.name, happened.facts["on"]) == ("reception.not_held", "2026-03-10")


def test_a_notice_is_not_published_in_the_future(sign_in: SignIn) -> None:
    chosen = planned(sign_in)
    notice = {"text": "Hoãn.", "published_on": "2026-03-03"}

    answer = sign_in(make.CHAIR).post(
        f"{chosen}/postponement", json={"reason": "Họp đột xuất.", "notice": notice}
    )

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/notice-in-future")


@pytest.mark.parametrize("act", ["holding", "postponement"])
def test_of_a_day_that_is_not_there_nothing_is_told(sign_in: SignIn, act: str) -> None:
    body: dict[str, Any] = {"visitors": 1} if act == "holding" else {"reason": "Họp đột xuất."}

    assert sign_in(make.CHAIR).post(f"{address()}/{act}", json=body).status_code == 404


def leave(code: str, until: date) -> None:
    """Whoever holds the position leaves it on that day."""
    position = directory().position_by_code(code)
    assert position is not None
    held = select(Appointment).where(Appointment.position_id == position.id)
    db.session.scalars(held).one().until_on = until
    db.session.flush()
    forget_stamp()
