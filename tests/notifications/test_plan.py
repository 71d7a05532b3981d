"""Who hears of what."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from api.cases.models import Channel
from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.events.jobs import dispatch
from api.events.names import EVENT_NAMES
from api.petitions.models import Petition
from notifications.models import Delivery, DeliveryState, Device
from notifications.plan import HEARS_OF, SILENT, plan
from notifications.queries import MOST_DEVICES
from tests import make
from tests.notifications.telling import device, event_of, messages


def test_the_author_hears_of_the_receipt_in_the_inbox_and_on_every_device(
    petition: Petition,
) -> None:
    devices = {device(address="phone").id, device(address="tablet").id}

    with unit_of_work():
        plan(event_of(petition.id))

    [message] = messages()
    deliveries = db.session.scalars(select(Delivery)).all()
    assert message.account_id == petition.author_id
    assert {delivery.device_id for delivery in deliveries} == devices
    assert {delivery.state for delivery in deliveries} == {DeliveryState.WAITING}
    assert jobs.waiting("notifications.deliver") == 2


def test_an_event_that_is_offered_twice_is_told_once(petition: Petition) -> None:
    device()
    event = event_of(petition.id)

    for _ in range(2):
        with unit_of_work():
            dispatch(event, [plan])

    assert len(messages()) == 1
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 1
    assert jobs.waiting("notifications.deliver") == 1


def test_the_application_offers_the_plan_every_event_it_tells_of(app: Flask) -> None:
    offered = app.extensions["doithoai.subscribers"]

    assert all(plan in offered[name] for name in HEARS_OF)


def test_a_dead_device_is_not_told(petition: Petition) -> None:
    with unit_of_work():
        device().dead_at = clock.now()

    with unit_of_work():
        plan(event_of(petition.id))

    assert len(messages()) == 1
    assert jobs.waiting("notifications.deliver") == 0


def test_of_very_many_devices_those_seen_last_are_told(petition: Petition) -> None:
    for number in range(MOST_DEVICES + 1):
        with clock.standing_at(clock.now() + timedelta(minutes=number)):
            device(address=f"address-{number}")

    with unit_of_work():
        plan(event_of(petition.id))

    told = select(Device.address).join(Delivery, Delivery.device_id == Device.id)
    assert set(db.session.scalars(told)) == {f"address-{n + 1}" for n in range(MOST_DEVICES)}


def test_a_petition_that_a_clerk_entered_is_told_to_the_resident_with_that_number(
    app: Flask,
) -> None:
    with unit_of_work():
        resident = make.account_of(make.RESIDENT).id
        entered = _entered(phone="0912 345 678")

    with unit_of_work():
        plan(event_of(entered.id))

    assert [message.account_id for message in messages()] == [resident]


def test_nobody_is_told_when_the_number_has_no_account(app: Flask) -> None:
    with unit_of_work():
        entered = _entered(phone="0912 345 678")

    with unit_of_work():
        plan(event_of(entered.id))

    assert messages() == []


def test_a_closed_account_is_told_nothing(petition: Petition) -> None:
    with unit_of_work():
        make.account_of(make.RESIDENT).closed_at = clock.now()

    with unit_of_work():
        plan(event_of(petition.id))

    assert messages() == []


def test_every_event_is_told_to_somebody_or_known_to_be_silent() -> None:
    assert set(HEARS_OF) | SILENT == EVENT_NAMES
    assert set(HEARS_OF) & SILENT == set()


def _entered(phone: str) -> Petition:
    return make.petition(
        by=make.RECEIVER,
        channel=Channel.COUNTER,
        petitioner={"name": "Người gửi"},
        contact={"phone": phone},
    )
