"""A petition is handed in, the law names who owes by when, the head signs, all in time."""

from datetime import datetime

from api.core import clock
from api.core.clock import VIETNAM
from tests import make
from tests.conftest import SignIn


def test_a_reflection_is_accepted_prepared_signed_and_met(sign_in: SignIn) -> None:
    resident, head, handler = map(sign_in, (make.RESIDENT, make.CHAIR, make.HANDLER))
    _, address = make.new_address()

    handed_in = resident.put(address, json=make.body())

    assert handed_in.status_code == 201, handed_in.json
    petition = handed_in.json
    assert petition["state"] == "received"
    assert petition["holder"]["position"] == "Chủ tịch UBND phường Gia Viên"
    assert all(each["due_at"] for each in petition["obligations"])

    accepted = head.post(f"{address}/acceptance", json={})
    assert accepted.status_code == 201, accepted.json
    assigned = head.post(f"{address}/assignment", json={"position": make.HANDLER})
    assert assigned.json["state"] == "in_progress"
    drafted = handler.post(
        f"{address}/draft", json={"text": "Đã khơi thông cống.", "result": "resolved"}
    )
    assert drafted.json["state"] == "at_signature"
    with clock.standing_at(datetime(2026, 3, 9, 9, tzinfo=VIETNAM)):
        head = sign_in(make.CHAIR)
        signed = head.post(
            f"{address}/signature",
            json={"number": 15, "symbol": "UBND-VP", "signed_on": "2026-03-09", "authority": "TM"},
        )
        assert signed.status_code == 201, signed.json

    read = resident.get(address).json
    assert read["state"] == "answered"
    assert read["answer"]["text"] == "Đã khơi thông cống."
    assert {each["state"] for each in read["obligations"]} == {"met"}
    told = [each["name"] for each in resident.get(f"{address}/timeline").json["items"]]
    assert told == [
        "petition.received",
        "petition.accepted",
        "petition.assigned",
        "petition.answered",
    ]
