"""At the desk: what was done line by line, empty phrases, remarks, papers; and checking a paper."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from api.core.database import unit_of_work
from api.pages.done_lines import as_lines, read_lines
from api.petitions.queries import petition_to_read
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered

SignedIn = Callable[[str], Reader]

LINES = "Nạo vét 40 mét cống; Công ty Thoát nước; 27/02/2026\nTreo biển báo"
DONE: list[dict[str, Any]] = [
    {"what": "Nạo vét 40 mét cống", "by": "Công ty Thoát nước", "on": "2026-02-27"},
    {"what": "Treo biển báo", "by": None, "on": None},
]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (" ; ", []),
        ("Vá đường", [{"what": "Vá đường"}]),
        ("Vá đường;01/03/2026;", [{"what": "Vá đường", "on": "2026-03-01"}]),
        ("Vá đường; đội 3; tổ 4", [{"what": "Vá đường", "by": "đội 3, tổ 4"}]),
        ("Vá đường; 31/02/2026", [{"what": "Vá đường", "by": "31/02/2026"}]),
    ],
)
def test_a_line_is_what_by_whom_and_when(line: str, read: list[dict[str, Any]]) -> None:
    assert read_lines(line) == read


def test_what_is_shown_again_is_read_as_it_was() -> None:
    odd: dict[str, Any] = {
        "what": "Vá; trám\nđường",
        "by": None,
        "on": date(2026, 3, 1).isoformat(),
    }

    assert as_lines(DONE) == LINES
    assert read_lines(as_lines([odd])) == [{"what": "Vá, trám đường", "on": "2026-03-01"}]


def test_a_draft_is_remarked_on_sent_back_and_written_anew(reading: SignedIn) -> None:
    with unit_of_work():
        petition = make.accepted()
    at = f"/can-bo/vu-viec/{petition.id}"
    head, assistant = reading(make.CHAIR), reading(f"{make.COMMUNE}-ubnd-thu-ky")
    words = {"text": "Phường ghi nhận.", "result": "resolved"}

    drafted = fill(head, at, "du-thao", **words)
    warned = head.get(at).text
    remarked = fill(assistant, at, "gop-y-du-thao", text="Ai làm, hôm nào?")
    back = fill(head, at, "tra-du-thao", reason="Ghi rõ ngày.")
    seen = head.get(at).text
    again = fill(assistant, at, "du-thao", done=LINES, **words)
    after = assistant.get(at).text

    assert [each.status_code for each in (drafted, remarked, back, again)] == [303] * 4
    assert "“ghi nhận”" in warned
    assert "“ghi nhận”" not in after  # something was done, and it is said by whom
    assert f"/api/v1/petitions/{petition.id}/papers/answer.docx" in warned
    assert not {f"{at}/ky", f"{at}/tra-du-thao"} & set(offered(after))
    assert all(said in seen for said in ("Ai làm, hôm nào?", "Ghi rõ ngày.", "Bị trả lại"))
    assert LINES in after
    assert "Bản dự thảo trước (1)" in after


def test_the_sender_takes_the_answer_along_and_anybody_with_it_can_check_it(
    reading: SignedIn, reader: Reader
) -> None:
    with unit_of_work():
        petition = make.answered()
    answer = petition_to_read(petition.id).answer
    assert answer is not None

    mine = reading(make.RESIDENT).get(f"/vu-viec/{petition.id}").text
    checked = reader.get(f"/xac-minh/{answer.paper_code}").text
    wrong = reader.get(f"/xac-minh?ma={petition.code}")
    forged = reader.press(f"/xac-minh/{answer.paper_code}", chu="Đã khơi thông một nửa.").text
    true = reader.press(f"/xac-minh/{answer.paper_code}", chu="Kính gửi. Đã khơi thông cống.").text

    assert f"/api/v1/petitions/{petition.id}/papers/answer.pdf" in mine
    assert "chưa đồng ý" in mine
    assert "15/UBND-VP" in checked
    assert "khơi thông" not in checked
    assert "Đúng từng chữ" in true
    assert "Có chỗ bị sửa" in forged
    assert (wrong.status_code, "Xin xem lại" in wrong.text) == (404, True)
