"""One letter about several matters."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from api.core import clock
from tests import make
from tests.conftest import SignIn

LETTER = "Cống tắc trước ngõ 12. Đèn đường hỏng đã lâu."


def parts(*given: dict[str, Any]) -> dict[str, Any]:
    return {"parts": [{"id": str(uuid4())} | each for each in given], "reason": "Hai nội dung."}


def test_each_part_has_a_code_a_desk_and_clocks_from_the_letters_receipt(sign_in: SignIn) -> None:
    resident, clerk = sign_in(make.RESIDENT), sign_in(make.RECEIVER)
    people = {"representatives": [{"name": "Bà Tư", "contact": make.RESIDENT}], "count": 5}
    _, address = make.new_address()
    earlier = {"received_at": (clock.now() - timedelta(days=3)).isoformat(), "reason": "Chậm"}
    clerk.put(address, json=make.body(text=LETTER, channel="post", people=people) | earlier)
    head = sign_in(make.CHAIR)
    whole = resident.get(address).json
    given = parts(
        {"text": "Cống tắc trước ngõ 12.", "field": "drainage"},
        {"text": "Đèn đường hỏng.", "field": "transport", "kind": "proposal"},
    )

    done = [head.post(f"{address}/split", json=given) for _ in range(2)]

    assert [each.status_code for each in done] == [201, 201], done[0].json
    assert done[0].json["state"] == "split"
    told = resident.get(f"{address}/relations").json
    made = [resident.get(f"/api/v1/petitions/{each['id']}").json for each in told["parts"]]
    assert [each["text"] for each in made] == ["Cống tắc trước ngõ 12.", "Đèn đường hỏng."]
    assert [each["kind"] for each in made] == ["reflection", "proposal"]
    assert {each["received_at"] for each in made} == {whole["received_at"]}
    assert len({whole["code"], *(each["code"] for each in made)}) == 3
    assert all(each["obligations"] for each in made)
    assert {each["state"] for each in resident.get(address).json["obligations"]} == {"ended"}
    tracked = resident.get(f"/api/v1/cases/{whole['code']}").json["goes_on"]
    assert [each["code"] for each in tracked] == [each["code"] for each in made]
    origin = resident.get(f"/api/v1/petitions/{made[0]['id']}/relations").json["split_from"]
    assert origin["code"] == whole["code"]


def test_the_desk_is_warned_of_words_left_out_and_no_second_split_is_made(
    sign_in: SignIn,
) -> None:
    resident, head, (_, address) = sign_in(make.RESIDENT), sign_in(make.CHAIR), make.new_address()
    resident.put(address, json=make.body(text=LETTER))
    halves = parts({"text": "Cống tắc trước ngõ 12."}, {"text": "Đèn đường hỏng."})
    assert head.post(f"{address}/split", json=halves).status_code == 201

    other = head.post(f"{address}/split", json=parts({"text": "Một"}, {"text": "Hai"}))

    assert other.json["type"] == "/problems/petition-not-open"
    assert head.get(f"{address}/relations").json["words_left_out"] is True
    assert resident.get(f"{address}/relations").json["words_left_out"] is None


def test_a_part_is_never_a_denunciation_and_there_are_two_to_ten(sign_in: SignIn) -> None:
    head, (_, address) = sign_in(make.CHAIR), make.new_address()
    sign_in(make.RESIDENT).put(address, json=make.body(text=LETTER))

    accusing = parts({"text": "Cống tắc."}, {"text": "Ông A nhận tiền.", "kind": "denunciation"})
    refused = head.post(f"{address}/split", json=accusing)

    assert refused.json["type"] == "/problems/denunciation-not-online"
    assert refused.json["ways"]
    for number in (1, 11):
        few = parts(*({"text": "Cống tắc."} for _ in range(number)))
        assert head.post(f"{address}/split", json=few).status_code == 422
    assert head.get(address).json["state"] == "received"
