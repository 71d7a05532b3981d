"""Every page, on a telephone and on a desk, light and dark: for everybody, and without a flaw."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import SCHEMES, WIDTHS, Visitor

FOR_VISITORS = (
    "/",
    "/dang-nhap",
    "/dang-nhap/can-bo",
    "/trinh-dien",
)

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", FOR_VISITORS)
def test_a_page_is_for_everybody(visitor: Visitor, path: str) -> None:
    visit = visitor()

    page = visit.to(path)

    assert flaws(page) == []
    assert visit.complaints == []


@pytest.mark.parametrize("path", ["/khong-co-trang-nay", "/ngon-ngu/fr"])
def test_a_page_of_refusal_is_for_everybody_too(visitor: Visitor, path: str) -> None:
    page = visitor().to(path)

    assert flaws(page) == []


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
