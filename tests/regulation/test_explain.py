"""Saying why a date is what it is."""

from datetime import date, datetime
from pathlib import Path

import pytest

from api.core.clock import VIETNAM
from api.regulation import reckoning
from api.regulation.calendar import Due
from api.regulation.explain import explain, one_line
from api.regulation.language import DOCUMENTS, Regulation, load
from api.regulation.pauses import Pause
from api.regulation.rules import Rule
from api.regulation.terms import Term
from tests.regulation.calendars import AS_SHIPPED

SHOWN = load(DOCUMENTS, demonstration=True)
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)

INTERNAL = """
[document]
id = "noi-bo"
title = "Văn bản mật"
basis = "party"
from = 2020-01-01

[[rule]]
id = "noi-bo.notice"
article = "Điều 9"
confidence = "text"
source = "toàn văn"
opens = "dialogue.scheduled"
anchor = "starts_at"
term = "-7cd"
owed_by = "holder"
met_by = { event = ["dialogue.announced"] }
publicity = "internal"
"""


def rule_named(rule_id: str, regulation: Regulation = SHOWN) -> Rule:
    return [rule for rule in regulation.rules if rule.id == rule_id][-1]


def lines(
    rule: Rule, term: str, started: datetime = FRIDAY, *, locale: str = "vi", inside: bool = False
) -> list[str]:
    due = AS_SHIPPED.due(started, Term.parse(term))
    return explain(rule, due, started, locale=locale, inside=inside)


def test_a_date_is_explained_from_receipt_to_article() -> None:
    assert lines(rule_named("qdi-11.notice"), "10wd") == [
        "Tiếp nhận lúc 09:30, Thứ Sáu, 20/11/2026.",
        "Thời hạn: 10 ngày làm việc. Không tính ngày xảy ra sự kiện.",
        "Ngày đầu tiên được tính: Thứ Hai, 23/11/2026.",
        (
            "Không tính: 21/11-22/11, 28/11-29/11, 05/12-06/12: cuối tuần;"
            " 24/11: Ngày Văn hóa Việt Nam."
        ),
        "Ngày cuối cùng: Thứ Hai, 07/12/2026. Quá hạn từ 00:00 Thứ Ba, 08/12/2026.",
        (
            "Căn cứ: Điều 5 hoặc Điều 6 (chưa có toàn văn), phạm vi theo Kết luận số 215-KL/TW,"
            " Quy định số 11-QĐi/TW ngày 18/02/2019 của Bộ Chính trị (quy định của Đảng)."
        ),
    ]


def test_a_date_is_explained_in_english() -> None:
    assert lines(rule_named("luat-kn.accept-1"), "10cd", locale="en") == [
        "Complaint lodged on signed paper or in person at 09:30 on Friday, 20 November 2026.",
        "Term: 10 days. The day of the event itself is not counted.",
        "The first day that counts: Saturday, 21 November 2026.",
        "Last day: Monday, 30 November 2026. Too late from 00:00 on Tuesday, 1 December 2026.",
        "Basis: Article 27, Law on Complaints No. 02/2011/QH13.",
    ]


def test_a_few_days_off_are_named_with_their_weekday() -> None:
    said = "\n".join(lines(rule_named("ck-mau.classify"), "3wd"))

    assert "Thứ Bảy 21/11, Chủ Nhật 22/11: cuối tuần; 24/11: Ngày Văn hóa Việt Nam" in said


def test_many_weekends_are_counted_and_not_listed() -> None:
    said = "\n".join(lines(rule_named("qdi-11.notice"), "60wd"))

    assert "28 ngày trong khoảng 21/11/2026 đến 21/02/2027: cuối tuần" in said
    assert "04/02-05/02, 08/02-10/02: Tết Nguyên đán (dự kiến)" in said


def test_a_last_day_that_moved_says_from_where_and_why() -> None:
    saturday = datetime(2026, 11, 14, 9, tzinfo=VIETNAM)

    assert (
        "Ngày cuối rơi vào Thứ Ba, 24/11/2026 là ngày nghỉ (24/11: Ngày Văn hóa Việt Nam),"
        " nên thời hạn kết thúc vào Thứ Tư, 25/11/2026."
    ) in lines(rule_named("luat-kn.accept-1"), "10cd", saturday)


def test_a_promise_is_never_taken_for_law() -> None:
    promise = rule_named("ck-mau.answer")
    said = "\n".join(lines(promise, "15wd"))

    assert "cam kết của cơ quan, không phải luật định" in said
    assert "Dữ liệu trình diễn" in said
    assert "không phải luật định" not in "\n".join(lines(rule_named("luat-kn.settle-1"), "30cd"))


