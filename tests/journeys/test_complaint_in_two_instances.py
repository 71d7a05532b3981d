"""A complaint on paper, decided by the commune, made a second time, and settled by the city."""

from datetime import datetime, timedelta

from api.core import clock
from api.core.clock import VIETNAM
from tests import make
from tests.conftest import MONDAY, SignIn

PAPER = {"symbol": "QĐ-UBND", "authority": "TM"}
SECOND = {"kind": "complaint", "text": "Tôi không đồng ý với quyết định.", "instance": 2}


def test_a_complaint_goes_through_both_instances_and_each_is_told_its_days(
    sign_in: SignIn,
) -> None:
    resident, clerk, head = map(sign_in, (make.RESIDENT, make.RECEIVER, make.CHAIR))
    _, first = make.new_address()
    _, second = make.new_address()
    about = {"unit": f"{make.COMMUNE}-ubnd"}
    body = make.body(kind="complaint", text="Thu hồi đất sai.", about=about)
    sent = resident.put(first, json=body)
    code = sent.json["code"]

    # Before the decision there is nothing to complain of a second time, and no word is lost on it.
    early = resident.put(second, json=SECOND | {"follows": code})
    assert (early.status_code, early.json["type"]) == (409, "/problems/not-settled-yet")
    assert "chưa có quyết định" in early.json["title"]

    # Sent online it is a beginning; the paper that the clerk enters starts the clock of the law.
    clerk.post(f"{first}/lodgement", json={"form": "paper", "at": MONDAY.isoformat()})
    head.post(f"{first}/acceptance", json={})
    head.post(f"{first}/draft", json={"text": "Không chấp nhận.", "result": "explained"})
    odd = head.post(f"{first}/signature", json=PAPER | _no("21", MONDAY) | {"finding": "odd"})
    assert odd.status_code == 422
    signed = head.post(f"{first}/signature", json=PAPER | _no("21", MONDAY) | {"finding": "wrong"})
    assert signed.status_code == 201, signed.json

    # The sender reads what the decision found and until when they may go on, and where.
    ways = {each["way"]: each for each in resident.get(first).json["next_steps"]}
    assert ways["second_settlement"]["until"] == "2026-04-01"
    assert ways["court"]["until"] == "2027-03-02"
    [of_first] = resident.get(f"{first}/history").json["instances"]
    assert of_first["decisions"][0]["finding"] == {
        "code": "wrong",
        "title": "Khiếu nại sai toàn bộ",
    }

    # Somebody else's code is no complaint of theirs.
    stranger = sign_in(make.OTHER_RESIDENT)
    foreign = stranger.put(make.new_address()[1], json=SECOND | {"follows": code})
    assert (foreign.status_code, foreign.json["type"]) == (422, "/problems/unknown-first")

    # The second complaint goes to the head above, with the file of the first; once.
    made = resident.put(second, json=SECOND | {"follows": code})
    assert made.status_code == 201, made.json
    assert made.json["holder"]["position"] == "Chủ tịch UBND thành phố Hải Phòng"
    assert (made.json["area"]["code"], made.json["field"]) == (make.COMMUNE, "drainage")
    assert resident.put(second, json=SECOND | {"follows": code}).status_code == 200
    again = resident.put(make.new_address()[1], json=SECOND | {"follows": code})
    assert (again.status_code, again.json["type"]) == (409, "/problems/second-already")
    above = sign_in(make.CITY_CHAIR)
    read = above.get(f"{second}/history").json["instances"]
    assert [each["instance"] for each in read] == [1, 2]
    assert read[0]["text"] == "Thu hồi đất sai."
    assert read[0]["decisions"][0]["text"] == "Không chấp nhận."

    # Whom it is about settled the first, and may not see the second.
    assert head.get(second).status_code == 404

    # Who settled the first reads that there is a second, where and how it stands; no word of it.
    above_unit = made.json["holder"]["unit"]
    known = head.get(f"{first}/history").json["instances"][1]
    assert (known["state"], known["unit"]) == ("received", above_unit)
    assert (known["text"], known["decisions"]) == (None, [])

    # The second decision leaves the court alone.
    city_desk = sign_in("31-tcd-tiep-nhan")
    city_desk.post(f"{second}/lodgement", json={"form": "paper", "at": MONDAY.isoformat()})
    accepted = above.post(f"{second}/acceptance", json={})
    assert accepted.status_code == 201, accepted.json
    duties = {each["duty"]: each["last_day"] for each in accepted.json["obligations"]}
    assert duties["settle"] == "2026-04-16"
    above.post(f"{second}/draft", json={"text": "Hủy quyết định.", "result": "explained"})
    above.post(f"{second}/signature", json=PAPER | _no("99", MONDAY) | {"finding": "right"})
    assert [each["way"] for each in resident.get(second).json["next_steps"]] == ["court"]


def test_who_comes_too_late_is_told_why_and_an_official_may_write_down_the_excuse(
    sign_in: SignIn,
) -> None:
    resident, clerk, head = map(sign_in, (make.RESIDENT, make.RECEIVER, make.CHAIR))
    _, first = make.new_address()
    code = resident.put(first, json=make.body(kind="complaint")).json["code"]
    clerk.post(f"{first}/lodgement", json={"form": "paper", "at": MONDAY.isoformat()})
    head.post(f"{first}/acceptance", json={})

    # Nothing came by the last day of the law: the second complaint is open without a decision.
    overdue = datetime(2026, 4, 2, 8, tzinfo=VIETNAM)
    body = SECOND | {"follows": code}
    with clock.standing_at(overdue):
        assert sign_in(make.RESIDENT).put(make.new_address()[1], json=body).status_code == 201
        withdrawn = sign_in(make.RESIDENT).get("/api/v1/petitions?mine=true").json["items"][0]
        sign_in(make.RESIDENT).post(f"/api/v1/petitions/{withdrawn['id']}/withdrawal", json={})

    # A month after that last day it is too late for everybody but who was lawfully kept.
    with clock.standing_at(overdue + timedelta(days=40)):
        resident, desk = sign_in(make.RESIDENT), sign_in("31-tcd-tiep-nhan")
        late = resident.put(make.new_address()[1], json=body)
        assert (late.status_code, late.json["type"]) == (409, "/problems/second-too-late")
        assert late.json["until"] == "2026-05-04"
        theirs = resident.put(make.new_address()[1], json=body | {"excuse": "Tôi nằm viện."})
        assert (theirs.status_code, theirs.json["type"]) == (422, "/problems/excuse-not-yours")
        _, second = make.new_address()
        excused = desk.put(second, json=body | {"excuse": "Nằm viện, có giấy ra viện."})
        assert excused.status_code == 201, excused.json
        # Who takes it in reads the excuse; the words of the first are for who settles.
        first_shown, second_shown = desk.get(f"{second}/history").json["instances"]
        assert second_shown["excuse"].startswith("Nằm viện")
        assert (first_shown["code"], first_shown["text"]) == (code, None)
        above = sign_in(make.CITY_CHAIR).get(f"{second}/history").json["instances"][0]
        assert above["text"] == make.body()["text"]


def _no(number: str, day: datetime) -> dict[str, str]:
    return {"number": number, "signed_on": day.date().isoformat()}
