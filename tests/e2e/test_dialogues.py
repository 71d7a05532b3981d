"""A dialogue in a browser on a telephone: a resident's way to a seat, and the door on the day."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from api.core import clock
from api.core.database import db, unit_of_work
from api.dialogues.questions import actions as questions
from api.dialogues.questions.given import QuestionGiven
from tests import make
from tests.conftest import MONDAY
from tests.e2e.conftest import Site, Visitor
from tests.e2e.desk_pages import OF_DIALOGUES
from tests.e2e.test_axe import flaws

TOPIC = "Đối thoại của người đứng đầu với Nhân dân về thoát nước và vệ sinh môi trường khu dân cư"
STARTS = MONDAY + timedelta(days=16)
NEWCOMER = "+84911222333"


class Meeting(NamedTuple):
    """A dialogue with one seat left, a registration for the others, and a question."""

    code: str
    ticket: str
    question: str


@pytest.fixture(scope="module")
def meeting(site: Site) -> Iterator[Meeting]:
    """It is told of on the Monday on which the clock stands."""
    with site.app.app_context(), clock.standing_at(MONDAY):
        with unit_of_work():
            when = {"starts_at": STARTS, "ends_at": STARTS + timedelta(hours=3)}
            until = {"registration_to": STARTS - timedelta(days=2)}
            front = (f"{make.COMMUNE}-mttq",)
            dialogue = make.dialogue(topic=TOPIC, co_organisers=front, **when, **until)
            own = make.registered(dialogue.id, name="Người Dự Mẫu", companions=1)
            given = QuestionGiven("Bao giờ thông cống ngõ 12?", asker="Người Dự Mẫu")
            asked, _ = questions.ask(dialogue.id, uuid4(), given, make.actor(make.RESIDENT))
            found = Meeting(dialogue.code, str(own.id), str(asked.id))
        db.session.remove()
        yield found


@pytest.mark.parametrize(("who", "path"), OF_DIALOGUES)
def test_a_page_of_a_dialogue_is_for_everybody(
    visitor: Visitor, meeting: Meeting, who: str | None, path: str
) -> None:
    visit = visitor(who=who)

    page = visit.to(path.format(**meeting._asdict()))

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert flaws(page) == []
    assert visit.complaints == []


def test_a_resident_comes_to_a_seat_and_through_the_door(
    visitor: Visitor, meeting: Meeting
) -> None:
    page = visitor(who=NEWCOMER).to("/doi-thoai")
    page.get_by_role("link", name=TOPIC).click()
    page.get_by_role("link", name="Đăng ký dự").click()
    page.get_by_label("Họ và tên").fill("Trần Thị Thử")
    page.get_by_role("button", name="Đăng ký dự").click()
    expect(page.get_by_role("status")).to_contain_text("đã đăng ký xong")
    ticket = page.locator(".ticket-code").inner_text()
    with page.expect_download() as kept:
        page.get_by_role("link", name="Lưu vé vào máy").click()
    assert ticket in kept.value.path().read_text(encoding="utf-8")

    with clock.standing_at(STARTS):
        door = visitor(who=make.RECEIVER).to(f"/can-bo/doi-thoai/{meeting.code}/cua")
        door.keyboard.type(ticket)
        door.keyboard.press("Enter")
        expect(door.get_by_role("status").first).to_contain_text("Trần Thị Thử")
        door.keyboard.type(ticket)
        door.keyboard.press("Enter")
        expect(door.get_by_role("alert")).to_contain_text("Đã đến lúc 08:00")
        assert flaws(door) == []
