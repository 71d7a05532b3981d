"""Sent back and sent back again: who has it then, with which ground, and how often that may be."""

import pytest

from api.authorities.directory import directory
from api.authorities.lookup import unit_named
from api.core.database import unit_of_work
from api.petitions import legal_acts
from api.petitions.models import Petition
from api.petitions.returns import times_returned
from api.routing.reading import shipped
from tests import make
from tests.conftest import SignIn

pytestmark = pytest.mark.usefixtures("app")

ELSEWHERE = "11383"
ROUND = ((make.COMMUNE, ELSEWHERE), (ELSEWHERE, make.COMMUNE))
"""Two communes, each of which says that it is the other's."""


def passed_around(times: int) -> Petition:
    petition = make.petition()
    for number in range(times):
        here, there = ROUND[number % 2]
        head = make.actor(f"{here}-ubnd-chu-tich")
        legal_acts.send_back(
            petition.id, head, "Không phải đất ở đây.", unit_named(f"{there}-ubnd")
        )
    return petition


def holder(petition: Petition) -> str:
    return directory().position(petition.holder_id).code


def test_sent_back_too_often_it_goes_to_the_head_above_whoever_was_named() -> None:
    limit = shipped().returns.escalate_at

    before, after = passed_around(limit - 1), passed_around(limit)

    assert holder(before) in {f"{each}-ubnd-chu-tich" for each in (make.COMMUNE, ELSEWHERE)}
    assert holder(after) == make.CITY_CHAIR
    assert times_returned(after) == limit


def test_the_head_above_can_hand_it_down_again() -> None:
    petition = passed_around(shipped().returns.escalate_at)

    legal_acts.send_back(
        petition.id, make.actor(make.CITY_CHAIR), "Giao phường.", unit_named(f"{ELSEWHERE}-ubnd")
    )

    assert holder(petition) == f"{ELSEWHERE}-ubnd-chu-tich"


def test_the_sender_and_the_office_read_why_it_went_up(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = passed_around(shipped().returns.escalate_at)

    shown = sign_in(make.RESIDENT).get(f"/api/v1/petitions/{petition.id}").json

    assert shown["holder"]["reason"].startswith("Vụ việc đã bị chuyển trả nhiều lần")
    assert shown["notes"] == []


def test_the_ground_in_law_stands_beside_the_words_and_inside_only(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.petition()
    address = f"/api/v1/petitions/{petition.id}"

    sent = sign_in(make.CHAIR).post(
        f"{address}/return",
        json={
            "reason": "Đất phường khác.",
            "to": f"{ELSEWHERE}-ubnd",
            "legal_basis": "Điều 6 Thông tư mẫu",
        },
    )

    assert sent.status_code == 201, sent.json
    [note] = sent.json["notes"]
    assert note["legal_basis"] == "Điều 6 Thông tư mẫu"
    assert "Điều 6" not in sign_in(make.RESIDENT).get(address).text
    [returned] = [
        each
        for each in sign_in(f"{ELSEWHERE}-ubnd-chu-tich").get(f"{address}/timeline").json["items"]
        if each["name"] == "petition.returned"
    ]
    assert (returned["facts"]["times"], returned["facts"]["named"]) == (1, f"{ELSEWHERE}-ubnd")
