"""In a browser: a dialogue that goes on, on the wall of the hall and at the desk that calls."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from api.core import clock
from api.core.database import unit_of_work
from api.dialogues.live import actions
from api.dialogues.live.models import Speaker
from api.dialogues.proceedings import close, open_
from tests import make
from tests.conftest import MONDAY
from tests.e2e.conftest import Site, Visitor
from tests.e2e.test_axe import flaws

PEOPLE = ("Bà Lan", "Ông Tư", "Chị Hoa")
A_MOMENT = timedelta(seconds=2)

_days = count(1)


class Line(NamedTuple):
    """A dialogue that has begun; three people are in its line, and the first speaks."""

    dialogue_id: UUID
    code: str
    turns: list[UUID]

    @property
    def screen(self) -> str:
        """What everybody sees."""
        return f"/doi-thoai/phien/{self.code}/man-hinh"

    @property
    def desk(self) -> str:
        """Where people are called up."""
        return f"/can-bo/doi-thoai/{self.code}/hang-doi"


@pytest.fixture
def line(site: Site) -> Iterator[Line]:
    """On a day of its own, since the chair is at one place at a time; it is that moment."""
    starts_at = MONDAY + timedelta(days=next(_days))
    with clock.standing_at(starts_at):
        with site.app.app_context(), unit_of_work():
            hours = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
            dialogue = make.dialogue(**hours, registration_from=None, registration_to=None)
            desk = make.actor(make.RECEIVER)
            open_(dialogue.id, desk, None)
            turns = [
                actions.join(dialogue.id, uuid4(), Speaker(name=name), desk)[0].id
                for name in PEOPLE
            ]
            actions.start(turns[0], desk)
            made = Line(dialogue.id, dialogue.code, turns)
        yield made


def called(site: Site, ended: UUID, next_: UUID) -> None:
    """A desk ends one turn and calls the next."""
    with site.app.app_context(), unit_of_work():
        desk = make.actor(make.RECEIVER)
        actions.end(ended, desk)
        actions.start(next_, desk)


def test_the_screen_keeps_up_without_being_loaded_anew(
    visitor: Visitor, site: Site, line: Line
) -> None:
    # Given a screen on which somebody speaks
    visit = visitor()
    page = visit.to(line.screen)
    expect(page.locator("[data-part=name]")).to_have_text("Bà Lan")
    expect(page.get_by_role("timer")).to_have_text("5:00")
    assert flaws(page) == []
    assert visit.complaints == []
    page.evaluate("window.same = true")

    # When the next is called; a moment later, since the answer of this one may have been asked for
    called(site, line.turns[0], line.turns[1])
    with clock.standing_at(clock.now() + A_MOMENT):
        expect(page.locator("[data-part=name]")).to_have_text("Ông Tư")

    # Then all of it is there, and the page is the same
    expect(page.get_by_role("listitem")).to_have_text(["Chị Hoa"])
    expect(page.locator("[data-part=spoke]")).to_have_text("1")
    assert page.evaluate("window.same")

    # And without a connection it says so, keeps what it shows, and comes back
    page.context.set_offline(True)
    expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    expect(page.locator("[data-part=name]")).to_have_text("Ông Tư")
    over(site, line)
    with clock.standing_at(clock.now() + 2 * A_MOMENT):
        page.context.set_offline(False)
        expect(page.get_by_text("Buổi đối thoại đã kết thúc")).to_be_visible()
    expect(page.get_by_role("status")).to_be_hidden()
    assert "Ông Tư" not in page.locator("main:visible").inner_text()
    assert page.evaluate("window.same")


def over(site: Site, line: Line) -> None:
    """The dialogue is closed."""
    with site.app.app_context(), unit_of_work():
        close(line.dialogue_id, make.actor(make.RECEIVER), 80, {})


def test_without_scripts_the_screen_says_who_speaks_and_is_loaded_anew(
    visitor: Visitor, line: Line
) -> None:
    page = visitor(scripts=False).to(line.screen)

    expect(page.locator("[data-part=name]")).to_have_text("Bà Lan")
    expect(page.get_by_text("được 5 phút")).to_be_visible()
    expect(page.get_by_role("link", name="Tải lại")).to_have_attribute("href", line.screen)
    assert '<noscript><meta http-equiv="refresh"' in page.content()


def test_two_people_at_the_desk_call_people_up_and_the_slower_one_is_told(
    visitor: Visitor, line: Line
) -> None:
    # Given two at the desk who see the same
    first, second = (visitor(who=make.RECEIVER) for _ in range(2))
    quick, slow = first.to(line.desk), second.to(line.desk)
    expect(quick.get_by_role("heading", name="Đang phát biểu: Bà Lan")).to_be_visible()
    assert flaws(quick) == []

    # When one of them ends the turn and calls the next, and somebody is put into the line
    quick.get_by_role("button", name="Kết thúc lượt, mời Ông Tư").click()
    expect(quick.get_by_role("heading", name="Đang phát biểu: Ông Tư")).to_be_visible()
    entered(quick, "Cụ Sáu")

    # Then the other's press does nothing, and says why
    slow.get_by_role("button", name="Kết thúc lượt Bà Lan").click()
    expect(slow.get_by_role("alert")).to_contain_text("xem lại hàng đợi")
    expect(slow.get_by_role("heading", name="Đang phát biểu: Ông Tư")).to_be_visible()
    expect(slow.locator("ol.called > li")).to_have_count(2)
    assert flaws(slow) == []
    assert first.complaints == []


def entered(page: Page, name: str) -> None:
    """Somebody who is not in the list."""
    page.get_by_text("Ghi tên người muốn phát biểu").click()
    page.get_by_label("Tên để mọi người đọc").fill(name)
    page.get_by_role("button", name="Đưa vào hàng đợi").click()
    expect(page.locator("ol.called > li").last).to_contain_text(name)
