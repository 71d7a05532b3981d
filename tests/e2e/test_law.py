"""In a browser: the law changed by two people, and a dialogue asked for, taken back and judged."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.e2e.conftest import Visitor
from tests.e2e.test_axe import flaws
from tests.regulation.papers import CLERK, DEPUTY, PDF

DESK = 1280
AT = "/can-bo/quy-dinh"
COMMUNE = f"/doi-thoai/{make.COMMUNE}-ubnd"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The scan of a signed paper."""
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(PDF)
    return path


def test_a_swap_goes_from_the_clerk_to_the_calendar_by_two_people(
    visitor: Visitor, scan: Path
) -> None:
    clerk = visitor(width=DESK, who=CLERK)
    page = clerk.to(AT)
    page.get_by_role("link", name="Đề nghị ngày nghỉ, ngày làm bù").click()
    _fills_in(page, scan)
    page.get_by_role("button", name="Đề nghị").click()
    expect(page.locator("main")).to_contain_text("Chờ người thứ hai thông qua")
    address = page.url.removeprefix(clerk.address)

    deputy = visitor(width=DESK, who=DEPUTY)
    page = deputy.to(address)
    expect(page.locator("main")).to_contain_text("Thứ Hai, 20/04/2026")
    page.get_by_role("button", name="Thông qua", exact=True).click()

    expect(page.locator(".badge").first).to_have_text("Đã thông qua")
    page.get_by_role("link", name="Thời hạn nào sẽ đổi ngày?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thời hạn đang chạy sẽ đổi ngày")
    assert clerk.complaints == deputy.complaints == []


def test_a_refused_proposal_is_for_everybody_and_loses_nothing(visitor: Visitor) -> None:
    page = visitor(who=CLERK).to(f"{AT}/lich")
    page.get_by_label("Tên gọi của các ngày này").fill("Nghỉ hoán đổi mẫu")
    page.get_by_role("button", name="Đề nghị").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Tên gọi của các ngày này")).to_have_value("Nghỉ hoán đổi mẫu")
    assert flaws(page) == []


def test_the_rules_are_read_and_narrowed_on_a_telephone(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.to("/")
    page.get_by_role("link", name="Quy định đang áp dụng, theo từng văn bản").click()
    page.get_by_label("Từ cần tìm").fill("khieu nai")
    page.get_by_role("button", name="Xem", exact=True).click()

    expect(page.locator("article").first).to_be_visible()
    expect(page.locator("#qdi-11")).to_have_count(0)
    assert visit.complaints == []


def test_a_dialogue_is_asked_for_judged_and_taken_back(visitor: Visitor) -> None:
    resident = visitor(who="+84900000071")
    page = resident.to(COMMUNE)
    page.get_by_label("Ông/bà đề nghị đối thoại về việc gì?").fill("Nước sạch")
    page.get_by_label("Họ và tên").fill("Người dân mẫu")
    page.get_by_label("Địa chỉ", exact=False).fill("Ngõ 7")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã nhận yêu cầu")

    clerk = visitor(width=DESK, who=make.RECEIVER)
    desk = clerk.to("/can-bo")
    desk.get_by_role("link", name="Yêu cầu đối thoại").click()
    request = desk.locator("section", has_text="Người dân mẫu")
    request.locator("summary").click()
    request.get_by_label("Phải: yêu cầu được tính").check()
    request.get_by_role("button", name="Ghi").click()
    expect(desk.locator("section", has_text="Người dân mẫu")).to_have_count(0)

    page.reload()
    expect(page.locator(".box .badge")).to_have_text("Được tính")
    assert flaws(page) == []
    page.get_by_role("button", name="Rút lại").click()
    expect(page.get_by_role("status")).to_contain_text("Đã rút yêu cầu")
    assert resident.complaints == clerk.complaints == []


def _fills_in(page: Page, scan: Path) -> None:
    """The form as somebody fills it in."""
    page.get_by_label("Số, ký hiệu văn bản").fill("Thông báo 5")
    page.get_by_label("Ngày ký").fill("27/02/2026")
    page.get_by_label("Tên gọi của các ngày này").fill("Nghỉ hoán đổi mẫu")
    page.get_by_label("Ngày nghỉ").fill("20/04/2026")
    page.get_by_label("Ngày làm bù").fill("25/04/2026")
    page.get_by_label("Bản quét văn bản đã ký").set_input_files(scan)
