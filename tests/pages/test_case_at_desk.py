"""A case at the desk: read as far as one may, acted on in order, and no word ever lost."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from api.cases.models import Kind
from api.core.access import COOKIE
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions import actions, aftermath
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from api.petitions.queries import petition_to_read
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader
from tests.pages.filling import carried, fill, offered

SignedIn = Callable[[str], Reader]

WORDS = "Cống trước ngõ 12 bị tắc, mưa là ngập."
ANSWER = "Phường đã nạo vét\ncống ngõ 12 ngày 27/02."


@pytest.fixture
def petition(app: object) -> Petition:
    with unit_of_work():
        return make.petition(petitioner={"name": "Bà Gửi Đơn"}, contact={"phone": "0355000111"})


def test_from_the_proposal_to_the_signature_each_does_what_is_theirs(
    reading: SignedIn, petition: Petition
) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"
    clerk, head = reading(make.RECEIVER), reading(make.CHAIR)

    proposed = fill(clerk, at, "de-xuat-tiep-nhan", reason="Đúng thẩm quyền.")
    waiting = head.get(at).text
    decided = fill(head, at, "phe-duyet", approve="true")
    drafted = fill(head, at, "du-thao", text=ANSWER, result="resolved")
    signed = fill(head, at, "ky", number="15", symbol="UBND-VP", signed_on="02/03/2026")

    assert proposed.location == f"{at}?xong=de-xuat-tiep-nhan"
    assert "chờ người đứng đầu quyết định" in clerk.get(proposed.location).text
    assert "Đúng thẩm quyền." in waiting
    assert [each.status_code for each in (decided, drafted, signed)] == [303, 303, 303]
    answer = petition_to_read(petition.id).answer
    assert answer is not None
    assert (answer.text, answer.number, answer.signed_on) == (ANSWER, "15", MONDAY.date())
    assert petition_to_read(petition.id).register == "1/2026"
    assert "Số 15/UBND-VP" in head.get(at).text


def test_the_first_form_is_what_comes_next_and_a_head_proposes_nothing_to_themselves(
    reading: SignedIn, petition: Petition
) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"

    heads = offered(reading(make.CHAIR).get(at).text)
    clerks = offered(reading(make.RECEIVER).get(at).text)

    assert heads[0] == "/dang-xuat"
    assert heads[1] == f"{at}/tiep-nhan"
    assert not any("de-xuat" in each for each in heads)
    assert clerks[1] == f"{at}/de-xuat-tiep-nhan"
    assert f"{at}/tiep-nhan" not in clerks
    assert offered(reading(make.CITY_CHAIR).get(at).text) == ["/dang-xuat"]


def test_a_monitor_reads_who_owes_and_by_when_but_neither_words_nor_sender(
    reading: SignedIn, petition: Petition
) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"

    page = reading(make.CITY_MONITOR).get(at).text
    clerks, heads = (reading(who).get(at).text for who in (make.RECEIVER, make.CHAIR))

    assert "Chậm nhất hết Thứ Hai, 23/03/2026" in page
    assert offered(page) == ["/dang-xuat"]
    assert not any(word in page for word in ("ngõ 12", "Bà Gửi Đơn", "0355000111", "355000111"))
    assert "Bà Gửi Đơn" in clerks
    assert "ngõ 12" in heads
    assert "Bà Gửi Đơn" not in heads


def test_what_one_may_not_see_is_not_there_for_reading_and_for_acting(
    reading: SignedIn, petition: Petition
) -> None:
    elsewhere = reading(make.CHAIR.replace(make.COMMUNE, "11383"))
    with unit_of_work():
        about = make.petition(about={"position": make.CHAIR})
    accused = reading(make.CHAIR)

    assert elsewhere.get(f"/can-bo/vu-viec/{petition.id}").status_code == 404
    assert elsewhere.press(f"/can-bo/vu-viec/{petition.id}/tiep-nhan").status_code == 404
    assert accused.get(f"/can-bo/vu-viec/{about.id}").status_code == 404
    assert accused.press(f"/can-bo/vu-viec/{about.id}/khong-co").status_code == 404
    assert accused.press(f"/can-bo/vu-viec/{petition.id}/khong-co").status_code == 404


def test_what_a_form_does_not_offer_the_act_refuses(reading: SignedIn, petition: Petition) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"
    clerk = reading(make.RECEIVER)
    seen = carried(clerk.get(at).text, f"{at}/de-xuat-tiep-nhan")["seen"]

    refused = clerk.press(f"{at}/khong-thu-ly", seen=seen, ground="Điều 3", text="Không thụ lý.")

    assert refused.status_code == 403
    assert "Không thụ lý." in refused.text
    assert petition_to_read(petition.id).state == "received"


def test_a_wrong_day_is_told_at_its_field_and_the_rest_stays_typed(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        lying = make.at_signature()
    at = f"/can-bo/vu-viec/{lying.id}"

    head = reading(make.CHAIR)
    no_day = fill(head, at, "ky", number="27", symbol="UBND-VP", signed_on="ngày mai")
    too_late = fill(head, at, "ky", number="27", symbol="UBND-VP", signed_on="03/03/2026")

    assert (no_day.status_code, too_late.status_code) == (422, 422)
    assert ": Xin ghi ngày như 16/03/2026</a>" in no_day.text
    assert 'href="#ky-signed_on">' in no_day.text
    assert 'value="ngày mai"' in no_day.text
    assert "từ ngày tiếp nhận đến hôm nay" in too_late.text
    assert 'value="27"' in too_late.text
    assert petition_to_read(lying.id).state == "at_signature"


def test_a_promise_without_its_day_keeps_the_whole_draft(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        taken = make.accepted()
    at = f"/can-bo/vu-viec/{taken.id}"

    refused = fill(reading(make.HANDLER), at, "du-thao", text=ANSWER, result="planned")

    assert refused.status_code == 422
    assert "cống ngõ 12 ngày 27/02." in refused.text
    assert 'value="planned" checked' in refused.text
    assert petition_to_read(taken.id).words_to_sign is None


def test_of_two_who_decide_at_once_the_second_sees_what_changed_and_keeps_their_words(
    reading: SignedIn, petition: Petition
) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"
    head, deputy = reading(make.CHAIR), reading(make.DEPUTY)
    to = f"{at}/khong-thu-ly"
    opened = carried(head.get(at).text, to)

    fill(deputy, at, "tiep-nhan")
    second = head.press(to, **opened, ground="Điều 3", text="Không thuộc thẩm quyền của phường.")

    assert second.status_code == 409
    assert "Đã có người thay đổi" in second.text
    assert "Không thuộc thẩm quyền của phường." in second.text
    assert to not in offered(second.text)
    assert petition_to_read(petition.id).state == "accepted"


def test_a_draft_is_not_written_over_one_that_was_not_read(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        taken = make.at_signature()
    at = f"/can-bo/vu-viec/{taken.id}"
    head, handler = reading(make.CHAIR), reading(make.HANDLER)
    opened = carried(handler.get(at).text, f"{at}/du-thao")
    later = MONDAY.replace(hour=9)

    with unit_of_work():
        draft = petition_to_read(taken.id).words_to_sign
        assert draft is not None
        draft.text, draft.drafted_at = "Bản của Chủ tịch.", later
    refused = handler.press(f"{at}/du-thao", **opened, text="Bản cũ.", result="resolved")
    again = handler.press(
        f"{at}/du-thao",
        **carried(refused.text, f"{at}/du-thao"),
        text="Bản sau khi đọc.",
        result="resolved",
    )

    assert refused.status_code == 409
    assert "Bản của Chủ tịch." in refused.text
    assert "Bản cũ." in refused.text
    assert again.status_code == 303
    assert "Bản sau khi đọc." in head.get(at).text


def test_who_was_signed_out_while_writing_gets_their_words_back(
    reading: SignedIn, petition: Petition
) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"
    clerk = reading(make.RECEIVER)
    opened = carried(clerk.get(at).text, f"{at}/de-xuat-tiep-nhan")
    clerk.keep(COOKIE, "gone")

    refused = clerk.press(f"{at}/de-xuat-tiep-nhan", **opened, reason="Rất nhiều chữ.")

    assert refused.status_code == 401
    assert "Rất nhiều chữ." in refused.text
    assert f">{opened['seen']}<" not in refused.text
    again = carried(refused.text, f"{at}/de-xuat-tiep-nhan")
    assert again == opened | {"reason": "Rất nhiều chữ."}


def test_a_complaint_is_entered_with_its_paper_before_it_is_accepted(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        complaint = make.petition(kind=Kind.COMPLAINT)
    at = f"/can-bo/vu-viec/{complaint.id}"
    clerk, head = reading(make.RECEIVER), reading(make.CHAIR)

    before = offered(head.get(at).text)
    entered = fill(clerk, at, "nhan-don-ky", form="paper", at="02/03/2026")
    accepted = fill(head, at, "tiep-nhan", complex="yes")

    assert f"{at}/tiep-nhan" not in before
    assert (entered.status_code, accepted.status_code) == (303, 303)
    told = db.session.scalars(select(Event).where(Event.name == "petition.accepted")).one()
    assert told.facts["complex"] is True


def test_what_is_sent_back_to_another_unit_leaves_the_desk(
    reading: SignedIn, petition: Petition
) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"
    head = reading(make.CHAIR)

    back = fill(head, at, "tra-lai", reason="Việc của thành phố.", to="31-sxd")

    assert back.location == "/can-bo?xong=tra-lai"
    assert "Đã trả lại để giao lại." in head.get(back.location).text
    assert head.get(at).status_code == 404


def test_the_head_above_decides_what_is_contested(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        answered = make.answered()
        aftermath.contest(answered.id, make.actor(make.RESIDENT), "Cống vẫn tắc.")
    at = f"/can-bo/vu-viec/{answered.id}"
    city = reading(make.CITY_CHAIR)

    decided = fill(city, at, "xem-lai", uphold="true", reason="Cống vẫn tắc thật.")

    assert decided.status_code == 303
    assert petition_to_read(answered.id).state == "in_progress"
    assert "Cống vẫn tắc thật." in city.get(at).text


def test_what_was_promised_is_reported_by_who_promised_and_confirmed_by_another(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        petition = make.promised(MONDAY.date())
    at, head = f"/can-bo/vu-viec/{petition.id}", reading(make.CHAIR)
    report = next(each for each in offered(head.get(at).text) if each.endswith("/bao-cao"))
    verdict = report.replace("bao-cao", "xac-nhan")

    reported = head.press(report, text="Đã làm xong cống, ảnh kèm.", done_on="02/03/2026")
    own = head.press(verdict, verified="true")
    monitor = reading(make.CITY_MONITOR)
    without_why = monitor.press(verdict, verified="false")
    confirmed = monitor.press(verdict, verified="true")

    assert reported.status_code == 303
    assert own.status_code == 403
    assert without_why.status_code == 422
    assert "Hãy nêu rõ còn thiếu gì" in without_why.text
    assert confirmed.status_code == 303
    assert "Đã xác nhận" in head.get(at).text
    promise_id = report.split("/")[3]
    assert head.get(f"/can-bo/vu-viec/{promise_id}").location == f"{at}#da-hua"


def test_nothing_of_a_refused_act_stands(reading: SignedIn, petition: Petition) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"
    head = reading(make.CHAIR)

    refused = fill(head, at, "tra-lai", reason="Không phải việc của phường.", to="11359-ubnd")

    assert refused.status_code == 409
    assert petition_to_read(petition.id).returned_at is None
    assert "Không phải việc của phường." in refused.text
    with unit_of_work():
        actions.decide(petition.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {})
    assert "Đã tiếp nhận giải quyết" in head.get(at).text
