"""Who has a seat is reminded and may give it up with one tap; everybody hears what changes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from api.core import clock
from api.core.database import db, unit_of_work
from api.dialogues.jobs import look_ahead, look_at
from api.dialogues.tickets import cancelling
from api.events.models import Event
from notifications.models import ChannelName, Message
from notifications.plan import plan
from notifications.queries import entry
from notifications.render import told
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.guests import STARTS, announced, own, phone, posted, registered, when
from tests.notifications.telling import account, hearers
from tests.pages.browsing import Reader

ASKED = 48
"""Hours before the beginning until which people say that they come."""
BY = STARTS - timedelta(hours=ASKED)


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    """The reception of the commune."""
    return sign_in(make.RECEIVER)


def looked(dialogue: str, at: datetime) -> None:
    """The worker looks at the dialogue at this moment, twice: the second time nothing is new."""
    with clock.standing_at(at):
        for _ in range(2):
            with unit_of_work():
                look_ahead()
                look_at(UUID(dialogue.rpartition("/")[2]))


def heard(name: str) -> list[str]:
    """The telephones of those who hear of each event of this name, in order."""
    db.session.rollback()
    events = db.session.scalars(select(Event).where(Event.name == name).order_by(Event.id)).all()
    with unit_of_work():
        for each in events:
            plan(each)
    known: dict[UUID | None, str] = {account(phone(number)): phone(number) for number in range(4)}
    return [known[who] for each in events for who in hearers(each) if who in known]


def test_who_does_not_say_in_time_that_they_come_loses_the_seat_to_who_waits(
    desk: Client, sign_in: SignIn
) -> None:
    # Given two seats, and one who waits
    dialogue = announced(desk, capacity=2)
    posted(desk, f"{dialogue}/seating", confirm_hours=ASKED)
    people = [sign_in(phone(number)) for number in range(3)]
    made = [registered(who, dialogue) for who in people]
    assert datetime.fromisoformat(made[0]["confirm_by"]) == BY
    assert people[2].post(f"{own(made[2])}/confirmation").status_code == 409

    # When both are reminded, and one says that they come
    looked(dialogue, BY - timedelta(hours=25))
    assert heard("registration.reminded") == []
    looked(dialogue, BY - timedelta(hours=23))
    assert heard("registration.reminded") == [phone(0), phone(1)]
    with when(sign_in, BY - timedelta(hours=1), phone(0)) as first:
        assert first.post(f"{own(made[0])}/confirmation").json["coming_at"]
    looked(dialogue, BY)

    # Then the other's seat is that of who waited, and both are told
    states = [each["state"] for each in desk.get(f"{dialogue}/registrations").json["items"]]
    assert states == ["confirmed", "lapsed", "confirmed"]
    assert heard("registration.promoted") == [phone(2)]
    assert heard("registration.cancelled") == [phone(1)]
    looked(dialogue, STARTS - timedelta(hours=1))
    assert len(heard("registration.reminded")) == 2


def test_who_was_asked_about_an_hour_that_was_moved_is_asked_about_the_new_one(
    desk: Client, sign_in: SignIn
) -> None:
    # Given two who were reminded, of whom one says that they come
    dialogue = announced(desk, capacity=2)
    posted(desk, f"{dialogue}/seating", confirm_hours=ASKED)
    made = [registered(sign_in(phone(number)), dialogue) for number in range(2)]
    looked(dialogue, BY - timedelta(hours=23))
    with when(sign_in, BY - timedelta(hours=2), phone(0)) as first:
        posted(first, f"{own(made[0])}/confirmation")

    # When it is moved by a week, and people are told
    week = timedelta(days=7)
    moved: dict[str, Any] = {"reason": "Bão số 3", "notice": "Loa truyền thanh"}
    moved["starts_at"] = (STARTS + week).isoformat()
    moved["ends_at"] = (STARTS + week + timedelta(hours=2)).isoformat()
    with when(sign_in, BY - timedelta(hours=1)) as then:
        posted(then, f"{dialogue}/rescheduling", **moved)
    looked(dialogue, BY)

    # Then nobody has said anything of the new hour, and both are asked
    shown = desk.get(f"{dialogue}/registrations").json["items"]
    assert [(each["state"], each["coming_at"]) for each in shown] == [("confirmed", None)] * 2
    looked(dialogue, BY + week - timedelta(hours=23))
    assert heard("registration.reminded") == [phone(0), phone(1)] * 2


def test_a_reminder_has_a_link_that_gives_the_seat_to_others_once(
    app: Flask,
    desk: Client,
    client: Client,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialogue = announced(desk, capacity=1)
    first, second = (registered(sign_in(phone(number)), dialogue) for number in range(2))
    looked(dialogue, STARTS - timedelta(hours=24))
    assert heard("registration.reminded") == [phone(0)]
    message = db.session.scalars(select(Message).where(Message.case_id.is_(None))).one()
    nowhere = told(entry(message.id), ChannelName.INBOX, "vi").text
    assert "/doi-thoai" not in nowhere
    assert "hủy trong tài khoản" in nowhere
    found_at = replace(app.extensions["doithoai.settings"], public_address="https://vd.vn")
    monkeypatch.setitem(app.extensions, "doithoai.settings", found_at)
    words = told(entry(message.id), ChannelName.EMAIL, "vi").text
    token = cancelling(UUID(first["id"]))
    ticket = f"Theo dõi tại: https://vd.vn/doi-thoai/ve/{first['id']}"
    for named in (f"https://vd.vn/doi-thoai/khong-du/{token}", "07:30 20/03/2026", ticket):
        assert named in words

    reader, page = Reader(app), words[words.index("/doi-thoai") :].split()[0]
    assert "Tôi không dự được" in reader.get(page).text
    assert sign_in(phone(0)).get(own(first)).json["state"] == "confirmed"

    pressed = reader.press(page)
    assert "Lượt đăng ký này đã kết thúc" in reader.get(pressed.location).text
    assert sign_in(phone(1)).get(own(second)).json["state"] == "confirmed"
    assert heard("registration.promoted") == [phone(1)]

    address, other = "/api/v1/registrations/cancellation", cancelling(UUID(second["id"]))
    sent = (other, other, token, other[:-1], "x")
    answers = [client.post(address, json={"token": each}) for each in sent]
    assert [each.status_code for each in answers] == [201, 409, 409, 409, 409]


@pytest.mark.parametrize("act", ["rescheduling", "cancellation"])
def test_everybody_registered_hears_that_it_is_moved_or_called_off(
    app: Flask, desk: Client, sign_in: SignIn, act: str
) -> None:
    dialogue = announced(desk, capacity=1)
    made = [registered(sign_in(phone(number)), dialogue) for number in range(3)]
    sign_in(phone(2)).delete(own(made[2]))
    later: dict[str, Any] = {
        "starts_at": (STARTS + timedelta(days=7)).isoformat(),
        "ends_at": (STARTS + timedelta(days=7, hours=2)).isoformat(),
    }

    changed: dict[str, Any] = {"reason": "Bão số 3", "notice": "Loa truyền thanh"}
    posted(desk, f"{dialogue}/{act}", **changed | (later if act == "rescheduling" else {}))

    name = "dialogue.rescheduled" if act == "rescheduling" else "dialogue.cancelled"
    assert heard(name) == [phone(0), phone(1)]
    inbox = sign_in(phone(1)).get("/api/v1/inbox").json["items"]
    assert len(inbox) == 1
    registered(sign_in(phone(3)), dialogue, 201 if act == "rescheduling" else 409)
