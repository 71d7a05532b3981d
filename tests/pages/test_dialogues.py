"""A dialogue on the pages: planned and announced at a desk, registered for, waited for, let in."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from api.core import clock
from api.core.database import db
from api.dialogues.registrations import Registration
from api.dialogues.sessions import Dialogue
from tests import make
from tests.dialogues.guests import STARTS, with_village
from tests.pages.browsing import Reader
from tests.pages.filling import carried, fill, offered

SignedIn = Callable[[str], Reader]

DESK = "/can-bo/doi-thoai"
PUBLIC = "/doi-thoai/phien"
TICKETS = "/doi-thoai/ve"

PLAN = {
    "unit": f"{make.COMMUNE}-ubnd",
    "topic": "Thoát nước khu dân cư",
    "kind": "regular",
    "on": "20/03/2026",
    "from": "7h30",
    "to": "10:30",
    "form": "in_person",
    "place": "Nhà văn hóa khu dân cư số 3",
    "chair": make.CHAIR,
    "co_organisers": [f"{make.COMMUNE}-mttq"],
    "capacity": "1",
    "opens_on": "02/03/2026",
    "opens_at": "08:00",
    "closes_on": "18/03/2026",
    "closes_at": "17:00",
}
TOLD = {
    "channel": "mass_media",
    "on": "02/03/2026",
    "at": "08:00",
    "evidence": "Bản tin số 12, https://vd.vn/12",
    "how_to_take_part": "Đăng ký trên ứng dụng.",
}


@pytest.fixture
def code(reading: SignedIn, app: object) -> str:
    """A dialogue with one seat, planned and announced on the pages of the desk."""
    clerk = reading(make.RECEIVER)
    planned = fill(clerk, f"{DESK}/moi", "", **PLAN)
    assert planned.status_code == 303, planned.text
    found = str(planned.location).partition("?")[0].rpartition("/")[2]
    told = fill(clerk, f"{DESK}/{found}", "thong-bao", **TOLD)
    assert told.status_code == 303, told.text
    return found


def register(who: Reader, code: str, **typed: str) -> str:
    """Where the ticket or the place in the line is read."""
    sent = fill(who, f"{PUBLIC}/{code}/dang-ky", "", **({"companions": "0"} | typed))
    assert sent.status_code == 303, sent.text
    return str(sent.location).partition("?")[0]


def test_a_plan_that_is_wrong_says_so_at_its_questions_and_loses_nothing(
    reading: SignedIn, app: object
) -> None:
    clerk = reading(make.RECEIVER)
    empty = fill(
        clerk, f"{DESK}/moi", "", **(PLAN | {"topic": "", "from": "sáng", "closes_on": "x"})
    )
    stranger = fill(clerk, f"{DESK}/moi", "", **(PLAN | {"co_chairs": [make.SECRETARY]}))
    no_day = fill(clerk, f"{DESK}/moi", "", **(PLAN | {"on": "31/02/2026", "capacity": "-5"}))

    assert empty.status_code == stranger.status_code == no_day.status_code == 422
    assert "Số chỗ: Phải là số nguyên" not in no_day.text
    for name, is_wrong in (("on", True), ("capacity", True), ("from", False), ("to", False)):
        assert (f'href="#ke-hoach-{name}"' in no_day.text) == is_wrong
    for name in ("topic", "from", "closes_on"):
        assert f'href="#ke-hoach-{name}"' in empty.text
    assert "Nhà văn hóa khu dân cư số 3" in empty.text
    assert 'href="#ke-hoach-co_chairs"' in stranger.text
    assert db.session.scalar(select(func.count()).select_from(Dialogue)) == 0


def test_who_registers_twice_has_one_seat_and_who_is_later_waits_and_moves_up(
    reading: SignedIn, reader: Reader, code: str
) -> None:
    first, second = reading(make.RESIDENT), reading(make.OTHER_RESIDENT)
    at = f"{PUBLIC}/{code}/dang-ky"
    typed = carried(first.get(at).text, at) | {"name": "Người Dự Mẫu", "companions": "0"}

    one, again = first.press(at, **typed), first.press(at, **typed)
    waiting = register(second, code, question="Bao giờ thông cống?")
    in_line = second.get(waiting).text
    public = reader.get(f"{PUBLIC}/{code}").text
    ticket = str(one.location).partition("?")[0]
    given_up = fill(first, ticket, "bo")
    moved_up = second.get(waiting).text

    assert (one.location, one.status_code) == (again.location, again.status_code)
    assert "đứng thứ 1 trong danh sách chờ" in in_line
    assert "Hiện đã hết chỗ" in public
    assert "Người Dự Mẫu" not in public
    assert given_up.status_code == 303
    assert "Ông/bà đã có chỗ" in moved_up
    assert "Bao giờ thông cống?" in moved_up
    assert first.get(waiting).status_code == 404
    assert "Thoát nước khu dân cư" in second.get("/vu-viec").text


def test_a_ticket_can_be_kept_and_needs_nothing_from_outside(reading: SignedIn, code: str) -> None:
    resident = reading(make.RESIDENT)
    ticket = register(resident, code)

    kept = resident.get(f"{ticket}/tep")

    [written] = db.session.scalars(select(Registration.ticket)).all()
    assert written in kept.text
    assert 'src="data:image/svg+xml;base64,' in kept.text
    assert re.findall(r'(?:src|href)="(?!data:)', kept.text) == []
    assert kept.headers["Content-Disposition"].startswith("attachment")


def test_a_visitor_signs_in_and_comes_back_to_the_form(reader: Reader, code: str) -> None:
    sent = reader.get(f"{PUBLIC}/{code}/dang-ky")

    assert sent.location == f"/dang-nhap?tiep=/doi-thoai/phien/{code}/dang-ky"


def test_the_door_lets_in_once_and_says_what_it_sees(reading: SignedIn, code: str) -> None:
    ticket_page = register(reading(make.RESIDENT), code, name="Người Dự Mẫu")
    [ticket] = db.session.scalars(select(Registration.ticket)).all()
    door = f"{DESK}/{code}/cua"
    early = reading(make.RECEIVER).press(door, ve=ticket)

    with clock.standing_at(STARTS - timedelta(minutes=20)):
        clerk = reading(make.RECEIVER)
        by_name = clerk.press(door, ve="dự mẫu")
        came = clerk.press(door, ve=f" {ticket[:5].lower()}-{ticket[5:]} ")
        seen = clerk.get(str(came.location)).text
        again = clerk.press(door, ve=ticket)
        unknown = clerk.press(door, ve="Không Có Tên")
    with clock.standing_at(STARTS + timedelta(minutes=1)):
        clerk = reading(make.RECEIVER)
        full = fill(clerk, door, "khach", name="Người Đến Sau", companions="0")

    assert early.status_code == 409
    assert "20/03/2026" in early.text
    assert "Người Dự Mẫu" in by_name.text
    assert came.status_code == 303
    assert "Mời vào" in seen
    assert again.status_code == 409
    assert "Đã đến lúc 07:10." in again.text
    assert unknown.status_code == 422
    assert full.status_code == 409
    assert 'value="Người Đến Sau"' in full.text
    assert "Đã vào lúc" in reading(make.RESIDENT).get(ticket_page).text


def test_a_desk_shares_out_seats_invites_and_registers_who_calls(
    reading: SignedIn, code: str
) -> None:
    village, clerk = with_village(), reading(make.RECEIVER)
    seats, listed = f"{DESK}/{code}/cho-ngoi", f"{DESK}/{code}/danh-sach"

    more = fill(clerk, seats, "so-cho", capacity="4")
    shared = fill(
        clerk, seats, "chia", invited="1", confirm_hours="48", **{f"delegates-{village}": "2"}
    )
    too_much = fill(clerk, seats, "chia", invited="9")
    invited = fill(clerk, seats, "giay-moi", uses="1", village=village)
    called = fill(
        clerk,
        listed,
        "khach",
        name="Đại Biểu Mẫu",
        phone="0912 000 111",
        companions="0",
        village=village,
        delegate="yes",
    )
    [link] = re.findall(r'href="(/doi-thoai/phien/[^"]+ma-moi=([^"]+))"', clerk.get(seats).text)
    invited_form = reading(make.RESIDENT).get(link[0]).text
    found = clerk.get(f"{listed}?tim=Đại").text
    [cancelling] = [to for to in offered(found) if to.endswith("/huy")]
    gone = clerk.press(cancelling)

    assert [each.status_code for each in (more, shared, invited, called, gone)] == [303] * 5
    assert too_much.status_code == 422
    assert 'value="9"' in too_much.text
    assert f'value="{link[1]}"' in invited_form
    assert "Tổ dân phố số 1 2" in clerk.get(seats).text
    assert "Đại Biểu Mẫu" in found
    assert "Đã hủy chỗ" in clerk.get(listed).text


def test_a_dialogue_goes_its_way_and_everybody_reads_it(
    reading: SignedIn, reader: Reader, code: str
) -> None:
    at = f"{DESK}/{code}"
    moved = fill(
        reading(make.RECEIVER),
        at,
        "doi-lich",
        **{"on": "20/03/2026", "from": "14:00", "to": "16:00", "place": PLAN["place"]},
        reason="Bão số 3.",
        notice="Cổng thông tin điện tử.",
    )
    with clock.standing_at(STARTS.replace(hour=14, minute=5)):
        clerk = reading(make.RECEIVER)
        opened = fill(clerk, at, "khai-mac")
        closed = fill(clerk, at, "ket-thuc", people="57")
    with clock.standing_at(STARTS + timedelta(days=3)):
        clerk = reading(make.RECEIVER)
        results = [
            fill(clerk, at, "ket-qua", channel=way, on="22/03/2026", at="09:00", evidence="Số 5")
            for way in ("mass_media", "office_board", "village_heads")
        ]
        public = reader.get(f"{PUBLIC}/{code}").text
        over = reader.get(f"/doi-thoai?khi=da-qua&xa={make.COMMUNE}").text

    assert [each.status_code for each in (moved, opened, closed, *results)] == [303] * 6
    assert "Bão số 3." in public
    assert 'href="https://vd.vn/12"' in public
    assert "07:30, Thứ Sáu, 20/03/2026" in public
    assert "Có 57 người dự." in public
    assert "Đã công khai đủ ba hình thức" in public
    assert code in over


def test_a_dialogue_is_called_off_with_a_reason_for_everybody(
    reading: SignedIn, reader: Reader, code: str
) -> None:
    clerk, at = reading(make.CHAIR), f"{DESK}/{code}"
    without = fill(clerk, at, "huy", reason="Bão.")
    fill(clerk, at, "huy", reason="Bão.", notice="Đã niêm yết tại trụ sở.")

    public = reader.get(f"{PUBLIC}/{code}").text

    assert without.status_code == 422
    assert "Cuộc đối thoại không diễn ra" in public
    assert "Đã niêm yết tại trụ sở." in public
    assert offered(clerk.get(at).text) == ["/dang-xuat"]


def test_what_is_owed_on_a_dialogue_stands_on_the_desk_and_leads_there(
    reading: SignedIn, app: object
) -> None:
    planned = fill(reading(make.RECEIVER), f"{DESK}/moi", "", **PLAN)
    at = str(planned.location).partition("?")[0]

    due = reading(make.CHAIR).get("/can-bo").text
    dialogue_id = db.session.scalars(select(Dialogue.id)).one()

    assert f'href="{at}"' in due
    assert "Thoát nước khu dân cư" in due
    assert reading(make.CHAIR).get(f"/can-bo/vu-viec/{dialogue_id}").location == at


def test_each_official_finds_dialogues_and_acts_only_where_it_is_theirs(
    reading: SignedIn, code: str
) -> None:
    for who, plans in (
        (make.RECEIVER, True),
        (make.CHAIR, True),
        (make.HANDLER, False),
        (make.FRONT, False),
        (make.CITY_MONITOR, False),
    ):
        listed = reading(who).get(DESK)
        assert 'href="/can-bo/doi-thoai" aria-current="page"' in listed.text
        assert code in listed.text
        assert (f'href="{DESK}/moi"' in listed.text) is plans
        assert reading(who).get("/can-bo").status_code == 200
    handler = reading(make.HANDLER)
    assert offered(handler.get(f"{DESK}/{code}").text) == ["/dang-xuat"]
    assert handler.get(f"{DESK}/{code}/danh-sach").status_code == 403
    assert handler.press(f"{DESK}/{code}/huy", reason="x", notice="x").status_code == 403
