"""Following: anybody with the number sees dates and no words; the sender sees all of their own."""

from collections.abc import Callable

import pytest

from api.cases.models import Kind
from api.core.database import unit_of_work
from api.petitions import actions
from api.petitions.answers import Draft, Result
from api.petitions.following import LOOK_UPS
from api.petitions.models import Lodgement, Petition
from api.petitions.outcomes import Outcome
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader

SignedIn = Callable[[str], Reader]

WORDS = "Cống trước ngõ 12 bị tắc, mưa là ngập."


@pytest.fixture
def petition(app: object) -> Petition:
    with unit_of_work():
        return make.petition()


def test_the_code_shows_where_it_stands_who_answers_until_when_and_why(
    reader: Reader, petition: Petition
) -> None:
    written = petition.code[:5].lower() + " " + petition.code[5:]

    page = reader.get(f"/theo-doi?so={written}").text

    assert 'aria-current="step">Đã gửi' in page
    assert "Chủ tịch UBND phường Gia Viên" in page
    assert "Chậm nhất hết Thứ Hai, 23/03/2026" in page
    assert "Ngày đầu tiên được tính: Thứ Ba, 03/03/2026." in page
    assert "Tiếp theo: cơ quan xem" in page


def test_a_receipt_number_does_too_and_neither_shows_words(
    reader: Reader, petition: Petition
) -> None:
    spaced = f"{petition.receipt_number[:4]}-{petition.receipt_number[4:]}"

    page = reader.get(f"/theo-doi?so={spaced}")

    assert page.status_code == 200
    assert petition.code in page.text
    assert "ngõ 12" not in page.text


@pytest.mark.parametrize("number", ["ABC", "123456789012", "2222222222", "%F0%9F%8E%89"])
def test_a_wrong_number_says_what_to_look_at(reader: Reader, number: str) -> None:
    page = reader.get(f"/theo-doi?so={number}")

    assert page.status_code == 404
    assert 'href="#so"' in page.text
    assert "không có chữ O" in page.text


def test_who_tries_receipt_numbers_is_made_to_wait(reader: Reader) -> None:
    statuses = [reader.get("/theo-doi?so=123456789012").status_code for _ in range(LOOK_UPS.times)]

    assert set(statuses) == {404}
    assert reader.get("/theo-doi?so=123456789012").status_code == 429


def test_my_cases_are_mine_alone(reading: SignedIn, petition: Petition) -> None:
    mine, others = reading(make.RESIDENT), reading(make.OTHER_RESIDENT)

    assert petition.code in mine.get("/vu-viec").text
    assert petition.code not in others.get("/vu-viec").text
    for page in (f"/vu-viec/{petition.id}", f"/vu-viec/{petition.id}/bien-nhan"):
        assert mine.get(page).status_code == 200
        assert others.get(page).status_code == 404
        assert reading(make.CHAIR).get(page).status_code == 403


def test_the_sender_reads_their_words_the_answer_and_what_was_promised(reading: SignedIn) -> None:
    promise = Draft("Sẽ làm.", Result.PLANNED, None, "Nạo vét cống", MONDAY.date())
    with unit_of_work():
        made = make.accepted()
        actions.draft(made.id, make.actor(make.CHAIR), promise)
        actions.sign(made.id, make.actor(make.CHAIR), make.signature())

    page = reading(make.RESIDENT).get(f"/vu-viec/{made.id}").text

    assert WORDS in page
    assert "Sẽ giải quyết" in page
    assert "Việc đã hứa: Nạo vét cống, chậm nhất Thứ Hai, 02/03/2026" in page
    assert "Số 15/UBND-VP" in page
    assert "Đã trả lời, đang thực hiện" in page
    assert "Quá trình giải quyết" in page


def test_a_draft_is_not_shown_before_it_is_signed(reading: SignedIn) -> None:
    with unit_of_work():
        made = make.at_signature()

    page = reading(make.RESIDENT).get(f"/vu-viec/{made.id}").text

    assert "Đang trình ký" in page
    assert "Đã khơi thông" not in page


def test_who_is_handed_on_or_guided_reads_why_and_where_to(reading: SignedIn) -> None:
    with unit_of_work():
        guided, moved = make.petition(), make.petition()
        chair = make.actor(make.CHAIR)
        guidance = {"text": "Xin hỏi tổ hòa giải.", "to": "Tổ hòa giải"}
        actions.decide(guided.id, chair, Outcome.GUIDANCE, guidance)
        handed_on = {"to": "Sở Xây dựng", "ground": "Đường thành phố"}
        actions.decide(moved.id, chair, Outcome.TRANSFER, handed_on)

    resident = reading(make.RESIDENT)

    assert "Xin hỏi tổ hòa giải." in resident.get(f"/vu-viec/{guided.id}").text
    assert "Chuyển đến: Sở Xây dựng" in resident.get(f"/vu-viec/{moved.id}").text


def test_a_complaint_is_named_as_the_law_names_it(reading: SignedIn) -> None:
    with unit_of_work():
        made = make.petition(kind=Kind.COMPLAINT)
        actions.lodge(made.id, make.actor(make.RECEIVER), form=Lodgement.PAPER, at=MONDAY)
        actions.decide(made.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {})

    assert "Đã thụ lý" in reading(make.RESIDENT).get(f"/vu-viec/{made.id}").text


def test_older_cases_are_a_page_further(reading: SignedIn) -> None:
    with unit_of_work():
        made = [make.petition() for _ in range(21)]

    resident = reading(make.RESIDENT)
    first = resident.get("/vu-viec").text
    older = resident.get("/vu-viec?sau=" + first.partition("/vu-viec?sau=")[2].partition('"')[0])

    assert made[0].code not in first
    assert made[0].code in older.text
    assert resident.get("/vu-viec?sau=!").status_code == 422


def test_who_has_sent_nothing_is_led_to_send(reading: SignedIn) -> None:
    assert 'href="/gui"' in reading(make.RESIDENT).get("/vu-viec").text
