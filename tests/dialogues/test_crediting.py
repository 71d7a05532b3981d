"""Whom a day is credited to, and since when everybody could know of it."""

from typing import Any

import pytest
from flask import Flask

from api.core.database import unit_of_work
from tests import make
from tests.conftest import MONDAY, SignIn


def planned() -> str:
    """The address of a day of the chair, just begun."""
    with unit_of_work():
        return f"/api/v1/receptions/{make.reception().id}"


@pytest.mark.parametrize(
    ("who", "named", "status"),
    [
        (make.CHAIR, [make.CHAIR, make.DEPUTY], 201),
        (make.CHAIR, [make.CHAIR, make.SECRETARY], 403),
        (f"{make.COMMUNE}-ubnd-thu-ky", [make.SECRETARY], 403),
        (make.RECEIVER, [make.CHAIR, make.SECRETARY], 201),
    ],
)
def test_nobody_credits_another_unit_with_a_day_it_was_not_planned_for(
    app: Flask, sign_in: SignIn, who: str, named: list[str], status: int
) -> None:
    chosen = planned()

    answer = sign_in(who).post(f"{chosen}/holding", json={"visitors": 1, "positions": named})

    assert answer.status_code == status, answer.json


def test_everybody_reads_since_when_a_day_stands_in_the_schedule(app: Flask, client: Any) -> None:
    chosen = planned()

    assert client.get(chosen).json["planned_at"] == MONDAY.isoformat()
