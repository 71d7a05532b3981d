"""What is said in a browser after an answer, at the counter, and of what may be public."""

import pytest
from playwright.sync_api import expect

from api.core import clock
from api.core.database import unit_of_work
from tests import make
from tests.conftest import MONDAY
from tests.e2e.conftest import Site, Visitor
from tests.e2e.test_axe import flaws
from tests.e2e.test_desk import DESK, tab_to
from tests.moderation.looking import INSULTING, look_at, looked_at


@pytest.fixture
def answered(site: Site) -> str:
    """Where a sender reads an answer that nobody has said anything about."""
    with site.app.app_context(), clock.standing_at(MONDAY), unit_of_work():
        return f"/vu-viec/{make.answered().id}"


def test_a_sender_disagrees_with_the_keyboard_alone(visitor: Visitor, answered: str) -> None:
    visit = visitor(who=make.RESIDENT)
    page = visit.to(answered)
    contest = page.locator("summary", has_text="Tôi chưa đồng ý với trả lời")

    contest.focus()
    page.keyboard.press("Enter")
    tab_to(page, "Trả lời sai hoặc thiếu điều gì")
    page.keyboard.type("Cống vẫn tắc.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("người đứng đầu cấp trên")
    expect(page.locator("main")).to_contain_text("Cống vẫn tắc.")
    expect(contest).to_have_count(0)
    assert flaws(page) == []


def test_a_rating_that_lacks_its_number_says_so_to_everybody(
    visitor: Visitor, answered: str
) -> None:
    page = visitor(who=make.RESIDENT, scripts=True).to(answered)
    page.get_by_text("Đánh giá trả lời").click()
    page.get_by_label("Điều gì tốt, điều gì còn thiếu").fill("Chậm.")
    page.get_by_role("button", name="Gửi đánh giá").click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert flaws(page) == []
    page.get_by_label("4: hài lòng").check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("status")).to_contain_text("đã được tính")


def test_reception_enters_what_somebody_says_and_opens_the_slip(visitor: Visitor) -> None:
    visit = visitor(width=DESK, who=make.RECEIVER)
    page = visit.to("/can-bo")
    page.get_by_role("link", name="Nhập đơn").click()
    page.get_by_label("Loại việc").select_option(label="Phản ánh")
    page.get_by_label("Nội dung của người gửi").fill("Đèn đường hỏng.")
    page.get_by_label("Người gửi đồng ý công khai").check()
    page.get_by_label("Người gửi đồng ý bằng cách nào").select_option(label="Bằng văn bản")
    page.get_by_role("button", name="Nhập và in biên nhận").click()

    expect(page.get_by_role("status")).to_contain_text("Số biên nhận")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Mở biên nhận để in").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Biên nhận")
    assert visit.complaints == []


def test_a_moderator_masks_a_word_and_shows_the_rest(visitor: Visitor, site: Site) -> None:
    with site.app.app_context(), clock.standing_at(MONDAY), unit_of_work():
        petition = looked_at(INSULTING + " Ngõ 15.")
        look, code = look_at(petition).id, petition.code
    visit = visitor(width=DESK, who=make.MODERATOR)
    page = visit.to(f"/can-bo/xet-cong-khai/{look}")
    words = page.get_by_label("Nội dung mọi người sẽ đọc")
    page.get_by_label("Hiển thị công khai", exact=True).check()
    words.fill(words.input_value().replace("ăn hại", "***"))
    page.get_by_role("button", name="Quyết định").click()

    expect(page.get_by_role("status")).to_be_visible()
    expect(visit.to(f"/cong-khai/{code}").locator("main")).to_contain_text("toàn lũ ***")


def test_a_head_opens_what_is_overdue_with_one_click(visitor: Visitor) -> None:
    page = visitor(who=make.CHAIR).to("/can-bo")

    page.get_by_role("navigation", name="Xem nhanh").get_by_role("link", name="quá hạn").click()

    chosen = page.locator("[aria-current=page]", has_text="quá hạn")
    expect(chosen).to_be_visible()
