"""Sent back and sent back again: who has it then, with which ground, and how often that may be."""

import pytest
from sqlalchemy import select

from api.authorities.directory import directory
from api.authorities.lookup import unit_named
from api.authorities.models import Appointment
from api.core.database import db, unit_of_work
from api.core.reference import forget_stamp
from api.petitions import actions, legal_acts
from api.petitions.errors import AboutThem
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from api.petitions.returns import times_returned
from api.routing.reading import shipped
from tests import make
from tests.conftest import SignIn

pytestmark = pytest.mark.usefixtures("app")

ELSEWHERE = "11383"
OFFICE = f"{make.COMMUNE}-ubnd"
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


def one_person(code: str, other: str) -> None:
    """Whoever holds the one position holds the other one, too."""
    known = directory()
    positions = [known.position_by_code(each) for each in (code, other)]
    account = make.account_of(code)
    for position in positions:
        assert position is not None
        held = select(Appointment).where(Appointment.position_id == position.id)
        db.session.scalars(held).one().account_id = account.id
    db.session.flush()
    forget_stamp()


def test_it_is_handed_to_no_other_desk_of_the_person_it_is_about() -> None:
    # Given the secretary is the chair as well, and somebody writes about the secretary
    one_person(make.SECRETARY, make.CHAIR)
    petition = make.petition(about={"position": make.SECRETARY})
    city = make.actor(make.CITY_CHAIR)
    assert holder(petition) == make.CITY_CHAIR

    # Then it neither goes back to the chair nor is transferred there
    with pytest.raises(AboutThem):
        legal_acts.send_back(petition.id, city, "Việc của phường.", unit_named(OFFICE))
    letter = {"ground": "Việc của phường", "to": "UBND", "body": OFFICE}
    with pytest.raises(AboutThem):
        actions.decide(petition.id, city, Outcome.TRANSFER, letter)

    assert holder(petition) == make.CITY_CHAIR


def test_another_desk_of_the_person_it_is_about_does_not_prepare_the_answer() -> None:
    at_the_city = "31-sxd-chuyen-vien"
    one_person(make.SECRETARY, at_the_city)
    petition = make.petition(area="31", about={"position": make.SECRETARY})
    actions.decide(petition.id, make.actor(make.CITY_CHAIR), Outcome.ACCEPTANCE, {})
    desk = directory().position_by_code(at_the_city)
    assert desk is not None

    with pytest.raises(AboutThem):
        actions.assign(petition.id, make.actor(make.CITY_CHAIR), desk.id)


def test_nothing_is_transferred_to_the_unit_it_is_about() -> None:
    petition = make.petition(about={"unit": OFFICE})
    letter = {"ground": "Việc của phường", "to": "UBND", "body": OFFICE}

    with pytest.raises(AboutThem):
        actions.decide(petition.id, make.actor(make.CITY_CHAIR), Outcome.TRANSFER, letter)
