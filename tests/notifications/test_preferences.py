"""How somebody wants to be told, over HTTP."""

import re
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.petitions.models import Petition
from notifications.actions import ADDRESS_CODE_LIVES
from notifications.channels.memory import Memory
from notifications.channels.sending import EmailMessage
from notifications.errors import AddressDead
from notifications.jobs import deliver
from notifications.models import ChannelName, DeliveryState, Preference
from tests import make
from tests.conftest import Client, SignIn
from tests.notifications.telling import account, deliveries, device, messages, told

ADDRESS = "/api/v1/preferences"
MAIL = "ba.tam@example.vn"
WAYS = (ChannelName.PUSH, ChannelName.SMS, ChannelName.EMAIL)


def choose(client: Client, **given: Any) -> dict[str, Any]:
    answer = client.put(ADDRESS, json=given)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def code_sent(app: Flask, memory: Memory) -> str:
    """Send what waits; the digits in the newest letter."""
    jobs.work(app, wait=False)
    letter = [each for each in memory.sent if isinstance(each, EmailMessage)][-1]
    found = re.search(r"\b[0-9]{6}\b", letter.text)
    assert found is not None
    return found[0]


def confirm(client: Client, code: str) -> int:
    return int(client.post(f"{ADDRESS}/email-confirmation", json={"code": code}).status_code)


def test_who_has_chosen_nothing_gets_what_the_policy_says(sign_in: SignIn) -> None:
    shown = sign_in(make.RESIDENT).get(ADDRESS).json

    assert shown == {
        "channels": {"push": True, "sms": True, "email": True},
        "quiet": {"from": "21:00", "to": "07:00"},
        "locale": "vi",
        "email": None,
        "email_confirmed": False,
    }