def test_unset_and_prompt_are_two_sentences() -> None:
    rule = rule_named("dia-phuong.answer")
    unset, prompt = lines(rule, "unset"), lines(rule, "prompt")

    assert "Chưa ấn định thời hạn: địa phương chưa ban hành, hoặc chưa tìm thấy văn bản." in unset
    assert "Phải làm kịp thời: pháp luật không định số ngày." in prompt
    assert not set(unset[1:]) & set(prompt[1:])


def test_a_date_that_may_move_says_so() -> None:
    before_tet = datetime(2027, 2, 1, 9, tzinfo=VIETNAM)
    rule = rule_named("qdi-11.notice")

    assert [line for line in lines(rule, "10wd", before_tet) if line.startswith("Dự kiến")]
    assert not [line for line in lines(rule, "10wd") if line.startswith("Dự kiến")]


def test_added_time_and_a_pause_are_told() -> None:
    rule, term = rule_named("ck-mau.answer"), Term.parse("15wd")
    stopped = Pause(date(2026, 11, 25))
    over = Pause(date(2026, 11, 25), date(2026, 11, 27))

    standing = AS_SHIPPED.due(FRIDAY, term, pauses=[stopped])
    longer = AS_SHIPPED.due(FRIDAY, term, pauses=[over], added=[Term.parse("10wd")])

    told = explain(rule, standing, FRIDAY, locale="vi")
    assert "Tạm dừng tính hạn từ Thứ Tư, 25/11/2026." in told
    assert not [line for line in told if line.startswith("Ngày cuối cùng")]
    told = explain(rule, longer, FRIDAY, locale="vi")
    assert "Cộng thêm: 10 ngày làm việc." in told
    assert "25/11-26/11: tạm dừng tính hạn" in "\n".join(told)


def test_an_internal_text_is_quoted_to_officials_only(tmp_path: Path) -> None:
    (tmp_path / "noi-bo.toml").write_text(INTERNAL, encoding="utf-8")
    rule = rule_named("noi-bo.notice", load(tmp_path))

    outside, inside = (lines(rule, "-7cd", inside=inside) for inside in (False, True))

    assert "mật" not in "\n".join(outside)
    assert "Căn cứ: văn bản nội bộ, không trích dẫn ở đây." in outside
    assert "Căn cứ: Điều 9, Văn bản mật (quy định của Đảng)." in inside
    assert "Tính từ: Thứ Sáu, 20/11/2026." in outside
    assert [line for line in outside if "cách hiểu của hệ thống" in line]
    assert "Ngày cuối cùng: Thứ Sáu, 13/11/2026. Quá hạn từ 00:00 Thứ Bảy, 14/11/2026." in outside


@pytest.mark.parametrize(
    ("rule_id", "started", "term", "line"),
    [
        (
            "ck-mau.answer",
            FRIDAY,
            "15wd",
            (
                "Trả lời người gửi: chậm nhất hết ngày Thứ Hai, 14/12/2026"
                " (cam kết, không phải luật định)"
            ),
        ),
        (
            "luat-kn.settle-1",
            datetime(2027, 1, 5, 9, tzinfo=VIETNAM),
            "30cd",
            "Giải quyết khiếu nại lần đầu: chậm nhất hết ngày Thứ Năm, 11/02/2027 (dự kiến)",
        ),
        (
            "dia-phuong.answer",
            FRIDAY,
            "unset",
            (
                "Trả lời người gửi: Chưa ấn định thời hạn: địa phương chưa ban hành,"
                " hoặc chưa tìm thấy văn bản"
            ),
        ),
    ],
)
def test_one_line_says_what_and_by_when(
    rule_id: str, started: datetime, term: str, line: str
) -> None:
    due = AS_SHIPPED.due(started, Term.parse(term))

    assert one_line(rule_named(rule_id), due, locale="vi") == line


def test_one_line_says_that_the_clock_stands_still() -> None:
    due = AS_SHIPPED.due(FRIDAY, Term.parse("30cd"), pauses=[Pause(date(2026, 11, 25))])

    line = one_line(rule_named("luat-kn.settle-1"), due, locale="vi")
    assert line == "Giải quyết khiếu nại lần đầu: đang tạm dừng tính hạn"


@pytest.mark.parametrize(
    "due",
    [
        AS_SHIPPED.due(FRIDAY, Term.parse("60wd"), added=[Term.parse("5cd")]),
        AS_SHIPPED.due(FRIDAY, Term.parse("1mo")),
        AS_SHIPPED.due(FRIDAY, Term.parse("30cd"), pauses=[Pause(date(2026, 11, 25))]),
        AS_SHIPPED.due(FRIDAY, Term.parse("unset")),
    ],
)
def test_a_reckoning_can_be_kept_and_read_again(due: Due) -> None:
    assert reckoning.read(reckoning.written(due)) == due
