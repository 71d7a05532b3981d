"""Calendars, the schedule of a month, places and the register of visits, on pages."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import unit_of_work
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader
from tests.pages.filling import carried, fill, offered

SignedIn = Callable[[str], Reader]

MONTH = "/can-bo/tiep-dan/lich-thang"
AUGUST = datetime(2026, 8, 20, 9, 0, tzinfo=VIETNAM)
FIXED = {
    "positions": [make.CHAIR],
    "weekday": "3",
    "nth": "1",
    "from": "08:00",
    "to": "10:00",
    "place": "Trụ sở tiếp công dân phường",
    "places": "4",
    "minutes": "30",
    "form": "in_person",
    "from_on": "01/07/2026",
}


def test_a_month_is_made_from_fixed_days_and_published_and_everybody_reads_why_one_is_moved(
    reading: SignedIn, reader: Reader
) -> None:
    with clock.standing_at(AUGUST):
        clerk = reading(make.RECEIVER)
        twice = fill(clerk, MONTH, "dinh-ky", **(FIXED | {"day": "5"}))
        kept = fill(clerk, MONTH, "dinh-ky", **FIXED)
        preview = clerk.get(f"{MONTH}?thang=2026-09").text
        [day] = re.findall(r'name="days" value="([^"]+)"', preview)
        nothing = clerk.press(f"{MONTH}?thang=2026-09")
        before = reader.get("/lich?thang=2026-09&xa=11359").text
        published = clerk.press(f"{MONTH}?thang=2026-09", days=day)
        after = reader.get("/lich?thang=2026-09&xa=11359").text
        there = reader.get(f"/tiep-dan/{day}").text

    assert [name in before for name in ("Phường Gia Viên", "Tỉnh Cà Mau")] == [True, False]
    assert twice.status_code == 422
    assert 'value="Trụ sở tiếp công dân phường"' in twice.text
    assert (kept.status_code, nothing.status_code, published.status_code) == (303, 422, 303)
    assert "Thay ngày 02/09/2026 (Quốc khánh)" in preview
    assert "Trên lịch: 1/2 ngày" in preview
    assert day not in before
    assert f'href="/tiep-dan/{day}"' in after
    assert "Thay ngày 02/09/2026 (Quốc khánh)" in there
    assert "/api/v1/receptions.ics?area=11359" in after
    assert reading(make.HANDLER).get(MONTH).status_code == 403


def test_a_resident_takes_a_time_at_the_commune_and_gives_it_back(
    reading: SignedIn, reader: Reader
) -> None:
    with unit_of_work():
        day = make.reception(on=date(2026, 3, 3)).id
    at = f"/tiep-dan/{day}"
    fill(reading(make.RECEIVER), f"/can-bo/tiep-dan/{day}", "so-cho", places="3", minutes="30")

    visitor = reader.get(at).text
    resident = reading(make.RESIDENT)
    without = fill(resident, at, "", matter="other", number="2")
    taken = fill(resident, at, "", name="Bà Năm", matter="other", number="2")
    mine = resident.get(taken.location).text
    desk = reading(make.RECEIVER).get(f"/can-bo/tiep-dan/{day}").text
    given_back = resident.press(offered(mine)[-1])

    assert f'href="/dang-nhap?tiep=/tiep-dan/{day}"' in visitor
    assert (without.status_code, taken.status_code, given_back.status_code) == (422, 303, 303)
    assert "Số thứ tự của ông/bà: 2" in mine
    assert "08:30, Thứ Ba, 03/03/2026" in mine
    assert "Bà Năm" in desk
    assert "Lượt hẹn này đã hủy" in resident.get(taken.location).text


def test_who_came_is_entered_and_what_they_brought_becomes_a_petition(reading: SignedIn) -> None:
    with unit_of_work():
        day = f"/can-bo/tiep-dan/{make.reception().id}"
    with clock.standing_at(MONDAY + timedelta(hours=2)):
        clerk = reading(make.RECEIVER)
        accusing = fill(clerk, day, "so-tiep", matter="denunciation", name="Ông X")
        entered = fill(
            *(clerk, day, "so-tiep"),
            matter="reflection",
            name="Trần Thị Năm",
            people="1",
            hour="09:00",
            content="Cống trước ngõ 12 bị tắc.",
        )
        line = entered.location
        made = fill(clerk, line, "lap-don", kind="reflection", text="Cống bị tắc.")
        after = clerk.get(line).text

    assert accusing.status_code == 422
    assert (entered.status_code, made.status_code) == (303, 303)
    assert "Đã nhận đơn" in after
    assert "09:00, Thứ Hai, 02/03/2026" in after
    assert offered(after)[-1] == "/dang-xuat"
    assert reading(make.HANDLER).get(line).status_code == 403
    assert "Trần Thị Năm" not in reading(make.HANDLER).get(day).text


def test_a_leader_reads_what_they_owe_by_day_and_makes_a_private_address_shown_once(
    reading: SignedIn,
) -> None:
    with unit_of_work():
        code = make.petition().code
        make.reception(on=date(2026, 3, 10))
    head = reading(make.CHAIR)

    month = head.get("/can-bo/lich?thang=2026-03").text
    made = head.press("/can-bo/lich/dia-chi", **carried(month, "/can-bo/lich/dia-chi"))
    later = head.get("/can-bo/lich").text
    ended = head.press("/can-bo/lich/dia-chi/huy")

    assert code in month
    assert "Thứ Ba, 10/03/2026" in month
    assert "/api/v1/calendars/" in made.text
    assert "/api/v1/calendars/" not in later
    assert ended.status_code == 303
    other = reading(make.RECEIVER)
    assert other.get(f"/can-bo/lich?ai={make.CHAIR}").status_code == 403
    assert other.get("/can-bo/lich?thang=khong").status_code == 200
