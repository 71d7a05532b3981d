"""Every page, on a telephone and on a desk, light and dark: for everybody, and without a flaw."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from tests import make
from tests.e2e.conftest import SCHEMES, WIDTHS, Site, Visitor
from tests.e2e.desk_pages import FOR_OFFICIALS, OF_DIALOGUES

FOR_VISITORS = (
    "/",
    "/dang-nhap",
    "/dang-nhap/can-bo",
    "/trinh-dien",
    "/gui",
    "/gui/to-cao",
    "/to-cao",
    "/to-cao/mau-don",
    "/gui/noi?loai=phan-anh&q=Gia Viên",
    "/gui/viet?loai=khieu-nai&xa=11359",
    "/theo-doi",
    "/theo-doi?so={new.code}",
    "/theo-doi?so={promised.receipt_number}",
    "/cong-khai",
    "/cong-khai?buoc=accepted",
    "/cong-khai/{complaint.code}",
    "/tinh-han?loai=proposal&noi-nhan=party",
    "/quy-dinh",
    "/doi-thoai?q=Gia Viên",
    "/doi-thoai/{unit}",
    "/viec-da-hua",
    "/viec-da-hua?xa=11359",
    "/viec-da-hua?q=Gia Viên",
    "/viec-da-hua/danh-sach?xa=11359&ket_qua=running",
    "/viec-da-hua/{pledge.id}",
    "/lich?thang=2026-03",
    "/xac-minh",
)

FOR_SENDERS = ("/vu-viec", "/vu-viec/{promised.id}", "/vu-viec/{new.id}/bien-nhan")

COMMUNE = {"unit": f"{make.COMMUNE}-ubnd"}

OF_REFUSAL = (
    "/khong-co-trang-nay",
    "/ngon-ngu/fr",
    "/theo-doi?so=ABC",
    "/tinh-han?loai=x",
    "/xac-minh/ABC",
)

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", FOR_VISITORS)
def test_a_page_is_for_everybody(visitor: Visitor, site: Site, path: str) -> None:
    visit = visitor()

    page = visit.to(path.format(**site.cases, **COMMUNE))

    assert flaws(page) == []
    assert visit.complaints == []


@pytest.mark.parametrize("path", FOR_SENDERS)
def test_a_page_of_somebody_signed_in_is_too(visitor: Visitor, site: Site, path: str) -> None:
    visit = visitor(who=make.RESIDENT)

    page = visit.to(path.format(**site.cases))

    assert site.cases["promised"].code in page.content() or "bien-nhan" in path
    assert flaws(page) == []
    assert visit.complaints == []


@pytest.mark.parametrize("path", OF_REFUSAL)
def test_a_page_of_refusal_is_too(visitor: Visitor, path: str) -> None:
    page = visitor().to(path)

    assert flaws(page) == []


def test_no_page_is_forgotten(whole_app: Flask) -> None:
    desk = (path for _, path in (*FOR_OFFICIALS, *OF_DIALOGUES))
    tried = {path.partition("?")[0] for path in (*FOR_VISITORS, *FOR_SENDERS, *desk)}
    shown = {
        rule.rule
        for rule in whole_app.url_map.iter_rules()
        if rule.endpoint.startswith("pages.") and "GET" in (rule.methods or ())
    }

    forgotten = {rule for rule in shown if not any(_is_of(path, rule) for path in tried)}

    assert forgotten == {
        "/static/<string:name>",
        "/ngon-ngu/<string:chosen>",
        "/can-bo/dang-nhap",  # leads to the page of signing in
        "/phan-anh.<string:form>",  # a feed, for programs
        "/to-cao/hen/<uuid:reception_id>",  # its form is that of every form here
        "/to-cao/hen/<uuid:reception_id>/<uuid:booking_id>",
        "/tiep-dan/<uuid:reception_id>",  # facts, and a form that is that of every form here
        "/tiep-dan/<uuid:reception_id>/cho/<uuid:booking_id>",  # a number and one button
        "/can-bo/tiep-dan/<uuid:reception_id>/so/<uuid:visit_id>",  # facts, and forms as elsewhere
        "/xac-minh/<string:code>",  # the page of a refusal, or one table
        "/doi-thoai/khong-du/<string:token>",  # one button
        "/doi-thoai/phien/<string:code>/man-hinh",  # looked at in test_live, as it changes
        "/can-bo/doi-thoai/<string:code>/hang-doi",
        "/doi-thoai/ve/<uuid:registration_id>/tep",  # the ticket alone, to be kept
    }


def flaws(page: Page) -> list[str]:
    """What is wrong with a page in any of its four shapes."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            shape = f"{page.url} at {width}, {scheme}"
            found += [f"{shape}: {each}" for each in _violations(page)]
        if (beyond := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{page.url} at {width} is {beyond} px too wide")
    return found


def _violations(page: Page) -> list[str]:
    return [
        f"{rule['id']} at {node['target']}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]


def _is_of(path: str, rule: str) -> bool:
    parts, wanted = path.split("/"), rule.split("/")
    return len(parts) == len(wanted) and all(
        given == named or (given.startswith("{") and named.startswith("<"))
        for given, named in zip(parts, wanted, strict=True)
    )
