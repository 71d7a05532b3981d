"""A dialogue from its plan to the promise that was kept: what all of it is for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask import Flask

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import unit_of_work
from tests import make
from tests.attachments.files import picture
from tests.conftest import Client, SignIn
from tests.dialogues.guests import own, phone, posted, registered
from tests.dialogues.meetings import FRONT_UNIT, GOVERNMENT, PARTY, planned, told
from tests.dialogues.villages import VILLAGES, put, sheet, with_villages

STARTS = datetime(2026, 3, 25, 8, tzinfo=VIETNAM)
CLOSES = STARTS - timedelta(days=1)
DUE = "2026-04-20"
KT_HEAD, POLICE = f"{make.COMMUNE}-kt-truong", f"{make.COMMUNE}-ca"
INSPECTOR = f"{make.COMMUNE}-mttq-thanh-tra-nhan-dan"
QUESTIONS = "/api/v1/questions"
PEOPLE = 12


def asked(who: Client, dialogue: str, text: str, **given: Any) -> Any:
    answer = who.put(f"{dialogue}/questions/{uuid4()}", json={"text": text, **given})
    assert answer.status_code == 201, answer.json
    return answer.json


def said(who: Client, question: Any, act: str, **given: Any) -> Any:
    return posted(who, f"{QUESTIONS}/{question['id']}/{act}", **given)


def published_in(who: Client, dialogue: str, channel: str, **given: Any) -> Any:
    answer = who.post(f"{dialogue}/results", json={**told(channel), **given})
    assert answer.status_code == 201, answer.json
    return answer.json


def test_from_the_plan_to_the_kept_promise(app: Flask, client: Client, sign_in: SignIn) -> None:
    desk, front = sign_in(make.RECEIVER), sign_in(make.FRONT)
    with_villages()

    # The desk plans it with secretary and chair, and everybody is told, ten days before and more.
    plan = planned(
        desk,
        starts_at=STARTS.isoformat(),
        ends_at=(STARTS + timedelta(hours=3)).isoformat(),
        chairs=[make.CHAIR, make.SECRETARY],
        co_organisers=[FRONT_UNIT, PARTY],
        expected_units=[POLICE],
        fields=["drainage", "transport"],
        capacity=10,
        registration={"from": clock.now().isoformat(), "to": CLOSES.isoformat()},
    )
    dialogue = f"/api/v1/dialogues/{plan['id']}"
    announced = posted(desk, f"{dialogue}/announcement", notices=[told("village_heads")])
    assert announced["state"] == "registration"
    [notice] = [each for each in announced["obligations"] if each["duty"] == "dialogue-notice"]
    assert notice["state"] == "met"

    # Villages say what moves them; the Front puts it together, and that opens the agenda.
    sheets = [str(uuid4()) for _ in VILLAGES]
    for village, sheet_id in zip(VILLAGES, sheets, strict=True):
        put(front, plan, f"sheets/{sheet_id}", 201, **sheet(village))
    matter = {"heading": "Thoát nước", "text": "Khơi cống các ngõ thấp."}
    used = [{"sheet": each, "item": 1} for each in sheets]
    put(
        front,
        plan,
        "synthesis",
        201,
        made_on=clock.today().isoformat(),
        items=[matter | {"opinions": used}],
    )

    # Twelve register for ten seats; one gives theirs up, and who waited longest has it.
    residents = [sign_in(phone(number)) for number in range(PEOPLE)]
    seats = [registered(each, dialogue, name=f"Người {n}") for n, each in enumerate(residents)]
    assert [each["state"] for each in seats] == ["confirmed"] * 10 + ["waiting"] * 2
    assert residents[3].delete(own(seats[3])).status_code == 204
    assert residents[10].get(own(seats[10])).json["state"] == "confirmed"

    # Seven questions come in advance, two of them alike; one is taken back.
    drain = asked(residents[0], dialogue, "Bao giờ nạo vét cống ngõ 12?", field="drainage")
    same = asked(residents[1], dialogue, "Cống ngõ 12 khi nào thông?", field="drainage")
    lamp = asked(residents[2], dialogue, "Đèn ngõ 3 bao giờ sửa?", field="transport")
    truck = asked(residents[4], dialogue, "Cấm xe tải trên quốc lộ được không?")
    land = asked(residents[5], dialogue, "Tôi không đồng ý quyết định thu hồi đất.")
    taken_back = asked(residents[6], dialogue, "Chợ dời đi đâu?")
    late = asked(residents[7], dialogue, "Sân chơi khu 2 bao giờ làm?")
    posted(residents[6], f"{QUESTIONS}/{taken_back['id']}/withdrawal")
    said(desk, same, "group", lead=drain["id"])
    prepares = said(desk, drain, "assignment", unit=f"{make.COMMUNE}-kt", due_on="2026-03-23")
    assert prepares["assigned"]["code"] == f"{make.COMMUNE}-kt"
    said(sign_in(KT_HEAD), drain, "preparation", text="Đã khảo sát 120 m cống.")
    placed = desk.put(f"{QUESTIONS}/{drain['id']}/place", json={"place": 1, "minutes": 10})
    assert placed.status_code == 200

    # On the day it is opened; a speaker's turn holds two matters.
    with clock.standing_at(STARTS + timedelta(minutes=4)):
        desk = sign_in(make.RECEIVER)
        posted(desk, f"{dialogue}/opening")
        posted(desk, f"{dialogue}/check-in", ticket=seats[0]["ticket"])
        posted(desk, f"{dialogue}/check-in", ticket=seats[8]["ticket"])
        turn = f"/api/v1/turns/{uuid4()}"
        joined = sign_in(phone(8)).put(
            f"{dialogue}/turns/{turn.rpartition('/')[2]}", json={"name": "Người 8"}
        )
        assert joined.status_code == 201, joined.json
        posted(desk, f"{turn}/start")
        by_turn = {"turn": joined.json["id"], "asker": "Người 8"}
        road = asked(desk, dialogue, "Vỉa hè phố chợ bị lấn.", **by_turn)
        noise = asked(desk, dialogue, "Tiếng ồn xưởng mộc.", **by_turn)
        posted(desk, f"{turn}/end")
        line = client.get(f"{dialogue}/live").json
        assert (line["state"], line["spoke"], line["waiting"]) == ("in_session", 1, 0)

        # Every question gets exactly one outcome; while one lacks it, nothing is closed.
        promise = {"what": "Nạo vét cống ngõ 12", "measure": "Thông 120 m cống", "due_on": DUE}
        made = said(desk, drain, "outcome", outcome="committed", **promise)
        said(desk, lamp, "outcome", outcome="answered", said="Tuần này thay bóng.")
        said(desk, truck, "outcome", outcome="out_of_competence", to="Sở Xây dựng")
        said(desk, land, "outcome", outcome="guided", to="Khiếu nại lần đầu")
        said(desk, road, "outcome", outcome="owed", due_on="2026-04-10", said="Cần đo lại.")
        said(desk, noise, "outcome", outcome="answered", said="Đã lập biên bản hôm qua.")
        refused = desk.post(f"{dialogue}/closing", json={"people": 90})
        assert refused.json["type"] == "/problems/lacking-outcomes"
        assert [each["id"] for each in refused.json["questions"]] == [late["id"]]
        said(desk, late, "outcome", outcome="not_reached", due_on="2026-04-10")
    with clock.standing_at(STARTS + timedelta(hours=3)):
        absent = [{"unit": POLICE, "reason": "Bận trực."}]
        held = posted(sign_in(make.RECEIVER), f"{dialogue}/closing", people=90, absent=absent)
        assert held["state"] == "held"
        assert held["attendance"]["people"] == 90
    counted = client.get(f"{dialogue}/questions/counts").json
    assert (counted["asked"], counted["lacking"]) == (9, 0)

    # What was concluded is signed, and the results are out in three ways.
    with clock.standing_at(STARTS + timedelta(days=4)):
        desk = sign_in(make.RECEIVER)
        signed: dict[str, Any] = {"symbol": "TB-UBND", "signed_on": "2026-03-29", "authority": "TM"}
        posted(desk, f"{dialogue}/conclusion", number="21", text="Nạo vét cống.", **signed)
        for channel in ("mass_media", "office_board"):
            published_in(desk, dialogue, channel)
        assert client.get(dialogue).json["state"] == "concluded"
        published = published_in(desk, dialogue, "village_heads", villages=list(VILLAGES))
        assert published["state"] == "following"
        [results] = [e for e in published["obligations"] if e["duty"] == "dialogue-results"]
        assert results["state"] == "met"

    # The promise is reported done, with what shows it; who asked says so first, then others.
    there = f"/api/v1/commitments/{made['commitment']['id']}"
    with clock.standing_at(datetime(2026, 4, 16, 9, tzinfo=VIETNAM)):
        with unit_of_work():
            photo = str(make.file(make.CHAIR, "cong.jpg", picture()).id)
        evidence: dict[str, Any] = {
            "text": "Đã thông 120 m cống.",
            "done_on": "2026-04-15",
            "attachments": [photo],
        }
        posted(sign_in(make.CHAIR), f"{there}/evidence", **evidence)
        asker = sign_in(phone(0))
        early = sign_in(INSPECTOR).post(f"{there}/verification", json={"verified": True})
        assert early.json["type"] == "/problems/ask-first"
        assert posted(asker, f"{there}/confirmation", confirmed=True)["state"] == "confirmed"
        own_promise = sign_in(make.CHAIR).post(f"{there}/verification", json={"verified": True})
        assert own_promise.status_code == 403
        kept = posted(sign_in(INSPECTOR), f"{there}/verification", verified=True)
        assert (kept["state"], kept["fate"]) == ("verified", "kept")

    # And everybody reads in the ledger that it was kept.
    with clock.standing_at(datetime(2026, 4, 17, 9, tzinfo=VIETNAM)):
        ledger = client.get(f"/api/v1/commitments/ledger?unit={GOVERNMENT}").json
        assert (ledger["total"]["made"], ledger["total"]["kept"]) == (1, 1)
