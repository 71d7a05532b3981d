"""Reception days and messages at the desk."""

from collections.abc import Callable

from sqlalchemy import func, select

from api.core.database import db, unit_of_work
from api.dialogues.receptions.models import Reception
from api.events.models import Event
from notifications.plan import plan
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import carried, fill, offered

SignedIn = Callable[[str], Reader]

AT = "/can-bo/tiep-dan"

DAY = {
    "on": "09/03/2026",
    "from": "08:00",
    "to": "11:00",
    "place": "Trụ sở UBND phường",
    "positions": [make.CHAIR, make.SECRETARY],
    "occasion": "regular",
    "form": "in_person",
}


def test_a_day_is_planned_once_however_often_it_is_pressed(reading: SignedIn, app: object) -> None:
    clerk = reading(make.RECEIVER)
    typed = carried(clerk.get(AT).text, AT) | DAY

    first, second = clerk.press(AT, **typed), clerk.press(AT, **typed)

    assert (first.status_code, second.status_code) == (303, 303)
    assert db.session.scalar(select(func.count()).select_from(Reception)) == 1
    listed = reading(make.CHAIR).get(AT).text
    assert "Thứ Hai, 09/03/2026" in listed
    assert "Bí thư Đảng ủy phường Gia Viên" in listed


def test_what_is_wrong_with_a_plan_is_told_and_the_rest_stays(
    reading: SignedIn, app: object
) -> None:
    refused = fill(reading(make.RECEIVER), AT, "", **(DAY | {"to": "07:00", "positions": []}))

    assert refused.status_code == 422
    assert 'href="#ke-hoach-positions"' in refused.text
    assert 'value="Trụ sở UBND phường"' in refused.text
    assert 'value="07:00"' in refused.text


def test_a_day_is_told_held_with_who_received_and_how_many_came(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        at = f"{AT}/{make.reception().id}"
    clerk = reading(make.RECEIVER)

    without = fill(clerk, at, "da-tiep", visitors="nhiều", positions=[make.CHAIR])
    told = fill(clerk, at, "da-tiep", visitors="0", positions=[make.CHAIR, make.SECRETARY])
    after = clerk.get(at).text

    assert without.status_code == 422
    assert 'value="nhiều"' in without.text
    assert told.status_code == 303
    assert "Đã tiếp" in after
    assert "người tiếp:" in after
    # Who came may still be entered into the register; nothing else is told of it any more.
    assert offered(after) == ["/dang-xuat", f"{at}/so-tiep"]


def test_a_day_that_is_not_held_says_why_to_everybody(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        at = f"{AT}/{make.reception().id}"
    clerk = reading(make.RECEIVER)

    empty = fill(clerk, at, "khong-thuc-hien", text="Đã niêm yết.", published_on="01/03/2026")
    told = fill(clerk, at, "khong-thuc-hien", reason="Bão số 3.")

    assert empty.status_code == 422
    assert "Đã niêm yết." in empty.text
    assert told.status_code == 303
    assert "Bão số 3." in clerk.get(at).text


def test_who_does_not_keep_the_days_reads_them_only(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        at = f"{AT}/{make.reception().id}"
    handler = reading(make.HANDLER)

    assert offered(handler.get(AT).text) == ["/dang-xuat"]
    assert offered(handler.get(at).text) == ["/dang-xuat"]
    assert handler.press(f"{at}/da-tiep", visitors="1", positions=[make.CHAIR]).status_code == 403


def test_a_message_is_new_until_it_was_read_and_leads_to_its_case(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        petition = make.petition()
        for event in db.session.scalars(select(Event)).all():
            plan(event)
    head = reading(make.CHAIR)

    waiting = head.get("/can-bo").text
    before = head.get("/can-bo/tin-bao").text
    read = fill(head, "/can-bo/tin-bao", "")
    after = head.get("/can-bo/tin-bao").text

    assert f'href="/can-bo/vu-viec/{petition.id}"' in before
    assert 'class="badge new"' in before
    assert "Tin báo chưa đọc: 1" in waiting
    assert read.status_code == 303
    assert petition.code in after
    assert 'class="badge new"' not in after
    assert "Tin báo chưa đọc" not in head.get("/can-bo").text
    assert head.press("/can-bo/tin-bao", until="x").status_code == 404
