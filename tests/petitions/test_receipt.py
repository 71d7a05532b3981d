"""The receipt slip: who gets it, what stands on it, and what never does."""

import re
import unicodedata
from base64 import b64encode
from hashlib import sha256
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.cases.models import Kind
from api.core.database import unit_of_work
from api.petitions.models import Petition
from tests import make
from tests.conftest import Client, SignIn

WORDS = {
    "text": "Ông Tư đổ rác xuống mương.",
    "title": "Nước bẩn",
    "place": "ngõ 12",
    "petitioner": {"name": "Bà Tám", "address": "số 9 phố Cấm"},
    "contact": {"phone": "0987 000 111"},
    "helper": "Cháu Bảy",
}
SECRETS = ("Ông Tư", "mương", "Nước bẩn", "ngõ 12", "Bà Tám", "phố Cấm", "987000111", "Cháu Bảy")


def handed_in(by: str = make.RECEIVER, **given: Any) -> Petition:
    with unit_of_work():
        return make.petition(by, **(WORDS | given))


def slip_of(petition: Petition, client: Client, language: str = "vi") -> Any:
    return client.get(
        f"/api/v1/petitions/{petition.id}/receipt", headers={"Accept-Language": language}
    )


def text_of(answer: Any) -> str:
    """What a person reads, in one line."""
    page = re.sub(r"<(style|title)>.*?</\1>", "", answer.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_slip_says_which_number_what_when_who_and_until_when(sign_in: SignIn) -> None:
    petition = handed_in()

    answer = slip_of(petition, sign_in(make.RECEIVER))

    number = petition.receipt_number
    shown = text_of(answer)
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=utf-8"
    assert f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}" in shown
    assert petition.code in shown
    assert "Loại đơn Phản ánh" in shown
    assert "Nhận lúc 08:00, Thứ Hai, 02/03/2026" in shown
    assert "Người chịu trách nhiệm trả lời Chủ tịch UBND phường Gia Viên" in shown
    assert re.search(r"hết ngày Thứ \w+, \d\d/03/2026 .*Căn cứ: ", shown)
    assert f"/theo-doi?so={petition.code}" in shown
    assert unicodedata.is_normalized("NFC", answer.text)


def test_the_slip_never_shows_what_was_written_or_who_wrote_it(sign_in: SignIn) -> None:
    petition = handed_in()

    page = slip_of(petition, sign_in(make.RECEIVER)).text

    assert [secret for secret in SECRETS if secret in page] == []


def test_the_slip_speaks_the_language_that_is_asked_for(sign_in: SignIn) -> None:
    answer = slip_of(handed_in(), sign_in(make.RECEIVER), "en")

    assert '<html lang="en">' in answer.text
    assert "Kind of petition Reflection" in text_of(answer)
    assert "by the end of" in text_of(answer)


def test_the_slip_stands_by_itself_and_runs_nothing(sign_in: SignIn) -> None:
    answer = slip_of(handed_in(), sign_in(make.RECEIVER))

    [style] = re.findall(r"<style>(.*?)</style>", answer.text, flags=re.DOTALL)
    policy = answer.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert re.findall(r"<script|<img|<link|style=|src=|@import|url\(", answer.text) == []
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_complaint_says_that_it_needs_a_paper_until_that_is_there(
    sign_in: SignIn,
) -> None:
    receiver = sign_in(make.RECEIVER)
    complaint = handed_in(kind=Kind.COMPLAINT)
    before = text_of(slip_of(complaint, receiver))

    lodged = {"form": "paper", "at": "2026-03-02T08:00:00+07:00"}
    receiver.post(f"/api/v1/petitions/{complaint.id}/lodgement", json=lodged)
    after = text_of(slip_of(complaint, receiver))

    assert "đơn ký hoặc biên bản" in before
    assert "Người có thẩm quyền giải quyết" in before
    assert "đơn ký hoặc biên bản" not in after


def test_what_is_done_is_owed_no_more(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.answered()

    shown = text_of(slip_of(petition, sign_in(make.RESIDENT)))

    assert "Thời hạn và căn cứ" not in shown
    assert petition.code in shown


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (make.RESIDENT, 200),
        (make.RECEIVER, 200),
        (make.CHAIR, 200),
        (make.CITY_CHAIR, 200),
        (make.FRONT, 403),
        (make.HANDLER, 403),
        (make.OTHER_RESIDENT, 404),
        ("11407-tcd-tiep-nhan", 404),
    ],
)
def test_the_slip_is_for_its_author_reception_and_heads(
    sign_in: SignIn, who: str, status: int
) -> None:
    petition = handed_in(by=make.RESIDENT)

    assert slip_of(petition, sign_in(who)).status_code == status


def test_whom_it_is_about_gets_no_slip_but_the_clerk_who_has_just_entered_it(
    sign_in: SignIn,
) -> None:
    desk = {"unit": f"{make.COMMUNE}-tcd"}
    entered, sent = handed_in(about=desk), handed_in(by=make.RESIDENT, about=desk)
    receiver = sign_in(make.RECEIVER)
    at_once = slip_of(entered, receiver).status_code
    head = sign_in(make.CHAIR)
    accepted = head.post(f"/api/v1/petitions/{entered.id}/acceptance", json={})

    assert at_once == 200
    assert accepted.status_code == 201
    assert slip_of(entered, receiver).status_code == 404
    assert slip_of(sent, receiver).status_code == 404


def test_a_petition_that_is_not_there_answers_like_one_that_may_not_be_seen(
    app: Flask, sign_in: SignIn
) -> None:
    hidden, other = handed_in(), sign_in(make.OTHER_RESIDENT)
    _, nowhere = make.new_address()

    answers = [slip_of(hidden, other).json, other.get(f"{nowhere}/receipt").json]

    assert len({(each["status"], each["type"], each["title"]) for each in answers}) == 1


def test_nobody_gets_a_slip_without_signing_in(client: FlaskClient) -> None:
    assert client.get(f"{make.new_address()[1]}/receipt").status_code == 401