def test_what_was_chosen_is_shown_and_what_was_left_out_stays(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    first = choose(resident, channels={"sms": False}, quiet={"from": "22:15", "to": "06:00"})

    second = choose(resident, locale="en")

    assert first["channels"] == {"push": True, "sms": False, "email": True}
    assert second == first | {"locale": "en"}
    assert resident.get(ADDRESS).json == second
    assert choose(resident, quiet=None)["quiet"] is None


def test_everybody_chooses_for_themselves(sign_in: SignIn) -> None:
    choose(sign_in(make.RESIDENT), channels={"push": False})

    assert sign_in(make.OTHER_RESIDENT).get(ADDRESS).json["channels"]["push"] is True


@pytest.mark.parametrize(
    "given",
    [
        {"quiet": {"from": "21:00", "to": "21:00"}},
        {"quiet": {"from": "25:00", "to": "07:00"}},
        {"quiet": {"from": "21:00"}},
        {"locale": "fr"},
        {"email": "nobody"},
        {"channels": {"inbox": False}},
    ],
)
def test_what_cannot_be_is_refused(sign_in: SignIn, given: dict[str, Any]) -> None:
    resident = sign_in(make.RESIDENT)

    assert resident.put(ADDRESS, json=given).status_code == 422
    assert db.session.get(Preference, account(make.RESIDENT)) is None


def test_nobody_chooses_without_signing_in(client: FlaskClient) -> None:
    assert client.get(ADDRESS).status_code == 401
    assert client.put(ADDRESS, json={}).status_code == 401


@pytest.mark.parametrize("ways", list(product([True, False], repeat=3)))
@pytest.mark.parametrize("has_device", [True, False])
def test_everybody_is_told_by_the_ways_they_chose(
    petition: Petition,
    sign_in: SignIn,
    app: Flask,
    memory: Memory,
    ways: tuple[bool, bool, bool],
    has_device: bool,
) -> None:
    push, sms, email = ways
    resident = sign_in(make.RESIDENT)
    choose(resident, channels={"push": push, "sms": sms, "email": email}, email=MAIL)
    assert confirm(resident, code_sent(app, memory)) == 200
    if has_device:
        device()

    event = told("petition.answered", petition)

    pushed = push and has_device
    reached = zip(WAYS, (pushed, sms and not pushed, email), strict=True)
    wanted = {way for way, is_so in reached if is_so}
    assert {each.channel for each in deliveries(event=event)} == wanted
    assert len(messages(event=event)) == 1


def test_an_address_gets_nothing_but_a_code_until_it_is_confirmed(
    petition: Petition, sign_in: SignIn, app: Flask, memory: Memory
) -> None:
    resident = sign_in(make.RESIDENT)
    given = choose(resident, email=MAIL)
    too_early = told("petition.answered", petition)
    code = code_sent(app, memory)

    status = confirm(resident, code)

    in_time = told("petition.extended", petition)
    assert (given["email"], given["email_confirmed"]) == (MAIL, False)
    assert status == 200
    assert resident.get(ADDRESS).json["email_confirmed"] is True
    assert deliveries(ChannelName.EMAIL, too_early) == []
    assert len(deliveries(ChannelName.EMAIL, in_time)) == 1


def test_a_code_confirms_once_and_for_its_own_address_alone(
    sign_in: SignIn, app: Flask, memory: Memory
) -> None:
    resident = sign_in(make.RESIDENT)
    choose(resident, email=MAIL)
    code = code_sent(app, memory)
    choose(resident, email="other@example.vn")

    assert confirm(resident, code) == 409
    assert confirm(resident, code_sent(app, memory)) == 200
    assert confirm(resident, code) == 409


def test_a_code_that_is_too_old_confirms_nothing(
    sign_in: SignIn, app: Flask, memory: Memory
) -> None:
    choose(sign_in(make.RESIDENT), email=MAIL)
    code = code_sent(app, memory)

    with clock.standing_at(clock.now() + ADDRESS_CODE_LIVES):
        assert confirm(sign_in(make.RESIDENT), code) == 409


def test_codes_are_neither_guessed_nor_sent_without_end(
    sign_in: SignIn, app: Flask, memory: Memory
) -> None:
    resident = sign_in(make.RESIDENT)

    asked = [resident.put(ADDRESS, json={"email": MAIL}).status_code for _ in range(4)]
    code = code_sent(app, memory)
    wrong = "000000" if code != "000000" else "111111"
    tried = [confirm(resident, wrong) for _ in range(11)]

    assert asked == [200, 200, 200, 429]
    assert tried == [409] * 10 + [429]
    assert confirm(resident, code) == 429


def test_an_address_that_refuses_letters_must_be_confirmed_again(
    petition: Petition, sign_in: SignIn, app: Flask, memory: Memory
) -> None:
    resident = sign_in(make.RESIDENT)
    choose(resident, email=MAIL)
    confirm(resident, code_sent(app, memory))
    event = told("petition.answered", petition)
    [delivery] = deliveries(ChannelName.EMAIL, event)
    memory.failures.append(AddressDead("SMTP_550"))

    with unit_of_work():
        deliver(delivery.id)

    assert delivery.state is DeliveryState.DEAD
    assert resident.get(ADDRESS).json["email_confirmed"] is False


def test_the_inbox_speaks_the_language_of_the_request_and_letters_that_of_the_account(
    petition: Petition, sign_in: SignIn, app: Flask, memory: Memory
) -> None:
    resident = sign_in(make.RESIDENT)
    choose(resident, email=MAIL, locale="en")
    confirm(resident, code_sent(app, memory))
    event = told("petition.answered", petition)
    [delivery] = deliveries(ChannelName.EMAIL, event)

    with unit_of_work():
        deliver(delivery.id)

    letter = memory.sent[-1]
    assert isinstance(letter, EmailMessage)
    assert letter.subject == "Your case: There is an answer."
    newest = resident.get("/api/v1/inbox").json["items"][0]
    assert newest["title"] == f"Vụ việc {petition.code} đã có trả lời"
