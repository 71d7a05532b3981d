"""Devices that nobody uses any more."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from api.core import clock
from api.core.database import db, unit_of_work
from api.petitions.models import Petition
from notifications.jobs import forget
from notifications.models import Device
from notifications.policy import policy
from tests import make
from tests.notifications.telling import deliveries, device, messages, told


def test_a_device_that_was_silent_for_long_is_forgotten_with_what_was_sent_to_it(
    petition: Petition,
) -> None:
    device(address="lost")
    told("petition.answered", petition)
    later = clock.now() + policy().forgotten_after + timedelta(seconds=1)
    with clock.standing_at(later):
        kept = device(address="kept", of=make.OTHER_RESIDENT)
        with unit_of_work():
            forget()

    assert [each.id for each in db.session.scalars(select(Device))] == [kept.id]
    assert deliveries() == []
    assert len(messages()) == 1


def test_a_device_that_shows_itself_is_kept(app: Flask) -> None:
    first = device()
    with clock.standing_at(clock.now() + policy().forgotten_after):
        device(device_id=first.id)
    with clock.standing_at(clock.now() + policy().forgotten_after * 1.5), unit_of_work():
        forget()

    assert [each.id for each in db.session.scalars(select(Device))] == [first.id]
