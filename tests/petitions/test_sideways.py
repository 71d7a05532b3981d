"""What nobody learns by a way round: by a filter, a file taken out, or a petition beside it."""

import json
from typing import Any
from uuid import UUID, uuid4

from api.core.database import unit_of_work
from api.petitions.public_text import Maker
from api.petitions.publicity import hold, keep_text, publish
from api.petitions.queries import petition_to_change
from tests import make
from tests.conftest import Client, SignIn

PETITIONS = "/api/v1/petitions"
DESK = f"{make.COMMUNE}-kt"
HOME = "Số 5 ngõ 12"
ANNA = "Phạm Thị Hải Yến"


def handed_in(client: Client, **given: Any) -> str:
    _, address = make.new_address()
    response = client.put(address, json=make.body(**given))
    assert response.status_code == 201, response.json
    return address


def shown(address: str, *, held: bool = False) -> None:
    with unit_of_work():
        found = petition_to_change(UUID(address[-36:]))
        keep_text(found, None, found.text, made_by=Maker.MASKING, at=found.opened_at)
        (hold if held else publish)(found, at=found.opened_at)


def test_whom_a_public_petition_is_about_is_found_by_no_filter(
    sign_in: SignIn, client: Client
) -> None:
    author, receiver = sign_in(make.RESIDENT), sign_in(make.RECEIVER)
    address = handed_in(author, about={"unit": DESK}, visibility="public")
    shown(address)
    number = receiver.get(address).json["receipt_number"]

    def found(reader: Client, asked: str) -> int:
        return len(reader.get(f"{PETITIONS}?{asked}").json["items"])

    asked = (f"about={DESK}", "channel=app", f"q={number}")
    everybody = [found(client, f"published=true&{each}") for each in asked]
    monitors = [found(sign_in(make.FRONT), each) for each in asked]
    others = [found(sign_in(make.OTHER_RESIDENT), each) for each in asked]

    assert found(client, "published=true") == found(sign_in(make.FRONT), "") == 1
    assert everybody == monitors == others == [0, 0, 0]
    assert [found(receiver, each) for each in (asked[0], asked[2])] == [1, 1]
    assert found(author, asked[0]) == 1


def test_a_moderator_takes_out_no_more_than_they_read(sign_in: SignIn) -> None:
    author, moderator = sign_in(make.RESIDENT), sign_in(make.MODERATOR)
    address = handed_in(author, place=HOME, visibility="public")
    shown(address, held=True)

    read = moderator.get(address).json
    [taken] = json.loads(moderator.get(f"{PETITIONS}/export.json").text)["items"]

    assert "place" not in read
    assert (taken["place"], taken["channel"], taken["register"]) == (None, None, None)
    assert taken["text"] == read["text"]


def test_whom_a_part_of_a_letter_is_about_does_not_hear_that_there_is_one(
    sign_in: SignIn,
) -> None:
    author, head = sign_in(make.RESIDENT), sign_in(make.CHAIR)
    address = handed_in(author, text="Cống tắc. Cán bộ phòng chậm trả lời.")
    halves: list[dict[str, Any]] = [
        {"id": str(uuid4()), "text": "Cống tắc."},
        {"id": str(uuid4()), "text": "Cán bộ chậm trả lời.", "about": {"position": make.CHAIR}},
    ]
    body = {"parts": halves, "reason": "Hai nội dung."}
    assert head.post(f"{address}/split", json=body).status_code == 201

    told = head.get(f"{address}/relations").json["parts"]

    assert head.get(f"{PETITIONS}/{halves[1]['id']}").status_code == 404
    assert [each["id"] for each in told] == [halves[0]["id"]]
    assert len(author.get(f"{address}/relations").json["parts"]) == 2


def test_no_part_of_an_answer_names_the_sender_of_the_other_petition(sign_in: SignIn) -> None:
    author, other = sign_in(make.RESIDENT), sign_in(make.OTHER_RESIDENT)
    head, receiver = sign_in(make.CHAIR), sign_in(make.RECEIVER)
    _, target = make.new_address()
    given = {"channel": "counter", "petitioner": {"name": ANNA}}
    assert receiver.put(target, json=make.body(**given)).status_code == 201
    mine = handed_in(author)
    merged = head.post(f"{mine}/merge", json={"into": target[-36:], "reason": "Cùng cống."})
    assert merged.status_code == 201, merged.json
    assert head.post(f"{target}/acceptance", json={}).status_code == 201
    draft = {
        "text": f"Đã khơi cống trước nhà {ANNA}.",
        "result": "under_way",
        "legal_basis": f"Biên bản với {ANNA}",
        "done": [{"what": f"Nạo vét trước nhà {ANNA}", "on": "2026-03-02", "by": f"Tổ của {ANNA}"}],
        "commitment": {"what": f"Thay cống nhà {ANNA}", "due_on": "2027-12-31"},
    }
    drafted = head.post(f"{target}/draft", json=draft)
    assert drafted.status_code == 201, drafted.json
    signed = {"number": "15", "symbol": "UBND-VP", "signed_on": "2026-03-02", "authority": "TM"}
    done = head.post(f"{target}/signature", json=signed)
    assert done.status_code == 201, done.json

    told = author.get(f"{mine}/relations").json["merged_into"]

    assert told["answer"] is not None
    assert ANNA not in json.dumps(told, ensure_ascii=False)
    assert other.get(f"{mine}/relations").status_code == 404
