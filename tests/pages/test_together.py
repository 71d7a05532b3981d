"""Pages on which people, and petitions, go together."""

from collections.abc import Callable

from sqlalchemy import select

from api.cases.models import Visibility
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.models import Petition
from api.petitions.splits import parts_of
from moderation.actions import screen
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered
from tests.pages.test_handing_in import fields, kept, opened

SignedIn = Callable[[str], Reader]


def public_petition() -> Petition:
    with unit_of_work():
        made = make.petition(visibility=Visibility.PUBLIC)
        event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert event is not None
        screen(event)
    return made


def test_a_neighbour_says_it_on_the_public_page_and_takes_it_back(
    reader: Reader, reading: SignedIn
) -> None:
    at = f"/cong-khai/{public_petition().code}"
    neighbour, sender = reading(make.OTHER_RESIDENT), reading(make.RESIDENT)

    assert offered(reader.get(at).text).count(f"{at}/cung-gap") == 0
    assert f'href="/dang-nhap?tiep={at}"' in reader.get(at).text
    assert f"{at}/cung-gap" not in sender.get(at).text
    assert neighbour.press(f"{at}/cung-gap").status_code == 303
    page = neighbour.get(at).text
    assert "1 người cùng gặp" in page
    assert {f"{at}/thoi-cung-gap", f"{at}/thoi-theo-doi"} <= set(offered(page))
    assert at in neighbour.get("/vu-viec").text
    neighbour.press(f"{at}/thoi-cung-gap")
    neighbour.press(f"{at}/thoi-theo-doi")
    assert {f"{at}/cung-gap", f"{at}/theo-doi"} <= set(offered(neighbour.get(at).text))
    assert at not in neighbour.get("/vu-viec").text


def test_who_repeats_what_is_public_is_shown_it_and_sends_theirs_all_the_same(
    reading: SignedIn,
) -> None:
    there = public_petition()
    neighbour = reading(make.OTHER_RESIDENT)
    typed = opened(neighbour) | {"text": "Cống trước ngõ 12 tắc, mưa là ngập."}

    asked = neighbour.press("/gui/viet", **typed, act="send")

    assert asked.status_code == 200
    assert f'href="/cong-khai/{there.code}"' in asked.text
    assert kept() == 1
    sent = neighbour.press("/gui/viet", **fields(asked), act="anyway")
    assert sent.status_code == 303
    assert kept() == 2


def test_the_head_merges_separates_and_splits_at_the_desk(reading: SignedIn) -> None:
    target = public_petition()
    with unit_of_work():
        second = make.petition(make.OTHER_RESIDENT)
    head, at = reading(make.CHAIR), f"/can-bo/vu-viec/{second.id}"

    assert f'value="{target.id}"' in head.get(at).text
    wrong = fill(head, at, "gop", code="ZZZZZZZZZZ", reason="Cùng một cống.")
    assert wrong.status_code == 422
    assert "Cùng một cống." in wrong.text
    assert fill(head, at, "gop", into=str(target.id), reason="Cùng cống.").status_code == 303
    own = reading(make.OTHER_RESIDENT).get(f"/vu-viec/{second.id}").text
    assert target.code in own
    assert "Vụ việc được giải quyết chung trong một vụ việc khác" in own
    assert f"/can-bo/vu-viec/{second.id}" in head.get(f"/can-bo/vu-viec/{target.id}").text

    assert fill(head, at, "tach-khoi-vu-viec-gop", reason="Hai cống.").status_code == 303
    texts = {"text1": "Cống tắc.", "text2": "Mưa là ngập.", "field2": "transport"}
    assert fill(head, at, "tach", **texts, reason="Hai nội dung.").status_code == 303
    assert [each.text for each in parts_of(second.id)] == ["Cống tắc.", "Mưa là ngập."]
    assert "Mỗi nội dung của đơn này là một vụ việc riêng" in head.get(at).text


def test_a_head_sees_the_hot_spots(reading: SignedIn) -> None:
    with unit_of_work():
        codes = [make.petition(location={"lat": 20.85, "lon": 106.68}).code for _ in range(3)]

    page = reading(make.CHAIR).get("/giam-sat/diem-nong").text

    assert all(code in page for code in codes)
    assert "Chưa có việc nào" in reading("11407-ubnd-chu-tich").get("/giam-sat/diem-nong").text


def test_reception_enters_the_letter_of_several_people(reading: SignedIn) -> None:
    clerk, at = reading(make.RECEIVER), "/can-bo/nhap-don"
    brought = {"kind": "proposal", "channel": "counter", "addressee": "government"}
    brought |= {"text": "Xin làm cống mới.", "area": make.COMMUNE, "received_on": "02/03/2026"}
    named = "Bà Tư; 0912 345 678; Ngõ 12\nÔng Năm"

    few = fill(clerk, at, "", **brought, representatives=named, count="1")
    done = fill(clerk, at, "", **brought, representatives=named, count="12", appointed="yes")

    assert few.status_code == 422
    assert "Ông Năm" in few.text
    assert done.status_code == 303
    case = done.location.rpartition("/")[2]
    own = reading(make.RESIDENT).get(f"/vu-viec/{case}").text
    assert "12 người" in own
    assert "Bà Tư, Ngõ 12, +84912345678" in own
    assert "Số người đại diện: 2" in reading(make.CHAIR).get(f"/can-bo/vu-viec/{case}").text
