"""Who says who they are in a way that makes no sense is asked to sign in, and nothing breaks."""

import json

import pytest

from tests.contract.wire import Wire, new_address


@pytest.mark.parametrize(
    "authorization",
    [
        b"",
        b"Bearer",
        b"Bearer ",
        b"Bearer  ",
        b"Bearer x",
        b"Bearer x y",
        b"Bearer " + b"x" * 7000,
        b"Bearer \xff\xfe",
        b"Bearer \xe1\xbb\x87",
        b"bearer",
        b"Basic",
        b"Basic !!!",
        b"Basic Zm9vOmJhcg==",
        b"Basic /////w==",
        b"Digest username=",
        b'Digest username="a", realm="',
        b"Negotiate YIIJvwYGKwYBBQUCoIIJszCC",
        b"=",
        b",,,",
    ],
)
def test_who_does_not_say_who_they_are_is_asked_to_sign_in(
    wire: Wire, authorization: bytes
) -> None:
    answer = wire.send(b"GET", b"/api/v1/petitions", {b"Authorization": authorization})

    assert answer.status == 401
    assert answer.problem["type"] == "/problems/unauthenticated"


def test_the_token_of_a_closed_session_opens_nothing(wire: Wire, closed_session: str) -> None:
    token = {b"Authorization": b"Bearer " + closed_session.encode()}

    answers = [
        wire.send(b"GET", target, token)
        for target in (
            b"/api/v1/me",
            b"/api/v1/petitions",
            new_address(),
            new_address() + b"/timeline",
        )
    ]

    assert [answer.status for answer in answers] == [401, 401, 401, 401]
    assert all(answer.problem for answer in answers)


@pytest.mark.parametrize("cookie", [b"session=", b"session=x", b"session=%00", b"\xff", b"=;=;"])
def test_a_cookie_that_is_none_of_ours_opens_nothing(wire: Wire, cookie: bytes) -> None:
    answer = wire.send(b"GET", b"/api/v1/me", {b"Cookie": cookie})

    assert answer.status == 401
    assert answer.problem


@pytest.mark.parametrize(
    "body",
    [
        {"login": "a", "password": "\ud800", "totp": "123456"},
        {"login": "\ud800", "password": "a", "totp": "123456"},
        {"login": "a\u0000", "password": "a", "totp": "123456"},
        {"login": "a", "password": "a\u0000", "totp": "123456"},
        {"login": "a", "password": "a", "totp": "١٢٣٤٥٦"},
        {"login": "a", "password": "a", "totp": "123456\n"},
        {"phone": "0912345678", "code": "123456", "login": "a"},
        {"phone": "\u0000", "code": "123456"},
        {"phone": "+84" * 9, "code": "123456"},
        {"phone": "0912345678", "code": "١٢٣٤٥٦"},
    ],
)
def test_nobody_signs_in_with_letters_that_are_none(wire: Wire, body: dict[str, str]) -> None:
    answer = wire.send(
        b"POST",
        b"/api/v1/sessions",
        {b"Content-Type": b"application/json"},
        json.dumps(body).encode(),
    )

    assert answer.status in {401, 403, 422}
    assert answer.problem
