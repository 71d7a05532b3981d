"""The schedule of reception days, which everybody reads."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.database import unit_of_work
from tests import make
from tests.conftest import SignIn

SCHEDULE = "/api/v1/receptions"
OTHER = "11407"


@pytest.fixture
def planned(app: Flask) -> dict[str, str]:
    """The ids of four days, by what is special about them."""
    with unit_of_work():
        joint = make.reception(on=date(2026, 3, 10), positions=(make.SECRETARY, make.CHAIR))
        late = make.reception(on=date(2026, 3, 20))
        early = make.reception(on=date(2026, 3, 5), from_time=time(9))
        elsewhere = make.reception(
            f"{OTHER}-tcd-tiep-nhan",
            unit=f"{OTHER}-tcd",
            on=date(2026, 3, 6),
            positions=(f"{OTHER}-ubnd-chu-tich",),
        )
        days = {"joint": joint, "late": late, "early": early, "elsewhere": elsewhere}
        return {name: str(day.id) for name, day in days.items()}


def listed(client: FlaskClient, planned: dict[str, str], query: str = "") -> list[str]:
    answer = client.get(f"{SCHEDULE}{query}")
    assert answer.status_code == 200, answer.json
    names = {id_: name for name, id_ in planned.items()}
    told: Any = answer.json
    return [names[each["id"]] for each in told["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["early", "elsewhere", "joint", "late"]),
        (f"?unit={OTHER}-tcd", ["elsewhere"]),
        (f"?unit={make.COMMUNE}-tcd", ["early", "joint", "late"]),
        (f"?unit={make.COMMUNE}-dang", ["joint"]),
        (f"?position={make.SECRETARY}", ["joint"]),
        (f"?position={make.CHAIR}&from=2026-03-10", ["joint", "late"]),
        ("?from=2026-03-06&to=2026-03-10", ["elsewhere", "joint"]),
        ("?from=2026-04-01", []),
    ],
)
def test_a_stranger_finds_the_days_of_a_unit_a_position_and_a_time(
    client: FlaskClient, planned: dict[str, str], query: str, expected: list[str]
) -> None:
    assert listed(client, planned, query) == expected


def test_pages_follow_one_another_without_gaps(
    client: FlaskClient, planned: dict[str, str]
) -> None:
    first: Any = client.get(f"{SCHEDULE}?limit=3").json
    second: Any = client.get(f"{SCHEDULE}?limit=3&after={first['next']}").json

    found = [each["on"] for each in first["items"] + second["items"]]

    assert found == ["2026-03-05", "2026-03-06", "2026-03-10", "2026-03-20"]
    assert second["next"] is None


@pytest.mark.parametrize("query", ["?after=AAAAAAAAAAAAAAAAAAAAAA", "?after=x", "?unit=nowhere"])
def test_what_cannot_be_asked_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"{SCHEDULE}{query}").status_code == 422


def test_the_schedule_says_who_receives_where_and_when_and_names_nobody(
    client: FlaskClient, app: Flask
) -> None:
    with unit_of_work():
        held = make.reception_held(make.SECRETARY, make.CHAIR, from_time=time(7))

    answer = client.get(f"{SCHEDULE}/{held.id}")

    told: Any = answer.json
    assert told["unit"]["code"] == f"{make.COMMUNE}-tcd"
    assert told["place"] == "Trụ sở Ủy ban nhân dân phường"
    assert [each["name"] for each in told["positions"]] == [
        "Bí thư Đảng ủy phường Gia Viên",
        "Chủ tịch UBND phường Gia Viên",
    ]
    assert "Mẫu" not in answer.get_data(as_text=True)
    assert "recorded_by" not in told


def test_officials_read_also_who_received_and_who_wrote_it_down(
    sign_in: SignIn, app: Flask
) -> None:
    with unit_of_work():
        held = make.reception_held(from_time=time(7))

    told = sign_in(make.FRONT).get(f"{SCHEDULE}/{held.id}").json

    assert "Mẫu" in told["positions"][0]["person"]
    assert told["recorded_by"]
    resident = sign_in(make.RESIDENT).get(f"{SCHEDULE}/{held.id}").json
    assert "recorded_by" not in resident


def test_what_is_not_there_is_not_found(client: FlaskClient, app: Flask) -> None:
    assert client.get(f"{SCHEDULE}/{uuid4()}").status_code == 404
