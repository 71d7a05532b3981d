"""Sign-in codes by SMS."""

import logging
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.accounts.models import SignInCode
from api.core import clock, jobs
from api.core.database import db, unit_of_work
from notifications.channels.memory import Memory
from notifications.channels.sending import SmsMessage
from notifications.jobs import STALE, send_code

PHONE = "0912 345 678"


def asked(client: FlaskClient) -> SignInCode:
    response = client.post("/api/v1/sessions/codes", json={"phone": PHONE})
    assert response.status_code == 202
    return db.session.scalars(select(SignInCode)).one()


def digits(memory: Memory) -> str:
    sent = memory.sent[-1]
    assert isinstance(sent, SmsMessage)
    found = re.match(r"[0-9]{6}", sent.text)
    assert found is not None
    return found[0]


def sign_in(client: FlaskClient, code: str) -> int:
    return client.post("/api/v1/sessions", json={"phone": PHONE, "code": code}).status_code


def test_a_code_that_was_asked_for_arrives_and_works_once(
    app: Flask, client: FlaskClient, memory: Memory
) -> None:
    asked(client)

    jobs.work(app, wait=False)

    [sent] = memory.sent
    assert isinstance(sent, SmsMessage)
    assert sent.to == "+84912345678"
    assert sign_in(client, digits(memory)) == 201
    assert sign_in(client, digits(memory)) == 401


def test_a_code_that_is_too_late_is_not_sent(client: FlaskClient, memory: Memory) -> None:
    code = asked(client)

    with clock.standing_at(clock.now() + STALE + timedelta(seconds=1)), unit_of_work():
        send_code(code.id)

    assert memory.sent == []
    assert db.session.get_one(SignInCode, code.id).code_hash is None


def test_a_code_works_at_the_moment_it_is_read(
    client: FlaskClient, app: Flask, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = asked(client)
    statuses: list[int] = []

    def read_at_once(message: SmsMessage) -> None:
        memory.sent.append(message)
        statuses.append(sign_in(app.test_client(), digits(memory)))

    monkeypatch.setattr(memory, "send", read_at_once)
    with unit_of_work():
        send_code(code.id)

    assert statuses == [201]


def test_a_failed_attempt_is_followed_by_a_new_code(client: FlaskClient, memory: Memory) -> None:
    code = asked(client)
    memory.failures.append(ConnectionError())
    with pytest.raises(ConnectionError), unit_of_work():
        send_code(code.id)

    with unit_of_work():
        send_code(code.id)

    assert sign_in(client, digits(memory)) == 201


def test_neither_number_nor_code_is_logged(
    client: FlaskClient, memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = asked(client)

    with unit_of_work():
        send_code(code.id)

    assert digits(memory) not in caplog.text
    assert "912345678" not in caplog.text.replace(" ", "")
