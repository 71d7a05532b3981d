"""Words for messages."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from api.authorities.directory import directory
from api.cases.models import Kind
from api.core.i18n import LOCALES
from api.petitions.models import Petition
from api.regulation.queries import obligations_of
from notifications.channels.memory import Memory
from notifications.channels.sending import SmsMessage
from notifications.channels.sms import LONGEST, Sms, fits
from notifications.errors import GiveUp
from notifications.models import Audience, ChannelName
from notifications.plan import HEARS_OF
from notifications.queries import Entry
from notifications.render import (
    OF_THE_SYSTEM,
    TEMPLATES,
    code_letter,
    code_sms,
    files_of,
    template_path,
    told,
    told_by_sms,
)
from tests import make

TOLD = [
    (name, audience, channel)
    for name, audiences in HEARS_OF.items()
    for audience, channels in audiences.items()
    for channel in channels
]
FILES = sorted(TEMPLATES.rglob("*.txt"))

KNOWN = {
    "inbox": {
        *("code", "unit", "left", "position", "responsible", "owed"),
        *("still", "next", "matter", "duty", "day", "was", "why", "ways"),
        *("requests", "voters_share"),
        *("dialogue", "when", "confirm", "giving_up", "moved"),
        *("petitions", "people", "field", "outcome"),
    },
    "push": set(),
    "sms": {"receipt", "position", "term", "digits", "minutes", "when", "moved"},
    "email": {"subject", "title", "text", "digits", "minutes"},
}
"""What the words of each way may name."""

KINDS = re.compile(
    "khiếu nại|tố cáo|phản ánh|kiến nghị|khieu nai|to cao|phan anh|kien nghi"
    "|complain|denunc|reflection|proposal",
    re.IGNORECASE,
)


def entry(name: str, audience: Audience = Audience.AUTHOR) -> Entry:
    position = directory().position_by_code(make.CHAIR)
    assert position is not None
    return Entry(
        id=UUID(int=1),
        event=name,
        audience=audience,
        case_id=UUID(int=2),
        code="ABCDEFGHJK",
        receipt_number="841234567890",
        kind=Kind.REFLECTION,
        unit_id=position.unit_id,
        position_id=position.id,
        facts={
            "duty": "answer",
            "due_on": "2026-03-16",
            "left": str(position.unit_id),
            "starts_at": "2026-03-20T00:30:00+00:00",
        },
        at=datetime(2026, 3, 2, tzinfo=UTC),
        read_at=None,
        owed=[],
        named=None,
        is_owed=True,
        days=[date(2026, 3, 4), date(2026, 3, 16)],
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_that_is_told_has_words_in_every_language(app: Flask, locale: str) -> None:
    for name, audience, channel in TOLD:
        told_of = entry(name, audience)
        if channel is ChannelName.SMS:
            is_on_a_day = audience in {Audience.REGISTERED, Audience.BOOKED}
            named = "07:30 20/03/2026" if is_on_a_day else "841 234 567 890"
            assert named in told_by_sms(told_of, locale)
            continue
        words = told(told_of, channel, locale)

        assert words.title != ""
        assert words.text != ""
        assert "{" not in words.title + words.text
        assert "  " not in words.title + words.text


def test_every_file_is_used_and_none_is_missing() -> None:
    told_of = {
        path
        for name, audience, channel in TOLD
        for locale in LOCALES
        for path in files_of(name, audience, channel, locale)
    }
    of_the_system = {
        template_path(name, channel, locale)
        for name, channel in OF_THE_SYSTEM.items()
        for locale in LOCALES
    }

    assert set(FILES) == told_of | of_the_system


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_words_are_composed_and_name_only_what_is_known(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    channel = path.stem.rpartition(".")[2]

    assert unicodedata.is_normalized("NFC", words)
    assert set(re.findall(r"{(\w*)}", words)) <= KNOWN[channel]


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.stem.rpartition(".")[2] in {"push", "sms"}],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_a_lock_screen_shows_nothing_of_the_matter_and_not_its_kind(path: Path) -> None:
    words = path.read_text(encoding="utf-8")

    assert KINDS.search(words) is None
    assert {"code", "owed", "duty", "title", "text"}.isdisjoint(re.findall(r"{(\w+)}", words))


def test_the_subject_of_a_letter_says_no_more_than_a_lock_screen(app: Flask) -> None:
    for name, audience, channel in TOLD:
        if channel is ChannelName.EMAIL:
            letter = told(entry(name, audience), channel, "vi")
            pushed = told(entry(name, audience), ChannelName.PUSH, "vi")
            inside = told(entry(name, audience), ChannelName.INBOX, "vi")

            assert letter.title == f"{pushed.title}: {pushed.text}"
            assert letter.text.startswith(f"{inside.title}\n\n{inside.text}\n\n")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sms_is_one_whatever_the_position_is_called(app: Flask, locale: str) -> None:
    named = [(name, whom) for name, whom, channel in TOLD if channel is ChannelName.SMS]
    positions = directory().positions.values()

    entries = [entry(name, whom) for name, whom in named]
    long = [
        text
        for each in entries
        for position in positions
        if not fits(text := told_by_sms(replace(each, position_id=position.id), locale))
    ]

    assert len(positions) > 2000
    assert long == []


def test_the_receipt_names_the_city_s_bodies_whole_or_by_their_usual_abbreviation(
    app: Flask,
) -> None:
    shown = {}
    for code in ("31-snnmt-truong", "31-mttq-chu-tich", make.CHAIR):
        position = directory().position_by_code(code)
        assert position is not None
        told_of = replace(entry("petition.received"), position_id=position.id)
        shown[code] = told_by_sms(told_of, "vi")

    assert "Chu tich UBND phuong Gia Vien. Han 16/03/2026." in shown[make.CHAIR]
    assert all("..." not in text for text in shown.values())
    assert "So N" in shown["31-snnmt-truong"]


def test_who_is_responsible_is_called_as_the_law_calls_them(app: Flask) -> None:
    reflection = told(entry("petition.received"), ChannelName.INBOX, "vi")
    complaint = told(
        replace(entry("petition.received"), kind=Kind.COMPLAINT), ChannelName.INBOX, "vi"
    )

    assert "Người chịu trách nhiệm trả lời: Chủ tịch UBND phường Gia Viên." in reflection.text
    assert "Người có thẩm quyền giải quyết: Chủ tịch UBND phường Gia Viên." in complaint.text


def test_what_is_not_public_yet_is_said_as_people_may_hear_it(app: Flask) -> None:
    held = entry("petition.withheld")

    dated = told(held, ChannelName.INBOX, "vi").text
    undated = told(replace(held, days=[]), ChannelName.INBOX, "vi").text
    answered = told(replace(held, days=[], is_owed=False), ChannelName.INBOX, "vi").text

    sentence = "Chưa hiển thị công khai. Phản ánh của ông/bà vẫn được giải quyết"
    assert dated.startswith(f"{sentence}, hạn 16/03/2026.")
    assert undated.startswith(f"{sentence}.")
    assert answered.startswith("Chưa hiển thị công khai.\n")


def test_a_reminder_names_the_duty_who_owes_it_the_last_day_and_the_case(
    petition: Petition,
) -> None:
    owed = next(each for each in obligations_of(petition.id) if each.last_day)
    reminder = replace(
        entry("obligation.overdue", Audience.LADDER), named=owed, position_id=None, facts={}
    )

    words = told(reminder, ChannelName.INBOX, "vi")

    assert owed.last_day is not None
    assert words.title.startswith("Đã quá hạn: ")
    assert f"hết ngày {owed.last_day:%d/%m/%Y}" in words.text
    assert directory().position(owed.position_id).name in words.text
    assert "Vụ việc ABCDEFGHJK." in words.text


def test_a_reminder_of_a_recurring_duty_names_no_case(app: Flask) -> None:
    recurring = replace(
        entry("obligation.due_soon", Audience.HOLDER), code=None, kind=None, case_id=None
    )

    words = told(recurring, ChannelName.INBOX, "vi")

    assert "hết ngày 16/03/2026" in words.text
    assert "Vụ việc" not in words.text


def test_a_day_that_was_moved_is_told_with_the_one_before_and_what_moved_it(app: Flask) -> None:
    moved = entry("obligation.moved", Audience.HOLDER)
    facts = {"duty": "answer", "due_on": "2026-03-17", "old": "2026-03-16", "reason": "calendar"}

    words = told(replace(moved, facts=facts), ChannelName.INBOX, "vi").text
    first = told(replace(moved, facts=facts | {"old": None}), ChannelName.INBOX, "vi").text

    assert "hạn mới hết ngày 17/03/2026. Trước đây: hết ngày 16/03/2026." in words
    assert "Lịch ngày làm việc đã thay đổi." in words
    assert "Trước đây chưa ấn định ngày." in first


def test_an_unknown_language_is_vietnamese(app: Flask) -> None:
    told_in = [told(entry("petition.answered"), ChannelName.INBOX, each) for each in ("fr", None)]

    assert {words.title for words in told_in} == {"Vụ việc ABCDEFGHJK đã có trả lời"}


@pytest.mark.parametrize("locale", LOCALES)
def test_codes_are_told_in_one_sms_and_inside_a_letter(locale: str) -> None:
    text, letter = code_sms("123456", 5, locale), code_letter("123456", 30, locale)

    assert text.startswith("123456 ")
    assert fits(text)
    assert "123456" in letter.text
    assert "123456" not in letter.title


@pytest.mark.parametrize(
    "text", ["x" * (LONGEST + 1), "123456 là mã đăng nhập", "[" * (LONGEST // 2 + 1), "`"]
)
def test_what_is_not_one_sms_is_not_sent(text: str) -> None:
    memory = Memory()

    with pytest.raises(GiveUp):
        Sms(memory).send(SmsMessage("+84912345678", text))

    assert memory.sent == []


def test_who_is_told_of_a_decision_on_a_complaint_is_told_the_ways_on(app: Flask) -> None:
    petition = make.settled_complaint()
    answered = entry("petition.answered", Audience.AUTHOR)
    of_it = replace(answered, case_id=petition.id, kind=Kind.COMPLAINT)

    text = told(of_it, ChannelName.INBOX, "vi").text

    assert "Khiếu nại lần hai: chậm nhất hết ngày 01/04/2026." in text
    assert "Tòa án: chậm nhất hết ngày 02/03/2027." in text
    assert "chậm nhất" not in told(answered, ChannelName.INBOX, "vi").text
