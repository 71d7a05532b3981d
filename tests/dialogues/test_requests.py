"""Residents ask for a dialogue; from a share of the voters on, the chair owes one."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api.authorities import actions as authorities
from api.authorities.commands import areas
from api.authorities.directory import directory
from api.authorities.rows import VoterRow
from api.core import clock
from api.core.database import db, unit_of_work
from api.events.actions import record
from api.regulation.models import Obligation
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.meetings import STARTS, done, planned, when

CHAIRS_UNIT = f"{make.COMMUNE}-ubnd"
DEMAND = f"/api/v1/units/{CHAIRS_UNIT}/dialogue-demand"
VOTERS = 30
"""So few that three voters are a tenth of them."""


@pytest.fixture(autouse=True)
def counted_voters(app: Flask) -> None:
    """The commune's voters are known."""
    voters_are(VOTERS)


def voters_are(number: int) -> None:
    """So many were counted in the commune."""
    row = VoterRow(
        code=make.COMMUNE, voters=number, counted_on=date(2026, 3, 1), source="Danh sách mẫu"
    )
    with unit_of_work():
        authorities.keep_voters([row])


def asking(**given: Any) -> dict[str, Any]:
    """What a resident sends."""
    return {
        "unit": CHAIRS_UNIT,
        "topic": "Thoát nước các ngõ",
        "name": "Người yêu cầu mẫu",
        "address": "Ngõ 12",
    } | given


def asked(sign_in: SignIn, number: int) -> str:
    """The address of a request by another resident."""
    address = f"/api/v1/dialogue-requests/{uuid4()}"
    answer = sign_in(f"+849000000{number:02d}").put(address, json=asking())
    assert answer.status_code == 201, answer.json
    return address


def counted(sign_in: SignIn, number: int) -> None:
    """A resident asks, and is found to be a voter."""
    answer = sign_in(make.RECEIVER).post(
        f"{asked(sign_in, number)}/judgement", json={"is_voter": True}
    )
    assert answer.status_code == 201, answer.json


def owed() -> list[Obligation]:
    """What the chair owes because it was asked for."""
    db.session.rollback()
    found = select(Obligation).where(Obligation.rule_id == "luat-72.dialogue-requested")
    return list(db.session.scalars(found))


def test_from_a_tenth_of_the_voters_on_a_dialogue_is_owed_once(sign_in: SignIn) -> None:
    for number in range(2):
        counted(sign_in, number)
    assert owed() == []

    for number in range(2, 6):
        counted(sign_in, number)

    [duty] = owed()
    assert duty.position_id == directory().position_by_code(make.CHAIR).id  # type: ignore[union-attr]
    assert (duty.term, duty.due_at) == ("prompt", None)


def test_only_who_was_found_to_be_a_voter_counts(sign_in: SignIn) -> None:
    for number in range(4):
        address = asked(sign_in, number)
        refused = {"is_voter": False, "reason": "Không có tên trong danh sách cử tri."}
        sign_in(make.RECEIVER).post(f"{address}/judgement", json=refused)
    asked(sign_in, 5)

    assert owed() == []
    demand = sign_in(make.RESIDENT).get(DEMAND).json
    assert (demand["counted"], demand["waiting"], demand["share"]) == (0, 1, 0)
    assert (demand["needed_share"], demand["needed"]) == (10, 3)


def test_a_dialogue_that_is_held_keeps_the_duty(sign_in: SignIn) -> None:
    for number in range(3):
        counted(sign_in, number)
    chair = directory().position_by_code(make.CHAIR)
    assert chair is not None

    with unit_of_work():
        record(
            "dialogue.held",
            at=clock.now(),
            unit_id=chair.unit_id,
            position_id=chair.id,
            organiser="government",
        )

    assert [duty.state for duty in owed()] == ["met"]


def test_without_the_number_of_voters_nothing_is_owed_and_that_is_said(
    sign_in: SignIn, client: Client
) -> None:
    other = "11407-ubnd"
    sign_in(make.RESIDENT).put(f"/api/v1/dialogue-requests/{uuid4()}", json=asking(unit=other))

    demand = client.get(f"/api/v1/units/{other}/dialogue-demand").json

    assert (demand["waiting"], demand["voters"], demand["share"]) == (1, None, None)
    assert demand["needed"] is None


