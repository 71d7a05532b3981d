"""The due list: whose work it is, in the order of work, with counts that are right."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from api.authorities.directory import directory
from api.authorities.models import Appointment
from api.cases.models import Addressee, Kind
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.reference import forget_stamp
from api.petitions import actions as petitions
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from api.regulation.language import DOCUMENTS, load
from api.regulation.recurring import open_periods
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader

SignedIn = Callable[[str], Reader]

LONG_AGO = MONDAY - timedelta(days=40)
A_WHILE_AGO = MONDAY - timedelta(days=26)


@pytest.fixture
def pile(app: object) -> dict[str, Petition]:
    with clock.standing_at(LONG_AGO), unit_of_work():
        overdue = make.accepted()
    with clock.standing_at(A_WHILE_AGO), unit_of_work():
        soon = make.accepted()
    with unit_of_work():
        later = make.accepted()
        make.answered()
        make.petition(area="11383")
    return {"overdue": overdue, "soon": soon, "later": later}


def test_the_most_urgent_stands_first_and_the_counts_are_those_of_the_rows(
    reading: SignedIn, pile: dict[str, Petition]
) -> None:
    page = reading(make.CHAIR).get("/can-bo").text

    listed = re.findall(r"/can-bo/vu-viec/([0-9a-f-]{36})", page)
    assert listed == [str(pile[name].id) for name in ("overdue", "soon", "later")]
    assert counts(page) == {"Quá hạn": 1, "Sắp đến hạn": 1, "Chưa đến hạn": 1}


def test_five_minutes_are_enough_to_see_what_is_overdue_due_today_and_this_week(
    reading: SignedIn, pile: dict[str, Petition]
) -> None:
    due_at = pile["soon"].next_due_at
    assert due_at is not None
    last_day = clock.vietnam_date(due_at) - timedelta(days=1)
    for day, expected in (
        (last_day, {"qua-han": 1, "hom-nay": 1, "tuan-nay": 1}),
        (last_day - timedelta(days=last_day.weekday()), {"qua-han": 1, "tuan-nay": 1}),
    ):
        with clock.standing_at(clock.midnight(day) + timedelta(hours=9)):
            chair = reading(make.CHAIR)
            page = chair.get("/can-bo").text
            overdue = chair.get("/can-bo?loc=qua-han").text
            week = chair.get("/can-bo?loc=tuan-nay").text

        assert {name: n for name, n in glance(page).items() if n} == expected
        assert cases(overdue) == [str(pile["overdue"].id)]
        assert cases(week) == [str(pile["soon"].id)]


def test_a_long_list_has_pages_in_both_directions(
    reading: SignedIn, pile: dict[str, Petition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.work.A_PAGE", 1)
    chair = reading(make.CHAIR)

    second = chair.get("/can-bo?tu=1").text

    assert cases(second) == [str(pile["soon"].id)]
    assert 'href="/can-bo?tu=2"' in second
    assert 'href="/can-bo"' in second
    assert cases(chair.get("/can-bo?tu=" + "9" * 400).text) == [str(pile["overdue"].id)]


def test_reception_and_assistants_see_the_days_that_their_heads_still_owe(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        open_periods()
        make.reception_held(make.SECRETARY)
    elsewhere = make.RECEIVER.replace(make.COMMUNE, "11383")

    receivers, handlers, others = (
        reading(who).get("/can-bo").text for who in (make.RECEIVER, make.HANDLER, elsewhere)
    )

    assert '<p class="until">1/2</p>' in receivers
    assert '<p class="until">' not in handlers
    assert '<p class="until">1/2</p>' not in others


def test_what_has_no_day_stands_last_and_says_which_kind_of_no_day(
    app: Flask, reading: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unit_of_work():
        make.petition()
        monkeypatch.setitem(app.extensions, "doithoai.regulation", load(DOCUMENTS))
        unset = make.petition()

    page = reading(make.CHAIR).get("/can-bo").text

    assert counts(page)["Không có hạn"] == 1
    last = page.rpartition("<h2>")[2]
    assert unset.code in last
    assert "Địa phương chưa ban hành số ngày" in last


def test_who_prepares_has_it_once_it_is_accepted_and_who_sorts_until_it_is_proposed(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        sent, taken = make.petition(), make.accepted()
    clerk, handler = reading(make.RECEIVER), reading(make.HANDLER)
    assert str(sent.id) in clerk.get("/can-bo").text
    assert str(taken.id) not in clerk.get("/can-bo").text
    assert str(taken.id) in handler.get("/can-bo").text
    assert str(sent.id) not in handler.get("/can-bo").text

    with unit_of_work():
        petitions.propose(sent.id, make.actor(make.RECEIVER), Outcome.ACCEPTANCE, {}, None)

    assert str(sent.id) not in clerk.get("/can-bo").text
    assert "Chủ tịch UBND phường Gia Viên phải làm" in handler.get("/can-bo").text


def test_a_deputy_has_what_the_head_owes_and_another_commune_nothing_of_it(
    reading: SignedIn, pile: dict[str, Petition]
) -> None:
    elsewhere = make.CHAIR.replace(make.COMMUNE, "11383")

    deputys = reading(make.DEPUTY).get("/can-bo").text
    others = reading(elsewhere).get("/can-bo").text

    assert counts(deputys) == counts(reading(make.CHAIR).get("/can-bo").text)
    assert not any(str(each.id) in others for each in pile.values())


def test_who_owes_nothing_is_told_so(reading: SignedIn) -> None:
    assert "Hiện không có việc nào phải làm" in reading(make.CITY_CHAIR).get("/can-bo").text
    assert "/giam-sat" in reading(make.CITY_MONITOR).get("/can-bo").text


def test_the_period_shows_how_many_days_are_kept_of_those_needed(reading: SignedIn) -> None:
    with unit_of_work():
        open_periods()
        make.reception_held(make.SECRETARY)

    page = reading(make.SECRETARY).get("/can-bo").text

    assert '<p class="until">1/2</p>' in page


def test_somebody_with_two_positions_acts_in_the_one_they_choose(
    reading: SignedIn, pile: dict[str, Petition]
) -> None:
    with unit_of_work():
        _also_holds(make.SECRETARY, make.CHAIR)
        sent = make.petition(kind=Kind.PROPOSAL, addressee=Addressee.PARTY)
    person = reading(make.CHAIR)

    chosen = person.press("/can-bo/tu-cach", position=make.SECRETARY, tiep="/can-bo")
    as_secretary = person.get("/can-bo").text
    refused = person.press("/can-bo/tu-cach", position=make.CITY_CHAIR, tiep="/can-bo")
    person.press("/can-bo/tu-cach", position=make.CHAIR, tiep="//elsewhere.vn")
    as_chair = person.get("/can-bo").text

    assert (chosen.status_code, chosen.location) == (303, "/can-bo")
    assert refused.status_code == 403
    assert str(sent.id) in as_secretary
    assert str(pile["later"].id) not in as_secretary
    assert str(pile["later"].id) in as_chair
    assert str(sent.id) not in as_chair


def test_a_desk_is_for_who_holds_a_position_and_leads_others_to_its_own_sign_in(
    reader: Reader, reading: SignedIn
) -> None:
    for page in ("/can-bo", "/can-bo/tim?q=a", "/giam-sat", "/can-bo/tin-bao", "/can-bo/tiep-dan"):
        asked = reader.get(page)
        assert asked.location is not None
        assert asked.location.startswith("/dang-nhap/can-bo?tiep=/")
        assert reading(make.RESIDENT).get(page).status_code == 403
    assert reader.get("/can-bo/dang-nhap").location == "/dang-nhap/can-bo"


def test_whoever_signs_in_comes_to_their_own_desk(reader: Reader) -> None:
    head = reader.press("/trinh-dien/vao", login="giavien.chutich")
    monitor = reader.press("/trinh-dien/vao", login="tp.giamsat")

    assert (head.location, monitor.location) == ("/can-bo", "/giam-sat")


def test_a_search_narrows_by_state_field_words_and_what_is_mine(
    reading: SignedIn, pile: dict[str, Petition]
) -> None:
    chair = reading(make.CHAIR)

    overdue = chair.get("/can-bo/tim?qua-han=1").text
    signed = chair.get("/can-bo/tim?trang-thai=answered").text
    worded = chair.get("/can-bo/tim?q=cong bi tac&linh-vuc=drainage&cua-toi=1").text
    nothing = chair.get("/can-bo/tim?q=khong co tu nay").text

    assert pile["overdue"].code in overdue
    assert pile["later"].code not in overdue
    assert signed.count('<th scope="row">') == 1
    assert worded.count('<th scope="row">') == 4
    assert "Không có vụ việc nào ông/bà được xem" in nothing
    assert chair.get("/can-bo/tim?trang-thai=x&linh-vuc=y&sau=z").status_code == 422


def counts(page: str) -> dict[str, int]:
    """The number beside each heading."""
    found = re.findall(r"<h2><span[^>]*>([^<]+)</span> <span[^>]*>(\d+)</span>", page)
    return {name: int(number) for name, number in found}


def glance(page: str) -> dict[str, int]:
    """The numbers at the top, by what each of them opens."""
    found = re.findall(r'href="/can-bo\?loc=([a-z-]+)"[^>]*><strong>(\d+)</strong>', page)
    return {name: int(number) for name, number in found}


def cases(page: str) -> list[str]:
    """The ids of the cases that are listed."""
    return re.findall(r"/can-bo/vu-viec/([0-9a-f-]{36})", page)


def _also_holds(code: str, holder: str) -> None:
    account = make.account_of(holder)
    position = directory().position_by_code(code)
    assert position is not None
    appointment = db.session.scalars(
        select(Appointment).where(Appointment.position_id == position.id)
    ).one()
    appointment.account_id = account.id
    db.session.flush()
    forget_stamp()
