"""A petition outside competence: more is asked, then it is declined with its ground."""

from tests import make
from tests.conftest import SignIn


def test_the_sender_is_asked_and_then_told_why_it_is_not_taken_on(sign_in: SignIn) -> None:
    resident, clerk, head = map(sign_in, (make.RESIDENT, make.RECEIVER, make.CHAIR))
    _, address = make.new_address()
    resident.put(address, json=make.body())

    asked = clerk.post(f"{address}/information-request", json={"text": "Cống ở số nhà nào?"})
    assert asked.status_code == 201, asked.json
    assert asked.json["state"] == "supplement"
    told = resident.post(f"{address}/information", json={"text": "Trong sân nhà tôi."})
    assert told.status_code == 201, told.json
    assert told.json["state"] == "received"

    ground = {"ground": "Cống trong khuôn viên nhà ở", "text": "Đây là cống riêng của gia đình."}
    proposed = clerk.post(f"{address}/proposal", json={"act": "declining"} | ground)
    assert proposed.status_code == 201, proposed.json
    declined = head.post(f"{address}/decision", json={"approve": True})
    assert declined.status_code == 201, declined.json

    read = resident.get(address).json
    assert (read["state"], read["public_state"]) == ("declined", "done")
    assert read["decision"]["details"] == ground
    assert [(each["act"], each["words"]) for each in read["notes"]] == [
        ("information-request", "Cống ở số nhà nào?"),
        ("information", "Trong sân nhà tôi."),
    ]
    assert {each["state"] for each in read["obligations"]} == {"met", "ended"}
    # Nothing was answered, so there is nothing to contest; it is declined for good.
    contest = resident.post(f"{address}/contest", json={"reasons": "Không đúng."})
    assert contest.json["type"] == "/problems/petition-not-open"
    assert head.post(f"{address}/acceptance", json={}).status_code == 409
