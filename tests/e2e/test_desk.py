"""Officials in a browser: one matter from the resident to the figure it moves, and every page."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from api.cases.models import Case
from api.core import clock
from api.core.access import COOKIE
from api.core.database import db, unit_of_work
from api.dialogues.requests.actions import ask
from api.events.models import Event
from api.petitions import actions as petitions
from api.petitions import aftermath
from api.petitions.outcomes import Outcome
from notifications.plan import plan
from tests import make
from tests.conftest import MONDAY
from tests.e2e.conftest import LONG, Site, Visit, Visitor, Written, token_for
from tests.e2e.desk_pages import FOR_OFFICIALS
from tests.e2e.dialogues import heard_and_concluded
from tests.e2e.test_axe import flaws
from tests.e2e.wishes import SWAP_IN_MARCH, WISH
from tests.moderation.looking import INSULTING, look_at, looked_at
from tests.regulation import papers

DESK = 1280
Matters = Mapping[str, Any]


@pytest.fixture(scope="module")
def matters(site: Site) -> Matters:
    """Cases at every step that looks different, old ones among them, and a reception day."""
    with site.app.app_context():
        with clock.standing_at(MONDAY - timedelta(days=40)), unit_of_work():
            make.accepted(text=LONG)
        with clock.standing_at(MONDAY), unit_of_work():
            sent, proposed, contested = make.petition(), make.petition(), make.answered()
            clerk = make.actor(make.RECEIVER)
            petitions.propose(proposed.id, clerk, Outcome.ACCEPTANCE, {}, "Đúng thẩm quyền.")
            aftermath.contest(contested.id, make.actor(make.RESIDENT), "Cống vẫn tắc.")
            promised, brought = make.promised(MONDAY.date()), make.petition(make.RECEIVER)
            pledged = make.pledged(what=LONG)
            look = look_at(looked_at(INSULTING)).id
            day = make.reception().id
            law = papers.proposed(days=SWAP_IN_MARCH).id
            heard = heard_and_concluded()
            ask(uuid4(), WISH, make.actor(make.OTHER_RESIDENT))
            for event in db.session.scalars(select(Event)).all():
                plan(event)
        named: dict[str, Case] = {"sent": sent, "proposed": proposed, "pledged": pledged}
        named |= {"contested": contested, "promised": promised}
        named |= {"brought": brought}
        found = {n: Written(p.id, p.code, p.receipt_number) for n, p in named.items()}
        db.session.remove()
    return {**found, "day": day, "look": look, "law": law, "heard": heard}


@pytest.mark.parametrize(("who", "path"), FOR_OFFICIALS)
def test_a_page_of_the_desk_is_for_everybody(
    visitor: Visitor, matters: Matters, who: str, path: str
) -> None:
    visit = visitor(who=who)

    page = visit.to(path.format(**matters))

    expect(page.get_by_role("navigation", name="Chính")).to_contain_text("Việc phải làm")
    assert flaws(page) == []
    assert visit.complaints == []


def test_a_refused_form_is_for_everybody_too(visitor: Visitor, matters: Matters) -> None:
    visit = visitor(who=make.RECEIVER)
    page = visit.to(f"/can-bo/vu-viec/{matters['sent'].id}")
    page.get_by_text("Đề xuất không thụ lý").click()
    page.get_by_label("Căn cứ: điều, khoản, văn bản").first.fill("Điều 3")
    page.locator("form[action$=khong-thu-ly] button").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#de-xuat-khong-thu-ly-ground")).to_have_value("Điều 3")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#de-xuat-khong-thu-ly-text")).to_be_focused()
    assert flaws(page) == []


def test_one_matter_goes_from_the_resident_to_the_figure_of_the_monitor(
    visitor: Visitor, site: Site
) -> None:
    visit = visitor(width=DESK, who=make.RESIDENT)
    address = _hands_in(visit)

    _becomes(visit, site, make.RECEIVER)
    _proposes(visit, address)
    _becomes(visit, site, make.CHAIR)
    _decides_drafts_and_signs(visit.to(address))
    _becomes(visit, site, make.CITY_MONITOR)
    _opens_the_figure(visit, address)

    visit.page.get_by_role("button", name="Đăng xuất").click()
    expect(visit.page.get_by_role("link", name="Đăng nhập")).to_be_visible()
    assert visit.complaints == []


def test_a_proposal_is_made_with_the_keyboard_alone(visitor: Visitor, site: Site) -> None:
    with site.app.app_context(), clock.standing_at(MONDAY), unit_of_work():
        case_id = make.petition().id
    page = visitor(width=DESK, who=make.RECEIVER).to(f"/can-bo/vu-viec/{case_id}")

    tab_to(page, "Lý do, để người đứng đầu biết")
    page.keyboard.type("Đúng thẩm quyền của phường.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Đã đề xuất")
    expect(page.locator("main")).to_contain_text("Đúng thẩm quyền của phường.")


def _hands_in(visit: Visit) -> str:
    """Somebody sends a matter; where officials find it."""
    page = visit.to("/gui/viet?loai=phan-anh&xa=11359")
    page.get_by_label("Việc gì, và ông/bà đề nghị điều gì?").fill("Ổ gà trước cổng trường.")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận được")
    case_id = page.url.split("/")[-2]
    return f"/can-bo/vu-viec/{case_id}"


def _proposes(visit: Visit, address: str) -> None:
    """The receiving officer finds it on the desk."""
    page = visit.to("/can-bo")
    page.locator(f"a[href='{address}']").first.click()
    expect(page.locator("main")).to_contain_text("Ổ gà trước cổng trường.")
    _send(page, "Trình người đứng đầu")
    expect(page.get_by_role("status")).to_contain_text("chờ người đứng đầu quyết định")


def _decides_drafts_and_signs(page: Page) -> None:
    """The head does as proposed, writes the answer and signs it."""
    page.get_by_label("Đồng ý với đề xuất").check()
    _send(page, "Quyết định")
    page.get_by_label("Câu trả lời", exact=True).fill("Đã vá xong mặt đường.")
    page.get_by_label("Đã giải quyết xong").check()
    _send(page, "Trình ký")
    expect(page.get_by_role("status")).to_contain_text("Dự thảo đã trình")
    form = page.locator("details[open]")
    form.get_by_label("Số", exact=True).fill("31")
    form.get_by_label("Ký hiệu", exact=True).fill("UBND-KT")
    _send(page, "Ký")
    expect(page.locator("main")).to_contain_text("Số 31/UBND-KT")


def _opens_the_figure(visit: Visit, address: str) -> None:
    """The number of what is answered opens so many cases, this one too, without its words."""
    page = visit.to(f"/giam-sat?unit={make.COMMUNE}-ubnd")
    answered = page.locator("tr.whole td").nth(1).get_by_role("link")
    many = int(answered.inner_text())
    answered.click()
    expect(page.locator("tbody tr")).to_have_count(many)
    page.locator(f"a[href='{address}']").click()
    expect(page.locator("main")).to_contain_text("Đã vá xong mặt đường.")
    expect(page.locator("main")).not_to_contain_text("Ổ gà trước cổng trường.")


def _becomes(visit: Visit, site: Site, who: str) -> None:
    """The same browser, with somebody else before it."""
    context = visit.page.context
    context.clear_cookies()
    token = token_for(site, who)
    context.add_cookies([{"name": COOKIE, "value": token, "url": site.address}])


def _send(page: Page, name: str) -> None:
    """Press the button of the form that stands open."""
    page.locator("details[open]").get_by_role("button", name=name, exact=True).click()


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field has the focus."""
    wanted = page.get_by_label(label).first
    for _ in range(40):
        page.keyboard.press("Tab")
        if wanted.evaluate("field => field === document.activeElement"):
            return
    pytest.fail(f"{label} is not reached with the keyboard")