def test_a_dialogue_that_was_held_serves_who_asked_and_the_count_begins_anew(
    sign_in: SignIn,
) -> None:
    for number in range(3):
        counted(sign_in, number)
    asked(sign_in, 8)
    dialogue = planned(sign_in(make.RECEIVER))
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        done(then, dialogue, "opening")
        done(then, dialogue, "closing", people=40)
        demand = then.get(DEMAND).json
        served = [each.state for each in owed()]
        for number in range(3):
            counted(sign_in, number)

    assert (demand["counted"], demand["waiting"]) == (0, 1)
    assert served == ["met"]
    assert [each.state for each in owed()] == ["met", "open"]


def test_a_share_that_was_reached_before_voters_were_counted_anew_is_told_with_the_next(
    sign_in: SignIn,
) -> None:
    # Given eleven requests where there were thought to be a thousand voters
    voters_are(1000)
    for number in range(11):
        counted(sign_in, number)
    assert owed() == []

    # When there are 110, of whom eleven and twelve are ten whole per cent alike
    voters_are(110)
    counted(sign_in, 11)

    # Then the dialogue is owed, and told of once
    assert len(owed()) == 1


def test_asking_twice_is_asking_once(sign_in: SignIn) -> None:
    resident, address = sign_in(make.RESIDENT), f"/api/v1/dialogue-requests/{uuid4()}"

    first = resident.put(address, json=asking())
    again = resident.put(address, json=asking())
    another = resident.put(f"/api/v1/dialogue-requests/{uuid4()}", json=asking(topic="Rác"))
    taken = sign_in(make.OTHER_RESIDENT).put(address, json=asking())

    statuses = [each.status_code for each in (first, again, another, taken)]
    assert statuses == [201, 200, 409, 409]


def test_who_took_a_request_back_may_ask_again(sign_in: SignIn) -> None:
    resident, address = sign_in(make.RESIDENT), f"/api/v1/dialogue-requests/{uuid4()}"
    resident.put(address, json=asking())

    assert resident.post(f"{address}/withdrawal").status_code == 201
    assert resident.post(f"{address}/withdrawal").status_code == 409
    other = resident.put(f"/api/v1/dialogue-requests/{uuid4()}", json=asking())
    assert other.status_code == 201


def test_requests_are_looked_at_by_the_reception_of_the_place_alone(sign_in: SignIn) -> None:
    address = asked(sign_in, 1)
    body = {"is_voter": True}

    assert (
        sign_in(f"{'11407'}-tcd-tiep-nhan").post(f"{address}/judgement", json=body).status_code
        == 404
    )
    assert sign_in(make.CHAIR).post(f"{address}/judgement", json=body).status_code == 403
    assert sign_in(make.OTHER_RESIDENT).post(f"{address}/withdrawal").status_code == 404
    elsewhere = sign_in("11407-tcd-tiep-nhan").get(f"/api/v1/units/{CHAIRS_UNIT}/dialogue-requests")
    assert elsewhere.status_code == 403
    here = sign_in(make.RECEIVER).get(f"/api/v1/units/{CHAIRS_UNIT}/dialogue-requests").json
    assert [each["name"] for each in here["items"]] == ["Người yêu cầu mẫu"]


@pytest.mark.parametrize(
    "wrong",
    [{"unit": "31-ubnd"}, {"unit": f"{make.COMMUNE}-dang"}, {"topic": ""}, {"name": "x" * 121}],
)
def test_what_is_no_request_is_refused(sign_in: SignIn, wrong: dict[str, Any]) -> None:
    answer = sign_in(make.RESIDENT).put(
        f"/api/v1/dialogue-requests/{uuid4()}", json=asking(**wrong)
    )

    assert answer.status_code == 422


def test_a_refusal_says_why(sign_in: SignIn) -> None:
    address = asked(sign_in, 1)

    answer = sign_in(make.RECEIVER).post(f"{address}/judgement", json={"is_voter": False})

    assert answer.status_code == 422
    assert "reason" in answer.json["errors"]["json"]


def test_voters_are_loaded_from_a_list_or_not_at_all(app: Flask, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    head = "code,voters,counted_on,source\n"
    good.write_text(f"{head}{make.COMMUNE},21500,2026-03-15,Danh sách cử tri\n")
    bad.write_text(f"{head}11407,21500,2026-03-15,Danh sách\n{make.COMMUNE},0,2026-03-15,x\n")

    refused = app.test_cli_runner().invoke(areas, ["voters", str(bad)])
    taken = app.test_cli_runner().invoke(areas, ["voters", str(good)])

    assert (refused.exit_code, taken.exit_code) == (1, 0)
    known = directory().areas
    assert (known[make.COMMUNE].voters, known["11407"].voters) == (21500, None)
