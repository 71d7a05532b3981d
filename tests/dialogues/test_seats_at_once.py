"""Seats in the database, when many want them at one moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from api.core.access import Actor
from api.core.database import db, unit_of_work
from api.core.errors import Conflict
from api.dialogues import registering
from api.dialogues.registrations import Guest, Registration
from api.events.models import Event
from tests import make
from tests.dialogues.guests import phone
from tests.dialogues.halls import must_agree


def test_of_many_at_one_moment_as_many_have_seats_as_there_are(app: Flask) -> None:
    # Given twenty seats, and two hundred people of whom each presses twice
    with unit_of_work():
        dialogue_id = make.dialogue(capacity=20).id
        people = [make.actor(phone(number)) for number in range(200)]
    pressed = [(who, uuid4()) for who in people for _ in range(2)]

    # When all of them register at once
    with ThreadPoolExecutor(8) as pool:
        outcomes = Counter(pool.map(lambda each: _registered(app, dialogue_id, *each), pressed))

    # Then twenty have a seat, and the others wait in one line
    db.session.rollback()
    assert outcomes == {"confirmed": 20, "waiting": 180, "RegisteredAlready": 200}
    must_agree(dialogue_id)
    found = db.session.scalars(
        select(Registration).where(Registration.dialogue_id == dialogue_id)
    ).all()
    assert sorted(each.number for each in found) == list(range(1, 201))
    assert {each.number for each in found if each.sort} == set(range(1, 21))
    events = db.session.scalars(select(Event).where(Event.name == "registration.confirmed")).all()
    assert len(events) == 20


def _registered(app: Flask, dialogue_id: UUID, who: Actor, chosen: UUID) -> str:
    with app.app_context():
        try:
            with unit_of_work():
                made, _ = registering.register(dialogue_id, chosen, Guest(), who)
                return made.state
        except Conflict as refusal:
            return type(refusal).__name__
