"""Changing the law at the desk: one person proposes, a second one adopts, open terms move last."""

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import select

from api.core.database import db, unit_of_work
from api.regulation import adoption, queries
from api.regulation.calendar_table import work_calendar
from api.regulation.models import LawProposal, Transition
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered
from tests.regulation.papers import (
    CLERK,
    DEPUTY,
    FIFTEEN_DAYS,
    PDF,
    SECRETARY,
    adopted,
    proposed,
)

SignedIn = Callable[[str], Reader]

AT = "/can-bo/quy-dinh"

SWAPPED = {
    "number": "Thông báo 2",
    "signed_on": "27/02/2026",
    "name": "Nghỉ hoán đổi mẫu",
    "off": "09/03/2026",
    "worked": "14/03/2026",
}


def scan() -> tuple[BytesIO, str]:
    """The file somebody chooses."""
    return BytesIO(PDF), "van-ban.pdf"


def one_proposal(**given: object) -> str:
    """Where a proposal stands at the desk."""
    with unit_of_work():
        return f"{AT}/{proposed(**given).id}"  # type: ignore[arg-type]


def test_days_are_proposed_by_one_person_and_adopted_by_another(
    reading: SignedIn, app: object
) -> None:
    made = fill(reading(CLERK), AT, "lich", scan=scan(), **SWAPPED)
    at = str(made.location)
    seen = reading(DEPUTY).get(at).text
    told = fill(reading(DEPUTY), at, "thong-qua")

    assert (made.status_code, told.status_code) == (303, 303)
    assert "Thứ Hai, 09/03/2026" in seen
    assert "Ngày làm việc" in seen
    assert "Nghỉ hoán đổi" in seen
    assert "Đã thông qua" in reading(CLERK).get(at).text
    assert [f"{day:%d/%m}" for day in work_calendar().days if day.month == 3] == ["09/03", "14/03"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"off": "hôm nọ"}, "off"),
        ({"off": "", "worked": ""}, "off"),
        ({"number": ""}, "number"),
        ({"name": ""}, "name"),
        ({"signed_on": "31/02/2026"}, "signed_on"),
        ({"scan": (BytesIO(b"MZ"), "x.exe")}, "scan"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_stays(
    reading: SignedIn, app: object, wrong: dict[str, object], field: str
) -> None:
    refused = fill(reading(CLERK), AT, "lich", **(SWAPPED | {"scan": scan()} | wrong))

    assert refused.status_code == 422
    assert f'href="#lich-{field}"' in refused.text
    assert 'value="Nghỉ hoán đổi mẫu"' in refused.text or field == "name"
    assert proposals() == []


def test_the_workbook_comes_back_with_every_row_to_mend(reading: SignedIn, app: object) -> None:
    clerk = reading(CLERK)
    taken = clerk.get("/api/v1/regulation/workbook").data
    paper = {"number": "01/2027/QĐ-UBND", "signed_on": "27/02/2026"}

    none = fill(clerk, AT, "so", **paper)
    same = fill(clerk, AT, "so", workbook=(BytesIO(taken), "so.xlsx"), **paper)
    broken = fill(clerk, AT, "so", workbook=(BytesIO(b"no"), "so.xlsx"), **paper)

    assert [each.status_code for each in (none, same, broken)] == [422, 422, 422]
    assert 'href="#so-workbook"' in none.text
    assert "Không có gì khác" in same.text
    assert "Số chỗ cần sửa: 1" in broken.text
    assert "so.xlsx" in broken.text


def test_a_proposal_shows_every_change_with_what_stood_there_before(
    reading: SignedIn, app: object
) -> None:
    text = FIFTEEN_DAYS.replace("qd-tra-loi.answer", "dia-phuong.answer").replace(
        'replaces = ["dia-phuong.answer", "ck-mau.answer"]', 'replaces = ["ck-mau.answer"]'
    )
    at = one_proposal(text=text)

    page = reading(DEPUTY).get(at).text

    assert "15 ngày làm việc" in page
    assert "Chưa quy định: địa phương" in page
    assert "Thôi áp dụng từ 01/01/2027" in page
    assert "Toàn văn tra-loi.toml" in page


def test_who_proposed_it_may_take_it_back_and_does_not_adopt_it(
    reading: SignedIn, app: object
) -> None:
    at = one_proposal(by=DEPUTY)
    own = reading(DEPUTY)

    page = own.get(at).text
    tried = own.press(f"{at}/thong-qua")
    empty = fill(own, at, "khong-thong-qua")
    told = fill(own, at, "khong-thong-qua", reason="Ghi nhầm số.")

    assert offered(page) == ["/dang-xuat", f"{at}/khong-thong-qua"]
    assert "phải có người khác thông qua" in page
    assert tried.status_code == 403
    assert (empty.status_code, told.status_code) == (422, 303)
    assert "Ghi nhầm số." in own.get(at).text


def test_what_was_written_on_a_proposal_decided_meanwhile_is_not_lost(
    reading: SignedIn, app: object
) -> None:
    at = one_proposal()
    fill(reading(DEPUTY), at, "thong-qua")

    late = reading(CLERK).press(f"{at}/khong-thong-qua", reason="Ghi nhầm số.")

    assert late.status_code == 409
    assert "Ghi nhầm số." in late.text
    assert offered(late.text) == ["/dang-xuat"]


def test_the_scan_is_asked_for_where_there_is_none(reading: SignedIn, app: object) -> None:
    at = one_proposal(scan_hash=None)
    deputy = reading(DEPUTY)

    without = fill(deputy, at, "thong-qua")
    told = fill(deputy, at, "thong-qua", scan=scan())

    assert without.status_code == 422
    assert 'href="#thong-qua-scan"' in without.text
    assert told.status_code == 303


def test_the_list_tells_who_when_and_what_became_of_it(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        adopted(number="Số đã thông qua")
        proposed(number="Số đang chờ")
        taken_back = proposed(number="Số đã rút")
        adoption.refuse(taken_back.id, make.actor(CLERK), "Nhầm.")
    clerk = reading(CLERK)

    everything, waiting = clerk.get(AT).text, clerk.get(f"{AT}?loc=cho").text

    for number in ("Số đã thông qua", "Số đang chờ", "Số đã rút"):
        assert number in everything
    assert "01/01/2027" in everything
    assert "Số đang chờ" in waiting
    assert "Số đã thông qua" not in waiting
    assert "/api/v1/regulation/scans/" in waiting


def test_open_terms_move_by_one_button_with_the_count_first(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        case = make.petition()
    made = fill(reading(CLERK), AT, "lich", scan=scan(), **(SWAPPED | {"worked": ""}))
    at = str(made.location)

    ahead = reading(CLERK).get(f"{at}/han-doi").text
    fill(reading(DEPUTY), at, "thong-qua")
    before = reading(DEPUTY).get(f"{at}/han-doi").text
    moved = fill(reading(DEPUTY), at, "han-doi")

    assert "Đây là xem trước" in ahead
    assert case.code in ahead
    assert f"{at}/han-doi" not in offered(ahead)
    assert "Số thời hạn đang chạy sẽ đổi ngày: " in before
    assert f"{at}/han-doi" in offered(before)
    assert moved.status_code == 303
    db.session.rollback()
    assert [each.rules for each in db.session.scalars(select(Transition))] == [[]]


def test_rules_move_open_terms_only_by_a_numbered_decision(reading: SignedIn, app: object) -> None:
    text = FIFTEEN_DAYS.replace("qd-tra-loi.answer", "ck-mau.answer").replace(
        'replaces = ["dia-phuong.answer", "ck-mau.answer"]\n', ""
    )
    with unit_of_work():
        make.petition()
        longer = text.replace("2027-01-01", "2026-03-02").replace("15wd", "20wd")
        at = f"{AT}/{adopted(text=longer).id}"
    deputy = reading(DEPUTY)

    page = deputy.get(f"{at}/han-doi").text
    without = fill(deputy, at, "han-doi", document="")
    told = fill(deputy, at, "han-doi", document="02/2026/QĐ-UBND")

    assert 'value="01/2027/QĐ-UBND"' in page
    assert without.status_code == 422
    assert told.status_code == 303
    db.session.rollback()
    [transition] = db.session.scalars(select(Transition))
    assert (transition.rules, transition.document) == (["ck-mau.answer"], "02/2026/QĐ-UBND")


@pytest.mark.parametrize("path", ["", "/lich", "/so"])
def test_who_does_not_change_the_law_sees_none_of_it(
    reading: SignedIn, app: object, path: str
) -> None:
    at = one_proposal()

    for who in (make.CHAIR, make.HANDLER):
        assert reading(who).get(AT + path).status_code == 403
        assert reading(who).get(at).status_code == 403
        assert AT not in reading(who).get("/can-bo").text
    assert AT in reading(CLERK).get("/can-bo").text


def test_a_party_head_does_not_adopt_what_is_the_governments(
    reading: SignedIn, app: object
) -> None:
    at = one_proposal()

    tried = fill(reading(SECRETARY), at, "thong-qua")

    assert tried.status_code == 403
    assert "Văn bản của Đảng" in tried.text
    assert "ck-mau.answer" in {rule.id for rule in queries.regulation().rules}


def proposals() -> list[LawProposal]:
    """Everything that was proposed."""
    db.session.rollback()
    return list(db.session.scalars(select(LawProposal)))
