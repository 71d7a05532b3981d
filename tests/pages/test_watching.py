"""The table of figures: the worst first, each number opening exactly what it counts."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest

from api.core import clock
from api.core.database import unit_of_work
from api.petitions import actions as petitions
from api.petitions import aftermath
from api.petitions.answers import Draft, Result
from api.regulation.recurring import open_periods
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader

SignedIn = Callable[[str], Reader]

ELSEWHERE = "11383"


@pytest.fixture
def lives(app: object) -> None:
    """The neighbours are overdue, the commune is only late."""
    long_ago = MONDAY - timedelta(days=50)
    with clock.standing_at(long_ago), unit_of_work():
        make.petition(area=ELSEWHERE)
        late = make.accepted()
    with unit_of_work():
        make.answered()
        contested = make.answered()
        aftermath.contest(contested.id, make.actor(make.RESIDENT), "Cống vẫn tắc.")
        aftermath.rate(contested.id, make.actor(make.RESIDENT), 2, None)
        make.petition(field=None)
    with unit_of_work():
        petitions.draft(late.id, make.actor(make.CHAIR), Draft("Đã làm.", Result.RESOLVED))
        petitions.sign(late.id, make.actor(make.CHAIR), make.signature())


def test_the_most_overdue_stands_first_then_the_latest(reading: SignedIn, lives: None) -> None:
    page = reading(make.CITY_MONITOR).get("/giam-sat").text

    rows = re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)
    assert len(rows) == 2
    assert rows[1] == "Ủy ban nhân dân phường Gia Viên"
    assert '<th scope="row">Tất cả</th>' in page


@pytest.mark.parametrize("by", ["unit", "leader", "kind", "channel", "month", "field", "area"])
def test_each_number_opens_exactly_so_many_cases(reading: SignedIn, lives: None, by: str) -> None:
    monitor = reading(make.CITY_MONITOR)
    page = monitor.get(f"/giam-sat?by={by}&cot=du").text

    links = re.findall(r'<a href="(/giam-sat/vu-viec\?[^"]+)">([\d.]+)</a>', page)

    assert len(links) > 8
    for address, number in links:
        opened = monitor.get(unescape(address)).text
        assert opened.count('<th scope="row">') == int(number), address


def test_duties_are_opened_as_duties(reading: SignedIn) -> None:
    with clock.standing_at(MONDAY - timedelta(days=30)), unit_of_work():
        open_periods()
        make.reception_held(make.CHAIR)
    monitor = reading(make.CITY_MONITOR)

    page = monitor.get("/giam-sat?by=leader").text
    links = re.findall(r'<a href="(/giam-sat/viec-phai-lam\?[^"]+)">([\d.]+)</a>', page)
    held = next(unescape(each) for each, _ in links if "figure=duties_held" in each)

    assert "1/1" in monitor.get(held).text


def test_what_each_number_means_stands_under_the_table(reading: SignedIn, lives: None) -> None:
    page = reading(make.CITY_MONITOR).get("/giam-sat").text

    assert "Mỗi số nghĩa là gì" in page
    assert page.count("<dd>") >= 9
    assert 'aria-hidden="true"' in page
    assert "67 %" in page


def test_a_group_is_opened_and_left_again(reading: SignedIn, lives: None) -> None:
    monitor = reading(make.CITY_MONITOR)

    alone = monitor.get(f"/giam-sat?by=field&unit={make.COMMUNE}-ubnd&from=01/01/2026")
    without = re.findall(r'<a class="tap" href="(/giam-sat\?[^"]+)"', alone.text)

    assert "Đơn vị: <strong>Ủy ban nhân dân phường Gia Viên</strong>" in alone.text
    assert [unescape(each) for each in without] == ["/giam-sat?by=field&from=2026-01-01"]
    assert 'value="01/01/2026"' in alone.text


def test_the_share_of_rated_answers_is_in_percent_as_the_share_in_time_is(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        rated = make.answered()
        make.answered()
        make.answered()
        aftermath.rate(rated.id, make.actor(make.RESIDENT), 4, None)

    page = reading(make.CITY_MONITOR).get("/giam-sat?cot=du").text

    cells = re.findall(r'data-label="Tỉ lệ trả lời được đánh giá">([^<]*)<', page)
    assert cells == ["33 %", "33 %"]


def test_a_head_sees_their_own_and_a_clerk_nothing(reading: SignedIn, lives: None) -> None:
    page = reading(make.CHAIR).get("/giam-sat").text

    assert page.count('<th scope="row"><a') == 1
    assert reading(make.RECEIVER).get("/giam-sat").status_code == 403
    assert reading(make.RECEIVER).get("/giam-sat/vu-viec?figure=received").status_code == 403
    assert reading(make.RECEIVER).get("/giam-sat/viec-phai-lam").status_code == 403


def test_days_in_the_wrong_order_and_figures_that_are_none_are_told(
    reading: SignedIn, lives: None
) -> None:
    monitor = reading(make.CITY_MONITOR)

    days = monitor.get("/giam-sat?from=02/03/2026&to=01/03/2026")
    figure = monitor.get("/giam-sat/vu-viec?figure=best")

    assert days.status_code == 422
    assert "ngày cuối phải sau ngày đầu" in days.text
    assert 'value="02/03/2026"' in days.text
    assert figure.status_code == 422


def test_nothing_received_is_said_in_words(reading: SignedIn, app: object) -> None:
    page = reading(make.CITY_MONITOR).get("/giam-sat?from=2026-01-01&to=2026-01-02").text

    assert "không tiếp nhận gì" in page


def test_a_table_of_many_rows_has_pages_and_the_whole_stands_on_each(
    reading: SignedIn, lives: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.board.A_PAGE", 1)
    monitor = reading(make.CITY_MONITOR)

    pages = [monitor.get(f"/giam-sat?by=unit&tu={skipped}").text for skipped in (0, 1)]

    rows = [re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page) for page in pages]
    assert [len(each) for each in rows] == [1, 1]
    assert rows[0] != rows[1]
    assert all('<th scope="row">Tất cả</th>' in page for page in pages)
    assert "tu=1" in unescape(pages[0])
    assert "tu=1" not in unescape(pages[1])
    assert "Dòng 2 đến 2 trong 2" in pages[1]
