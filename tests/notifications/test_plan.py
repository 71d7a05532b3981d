"""Who hears of what."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.events.jobs import dispatch
from api.events.names import EVENT_NAMES
from api.petitions.models import Petition
from notifications.models import (
    OF_SENDERS,
    ChannelName,
    Delivery,
    DeliveryState,
    Device,
)
from notifications.plan import HEARS_OF, SILENT, plan
from notifications.queries import MOST_DEVICES
from tests import make
from tests.notifications.telling import (
    account,
    deliveries,
    device,
    entered,
    event_of,
    hearers,
    messages,
)


def test_the_author_hears_of_the_receipt_in_the_inbox_and_on_every_device(
    petition: Petition,
) -> None:
    devices = {device(address="phone").id, device(address="tablet").id}

    with unit_of_work():
        plan(event_of(petition.id))

    [message] = messages()
    assert message.account_id == petition.author_id
    assert {delivery.device_id for delivery in deliveries()} == devices
    assert {delivery.state for delivery in deliveries()} == {DeliveryState.WAITING}
    assert jobs.waiting("notifications.deliver") == 2


def test_an_event_that_is_offered_twice_is_told_once(petition: Petition) -> None:
    device()
    event = event_of(petition.id)
    with unit_of_work():
        dispatch(event, [plan])
    once = hearers(event)

    with unit_of_work():
        dispatch(event, [plan])

    assert once[account(make.RESIDENT)] == "author"
    assert hearers(event) == once
    assert len(deliveries()) == 1
    assert jobs.waiting("notifications.deliver") == 1


def test_an_sms_is_planned_once_too(app: Flask) -> None:
    event = event_of(entered(contact={"phone": "0912 345 678"}).id)

    for _ in range(2):
        with unit_of_work():
            dispatch(event, [plan])

    assert len(messages(of=None)) == 1
    assert [delivery.channel for delivery in deliveries()] == [ChannelName.SMS]
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
    assert deliveries(ChannelName.PUSH) == []


def test_of_very_many_devices_those_seen_last_are_told(petition: Petition) -> None:
    for number in range(MOST_DEVICES + 1):
        with clock.standing_at(clock.now() + timedelta(minutes=number)):
            device(address=f"address-{number}")

    with unit_of_work():
        plan(event_of(petition.id))

    told = select(Device.address).join(Delivery, Delivery.device_id == Device.id)
    assert set(db.session.scalars(told)) == {f"address-{n + 1}" for n in range(MOST_DEVICES)}


def test_a_closed_account_is_told_nothing(petition: Petition) -> None:
    with unit_of_work():
        make.account_of(make.RESIDENT).closed_at = clock.now()

    with unit_of_work():
        plan(event_of(petition.id))

    assert messages() == []
    assert messages(of=None) == []


def test_every_event_is_told_to_somebody_or_known_to_be_silent() -> None:
    assert set(HEARS_OF) | SILENT == EVENT_NAMES
    assert set(HEARS_OF) & SILENT == set()


def test_everybody_who_is_told_has_it_in_the_inbox_and_every_letter_has_a_subject() -> None:
    rows = [ways for audiences in HEARS_OF.values() for ways in audiences.values()]

    assert all(ChannelName.INBOX in ways for ways in rows)
    assert all(ChannelName.PUSH in ways for ways in rows if ChannelName.EMAIL in ways)


def test_only_senders_are_told_by_sms_since_officials_leave_no_number() -> None:
    told = {
        audience
        for audiences in HEARS_OF.values()
        for audience, ways in audiences.items()
        if ChannelName.SMS in ways
    }

    assert told == OF_SENDERS
