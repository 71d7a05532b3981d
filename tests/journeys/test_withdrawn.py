"""Taken back: a part while the rest goes on, the whole at once, a complaint only on paper."""

from datetime import timedelta

from sqlalchemy import func, select

from api.core import clock
from api.core.database import db
from api.petitions.withdrawals import Withdrawal
from tests import make
from tests.conftest import MONDAY, SignIn

AT = MONDAY.isoformat()
ENDED = {"number": "7", "symbol": "QĐ-UBND", "signed_on": "2026-03-02", "text": "Đã rút khiếu nại."}


def test_a_part_is_taken_back_and_the_rest_is_still_owed(sign_in: SignIn) -> None:
    resident, head = sign_in(make.RESIDENT), sign_in(make.CHAIR)
    _, address = make.new_address()
    before = resident.put(address, json=make.body()).json["obligations"]
    head.post(f"{address}/acceptance", json={})

    part = resident.post(f"{address}/withdrawal", json={"part": "Phần nói về cây xanh."})

    assert part.status_code == 201, part.json
    assert part.json["state"] == "accepted"
    answer = next(each for each in part.json["obligations"] if each["duty"] == "answer")
    assert answer["state"] == "open"
    assert answer["last_day"] == next(o["last_day"] for o in before if o["duty"] == "answer")
    assert part.json["notes"][-1]["words"] == "Phần nói về cây xanh."
    happened = resident.get(f"{address}/timeline")
    assert happened.json["items"][-1]["name"] == "petition.withdrawn_in_part"
    assert "cây xanh" not in happened.text
    [shown] = head.get(f"{address}/history").json["withdrawals"]
    assert (shown["part"], shown["form"]) == ("Phần nói về cây xanh.", None)

    # The rest is taken back too, and that is the end; a part of nothing is nothing.
    whole = resident.post(f"{address}/withdrawal", json={})
    assert (whole.status_code, whole.json["state"]) == (201, "withdrawn")
    assert resident.post(f"{address}/withdrawal", json={"part": "Còn lại"}).status_code == 409
    assert sign_in(make.OTHER_RESIDENT).get(f"{address}/history").status_code == 404


def test_a_complaint_ends_by_a_paper_that_the_desk_enters_and_a_signed_decision(
    sign_in: SignIn,
) -> None:
    resident, clerk, head = map(sign_in, (make.RESIDENT, make.RECEIVER, make.CHAIR))
    _, address = make.new_address()
    resident.put(address, json=make.body(kind="complaint"))
    clerk.post(f"{address}/lodgement", json={"form": "paper", "at": AT})
    head.post(f"{address}/acceptance", json={})
    paper = {"form": "paper", "at": AT}

    # A click is no paper, and nothing is ended that nobody has withdrawn or that no text knows.
    clicked = resident.post(f"{address}/withdrawal", json={"part": "Một phần"})
    assert (clicked.status_code, clicked.json["type"]) == (409, "/problems/withdrawn-on-paper")
    end = f"{address}/termination"
    early = head.post(end, json=ENDED | {"ground": "withdrawn"})
    assert (early.status_code, early.json["type"]) == (409, "/problems/not-withdrawn")
    not_yet = head.post(end, json=ENDED | {"ground": "no_heir"})
    assert (not_yet.status_code, not_yet.json["since"]) == (409, "2026-07-01")
    assert head.post(end, json=ENDED | {"ground": "tired"}).json["grounds"] == ["withdrawn"]

    # A part on paper leaves the rest; then the whole: its clock runs until the decision.
    lodged = clerk.post(f"{address}/withdrawal-lodgement", json=paper | {"part": "Khoản 2"})
    assert lodged.status_code == 201, lodged.json
    tomorrow = (MONDAY + timedelta(days=1)).isoformat()
    future = clerk.post(f"{address}/withdrawal-lodgement", json=paper | {"at": tomorrow})
    assert future.status_code == 422
    whole = clerk.post(f"{address}/withdrawal-lodgement", json=paper)
    assert (whole.status_code, whole.json["state"]) == (201, "accepted")
    assert head.post(f"{address}/withdrawal-lodgement", json=paper).status_code == 403
    assert clerk.post(f"{address}/withdrawal-lodgement", json=paper).status_code == 409
    settle = next(o for o in whole.json["obligations"] if o["duty"] == "settle")
    assert settle["state"] == "open"

    unsigned = head.post(end, json=ENDED | {"ground": "withdrawn", "signed_on": "2026-03-03"})
    assert unsigned.status_code == 422
    ended = head.post(end, json=ENDED | {"ground": "withdrawn"})
    assert (ended.status_code, ended.json["state"]) == (201, "terminated")
    assert {o["state"] for o in ended.json["obligations"]} <= {"met", "ended"}
    told = resident.get(address).json["notes"][-1]
    assert (told["act"], told["number"], told["words"]) == ("termination", "7", ENDED["text"])
    assert db.session.scalar(select(func.count()).select_from(Withdrawal)) == 2


def test_what_was_not_taken_on_is_withdrawn_at_once_by_the_desk(sign_in: SignIn) -> None:
    clerk = sign_in(make.RECEIVER)
    _, address = make.new_address()
    clerk.put(address, json=make.body(kind="complaint", petitioner={"name": "Bà Mẫu"}))
    clerk.post(f"{address}/lodgement", json={"form": "in_person", "at": AT})

    with clock.standing_at(MONDAY + timedelta(hours=1)):
        given = {"form": "in_person", "at": AT}
        done = sign_in(make.RECEIVER).post(f"{address}/withdrawal-lodgement", json=given)

    assert (done.status_code, done.json["state"]) == (201, "withdrawn")
    assert {each["state"] for each in done.json["obligations"]} <= {"met", "ended"}
