"""The development channel and its command."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from api.settings import Settings
from notifications.channels import channels_for
from notifications.channels.outbox import FILE, Outbox
from notifications.channels.sending import EmailMessage, PushMessage, SmsMessage
from notifications.commands import outbox
from notifications.models import AddressKind
from notifications.standin import Google

PUSH = PushMessage(AddressKind.TOKEN, "token-1", "Vụ việc ABC", "Có trả lời.", {"n": "17"})

MAIL = EmailMessage("ba.tam@example.vn", "Có trả lời.", "Vụ việc ABC\nĐã có trả lời.", "18")


@pytest.fixture
def kept(app: Flask, home: Path, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    settings = replace(app.extensions["doithoai.settings"], home=home)
    monkeypatch.setitem(app.extensions, "doithoai.settings", settings)
    kept = Outbox(home)
    kept.send(SmsMessage("+84912345678", "123456 la ma dang nhap"))
    kept.send(SmsMessage("+84987654321", "654321 la ma dang nhap"))
    kept.send(PUSH)
    kept.send(MAIL)
    return kept


def test_writers_at_the_same_time_lose_and_mix_nothing(home: Path) -> None:
    texts = [f"{number:03d}" * 3000 for number in range(200)]

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda text: Outbox(home).send(SmsMessage("+84912345678", text)), texts))

    assert sorted(message["text"] for message in Outbox(home).read()) == texts


def test_what_is_kept_is_for_its_owner_only(home: Path) -> None:
    Outbox(home).send(PUSH)

    assert (home / FILE).stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_cut_short_hides_no_other(home: Path) -> None:
    Outbox(home).send(PUSH)
    with (home / FILE).open("a") as file:
        file.write('{"at": "2026-\n')
    Outbox(home).send(PUSH)

    assert [message["to"] for message in Outbox(home).read()] == ["token-1", "token-1"]


@pytest.mark.parametrize("written", ["0912345678", "+84912345678", "0912 345 678"])
def test_a_number_is_found_however_it_is_written(kept: Outbox, written: str) -> None:
    shown = CliRunner().invoke(outbox, ["--to", written, "--json"])

    [message] = json.loads(shown.output)
    assert (message["channel"], message["to"]) == ("sms", "+84912345678")
    assert message["text"] == "123456 la ma dang nhap"


def test_push_messages_are_kept_with_all_that_a_device_gets(kept: Outbox) -> None:
    shown = CliRunner().invoke(outbox, ["--to", "token-1", "--json"])

    [message] = json.loads(shown.output)
    assert message["channel"] == "push"
    assert message["title"] == "Vụ việc ABC"
    assert message["body"] == "Có trả lời."
    assert message["data"] == {"n": "17"}


def test_letters_are_kept_with_subject_and_text(kept: Outbox) -> None:
    shown = CliRunner().invoke(outbox, ["--to", MAIL.to, "--json"])

    [message] = json.loads(shown.output)
    assert message["channel"] == "email"
    assert (message["subject"], message["text"]) == (MAIL.subject, MAIL.text)


def test_without_options_people_read_everything(kept: Outbox) -> None:
    shown = CliRunner().invoke(outbox, [])

    assert "123456 la ma dang nhap" in shown.output
    assert "Vụ việc ABC: Có trả lời." in shown.output
    assert "    Có trả lời.\n    Vụ việc ABC\n    Đã có trả lời.\n" in shown.output


def test_an_empty_outbox_is_an_empty_list(app: Flask) -> None:
    shown = CliRunner().invoke(outbox, ["--to", "nobody", "--json"])

    assert json.loads(shown.output) == []


def test_without_credentials_push_is_kept_too(some_settings: Settings, home: Path) -> None:
    channels_for(replace(some_settings, home=home)).push.send(PUSH)

    assert [message["to"] for message in Outbox(home).read()] == ["token-1"]


def test_what_the_stand_in_takes_is_kept_as_if_it_had_gone_directly(
    some_settings: Settings, google: Google, home: Path
) -> None:
    google.outbox = Outbox(home)
    credentials = home / "keys/firebase.json"
    settings = replace(
        some_settings, home=home, firebase_credentials=credentials, firebase_url=google.url
    )

    channels_for(settings).push.send(PUSH)
    Outbox(home).send(PUSH)

    through, directly = Outbox(home).read()
    assert len(google.sent) == 1
    assert through == directly
