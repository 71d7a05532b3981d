"""Whose figures somebody sees."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import make
from tests.conftest import MONDAY, SignIn
from tests.monitoring import lives
from tests.monitoring.lives import OTHER_COMMUNE

FIGURES = "/api/v1/monitoring/figures"
CASES = "/api/v1/monitoring/cases?figure=received"


def units(client: FlaskClient) -> list[str]:
    response = client.get(FIGURES)
    assert response.status_code == 200, response.json
    found: Any = response.json
    assert found["total"]["received"] == sum(row["received"] for row in found["items"])
    listed: Any = client.get(CASES).json
    assert len(listed["items"]) == found["total"]["received"]
    return [row["unit"]["code"] for row in found["items"]]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (make.CITY_MONITOR, [f"{make.COMMUNE}-ubnd", f"{OTHER_COMMUNE}-ubnd"]),
        (make.CITY_CHAIR, [f"{make.COMMUNE}-ubnd", f"{OTHER_COMMUNE}-ubnd"]),
        (make.FRONT, [f"{make.COMMUNE}-ubnd"]),
        (make.CHAIR, [f"{make.COMMUNE}-ubnd"]),
        (f"{OTHER_COMMUNE}-mttq-chu-tich", [f"{OTHER_COMMUNE}-ubnd"]),
        (make.SECRETARY, []),
    ],
)
def test_everybody_sees_their_own_units(sign_in: SignIn, who: str, seen: list[str]) -> None:
    lives.received(MONDAY)
    lives.received(MONDAY, OTHER_COMMUNE)

    assert units(sign_in(who)) == seen


@pytest.mark.parametrize("address", [FIGURES, CASES])
@pytest.mark.parametrize("who", [make.RESIDENT, make.HANDLER, make.RECEIVER])
def test_who_does_not_watch_is_refused(sign_in: SignIn, who: str, address: str) -> None:
    assert sign_in(who).get(address).status_code == 403


@pytest.mark.parametrize("address", [FIGURES, CASES])
def test_a_stranger_has_to_sign_in(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 401


def test_what_is_about_the_monitors_own_unit_is_not_counted_for_them(sign_in: SignIn) -> None:
    lives.received(MONDAY, about={"unit": f"{make.COMMUNE}-mttq"})

    assert units(sign_in(make.CITY_MONITOR)) == [f"{make.COMMUNE}-ubnd"]
    assert units(sign_in(make.FRONT)) == []


def test_asking_for_a_unit_out_of_sight_shows_nothing(sign_in: SignIn) -> None:
    lives.received(MONDAY, OTHER_COMMUNE)

    found: Any = sign_in(make.FRONT).get(f"{FIGURES}?unit={OTHER_COMMUNE}-ubnd").json

    assert found["items"] == []
    assert found["total"]["received"] == 0


def test_the_list_shows_no_words_of_the_sender(sign_in: SignIn) -> None:
    lives.received(
        MONDAY, text="Nhà ông Mẫu xả nước ra ngõ.", petitioner={"name": "Nguyễn Văn Mẫu"}
    )

    listed = sign_in(make.CITY_MONITOR).get(CASES)

    assert listed.status_code == 200
    assert "Mẫu" not in listed.get_data(as_text=True)
