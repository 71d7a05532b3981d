"""After the answer: its sender rates it, agrees, does not agree, adds words or takes it back."""

from collections.abc import Callable

import pytest

from api.commitments import actions as commitments
from api.commitments import queries as promises
from api.core import clock
from api.core.database import db, unit_of_work
from api.petitions import aftermath, legal_acts, queries
from api.petitions.models import Petition
from api.petitions.states import PetitionState
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered

SignedIn = Callable[[str], Reader]


def as_it_is(made: Petition) -> Petition:
    """The petition as the database has it now."""
    db.session.expire_all()
    return queries.petition_to_read(made.id)


@pytest.fixture
def answered(app: object) -> Petition:
    with unit_of_work():
        return make.answered()


def test_the_sender_may_rate_agree_or_not_agree_and_nobody_else_is_asked(
    reading: SignedIn, answered: Petition
) -> None:
    at = f"/vu-viec/{answered.id}"

    mine = offered(reading(make.RESIDENT).get(at).text)

    assert [form.removeprefix(at) for form in mine if form.startswith(at)] == [
        "/chua-dong-y",
        "/dong-y",
        "/danh-gia",
        "/tep",
    ]
    for who, status in ((make.OTHER_RESIDENT, 404), (make.CHAIR, 403)):
        assert reading(who).press(f"{at}/danh-gia", stars="1").status_code == status
    assert as_it_is(answered).rating is None


def test_a_rating_is_kept_and_the_last_one_counts(reading: SignedIn, answered: Petition) -> None:
    at, resident = f"/vu-viec/{answered.id}", reading(make.RESIDENT)

    fill(resident, at, "danh-gia", stars="2", words="Chậm.")
    done = fill(resident, at, "danh-gia", stars="4", words="Đã làm.")

    found = as_it_is(answered)
    assert (found.rating, found.rating_words) == (4, "Đã làm.")
    assert "đánh giá của ông/bà đã được tính" in resident.get(done.location).text


def test_a_rating_without_a_number_keeps_the_words(reading: SignedIn, answered: Petition) -> None:
    at = f"/vu-viec/{answered.id}"

    refused = fill(reading(make.RESIDENT), at, "danh-gia", words="Chậm quá.")

    assert refused.status_code == 422
    assert "Chậm quá." in refused.text
    assert 'href="#danh-gia-stars"' in refused.text


def test_who_does_not_agree_says_why_once_and_reads_it_back(
    reading: SignedIn, answered: Petition
) -> None:
    at, resident = f"/vu-viec/{answered.id}", reading(make.RESIDENT)

    done = fill(resident, at, "chua-dong-y", reasons="Cống vẫn tắc.")

    page = resident.get(done.location).text
    assert as_it_is(answered).state == PetitionState.CONTESTED
    assert "Cống vẫn tắc." in page
    assert f"{at}/chua-dong-y" not in offered(page)


def test_who_does_not_agree_reads_what_comes_next_and_that_they_said_it_themselves(
    reading: SignedIn, answered: Petition
) -> None:
    resident = reading(make.RESIDENT)

    done = fill(resident, f"/vu-viec/{answered.id}", "chua-dong-y", reasons="Cống vẫn tắc.")
    mine = resident.get(done.location).text
    at_desk = reading(make.CHAIR).get(f"/can-bo/vu-viec/{answered.id}").text

    assert "người đứng đầu cấp trên của nơi đã trả lời xem lại và quyết định" in mine
    assert "rồi kết thúc vụ việc" not in mine
    for page in (mine, at_desk):
        said = page.partition("<li><strong>Người gửi chưa đồng ý</strong>")[2]
        assert "Ủy ban" not in said.partition("</li>")[0]
        assert "phường Gia Viên" in said


def test_an_answer_that_is_to_be_given_anew_is_no_longer_shown_as_the_answer(
    reading: SignedIn, answered: Petition
) -> None:
    with unit_of_work():
        aftermath.contest(answered.id, make.actor(make.RESIDENT), "Cống vẫn tắc.")
        aftermath.decide_contest(
            answered.id, make.actor(make.CITY_CHAIR), uphold=True, reason="Đúng."
        )

    for who, where in ((make.RESIDENT, "/vu-viec"), (make.CHAIR, "/can-bo/vu-viec")):
        page = reading(who).get(f"{where}/{answered.id}").text
        assert "<h2>Câu trả lời trước, nay được trả lời lại</h2>" in page
        assert "<h2>Câu trả lời</h2>" not in page


