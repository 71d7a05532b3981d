"""Google's protocol, spoken by its own library to a stand-in."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from notifications.channels.push import Firebase
from notifications.channels.sending import PushMessage
from notifications.errors import AddressDead, GiveUp, NotSent, code_of
from notifications.models import AddressKind
from notifications.standin import (
    INVALID_ADDRESS,
    INVALID_PAYLOAD,
    NOWHERE,
    SENDER_ID_MISMATCH,
    TOO_MANY,
    UNAVAILABLE,
    UNREGISTERED,
    Google,
    Refusal,
    write_service_account,
)


@pytest.fixture
def firebase(google: Google, home: Path) -> Firebase:
    return Firebase(home / "keys/firebase.json", google.url)


def message(kind: AddressKind = AddressKind.FID, to: str = "address-1") -> PushMessage:
    return PushMessage(kind, to, "Vụ việc ABC", "Có trả lời.", {"n": "17"})


@pytest.mark.parametrize("kind", [AddressKind.FID, AddressKind.TOKEN])
def test_an_address_is_sent_as_the_kind_it_is(
    kind: AddressKind, google: Google, firebase: Firebase
) -> None:
    firebase.send(message(kind))

    [sent] = google.sent
    assert sent[kind] == "address-1"
    assert {"fid", "token"} & set(sent) == {kind.value}
    assert sent["notification"] == {"title": "Vụ việc ABC", "body": "Có trả lời."}


def test_a_device_is_told_how_to_show_a_repeated_message_once(
    google: Google, firebase: Firebase
) -> None:
    firebase.send(message())

    [sent] = google.sent
    assert sent["android"]["notification"]["tag"] == "17"
    assert sent["apns"]["headers"]["apns-collapse-id"] == "17"
    assert sent["webpush"]["notification"]["tag"] == "17"


@pytest.mark.parametrize("refusal", [UNREGISTERED, SENDER_ID_MISMATCH, INVALID_ADDRESS])
def test_an_address_that_reaches_nobody_is_dead(
    refusal: Refusal, google: Google, firebase: Firebase
) -> None:
    google.addresses["address-1"] = refusal

    with pytest.raises(AddressDead):
        firebase.send(message())


def test_a_payload_that_is_not_accepted_does_not_kill_the_address(
    google: Google, firebase: Firebase
) -> None:
    google.addresses["address-1"] = INVALID_PAYLOAD

    with pytest.raises(GiveUp) as refused:
        firebase.send(message())

    assert not isinstance(refused.value, AddressDead)


@pytest.mark.parametrize("refusal", [UNAVAILABLE, TOO_MANY, NOWHERE])
def test_a_passing_refusal_is_one_request_and_left_to_the_queue(
    refusal: Refusal, google: Google, firebase: Firebase
) -> None:
    google.refusals.append(refusal)

    with pytest.raises(NotSent) as refused:
        firebase.send(message())

    assert not isinstance(refused.value, GiveUp)
    assert google.requests == 1
    firebase.send(message())
    assert len(google.sent) == 1


def test_another_key_is_refused_and_may_be_mended(google: Google, tmp_path: Path) -> None:
    forged = write_service_account(tmp_path / "another", google.url)

    with pytest.raises(Exception, match="UNAUTHENTICATED") as refused:
        Firebase(forged, google.url).send(message())

    assert not isinstance(refused.value, GiveUp)
    assert code_of(refused.value) == "RefreshError"
    assert google.sent == []


def test_a_withdrawn_access_token_is_replaced(google: Google, firebase: Firebase) -> None:
    firebase.send(message())
    google.granted.clear()

    firebase.send(message())

    assert len(google.sent) == 2


def test_no_other_host_is_asked_anything(
    firebase: Firebase, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = set()
    look_up = socket.getaddrinfo

    def noted(host: str, *args: Any, **kwargs: Any) -> Any:
        hosts.add(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    credential = firebase._app.credential.get_credential()  # noqa: SLF001
    credential._set_blocking_regional_access_boundary_lookup()  # noqa: SLF001 -- not in a thread
    firebase.send(message())

    assert hosts == {"127.0.0.1"}


def test_a_browser_that_only_knows_web_push_is_given_up(google: Google, firebase: Firebase) -> None:
    with pytest.raises(GiveUp):
        firebase.send(message(AddressKind.WEBPUSH))

    assert google.requests == 0


def test_the_key_is_made_once_and_is_for_its_owner_only(home: Path) -> None:
    first = json.loads(write_service_account(home, "http://one").read_text())
    path = write_service_account(home, "http://two")

    second = json.loads(path.read_text())
    assert second["private_key"] == first["private_key"]
    assert second["token_uri"] == "http://two/token"
    assert path.stat().st_mode & 0o777 == 0o600
