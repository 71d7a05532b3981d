"""An answer that settles nothing: rated, contested, upheld above, answered anew, and closed."""

from datetime import datetime

from api.core import clock
from api.core.clock import VIETNAM
from tests import make
from tests.conftest import SignIn

SIGNED = {"symbol": "UBND-VP", "authority": "TM"}


def test_who_is_not_content_is_heard_above_and_answered_anew(sign_in: SignIn) -> None:
    resident, head, above = map(sign_in, (make.RESIDENT, make.CHAIR, make.CITY_CHAIR))
    _, address = make.new_address()
    resident.put(address, json=make.body())
    head.post(f"{address}/acceptance", json={})
    head.post(f"{address}/draft", json={"text": "Đã kiểm tra.", "result": "explained"})
    signed = {"number": 15, "signed_on": "2026-03-02"}
    head.post(f"{address}/signature", json=SIGNED | signed)

    # The sender gives two stars and says what is wrong.
    rated = resident.post(f"{address}/rating", json={"stars": 2, "words": "Chưa ai đến."})
    assert rated.status_code == 201, rated.json
    contested = resident.post(f"{address}/contest", json={"reasons": "Cống vẫn tắc."})
    assert contested.status_code == 201, contested.json
    assert contested.json["state"] == "contested"
    [review] = [o for o in contested.json["obligations"] if o["duty"] == "contest-decision"]
    assert review["owed_by"]["position"] == "Chủ tịch UBND thành phố Hải Phòng"
    assert review["last_day"] == "2026-03-16"

    # The one who answered does not decide; the head above does.
    decision = {"uphold": True, "reason": "Phải khơi thông cống, không chỉ kiểm tra."}
    assert head.post(f"{address}/contest-decision", json=decision).status_code == 403
    upheld = above.post(f"{address}/contest-decision", json=decision)
    assert upheld.status_code == 201, upheld.json
    assert upheld.json["state"] == "in_progress"
    assert upheld.json["contest"]["decision"]["position"] == "Chủ tịch UBND thành phố Hải Phòng"

    # The commune answers anew, in the time that the decision gave it.
    with clock.standing_at(datetime(2026, 3, 9, 9, tzinfo=VIETNAM)):
        head, resident = sign_in(make.CHAIR), sign_in(make.RESIDENT)
        head.post(f"{address}/draft", json={"text": "Đã khơi thông.", "result": "resolved"})
        again = {"number": 21, "signed_on": "2026-03-09"}
        assert head.post(f"{address}/signature", json=SIGNED | again).status_code == 201
        closed = resident.post(f"{address}/closure", json={})
        assert closed.status_code == 201, closed.json

    read = resident.get(address).json
    assert (read["state"], read["public_state"]) == ("closed", "done")
    assert read["answer"]["text"] == "Đã khơi thông."
    assert [each["text"] for each in read["earlier_answers"]] == ["Đã kiểm tra."]
    assert read["contest"]["decision"]["reason"] == decision["reason"]
    assert read["contest"]["decision"]["position"] is None
    assert {each["state"] for each in read["obligations"]} == {"met"}
    told = [each["name"] for each in resident.get(f"{address}/timeline").json["items"]]
    assert told[3:] == [
        "petition.rated",
        "petition.contested",
        "petition.contest_decided",
        "petition.answered",
        "petition.closed",
    ]
    assert "Cống vẫn tắc" not in resident.get(f"{address}/timeline").text
