"""Promises on the pages: the ledger for everybody, the asker's word, and the desks."""

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest

from api.core.database import unit_of_work
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import offered

pytestmark = pytest.mark.usefixtures("app")

SignedIn = Callable[[str], Reader]

DAY = date(2026, 3, 29)
BOARD = f"{make.COMMUNE}-mttq-thanh-tra-nhan-dan"
LEDGER, DESK = "/viec-da-hua", "/can-bo/viec-da-hua"


def test_everybody_opens_from_each_number_what_it_counts(reader: Reader) -> None:
    assert "Chưa có việc nào được hứa công khai" in reader.get(LEDGER).text
    with unit_of_work():
        made = make.pledged()

    whole = reader.get(LEDGER).text
    assert f'href="{LEDGER}?xa={make.COMMUNE}"' in whole
    assert f"{LEDGER}?xa={make.COMMUNE}" in reader.get(f"{LEDGER}?q=gia vien").text
    place = unescape(reader.get(f"{LEDGER}?xa={make.COMMUNE}").text)
    assert "Chủ tịch UBND phường Gia Viên" in place
    running = next(
        link
        for link in place.split('"')
        if link.startswith(f"{LEDGER}/danh-sach") and "lanh_dao" in link and "running" in link
    )
    assert f"{LEDGER}/{made.id}" in reader.get(running).text
    one = reader.get(f"{LEDGER}/{made.id}").text
    assert "Làm cống ngõ 12" in one
    assert "Đo được 120 m cống đã lắp" in one
    for wrong in ("danh-sach?ket_qua=x", "danh-sach?tu=x", "?xa=x", f"{make.new_address()[0]}"):
        address = f"{LEDGER}{wrong}" if wrong.startswith("?") else f"{LEDGER}/{wrong}"
        assert reader.get(address).status_code == 404


def test_who_owes_it_tells_how_far_it_is_and_the_level_above_allows_another_day(
    reading: SignedIn,
) -> None:
    with unit_of_work():
        made = make.pledged()
    chair = reading(make.CHAIR)
    here = f"{DESK}/{made.id}"

    # The chair tells how far it is, wrongly first; asks for another day, which the city allows.
    assert str(made.id) in chair.get(DESK).text
    wrong = chair.press(f"{here}/tien-do", text="Đã đào 40 m.", percent="101")
    assert (wrong.status_code, "Đã đào 40 m." in wrong.text) == (422, True)
    assert chair.press(f"{here}/tien-do", text="Đã đào 40 m.", percent="33").status_code == 303
    asked = chair.press(f"{here}/xin-lui-ngay", due_on="30/04/2026", reason="Mưa lớn.")
    assert asked.status_code == 303, asked.text
    city = reading(make.CITY_CHAIR)
    assert str(made.id) in city.get(DESK).text
    allowed = city.press(f"{here}/quyet-dinh-lui-ngay", approve="true")
    assert "Mưa lớn." in city.get(allowed.location).text
    course = reading(make.OTHER_RESIDENT).get(f"{LEDGER}/{made.id}").text
    assert "29/03/2026" in course
    assert "33%" in course


def test_who_asked_speaks_on_their_own_page_and_the_inspection_board_after_them(
    reading: SignedIn,
) -> None:
    with unit_of_work():
        made = make.pledged()
    chair, asker, board = (reading(who) for who in (make.CHAIR, make.RESIDENT, BOARD))
    here = f"{DESK}/{made.id}"

    chair.press(f"{here}/bao-cao", text="Đã lắp cống.", done_on="02/03/2026")
    early = board.press(f"{here}/xac-nhan", verified="true")
    assert early.status_code == 409
    assert f"{LEDGER}/{made.id}" in asker.get("/vu-viec").text
    to = f"{LEDGER}/{made.id}/nguoi-gui-xac-nhan"
    assert to in offered(asker.get(f"{LEDGER}/{made.id}").text)
    assert asker.press(to, confirmed="true").status_code == 303
    assert str(made.id) in board.get(DESK).text
    verified = board.press(f"{here}/xac-nhan", verified="true")

    assert "Đã xác nhận" in board.get(verified.location).text
    assert str(made.id) not in board.get(DESK).text
    everybody = reading(make.OTHER_RESIDENT).get(f"{LEDGER}/{made.id}").text
    assert "Đã xác nhận, Ban Thanh tra nhân dân" in everybody


def test_what_cannot_be_done_is_explained_and_nothing_more_is_offered(reading: SignedIn) -> None:
    with unit_of_work():
        made = make.pledged()
    chair, here = reading(make.CHAIR), f"{DESK}/{made.id}"

    empty = chair.press(f"{here}/khong-lam-duoc")
    assert empty.status_code == 422
    chair.press(f"{here}/khong-lam-duoc", reason="Thiếu vốn đối ứng.")

    shown = chair.get(here).text
    assert "Thiếu vốn đối ứng." in shown
    assert not [each for each in offered(shown) if str(made.id) in each]
