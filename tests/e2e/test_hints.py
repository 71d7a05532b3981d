"""In a browser: hints beside the words are seen, taken or left, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visitor
from tests.e2e.test_axe import flaws


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hint_is_taken_by_who_writes_and_by_nobody_else(visitor: Visitor, scripts: bool) -> None:
    visit = visitor(scripts=scripts)
    page = visit.to("/gui/viet?loai=phan-anh&xa=11359")
    page.get_by_label("Việc gì, và ông/bà đề nghị điều gì?").fill("Mặt đường đầy ổ gà, đèn hỏng.")
    page.get_by_role("button", name="Xem gợi ý lĩnh vực và nơi").click()

    box = page.get_by_role("region", name="Gợi ý: dùng hoặc bỏ qua tùy ông/bà")
    expect(box).to_be_visible()
    expect(page.locator("#field")).to_have_value("")
    if scripts:
        assert flaws(page) == []
    box.get_by_role("button").first.click()
    expect(page.locator("#field")).to_have_value("transport")
    expect(page.locator("#text")).to_have_value("Mặt đường đầy ổ gà, đèn hỏng.")
    assert visit.complaints == []
