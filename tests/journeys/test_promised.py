"""What an answer promised: due on its day, shown, said to be missing, done, confirmed, closed."""

from datetime import datetime

from api.core import clock
from api.core.clock import VIETNAM
from tests import make
from tests.conftest import SignIn

DRAFT = {
    "text": "Phường sẽ làm cống mới.",
    "result": "planned",
    "commitment": {"what": "Làm cống mới ở ngõ 12", "due_on": "2026-03-29"},
}
SIGNED = {"number": 15, "symbol": "UBND-VP", "signed_on": "2026-03-02", "authority": "TM"}


def test_a_promise_outlives_the_answer_until_it_is_kept(sign_in: SignIn) -> None:
    resident, head = sign_in(make.RESIDENT), sign_in(make.CHAIR)
    _, address = make.new_address()
    resident.put(address, json=make.body())
    head.post(f"{address}/acceptance", json={})
    head.post(f"{address}/draft", json=DRAFT)

    # Signed: the promised day, a Sunday, is the last day.
    signed = head.post(f"{address}/signature", json=SIGNED)
    assert signed.json["state"] == "following", signed.json
    [promise] = resident.get(address).json["commitments"]
    assert (promise["due_on"], promise["state"], promise["overdue"]) == (
        "2026-03-29",
        "given",
        False,
    )
    there = f"/api/v1/commitments/{promise['id']}"
    [owed] = resident.get(there).json["obligations"]
    assert (owed["last_day"], owed["state"]) == ("2026-03-29", "open")
    assert owed["explanation"][0] == "Ngày đã hứa: Chủ Nhật, 29/03/2026."
    early = head.post(f"{address}/closure", json={})
    assert early.json["type"] == "/problems/promise-open"

    # Reported done in time; the sender says what is missing; done again, and confirmed late.
    with clock.standing_at(datetime(2026, 3, 20, 9, tzinfo=VIETNAM)):
        evidence = {"text": "Đã lắp 40 m cống.", "done_on": "2026-03-19"}
        reported = sign_in(make.CHAIR).post(f"{there}/evidence", json=evidence)
        assert reported.json["state"] == "reported_done", reported.json
        missing = {"confirmed": False, "words": "Còn thiếu nắp cống."}
        rejected = sign_in(make.RESIDENT).post(f"{there}/confirmation", json=missing)
        assert rejected.json["state"] == "rejected", rejected.json
    with clock.standing_at(datetime(2026, 3, 29, 23, tzinfo=VIETNAM)):
        evidence = {"text": "Đã lắp nắp cống.", "done_on": "2026-03-29"}
        assert sign_in(make.CHAIR).post(f"{there}/evidence", json=evidence).status_code == 201
    with clock.standing_at(datetime(2026, 4, 2, 9, tzinfo=VIETNAM)):
        [late] = sign_in(make.CITY_MONITOR).get("/api/v1/commitments?overdue=true").json["items"]
        assert late["id"] == promise["id"]
        done = sign_in(make.RESIDENT).post(f"{there}/confirmation", json={"confirmed": True})
        assert done.json["state"] == "verified", done.json
        [kept] = done.json["obligations"]
        assert kept["state"] == "met"
        assert [each["verdict"]["words"] for each in done.json["reports"]] == [
            "Còn thiếu nắp cống.",
            None,
        ]
        closed = sign_in(make.CHAIR).post(f"{address}/closure", json={})
        assert closed.json["state"] == "closed", closed.json
