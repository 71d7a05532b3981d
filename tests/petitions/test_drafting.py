"""From the draft to the signed answer: what was done, what is empty, what is said about it."""

import unicodedata
from typing import Any

import pytest
from sqlalchemy import select

from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.formulas import empty_formulas
from tests import make
from tests.conftest import Client, SignIn

DONE = {"what": "Nạo vét 40 mét cống", "by": "Công ty Thoát nước", "on": "2026-02-27"}
ASSISTANT = f"{make.COMMUNE}-ubnd-thu-ky"


def codes(text: str, *substance: str) -> list[str]:
    return [each.formula.code for each in empty_formulas(text, frozenset(substance))]


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban xin ghi nhận ý kiến.",
        "GHI NHẬN.",
        unicodedata.normalize("NFD", "Phường ghi nhận phản ánh"),
        "phuong ghi nhan phan anh",
    ],
)
def test_a_phrase_that_says_nothing_is_found_however_it_is_typed(text: str) -> None:
    assert codes(text) == ["noted"]


@pytest.mark.parametrize("text", ["Băng ghi nhân chứng", "Ghi nhãn", ""])
def test_other_words_are_other_words(text: str) -> None:
    assert codes(text) == []


def test_a_phrase_is_empty_only_while_nothing_else_is_said() -> None:
    text = "Phường tiếp thu và sẽ xem xét theo quy định trong thời gian tới."

    assert codes(text) == ["taken_up", "will_consider", "by_regulation", "in_time_to_come"]
    assert codes(text, "done", "basis") == ["in_time_to_come"]
    assert codes(text, "promise", "basis") == []


def test_an_answer_says_what_was_done_and_its_empty_phrases_go_with_it(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
    chair, sender = sign_in(make.CHAIR), sign_in(make.RESIDENT)
    empty = {"text": "Phường ghi nhận, sẽ xem xét.", "result": "explained"}

    checked = say(sign_in(ASSISTANT), petition.id, "draft-check", empty)
    drafted = say(sign_in(ASSISTANT), petition.id, "draft", empty)
    fuller = say(chair, petition.id, "draft", empty | {"done": [{"what": "Đã xem"}]})

    warned = [each["code"] for each in checked.json["warnings"]]
    assert warned == ["noted", "will_consider"]
    assert checked.json["warnings"] == drafted.json["draft"]["warnings"]
    # Something done tells nothing either, while nobody knows by whom or when.
    assert [each["code"] for each in fuller.json["draft"]["warnings"]] == warned

    signed = say(chair, petition.id, "signature", signature())

    assert signed.status_code == 201  # a warning never keeps anybody from signing
    assert signed.json["answer_warnings"] == warned
    [facts] = db.session.scalars(select(Event.facts).where(Event.name == "petition.answered"))
    assert facts["warnings"] == warned
    seen = sender.get(f"/api/v1/petitions/{petition.id}").json
    assert seen["answer"]["done"] == [{"what": "Đã xem", "by": None, "on": None}]
    assert "chưa đồng ý" in seen["answer"]["how_to_object"]
    assert "answer_warnings" not in seen
    total = sign_in(make.CITY_MONITOR).get("/api/v1/monitoring/figures?by=kind").json["total"]
    assert total["signed_with_empty_phrases"] == 1


def test_who_does_not_agree_is_told_the_way_of_the_law_for_a_complaint(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.settled_complaint()

    answer = sign_in(make.RESIDENT).get(f"/api/v1/petitions/{petition.id}").json["answer"]

    assert "khiếu nại lần hai" in answer["how_to_object"]
    assert "Tòa án" in answer["how_to_object"]


def test_a_draft_is_commented_on_sent_back_and_written_anew(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
    chair, handler, assistant = (sign_in(who) for who in (make.CHAIR, make.HANDLER, ASSISTANT))
    say(chair, petition.id, "assignment", {"position": make.HANDLER})
    first = {"text": "Đã làm.", "result": "resolved", "done": [DONE]}
    say(handler, petition.id, "draft", first)

    commented = say(assistant, petition.id, "draft-comments", {"text": "Thiếu ảnh."})
    refused = say(assistant, petition.id, "draft-return", {"reason": "Thiếu."})
    returned = say(chair, petition.id, "draft-return", {"reason": "Ghi rõ ngày."})
    unsigned = say(chair, petition.id, "signature", signature())
    again = say(handler, petition.id, "draft", first | {"text": "Đã nạo vét cống ngày 27/02."})

    assert (commented.status_code, refused.status_code) == (201, 403)
    assert returned.json["state"] == "in_progress"
    assert unsigned.json["type"] == "/problems/nothing-to-sign"
    assert again.json["state"] == "at_signature"
    said = read(handler, petition.id, "draft-comments")
    assert [(each["text"], each["returns"]) for each in said] == [
        ("Thiếu ảnh.", False),
        ("Ghi rõ ngày.", True),
    ]
    assert {each["drafted_at"] for each in said} == {returned.json["draft"]["drafted_at"]}
    [earlier] = read(chair, petition.id, "earlier-drafts")
    assert (earlier["text"], earlier["done"]) == ("Đã làm.", [DONE])
    for who, status in ((make.RESIDENT, 403), (make.OTHER_RESIDENT, 404), (make.FRONT, 403)):
        for part in ("draft-comments", "earlier-drafts"):
            asked = sign_in(who).get(f"/api/v1/petitions/{petition.id}/{part}")
            assert asked.status_code == status, (who, part)


def test_without_a_draft_there_is_nothing_to_speak_of(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()

    for act, body in (("draft-comments", {"text": "?"}), ("draft-return", {"reason": "?"})):
        asked = say(sign_in(make.CHAIR), petition.id, act, body)
        assert asked.json["type"] == "/problems/nothing-drafted"


def say(client: Client, petition_id: object, act: str, body: dict[str, Any]) -> Any:
    return client.post(f"/api/v1/petitions/{petition_id}/{act}", json=body)


def read(client: Client, petition_id: object, part: str) -> Any:
    return client.get(f"/api/v1/petitions/{petition_id}/{part}").json["items"]


def signature() -> dict[str, Any]:
    return {"number": "15", "symbol": "UBND-VP", "signed_on": "2026-03-02"}