def test_who_agrees_closes_the_case(reading: SignedIn, answered: Petition) -> None:
    fill(reading(make.RESIDENT), f"/vu-viec/{answered.id}", "dong-y")

    assert as_it_is(answered).state == PetitionState.CLOSED


def test_what_changed_since_the_page_was_opened_is_said_and_no_word_is_lost(
    reading: SignedIn, answered: Petition
) -> None:
    resident = reading(make.RESIDENT)
    to = f"/vu-viec/{answered.id}/chua-dong-y"
    with unit_of_work():
        aftermath.close(answered.id, make.actor(make.RESIDENT))

    refused = resident.press(to, seen="cũ", reasons="Lý do dài của tôi.")

    assert refused.status_code == 409
    assert "Lý do dài của tôi." in refused.text


def test_what_was_asked_for_is_added(reading: SignedIn) -> None:
    with unit_of_work():
        made = make.petition()
        legal_acts.ask(made.id, make.actor(make.RECEIVER), "Cống ở số nhà nào?")
    resident = reading(make.RESIDENT)

    assert "Cống ở số nhà nào?" in resident.get(f"/vu-viec/{made.id}").text
    fill(resident, f"/vu-viec/{made.id}", "bo-sung", text="Số nhà 15.")

    assert as_it_is(made).state == PetitionState.RECEIVED


def test_what_nobody_answered_yet_may_be_taken_back(reading: SignedIn) -> None:
    with unit_of_work():
        made = make.petition()

    fill(reading(make.RESIDENT), f"/vu-viec/{made.id}", "rut-don")

    assert as_it_is(made).state == PetitionState.WITHDRAWN


def test_a_settled_complaint_is_not_contested_here_but_has_its_lawful_ways(
    reading: SignedIn,
) -> None:
    with unit_of_work():
        made = make.settled_complaint(petitioner={"name": "Bà Mẫu"})

    page = reading(make.RESIDENT).get(f"/vu-viec/{made.id}").text

    assert f"/vu-viec/{made.id}/chua-dong-y" not in offered(page)
    assert "Nếu ông/bà chưa đồng ý" in page or "không đồng ý" in page


def test_the_sender_says_first_whether_a_promise_was_kept(reading: SignedIn) -> None:
    with unit_of_work():
        made = make.promised(MONDAY.date())
        promise = promises.promised_in(made.id)[0]
        commitments.report(promise.id, make.actor(make.CHAIR), "Đã làm xong.", clock.today())
    to = f"/viec-da-hua/{promise.id}/nguoi-gui-xac-nhan"
    resident = reading(make.RESIDENT)

    assert to in offered(resident.get(f"/vu-viec/{made.id}").text)
    assert f"/vu-viec/{made.id}/dong-y" not in resident.get(f"/vu-viec/{made.id}").text
    assert reading(make.OTHER_RESIDENT).press(to, confirmed="true").status_code == 404
    done = resident.press(to, confirmed="false", words="Nắp cống còn thiếu.")

    assert "Nắp cống còn thiếu." in resident.get(done.location).text
    assert promises.promised_in(made.id)[0].state == "rejected"


def test_reception_writes_down_the_word_of_a_sender_without_an_account(reading: SignedIn) -> None:
    with unit_of_work():
        paper = make.promised(MONDAY.date(), by=make.RECEIVER)
        own = make.promised(MONDAY.date())
        for made in (paper, own):
            promise = promises.promised_in(made.id)[0]
            commitments.report(promise.id, make.actor(make.CHAIR), "Đã xong.", clock.today())
    clerk = reading(make.RECEIVER)

    assert "nguoi-gui-xac-nhan" in clerk.get(f"/can-bo/vu-viec/{paper.id}").text
    assert "nguoi-gui-xac-nhan" not in clerk.get(f"/can-bo/vu-viec/{own.id}").text


def test_who_follows_by_number_is_led_to_what_they_may_say(
    reader: Reader, reading: SignedIn, answered: Petition
) -> None:
    path = f"/theo-doi?so={answered.code}"

    visitor, mine, other = (
        each.get(path).text
        for each in (reader, reading(make.RESIDENT), reading(make.OTHER_RESIDENT))
    )

    assert f"/dang-nhap?tiep=/theo-doi%3Fso%3D{answered.code}" in visitor
    assert f"/vu-viec/{answered.id}" in mine
    assert str(answered.id) not in visitor + other
