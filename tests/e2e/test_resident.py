"""A resident with a telephone, from the first page to the slip: with scripts, and without any."""

import re
from threading import Thread

from playwright.sync_api import Page, expect

from api.core.jobs import work
from tests.e2e.conftest import Site, Visit, Visitor


def worker(site: Site) -> None:
    """The messages that wait are sent. In a thread: the browser's own loop runs in this one."""
    sending = Thread(target=work, args=(site.app,), kwargs={"wait": False})
    sending.start()
    sending.join()


def write(page: Page, phone: str, words: str = "Cống trước ngõ 12 bị tắc.") -> None:
    """From the words to the code."""
    page.get_by_label("Việc gì, và ông/bà đề nghị điều gì?").fill(words)
    page.get_by_label("Chỗ cụ thể, ghi bằng lời").fill("Trước ngõ 12")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Số điện thoại di động").fill(phone)
    page.get_by_role("button", name="Gửi mã cho tôi").click()


def finish(page: Page) -> str:
    """From the SMS to the slip; the number on it."""
    code = page.locator(".box strong").inner_text()[:6]
    page.get_by_label("Mã trong tin nhắn").fill(code)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận được")
    expect(page.locator("main")).to_contain_text("Chủ tịch UBND phường Gia Viên")
    return page.locator(".digits").first.inner_text()


def follows(visit: Visit, number: str) -> None:
    """Whoever has the number sees where it stands."""
    page = visit.to("/theo-doi")
    page.get_by_label("Số biên nhận hoặc mã").fill(number)
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("Đã gửi")
    expect(page.locator("details li").first).to_be_visible()


def test_with_scripts_a_place_is_chosen_while_typing(visitor: Visitor, site: Site) -> None:
    visit = visitor()
    page = visit.to("/")
    page.get_by_role("link", name=re.compile("^Gửi một việc")).click()
    page.get_by_label(re.compile("^Phản ánh")).check()
    page.get_by_role("button", name="Tiếp tục").click()
    box = page.get_by_role("combobox")
    box.press_sequentially("gia vien")
    offered = page.get_by_role("option")
    expect(offered.first).to_have_text("Phường Gia Viên")
    expect(offered.filter(has_text="trước đây")).not_to_have_count(0)
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/gui/viet?**ma=*")
    expect(page.locator("#text-left")).to_have_text("Còn viết được 20.000 ký tự")

    write(page, "0912 000 111")
    worker(site)
    expect(page.locator(".box strong")).to_be_visible()  # the page looks for the SMS by itself
    number = finish(page)

    expect(page.get_by_role("button", name="In biên nhận")).to_be_visible()
    follows(visitor(), number)
    assert visit.complaints == []


def test_without_scripts_it_is_the_same_way(visitor: Visitor, site: Site) -> None:
    visit = visitor(scripts=False)
    page = visit.to("/gui")
    page.get_by_label(re.compile("^Phản ánh")).check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Xã, phường, đặc khu").fill("gia viên")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Phường Gia Viên", exact=True).click()

    # Other words: who says what is public already is shown that first.
    write(page, "0912 000 333", "Đèn trên cầu không sáng, đi chợ sớm rất tối.")
    worker(site)
    page.get_by_role("button", name="Xem tin nhắn").click()
    number = finish(page)

    follows(visitor(scripts=False), number)


def test_pressed_twice_is_sent_once_and_back_gives_the_words_back(visitor: Visitor) -> None:
    visit = visitor(who="+84912000222")
    page = visit.to("/gui/viet?loai=phan-anh&xa=11359")
    page.get_by_label("Việc gì, và ông/bà đề nghị điều gì?").fill("Đèn ngõ 14 hỏng.")

    page.get_by_role("button", name="Gửi", exact=True).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận được")
    page.go_back()
    expect(page.locator("textarea")).to_have_value("Đèn ngõ 14 hỏng.")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận được")

    visit.to("/vu-viec")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_what_is_wrong_is_read_first_and_leads_to_its_field(visitor: Visitor) -> None:
    page = visitor().to("/gui/viet?loai=khieu-nai&xa=11359")
    page.get_by_role("button", name="Tiếp tục").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Xin ghi họ và tên").click()

    expect(page.get_by_label("Họ và tên")).to_be_focused()


def test_the_first_key_offers_to_skip_to_the_content(visitor: Visitor) -> None:
    page = visitor().to("/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_slip_is_printed_on_a_small_sheet(visitor: Visitor, site: Site) -> None:
    visit = visitor(who="+84912345678")
    page = visit.to(f"/vu-viec/{site.cases['new'].id}/bien-nhan")

    page.emulate_media(media="print")

    expect(page.locator(".digits").first).to_be_visible()
    expect(page.locator(".banner")).to_be_visible()
    for unseen in (".top", ".foot", ".acts"):
        expect(page.locator(unseen).first).to_be_hidden()
