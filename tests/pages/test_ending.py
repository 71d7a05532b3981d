"""On pages: taken back in part, ended by decision, opened again, complained of a second time."""

from collections.abc import Callable
from uuid import UUID

from flask import Flask

from api.core.database import db, unit_of_work
from api.petitions import aftermath, queries
from api.petitions.models import Petition
from api.petitions.states import PetitionState
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered
from tests.petitions.papers import accepted_complaint

SignedIn = Callable[[str], Reader]

PAPER = {"number": "7", "symbol": "QĐ-UBND", "signed_on": "02/03/2026"}


def state_of(made: Petition) -> str:
    """As the database has it now."""
    db.session.expire_all()
    return queries.petition_to_read(made.id).state


def test_its_sender_takes_a_part_back_and_has_what_was_closed_reopened(
    app: Flask, reading: SignedIn
) -> None:
    with unit_of_work():
        fresh, closed = make.petition(), make.answered()
        aftermath.close(closed.id, make.actor(make.RESIDENT))
    resident = reading(make.RESIDENT)

    empty = fill(resident, f"/vu-viec/{fresh.id}", "rut-mot-phan")
    done = fill(resident, f"/vu-viec/{fresh.id}", "rut-mot-phan", part="Phần nói về cây xanh.")
    opened = fill(resident, f"/vu-viec/{closed.id}", "mo-lai", reason="Cống lại tắc.")

    assert (empty.status_code, done.status_code, opened.status_code) == (422, 303, 303)
    assert state_of(fresh) == PetitionState.RECEIVED
    assert "Phần nói về cây xanh." in resident.get(done.location).text
    page = resident.get(opened.location).text
    assert state_of(closed) == PetitionState.IN_PROGRESS
    assert "Cống lại tắc." in page
    assert f"/vu-viec/{closed.id}/mo-lai" not in offered(page)
    assert "Cống lại tắc." in reading(make.CHAIR).get(f"/can-bo/vu-viec/{closed.id}").text


def test_the_desk_enters_a_withdrawal_and_the_head_ends_the_complaint(
    app: Flask, reading: SignedIn
) -> None:
    with unit_of_work():
        made = accepted_complaint()
    at = f"/can-bo/vu-viec/{made.id}"
    clerk, head = reading(make.RECEIVER), reading(make.CHAIR)

    assert f"{at}/dinh-chi" not in offered(head.get(at).text)
    fill(clerk, at, "nhap-viec-rut", form="paper", at="02/03/2026")
    assert f"{at}/dinh-chi" in offered(head.get(at).text)
    done = fill(head, at, "dinh-chi", ground="withdrawn", text="Đã rút khiếu nại.", **PAPER)

    assert done.status_code == 303, done.text
    assert state_of(made) == PetitionState.TERMINATED
    mine = reading(make.RESIDENT).get(f"/vu-viec/{made.id}").text
    assert "Đã rút khiếu nại." in mine
    assert "Đình chỉ giải quyết" in mine


def test_who_does_not_accept_a_decision_complains_a_second_time_from_the_page(
    app: Flask, reading: SignedIn
) -> None:
    with unit_of_work():
        first = make.settled_complaint(petitioner={"name": "Bà Mẫu", "address": "Thôn 1"})
    at, resident = f"/vu-viec/{first.id}", reading(make.RESIDENT)

    done = fill(resident, at, "khieu-nai-lan-hai", text="Tôi không đồng ý.")

    assert done.status_code == 303, done.text
    page = resident.get(done.location).text
    assert "Khiếu nại lần đầu và lần hai" in page
    assert f"{at}/khieu-nai-lan-hai" not in offered(page)
    at_desk = reading(make.CHAIR).get(f"/can-bo/vu-viec/{first.id}").text
    assert "Khiếu nại lần hai" in at_desk
    assert "Tôi không đồng ý." not in at_desk


def test_the_city_desk_enters_a_second_complaint_by_the_code_of_the_first(
    app: Flask, reading: SignedIn
) -> None:
    with unit_of_work():
        first = make.settled_complaint(petitioner={"name": "Bà Mẫu", "address": "Thôn 1"})
    at, desk = "/can-bo/nhap-don", reading("31-tcd-tiep-nhan")
    paper = {
        "kind": "complaint",
        "channel": "post",
        "addressee": "government",
        "text": "Tôi không đồng ý.",
        "area": "31",
        "received_on": "02/03/2026",
        "name": "Bà Mẫu",
        "address": "Thôn 1",
    }

    unknown = fill(desk, at, "", **paper, follows="KHÔNGCÓ")
    done = fill(desk, at, "", **paper, follows=first.code)

    assert unknown.status_code == 422
    assert "Tôi không đồng ý." in unknown.text
    assert done.status_code == 303, done.text
    second = queries.petition_to_read(UUID(done.location.rpartition("/")[2]))
    assert (second.instance, second.area_code) == (2, make.COMMUNE)
    assert second.holder_id == make.actor(make.CITY_CHAIR).position_id
