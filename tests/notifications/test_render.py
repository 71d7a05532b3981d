"""Words for messages."""

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from api.authorities.directory import directory
from api.core.i18n import LOCALES
from notifications.channels.memory import Memory
from notifications.channels.sending import SmsMessage
from notifications.channels.sms import LONGEST, Sms, fits
from notifications.errors import GiveUp
from notifications.models import ChannelName
from notifications.plan import HEARS_OF
from notifications.queries import Entry
from notifications.render import TEMPLATES, code_sms, template_path, told
from tests import make

TOLD = [
    (name, channel)
    for name, audiences in HEARS_OF.items()
    for channel in sorted({channel for channels in audiences.values() for channel in channels})
]


def entry(name: str) -> Entry:
    position = directory().position_by_code(make.CHAIR)
    assert position is not None
    return Entry(
        id=UUID(int=1),
        event=name,
        template=name,
        code="ABCDEFGHJK",
        unit_id=position.unit_id,
        position_id=position.id,
        at=datetime(2026, 3, 2, tzinfo=UTC),
        read_at=None,
        opened=[],
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_that_is_told_has_words_in_every_language(app: Flask, locale: str) -> None:
    for name, channel in TOLD:
        words = told(entry(name), channel, locale)

        assert ("ABCDEFGHJK" in words.title) == (channel is ChannelName.INBOX)
        assert words.text != ""
        assert "{" not in words.title + words.text


def test_the_words_of_a_lock_screen_know_nothing_of_the_case() -> None:
    for name, _ in TOLD:
        for locale in LOCALES:
            words = template_path(name, ChannelName.PUSH, locale).read_text()

            assert set(re.findall(r"{(\w+)}", words)) == set()


def test_the_table_names_only_ways_that_events_are_told_by() -> None:
    assert {channel for _, channel in TOLD} == {ChannelName.INBOX, ChannelName.PUSH}


def test_an_unknown_language_is_vietnamese(app: Flask) -> None:
    told_in = [told(entry("petition.answered"), ChannelName.INBOX, each) for each in ("fr", None)]

    assert {words.title for words in told_in} == {"Vụ việc ABCDEFGHJK đã có trả lời"}


def test_no_template_is_left_over() -> None:
    wanted = {f"{name}.{channel}.txt" for name, channel in TOLD} | {"sign_in_code.sms.txt"}

    for locale in LOCALES:
        assert {path.name for path in (TEMPLATES / locale).iterdir()} == wanted


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.txt")), ids=lambda path: path.name)
def test_templates_are_written_in_composed_letters(path: Path) -> None:
    assert unicodedata.is_normalized("NFC", path.read_text())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sign_in_code_is_one_sms(locale: str) -> None:
    text = code_sms("123456", 5, locale)

    assert text.startswith("123456 ")
    assert fits(text)


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "123456 là mã đăng nhập"])
def test_what_is_not_one_sms_is_not_sent(text: str) -> None:
    memory = Memory()

    with pytest.raises(GiveUp):
        Sms(memory).send(SmsMessage("+84912345678", text))

    assert memory.sent == []
