"""Many ask about one matter: a dialogue is proposed, and the head answers once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from api.authorities.directory import directory
from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.core.jobs import Job
from api.dialogues.proposals import jobs as looking
from api.dialogues.proposals.thresholds import thresholds
from api.events.models import Event
from api.petitions.models import Petition
from api.petitions.supporters import add_supporter
from notifications.plan import plan as tell
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.guests import phone
from tests.dialogues.meetings import GOVERNMENT, planned
from tests.monitoring.test_hot_spots import handed_in
from tests.notifications.telling import account, hearers

PROPOSALS = "/api/v1/dialogue-proposals"
DRAIN = "Cống thoát nước ngõ 7 bị tắc, hễ mưa là nước ngập vào nhà dân."
THERE = "11407"


def given(*petitions: Petition, **other: Any) -> dict[str, Any]:
    usual = {
        "unit": GOVERNMENT,
        "topic": "Thoát nước các ngõ thấp",
        "field": "drainage",
        "period": {"from": "2026-02-01", "to": "2026-03-02"},
        "petitions": 5,
        "people": 9,
        "codes": [each.code for each in petitions],
    }
    return usual | other


def proposed(who: Client, *petitions: Petition, status: int = 201, **other: Any) -> Any:
    answer = who.put(f"{PROPOSALS}/{uuid4()}", json=given(*petitions, **other))
    assert answer.status_code == status, answer.json
    return answer.json


def many(number: int = 5, days_ago: int = 10, **other: Any) -> list[Petition]:
    """Different people wrote of the same drain last month."""
    return [handed_in(phone(n), days_ago, **{"text": DRAIN} | other) for n in range(number)]


def looked() -> None:
    """The look of one night, with the jobs that it makes."""
    waiting: list[Job] = []
    with unit_of_work(), jobs.handed_to(waiting.append):
        looking.look_for_hot_spots()
    # Telling of it is not what this is about; and nobody asks any other commune for anything.
    place = directory().unit_by_code(GOVERNMENT)
    assert place is not None
    for each in waiting:
        if each.ids.get("unit_id") == place.id:
            with unit_of_work(), jobs.handed_to(lambda _: None):
                jobs.do(each)
    db.session.rollback()


def told(name: str) -> list[set[Any]]:
    """Who hears of each event of this name."""
    events = db.session.query(Event).filter_by(name=name).order_by(Event.id).all()
    with unit_of_work():
        for each in events:
            tell(each)
    return [set(hearers(each)) for each in events]


def test_the_front_proposes_with_evidence_and_the_head_plans_a_dialogue_from_it(
    sign_in: SignIn,
) -> None:
    drains, accusing = many(2), handed_in(phone(7), 3, text=DRAIN, about={"position": make.DEPUTY})
    front, head, desk = (sign_in(who) for who in (make.FRONT, make.CHAIR, make.RECEIVER))

    # When the Front proposes it, the head reads what it is about, and nothing that accuses anybody
    made = proposed(front, *drains, accusing)
    assert made["codes"] == [each.code for each in drains]
    assert (made["state"], made["petitions"], made["people"]) == ("proposed", 5, 9)
    assert [each["id"] for each in head.get(PROPOSALS).json["items"]] == [made["id"]]
    plan = head.get(f"{PROPOSALS}/{made['id']}").json["plan"]
    assert plan["chairs"] == [make.CHAIR]
    assert plan["fields"] == ["drainage"]
    [heard] = told("dialogue.proposed")
    assert account(make.CHAIR) in heard
    assert account(make.FRONT) not in heard

    # And when a dialogue is planned from it, it is said which
    dialogue = planned(desk, **plan)
    accepted = head.post(f"{PROPOSALS}/{made['id']}/acceptance", json={"dialogue": dialogue["id"]})
    assert accepted.status_code == 201, accepted.json
    assert accepted.json["dialogue"]["code"] == dialogue["code"]
    [heard] = told("dialogue.proposal_answered")
    assert account(make.FRONT) in heard
    assert account(make.CHAIR) not in heard

    # Then it is answered for good
    again = head.post(f"{PROPOSALS}/{made['id']}/refusal", json={"reason": "Không."})
    assert (again.status_code, again.json["type"]) == (409, "/problems/proposal-settled")


def test_a_declined_one_is_read_with_its_reason_and_counted(sign_in: SignIn) -> None:
    front, head = sign_in(make.FRONT), sign_in(make.CHAIR)
    made = proposed(front)
    address, reason = f"{PROPOSALS}/{made['id']}", "Đang cải tạo cống, xong trước 30/4."

    answer = head.post(f"{address}/refusal", json={"reason": reason})

    assert answer.status_code == 201
    assert front.get(address).json["reason"] == reason
    assert (
        front.get(f"{PROPOSALS}?state=declined&unit={GOVERNMENT}").json["items"][0] == answer.json
    )
    counts = sign_in(make.CITY_MONITOR).get(f"{PROPOSALS}/counts?unit={GOVERNMENT}").json
    assert counts == {"proposed": 0, "accepted": 0, "declined": 1, "lapsed": 0}


def test_what_makes_no_sense_or_is_not_theirs_is_refused_and_nothing_is_kept(
    sign_in: SignIn,
) -> None:
    front, head = sign_in(make.FRONT), sign_in(make.CHAIR)
    [drain] = many(1)
    elsewhere = handed_in(phone(2), 3, text=DRAIN, area=THERE)

    for wrong in (
        {"period": {"from": "2026-03-02", "to": "2026-02-01"}},
        {"field": "khong-co"},
        {"petitions": 0},
        {"codes": [drain.code, drain.code]},
        {"codes": [elsewhere.code]},
        {"codes": ["ABC"], "petitions": 1},
        {"field": "education", "codes": [drain.code]},
        {"unit": f"{make.COMMUNE}-mttq"},
    ):
        proposed(front, status=422, **wrong)
    proposed(front, status=403, unit=f"{THERE}-ubnd")
    proposed(head, status=403)
    assert front.get(PROPOSALS).json["items"] == []

    made = proposed(front, drain)
    address = f"{PROPOSALS}/{made['id']}"
    same = given(drain)
    assert front.put(address, json=same).status_code == 200
    assert front.put(address, json=same | {"topic": "Khác"}).status_code == 409
    proposed(sign_in(make.CITY_MONITOR), status=409)
    assert sign_in(f"{THERE}-ubnd-chu-tich").get(address).status_code == 404
    assert sign_in(f"{THERE}-ubnd-chu-tich").get(PROPOSALS).json["items"] == []
    for who, status in ((make.SECRETARY, 403), (f"{THERE}-ubnd-chu-tich", 404)):
        answer = sign_in(who).post(f"{address}/refusal", json={"reason": "Không."})
        assert answer.status_code == status
    for body in ({"reason": ""}, {}):
        assert head.post(f"{address}/refusal", json=body).status_code == 422
    other = planned(
        sign_in(f"{THERE}-tcd-tiep-nhan"),
        unit=f"{THERE}-ubnd",
        chairs=[f"{THERE}-ubnd-chu-tich"],
        co_organisers=[],
    )
    for dialogue in (other["id"], str(uuid4())):
        answer = head.post(f"{address}/acceptance", json={"dialogue": dialogue})
        assert (answer.status_code, answer.json["type"]) == (422, "/problems/not-its-dialogue")


@pytest.mark.usefixtures("app")
def test_by_itself_it_is_proposed_once_a_month_of_what_enough_people_ask(sign_in: SignIn) -> None:
    drains = many(4)
    looked()
    assert sign_in(make.FRONT).get(PROPOSALS).json["items"] == []

    # A fifth wrote; another accuses somebody, and one of this month does not count
    drains.append(handed_in(phone(5), 5, text=DRAIN))
    handed_in(phone(6), 5, text=DRAIN, about={"position": make.DEPUTY})
    handed_in(phone(8), 0, text=DRAIN)
    with unit_of_work():
        add_supporter(drains[0].id, make.account_of(phone(9)).id, clock.now())
    for _ in range(2):
        looked()

    [found] = sign_in(make.FRONT).get(PROPOSALS).json["items"]
    assert (found["petitions"], found["people"], found["proposed_by"]) == (5, 6, None)
    assert found["period"] == {"from": "2026-02-01", "to": "2026-02-28"}
    assert sorted(found["codes"]) == sorted(each.code for each in drains)
    assert "Thoát nước" in found["topic"]
    [heard] = told("dialogue.proposed")
    assert account(make.FRONT) in heard

    # Declined, it is not proposed again for the same month
    head = sign_in(make.CHAIR)
    head.post(f"{PROPOSALS}/{found['id']}/refusal", json={"reason": "Đã sửa xong."})
    looked()
    assert len(head.get(PROPOSALS).json["items"]) == 1


def test_what_nobody_answers_is_seen_to_be_so_and_may_still_be_answered(
    app: Flask, sign_in: SignIn
) -> None:
    made = proposed(sign_in(make.FRONT))
    address = f"{PROPOSALS}/{made['id']}"

    with clock.standing_at(clock.now() + thresholds().lapses_after + timedelta(minutes=1)):
        looked()
        assert sign_in(make.FRONT).get(address).json["state"] == "lapsed"
        head = sign_in(make.CHAIR)
        answer = head.post(f"{address}/refusal", json={"reason": "Đã làm xong."})

    assert answer.json["state"] == "declined"
