"""Who is in each audience, and who must not be."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import update

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.authorities.models import Appointment
from api.authorities.views import UnitView
from api.cases.models import Kind
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.reference import forget_stamp
from api.events.models import Event
from api.petitions import actions as petitions
from api.petitions import legal_acts
from api.petitions.models import Petition
from api.regulation.queries import obligations_of
from notifications.models import ChannelName
from notifications.plan import plan
from notifications.queries import entry
from notifications.render import told as told_in_words
from tests import make
from tests.conftest import MONDAY
from tests.notifications.telling import account, entered, event_of, hearers, messages, told

THERE = "11407"
"""Another commune."""
KT_HEAD = f"{make.COMMUNE}-kt-truong"


@pytest.fixture(autouse=True)
def accounts(app: Flask) -> None:
    """Everybody whom the tests name can sign in."""
    with unit_of_work():
        for position in (make.CHAIR, make.CITY_CHAIR, make.RECEIVER, make.HANDLER, KT_HEAD):
            make.account_of(position)
        make.account_of(f"{THERE}-tcd-tiep-nhan")
        make.account_of(f"{THERE}-ubnd-chu-tich")


def test_of_a_new_petition_hear_its_author_its_place_and_who_must_answer(
    petition: Petition,
) -> None:
    event = event_of(petition.id)

    with unit_of_work():
        plan(event)

    assert hearers(event) == {
        account(make.RESIDENT): "author",
        account(make.RECEIVER): "receivers",
        account(make.CHAIR): "holder",
    }


def test_who_did_it_is_not_told_of_it_but_by_the_receipt(app: Flask) -> None:
    by_clerk = event_of(entered().id)
    with unit_of_work():
        by_author = event_of(make.petition().id)

    for event in (by_clerk, by_author):
        with unit_of_work():
            plan(event)
    closed = told("petition.closed", db.session.get(Petition, by_author.case_id), by=make.RESIDENT)

    assert account(make.RECEIVER) not in hearers(by_clerk)
    assert account(make.RESIDENT) in hearers(by_author)
    assert hearers(closed) == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("petition.proposed", {make.CHAIR: "holder"}),
        ("petition.contested", {make.CHAIR: "holder", make.CITY_CHAIR: "superior"}),
        ("petition.contest_decided", {make.RESIDENT: "author", make.CHAIR: "holder"}),
        ("petition.rated", {make.CHAIR: "holder"}),
        ("petition.withheld", {make.RESIDENT: "author"}),
        ("petition.answered", {make.RESIDENT: "author"}),
        ("obligation.moved", {make.RESIDENT: "author", make.CHAIR: "holder"}),
        ("obligation.opened", {}),
        ("petition.supported", {}),
    ],
)
def test_each_event_is_told_to_its_audiences(
    petition: Petition, name: str, expected: dict[str, str]
) -> None:
    event = told(name, petition)

    assert hearers(event) == {account(who): audience for who, audience in expected.items()}


def test_who_is_to_prepare_hears_of_it_also_when_it_was_handed_on_since(
    petition: Petition,
) -> None:
    handler, head = directory().position_by_code(make.HANDLER), make.actor(make.CHAIR)
    assert handler is not None
    with unit_of_work():
        petitions.assign(petition.id, head, handler.id)
        assigned = event_of(petition.id, "petition.assigned")
        plan(assigned)

    urged = told("petition.urged", db.session.get(Petition, petition.id))

    assert hearers(assigned) == {account(make.HANDLER): "preparer"}
    assert hearers(urged) == {account(make.CHAIR): "holder", account(make.HANDLER): "preparer"}


def test_of_what_is_handed_on_hear_its_author_who_answers_now_and_their_desk(
    petition: Petition,
) -> None:
    event = sent_back(petition, unit_named(f"{THERE}-ubnd"))

    assert hearers(event) == {
        account(make.RESIDENT): "author",
        account(f"{THERE}-ubnd-chu-tich"): "holder",
        account(f"{THERE}-tcd-tiep-nhan"): "receivers",
    }
    own, held = (messages(who, event) for who in (make.RESIDENT, f"{THERE}-ubnd-chu-tich"))
    words = told_in_words(entry(own[0].id), ChannelName.INBOX, "vi").text
    left, now = unit_named(f"{make.COMMUNE}-ubnd").name, unit_named(f"{THERE}-ubnd").name
    assert f"{left} đã chuyển vụ việc sang {now}. Người chịu trách nhiệm trả lời:" in words
    assert "Trả lời người gửi: Chủ tịch UBND phường An Biên, chậm nhất hết ngày" in words
    assert f"{left} chuyển" in told_in_words(entry(held[0].id), ChannelName.INBOX, "vi").text


def test_of_what_is_only_routed_anew_hears_the_desk_which_unit_sent_it_back(
    petition: Petition,
) -> None:
    event = sent_back(petition, None)

    assert hearers(event) == {account(make.RECEIVER): "receivers"}
    [message] = messages(make.RECEIVER, event)
    words = told_in_words(entry(message.id), ChannelName.INBOX, "vi").text
    assert f"{unit_named(f'{make.COMMUNE}-ubnd').name} trả lại" in words


def sent_back(petition: Petition, to: UnitView | None) -> Event:
    """The deputy sends it back, and it is told."""
    with unit_of_work():
        legal_acts.send_back(petition.id, make.actor(make.DEPUTY), "Nhầm nơi.", to)
        event = event_of(petition.id, "petition.returned")
        plan(event)
    return event


def test_nobody_is_told_of_a_petition_about_themselves(app: Flask) -> None:
    about_desk = entered(about={"unit": f"{make.COMMUNE}-tcd"})
    about_head = entered(about={"position": make.CHAIR})

    desk = about_desk.unit_id
    named = told("petition.returned", about_desk, left=str(desk))
    above = position_named(make.CITY_CHAIR).id
    contested = told("petition.contested", about_head, position=make.CHAIR, to=str(above))

    assert account(make.RECEIVER) not in hearers(named)
    assert account(make.CHAIR) not in hearers(contested)
    assert account(make.CITY_CHAIR) in hearers(contested)


def test_a_complaint_is_told_to_the_unit_that_settles_it_first(app: Flask) -> None:
    body = {"unit": f"{make.COMMUNE}-ubnd"}
    complaint = entered(kind=Kind.COMPLAINT, about=body)
    reflection = entered(about=body)

    about_both = [
        told("petition.rated", each, position=make.CHAIR) for each in (complaint, reflection)
    ]

    assert [account(make.CHAIR) in hearers(each) for each in about_both] == [True, False]


def test_a_reminder_reaches_the_position_it_names_whoever_owes(petition: Petition) -> None:
    owed = str(obligations_of(petition.id)[0].id)

    first = told("obligation.overdue", petition, position=make.CHAIR, obligation=owed)
    second = told("obligation.overdue", petition, position=make.CITY_CHAIR, obligation=owed)
    foreign = told("obligation.overdue", petition, position=f"{THERE}-ubnd-chu-tich")

    assert hearers(first) == {account(make.CHAIR): "ladder"}
    assert hearers(second) == {account(make.CITY_CHAIR): "ladder"}
    assert hearers(foreign) == {}


def test_a_recurring_duty_is_told_without_a_case(app: Flask) -> None:
    event = told("obligation.due_soon", position=make.CHAIR, obligation=str(uuid4()))

    assert hearers(event) == {account(make.CHAIR): "holder"}


def test_reception_officers_hear_of_a_day_that_is_not_held_in_their_place_alone(
    app: Flask,
) -> None:
    event = told("reception.not_held", position=make.CHAIR)

    assert hearers(event) == {account(make.RECEIVER): "receivers"}


def test_who_has_left_the_position_is_told_nothing(petition: Petition) -> None:
    chair = account(make.CHAIR)
    with unit_of_work():
        db.session.execute(
            update(Appointment)
            .where(Appointment.account_id == chair)
            .values(until_on=clock.vietnam_date(MONDAY))
        )
        forget_stamp()

    event = told("petition.rated", petition)

    assert hearers(event) == {}


def test_an_official_whose_account_is_closed_is_told_nothing(petition: Petition) -> None:
    with unit_of_work():
        make.account_of(make.CHAIR).closed_at = clock.now()

    assert hearers(told("petition.rated", petition)) == {}


def test_who_is_in_two_audiences_is_told_once_as_the_first(petition: Petition) -> None:
    preparing = directory().position_by_code(make.CHAIR)
    assert preparing is not None
    with unit_of_work():
        found = db.session.get_one(Petition, petition.id)
        found.assigned_id = preparing.id

    event = told("petition.urged", db.session.get_one(Petition, petition.id))

    assert hearers(event) == {account(make.CHAIR): "holder"}


def test_the_sender_hears_of_another_kind_and_not_of_a_field(petition: Petition) -> None:
    field = told("petition.classified", petition, field="transport")
    kind = told("petition.classified", petition, kind="proposal", former_kind="reflection")

    assert account(make.RESIDENT) not in hearers(field)
    assert account(make.RESIDENT) in hearers(kind)
