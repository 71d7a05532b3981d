"""Signing in and out."""

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select, text

from api.accounts import actions, officials
from api.accounts.models import AccountKind, Session, SignInCode
from api.core import clock
from api.core.database import db, unit_of_work
from tests import make
from tests.conftest import MONDAY, Client, SignIn

PHONE = "0912 345 678"


def ask(client: Client, phone: str = PHONE) -> int:
    response = client.post("/api/v1/sessions/codes", json={"phone": phone})
    return int(response.status_code)


def sent_code() -> str:
    """The worker makes the code, when it sends it."""
    with unit_of_work():
        newest = db.session.scalars(
            select(SignInCode).order_by(SignInCode.requested_at.desc(), SignInCode.id.desc())
        ).first()
        assert newest is not None
        return actions.make_code(newest)


def give(client: Client, code: str, phone: str = PHONE) -> int:
    response = client.post("/api/v1/sessions", json={"phone": phone, "code": code})
    return int(response.status_code)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_resident_signs_in_with_the_code_and_out_again(client: Client) -> None:
    assert ask(client) == 202
    response = client.post("/api/v1/sessions", json={"phone": PHONE, "code": sent_code()})
    assert response.status_code == 201
    bearer = {"Authorization": f"Bearer {response.json['token']}"}

    assert client.get("/api/v1/me", headers=bearer).json["account"]["phone"] == make.RESIDENT
    assert client.delete("/api/v1/sessions/current", headers=bearer).status_code == 204
    assert client.get("/api/v1/me", headers=bearer).status_code == 401


def test_asking_leaves_one_job_and_no_code_yet(client: Client) -> None:
    ask(client)

    jobs = db.session.execute(text("select task_name, args from procrastinate_jobs")).all()
    assert [job.task_name for job in jobs] == ["notifications.send_code"]
    assert list(jobs[0].args) == ["code_id"]
    assert db.session.scalars(select(SignInCode.code_hash)).all() == [None]


def test_a_code_works_once(client: Client) -> None:
    ask(client)
    code = sent_code()

    assert give(client, code) == 201
    assert give(client, code) == 401


def test_five_wrong_codes_burn_the_right_one(client: Client) -> None:
    ask(client)
    code = sent_code()

    statuses = [give(client, wrong(code)) for _ in range(5)]

    assert statuses == [401] * 5
    assert give(client, code) == 401


def test_tries_outlive_the_refusals_that_count_them(client: Client) -> None:
    ask(client)
    code = sent_code()

    give(client, wrong(code))

    assert db.session.scalars(select(SignInCode.tries)).all() == [1]


def test_twenty_wrong_codes_pause_the_number(client: Client) -> None:
    statuses = []
    for attempt in range(20):
        if attempt % 7 == 0:
            assert ask(client) == 202
            code = sent_code()
        statuses.append(give(client, wrong(code)))

    assert statuses == [401] * 15 + [429] * 5


def test_a_newer_code_burns_the_older(client: Client) -> None:
    ask(client)
    older = sent_code()
    with clock.standing_at(MONDAY + timedelta(seconds=1)):
        ask(client)
        sent_code()

        assert give(client, older) == 401


def test_a_code_dies_after_its_minutes(client: Client) -> None:
    ask(client)
    code = sent_code()

    with clock.standing_at(MONDAY + actions.CODE_LIVES):
        assert give(client, code) == 401


def test_only_so_many_codes_in_a_quarter_of_an_hour(client: Client) -> None:
    statuses = [ask(client) for _ in range(5)]

    assert statuses == [202, 202, 202, 429, 429]


@pytest.mark.parametrize(
    "phone", ["12", "+1 202 555 0100", "024 3825 3536", "abc", "0912345678901"]
)
def test_only_vietnamese_mobile_numbers_get_codes(phone: str, client: Client) -> None:
    assert ask(client, phone) == 422


@pytest.fixture
def official(app: Flask) -> officials.Secrets:
    given = officials.new_secrets()
    with unit_of_work():
        officials.add("can.bo", AccountKind.OFFICIAL, given)
    return given


def sign(client: Client, password: str, totp: str, login: str = "can.bo") -> int:
    body = {"login": login, "password": password, "totp": totp}
    return int(client.post("/api/v1/sessions", json=body).status_code)


def test_an_official_signs_in_with_password_and_one_time_code(
    client: Client, official: officials.Secrets
) -> None:
    totp = pyotp.TOTP(official.totp_secret).at(MONDAY)

    assert sign(client, official.password, totp) == 201


def test_a_one_time_code_is_used_once(client: Client, official: officials.Secrets) -> None:
    totp = pyotp.TOTP(official.totp_secret).at(MONDAY)
    sign(client, official.password, totp)

    assert sign(client, official.password, totp) == 401


@pytest.mark.parametrize("what", ["password", "totp", "login"])
def test_one_wrong_thing_is_refused_in_the_same_words(
    what: str, client: Client, official: officials.Secrets
) -> None:
    totp = pyotp.TOTP(official.totp_secret).at(MONDAY)
    right = {"login": "can.bo", "password": official.password, "totp": totp}
    false = {"login": "nobody", "password": "not the password", "totp": wrong(totp)}

    response = client.post("/api/v1/sessions", json=right | {what: false[what]})

    assert response.status_code == 401
    assert response.json["type"] == "/problems/wrong-password"


def test_guessing_passwords_is_slowed_down(client: Client, official: officials.Secrets) -> None:
    statuses = [sign(client, "a wrong password", "123456") for _ in range(7)]

    assert statuses == [401] * 5 + [429] * 2


def test_a_session_ends_unused_and_at_last(app: Flask, sign_in: SignIn) -> None:
    head = sign_in(make.CHAIR)

    with clock.standing_at(MONDAY + timedelta(minutes=29)):
        assert head.get("/api/v1/me").status_code == 200
    with clock.standing_at(MONDAY + timedelta(minutes=58)):
        assert head.get("/api/v1/me").status_code == 200
    with clock.standing_at(MONDAY + timedelta(minutes=89)):
        assert head.get("/api/v1/me").status_code == 401


def test_the_token_itself_is_kept_nowhere(app: Flask) -> None:
    with unit_of_work():
        token = make.token_of(make.RESIDENT)

    kept = db.session.scalars(select(Session.token_hash)).all()
    assert all(token not in each for each in kept)


def test_the_web_keeps_its_token_in_a_cookie_that_other_pages_cannot_use(
    client: Client,
) -> None:
    ask(client)
    body = {"phone": PHONE, "code": sent_code(), "cookie": True}
    response = client.post("/api/v1/sessions", json=body)

    assert response.json["token"] is None
    assert client.get("/api/v1/me").status_code == 200
    elsewhere = client.delete("/api/v1/sessions/current", headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == 403
    here = client.delete("/api/v1/sessions/current", headers={"Sec-Fetch-Site": "same-origin"})
    assert here.status_code == 204


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic YTpi", "x", "Bearer \xff"])
def test_a_bad_token_is_refused_even_where_nobody_need_sign_in(header: str, client: Client) -> None:
    for address in ("/api/v1/me", "/api/v1/inbox"):
        response = client.get(address, headers={"Authorization": header})
        assert response.status_code == 401
