"""The way of one message to one device."""

import json
from pathlib import Path

import pytest
from flask import Flask

from api.core import jobs
from api.core.database import db, unit_of_work
from api.events.jobs import dispatch_job
from api.petitions.models import Petition
from notifications.channels import Channels
from notifications.channels.memory import Memory
from notifications.channels.outbox import Outbox
from notifications.channels.push import Firebase
from notifications.channels.sms import Sms
from notifications.errors import GiveUp, NotSent
from notifications.jobs import deliver
from notifications.models import AddressKind, Delivery, DeliveryState, Device
from notifications.standin import UNAVAILABLE, UNREGISTERED, Google
from tests import make
from tests.notifications.telling import device, event_of, messages, planned


@pytest.fixture
def through_google(
    app: Flask, google: Google, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Google:
    firebase = Firebase(home / "keys/firebase.json", google.url)
    channels = Channels(firebase, Sms(Outbox(home)), Outbox(home))
    monkeypatch.setitem(app.extensions, "doithoai.channels", channels)
    return google


def attempt(delivery: Delivery) -> Delivery:
    with unit_of_work():
        deliver(delivery.id)
    return db.session.get_one(Delivery, delivery.id)


def test_a_petition_handed_in_reaches_the_device_through_the_queue(
    app: Flask, through_google: Google
) -> None:
    device(address="token-1", kind=AddressKind.TOKEN)
    with unit_of_work():
        make.petition()

    for _ in ("offered to the plan", "delivered"):
        jobs.work(app, wait=False)

    [sent] = through_google.sent
    [message] = messages()
    assert dispatch_job is not None
    assert sent["token"] == "token-1"
    assert sent["data"] == {"n": str(message.id)}
    assert jobs.waiting("notifications.deliver") == 0


def test_nothing_of_the_petition_is_on_the_lock_screen(through_google: Google) -> None:
    device()
    with unit_of_work():
        petition = make.petition(
            title="Nước bẩn", place="ngõ 12", text="Ông Tư đổ rác xuống mương."
        )

    attempt(planned(petition.id))

    payload = json.dumps(through_google.sent, ensure_ascii=False).lower()
    private = ["nước bẩn", "ngõ 12", "ông tư", "rác", "mương", "912345678"]
    assert petition.code.lower() not in payload
    assert [words for words in private if words in payload] == []


def test_a_dead_address_is_forgotten(petition: Petition, through_google: Google) -> None:
    dead = device(address="gone")
    through_google.addresses["gone"] = UNREGISTERED

    delivery = attempt(planned(petition.id))

    assert delivery.state is DeliveryState.DEAD
    assert delivery.last_error == "UNREGISTERED"
    assert db.session.get_one(Device, dead.id).dead_at is not None


def test_a_failed_attempt_stays_written_and_the_next_one_succeeds(
    petition: Petition, through_google: Google
) -> None:
    device()
    delivery = planned(petition.id)
    through_google.refusals.append(UNAVAILABLE)

    with pytest.raises(NotSent):
        attempt(delivery)

    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, 1)
    assert delivery.last_error == "UNAVAILABLE"
    attempt(delivery)
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 2)
    assert len(through_google.sent) == 1


def test_a_job_that_is_repeated_sends_nothing_again(petition: Petition, memory: Memory) -> None:
    device()
    delivery = planned(petition.id)

    attempt(delivery)
    attempt(delivery)

    assert len(memory.sent) == 1


def test_what_is_given_up_is_not_tried_again(petition: Petition, memory: Memory) -> None:
    kept = device()
    delivery = planned(petition.id)
    memory.failures.append(GiveUp("INVALID_ARGUMENT"))

    attempt(delivery)
    attempt(delivery)

    assert delivery.state is DeliveryState.DEAD
    assert memory.sent == []
    assert db.session.get_one(Device, kept.id).dead_at is None


@pytest.mark.parametrize("is_same_id", [True, False])
def test_a_device_that_changed_hands_is_not_told_of_its_last_owner(
    petition: Petition, memory: Memory, is_same_id: bool
) -> None:
    first = device(address="shared").id
    delivery = planned(petition.id)
    device(make.OTHER_RESIDENT, address="shared", device_id=first if is_same_id else None)

    attempt(delivery)

    assert memory.sent == []
    assert delivery.state is DeliveryState.DEAD


def test_a_withdrawn_device_is_not_told(petition: Petition, memory: Memory) -> None:
    withdrawn = device()
    delivery_id = planned(petition.id).id
    with unit_of_work():
        db.session.delete(withdrawn)

    with unit_of_work():
        deliver(delivery_id)

    assert memory.sent == []


def test_push_speaks_the_language_of_the_account(petition: Petition, memory: Memory) -> None:
    device()
    with unit_of_work():
        make.account_of(make.RESIDENT).locale = "en"

    attempt(planned(petition.id))

    [sent] = memory.sent
    assert getattr(sent, "title", None) == "Your case"
    assert event_of(petition.id).name == "petition.received"
