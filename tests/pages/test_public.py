"""What visitors read: figures, public cases without a word of theirs, and the law's own answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from api.cases.models import Visibility
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.jobs import work
from api.petitions.models import Petition
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader

LATER = MONDAY.replace(month=4)


def published(case: Petition) -> Petition:
    """The same, public."""
    case.published_at = MONDAY
    db.session.flush()
    return case


def test_the_first_page_says_what_this_is_and_how_things_stand(app: Flask, reader: Reader) -> None:
    with unit_of_work():
        make.petition()
        make.answered()

    page = reader.get("/").text
    with clock.standing_at(LATER):
        later = reader.get("/").text

    assert "Từ 01/02/2026 đến nay" in page
    assert "<dt>Đã nhận</dt><dd>2</dd>" in page
    assert "<dt>Đã trả lời</dt><dd>1</dd>" in page
    assert "<dt>Trả lời đúng hạn</dt><dd>100 %</dd>" in page
    assert "<dt>Đang quá hạn</dt><dd>0</dd>" in page
    assert "<dt>Đang quá hạn</dt><dd>1</dd>" in later
    for number in ("113", "114", "115"):
        assert f'href="tel:{number}"' in page


def test_the_first_page_tells_overdue_promises_apart_from_overdue_petitions(
    reader: Reader,
) -> None:
    with unit_of_work():
        make.promised(MONDAY.date() + timedelta(days=3))

    with clock.standing_at(LATER):
        page = reader.get("/").text

    assert "<dt>Đang quá hạn</dt><dd>0</dd>" in page
    assert "<dt>Việc đã hứa đang quá hạn</dt><dd>1</dd>" in page


def test_where_no_answer_had_a_day_there_is_no_share(reader: Reader) -> None:
    assert "<dt>Trả lời đúng hạn</dt><dd>–</dd>" in reader.get("/").text


def test_only_a_demonstration_offers_to_be_tried(
    app: Flask, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Thử trong 5 phút" in reader.get("/").text
    settings = app.extensions["doithoai.settings"]
    monkeypatch.setitem(app.extensions, "doithoai.settings", replace(settings, demonstration=False))

    assert "Thử trong 5 phút" not in reader.get("/").text
    assert "Bản trình diễn" not in reader.get("/").text


def test_only_what_is_published_is_public_and_nothing_personal(app: Flask, reader: Reader) -> None:
    with unit_of_work():
        shown = make.petition(
            text="Cống tắc, gọi 0912345678.",
            petitioner={"name": "Bà Tám"},
            place="số nhà 5",
            visibility=Visibility.PUBLIC,
        )
        hidden = make.petition()
    work(app, wait=False)

    page = reader.get("/cong-khai").text
    one = reader.get(f"/cong-khai/{shown.code}")

    assert shown.code in page
    assert "Cống tắc, gọi" in page
    assert hidden.code not in page
    assert shown.code in reader.get("/cong-khai?tim=cong+tac").text
    assert shown.code not in reader.get("/cong-khai?tim=0912345678").text
    assert one.status_code == 200
    assert "Chậm nhất hết Thứ Hai, 23/03/2026" in one.text
    assert "Cống tắc, gọi" in one.text
    for secret in ("0912345678", "Bà Tám", "số nhà 5", shown.receipt_number):
        assert secret not in page
        assert secret not in one.text
    assert reader.get("/theo-doi?so=" + shown.code).text.count("Cống tắc") == 0
    for code in (hidden.code, "ABC", "%00"):
        assert reader.get(f"/cong-khai/{code}").status_code == 404


def test_public_cases_are_found_by_field_place_and_step(app: Flask, reader: Reader) -> None:
    with unit_of_work():
        drain = published(make.answered())
        lamp = published(make.petition(field="transport", area=None))

    def found(query: str) -> list[bool]:
        page = reader.get(f"/cong-khai?{query}").text
        return [case.code in page for case in (drain, lamp)]

    assert found("") == [True, True]
    assert found("linh-vuc=drainage") == [True, False]
    assert found(f"xa={make.COMMUNE}") == [True, False]
    assert found("buoc=sent") == [False, True]
    assert found("buoc=answered&linh-vuc=transport") == [False, False]
    assert found("buoc=moon&linh-vuc=moon&xa=moon") == [True, True]
    assert found("loai=proposal") == [False, False]
    assert found("loai=reflection") == [True, True]
    assert found(f"tim={drain.code.lower()}") == [True, False]
    assert found("tu-ngay=02/03/2026&den-ngay=2026-03-02") == [True, True]
    assert found("tu-ngay=03/03/2026") == found("den-ngay=01/03/2026") == [False, False]
    assert found("tu-ngay=31/02/2026&den-ngay=9999-12-31") == [True, True]


def test_public_cases_come_a_page_at_a_time_and_keep_the_choice(app: Flask, reader: Reader) -> None:
    with unit_of_work():
        made = [published(make.petition()) for _ in range(21)]

    first = reader.get("/cong-khai?linh-vuc=drainage").text
    link = next(part for part in first.split('href="') if part.startswith("/cong-khai?"))
    address = link.partition('"')[0].replace("&amp;", "&")

    assert made[0].code not in first
    assert "linh-vuc=drainage" in address
    assert made[0].code in reader.get(address).text


def test_where_nothing_is_public_the_page_says_why(reader: Reader) -> None:
    assert "Chưa có việc nào công khai" in reader.get("/cong-khai").text
    assert "Xem tất cả" in reader.get("/cong-khai?buoc=sent").text


@pytest.mark.parametrize("day", ["2026-03-02", "02/03/2026"])
def test_the_calculator_tells_the_day_and_every_reason(reader: Reader, day: str) -> None:
    asked = f"loai=proposal&noi-nhan=party&cap=commune&tinh-tu=petition.received&ngay={day}"

    page = reader.get(f"/tinh-han?{asked}").text

    assert "Chậm nhất hết Thứ Hai, 16/03/2026" in page
    assert "Không tính: Thứ Bảy 07/03" in page
    assert "Theo quy định của Đảng" in page
    assert '<option value="party" selected>' in page


def test_the_calculator_begins_with_today_and_reckons_nothing(reader: Reader) -> None:
    page = reader.get("/tinh-han").text

    assert 'value="02/03/2026"' in page
    assert "Vì sao là ngày này" not in page


def test_a_complaint_counts_from_its_signed_paper(reader: Reader) -> None:
    asked = "/tinh-han?loai=complaint&noi-nhan=government&cap=commune&ngay=02/03/2026"

    lodged = reader.get(f"{asked}&tinh-tu=complaint.lodged").text

    assert "Luật Khiếu nại" in lodged
    assert "Chậm nhất hết Thứ Năm, 12/03/2026" in lodged


@pytest.mark.parametrize("wrong", ["ngay=31/02/2026", "ngay=1800-01-01", "cap=moon", "tinh-tu=x"])
def test_what_cannot_be_reckoned_is_named(reader: Reader, wrong: str) -> None:
    page = reader.get(f"/tinh-han?loai=proposal&{wrong}")

    name = wrong.partition("=")[0]
    assert page.status_code == 422
    assert f'<a href="#{name}">' in page.text
