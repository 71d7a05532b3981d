"""Whom a day is credited to, and since when everybody could know of it."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from api.authorities.directory import directory
from api.core.database import db, unit_of_work
from api.events.models import Event
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


@pytest.mark.parametrize("is_allowed", [False, True])
def test_a_deputy_keeps_the_head_s_duty_only_where_a_document_lets_them_stand_in(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, is_allowed: bool
) -> None:
    row = {"title": "government_chair", "level": "commune", "from": date(2026, 1, 1)}
    if is_allowed:
        monkeypatch.setattr("api.dialogues.receptions.delegation.allowed", lambda: [row])
    known = directory().position_by_code
    chair, deputy = known(make.CHAIR), known(make.DEPUTY)
    assert chair is not None
    assert deputy is not None

    body = {"visitors": 1, "positions": [make.DEPUTY]}
    told = sign_in(make.RECEIVER).post(f"{planned()}/holding", json=body).json

    [facts] = db.session.scalars(select(Event.facts).where(Event.name == "reception.held"))
    assert (str(chair.id) in facts["positions"]) is is_allowed
    assert str(deputy.id) in facts["positions"]
    # Whoever reads of the day reads who received: the deputy, and not the chair.
    assert {each["code"]: each["received"] for each in told["positions"]} == {
        make.CHAIR: False,
        make.DEPUTY: True,
    }
