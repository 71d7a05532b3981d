"""Closed and not settled after all: opened again by its sender in time, or by the head."""

from datetime import datetime, timedelta

from flask import Flask

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import unit_of_work
from api.petitions import aftermath
from tests import make
from tests.conftest import MONDAY, SignIn

SIGNED = {"symbol": "UBND-VP", "authority": "TM"}
WHY = {"reason": "Mưa xuống là cống lại tắc."}


def test_what_was_closed_goes_on_and_is_owed_anew(sign_in: SignIn) -> None:
    with unit_of_work():
        made = make.answered()
    address = f"/api/v1/petitions/{made.id}"
    resident = sign_in(make.RESIDENT)
    assert resident.post(f"{address}/reopening", json=WHY).status_code == 409
    resident.post(f"{address}/closure", json={})
    assert resident.get(f"{address}/history").json["reopen_until"] == "2026-04-01"

    # Whoever has no part in it cannot; the sender can, and the words stand in no event.
    assert sign_in(make.OTHER_RESIDENT).post(f"{address}/reopening", json=WHY).status_code == 404
    with clock.standing_at(datetime(2026, 3, 16, 9, tzinfo=VIETNAM)):
        resident = sign_in(make.RESIDENT)
        opened = resident.post(f"{address}/reopening", json=WHY)
        assert opened.status_code == 201, opened.json
        assert (opened.json["state"], opened.json["public_state"]) == ("in_progress",) * 2
        assert opened.json["holder"]["position"] == "Chủ tịch UBND phường Gia Viên"
        [owed] = [o for o in opened.json["obligations"] if o["state"] == "open"]
        assert (owed["duty"], owed["last_day"]) == ("answer", "2026-03-30")
        happened = resident.get(f"{address}/timeline")
        assert happened.json["items"][-1]["name"] == "petition.reopened"
        assert WHY["reason"] not in happened.text

        # It is answered anew and closed by its sender, who has said yes to this answer.
        head = sign_in(make.CHAIR)
        [kept] = head.get(f"{address}/history").json["reopenings"]
        assert (kept["reason"], kept["by"]) == (WHY["reason"], "author")
        head.post(f"{address}/draft", json={"text": "Đã thay nắp cống.", "result": "resolved"})
        again = {"number": 31, "signed_on": "2026-03-16"}
        assert head.post(f"{address}/signature", json=SIGNED | again).status_code == 201
        assert resident.post(f"{address}/closure", json={}).json["state"] == "closed"
        assert {o["state"] for o in resident.get(address).json["obligations"]} == {"met"}


def test_the_sender_has_it_opened_once_for_an_answer_and_in_time_the_head_when_it_must(
    app: Flask, sign_in: SignIn
) -> None:
    with unit_of_work():
        once, late = make.answered(), make.answered()
        for each in (once, late):
            aftermath.close(each.id, make.actor(make.RESIDENT))
        complaint = make.settled_complaint()
        aftermath.close(complaint.id, make.actor(make.RESIDENT))
    at = "/api/v1/petitions"
    resident, head = sign_in(make.RESIDENT), sign_in(make.CHAIR)

    # Once for an answer: who closes it again without a new one has said yes twice.
    assert resident.post(f"{at}/{once.id}/reopening", json=WHY).status_code == 201
    head.post(f"{at}/{once.id}/draft", json={"text": "Vẫn như cũ.", "result": "explained"})
    assert resident.post(f"{at}/{once.id}/reopening", json=WHY).status_code == 409

    # A complaint that was decided has its own ways, with their days.
    refused = resident.post(f"{at}/{complaint.id}/reopening", json=WHY)
    assert refused.json["type"] == "/problems/complaint-not-reopened"
    assert refused.json["next_steps"][0]["until"]

    # After the last day the sender is told what to do instead; the head may still go on.
    with clock.standing_at(MONDAY + timedelta(days=40)):
        too_late = sign_in(make.RESIDENT).post(f"{at}/{late.id}/reopening", json=WHY)
        assert (too_late.status_code, too_late.json["until"]) == (409, "2026-04-01")
        assert "gửi kiến nghị mới" in too_late.json["title"]
        assert sign_in(make.DEPUTY).post(f"{at}/{late.id}/reopening", json={}).status_code == 422
        by_head = sign_in(make.DEPUTY).post(f"{at}/{late.id}/reopening", json=WHY)
        assert (by_head.status_code, by_head.json["state"]) == (201, "in_progress")
