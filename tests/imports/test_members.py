"""What stands in a cell, made into a member of a submission."""

import unicodedata
from datetime import date, datetime, time
from typing import Any

import pytest

from api.cases.labels import CHANNELS, KINDS
from api.cases.models import Addressee, Channel, Kind
from api.core.i18n import translate
from api.imports.members import (
    A_TEXT_CELL,
    BROKEN_FORMULA,
    GIVEN_TWICE,
    NO_MOMENT,
    NO_PHONE,
    member_of,
    read,
)
from api.petitions.schemas import PetitionSubmission


def one(heading: str, value: Any) -> Any:
    """What a single cell says, under the first name of its member; or what is wrong with it."""
    found = read({heading: value})
    if found.faults:
        return next(iter(found.faults.values()))
    (outer,) = found.body.values()
    return next(iter(outer.values())) if isinstance(outer, dict) else outer


@pytest.mark.parametrize(
    ("heading", "member"),
    [
        ("Nội dung", "text"),
        ("  NOI DUNG ", "text"),
        (unicodedata.normalize("NFD", "Loại đơn"), "kind"),
        ("Mã xã/phường", "area"),
        ("contact.phone", "contact.phone"),
        ("received_at", "received_at"),
        ("source_ref", "source.ref"),
        ("Ghi chú", None),
    ],
)
def test_a_heading_leads_to_its_member(heading: str, member: str | None) -> None:
    assert member_of(heading) == member


def test_nested_and_dotted_members_are_one_and_the_same() -> None:
    nested = {"petitioner": {"name": "Mẫu", "address": None}, "source": {"ref": 7}}
    dotted = {"petitioner.name": "Mẫu", "ref": "7", "title": " ", "place": None}

    assert (
        read(nested).body
        == read(dotted).body
        == {
            "petitioner": {"name": "Mẫu"},
            "source": {"ref": "7"},
        }
    )


def test_every_name_in_the_file_of_headings_is_a_member() -> None:
    schema = PetitionSubmission()
    nested = {"petitioner", "location", "about", "source"}
    one_by_one = {"attachments", "intake", "people", "follows", "excuse"}
    members = set(schema.fields) - nested - one_by_one | {"intake.consent"}
    inner = {
        f"{name}.{part}"
        for name in nested
        for part in schema.fields[name].schema.fields  # type: ignore[attr-defined]
    }

    for member in members | inner | {"contact.phone", "contact.email"}:
        assert member_of(member) == member


@pytest.mark.parametrize(
    "cells",
    [
        {"contact": "0912345678", "contact.phone": "0912345678"},
        {"contact.phone": "0912345678", "contact": "0912345678"},
        {"source": {"ref": "1"}, "ref": "2"},
    ],
)
def test_what_is_given_twice_is_refused(cells: dict[str, Any]) -> None:
    assert list(read(cells).faults.values()) == [GIVEN_TWICE]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("1/2/2026", "2026-02-01T00:00:00+07:00"),
        ("01-02-2026 9:05", "2026-02-01T09:05:00+07:00"),
        ("2026-02-01", "2026-02-01T00:00:00+07:00"),
        ("2026-02-01T09:05:00", "2026-02-01T09:05:00+07:00"),
        ("2026-02-01T02:05:00Z", "2026-02-01T02:05:00+00:00"),
        (datetime(2026, 2, 1, 9, 5), "2026-02-01T09:05:00+07:00"),  # noqa: DTZ001
        (date(2026, 2, 1), "2026-02-01T00:00:00+07:00"),
        ("31/02/2026", NO_MOMENT),
        ("12/31/2026", NO_MOMENT),
        ("01/02/26", NO_MOMENT),
        ("hôm qua", NO_MOMENT),
        (46054, NO_MOMENT),
        (time(9, 5), NO_MOMENT),
        (True, NO_MOMENT),
        ("#VALUE!", NO_MOMENT),
    ],
)
def test_a_day_is_read_as_it_is_written_here(written: Any, moment: str) -> None:
    assert one("Ngày nhận", written) == moment


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912345678", "0912345678"),
        ("912 345 678", "912 345 678"),
        (912345678, "0912345678"),
        (912345678.0, "0912345678"),
        (84912345678, "+84912345678"),
        (2253842124, "02253842124"),
        (841234567, "0841234567"),
        (12345, NO_PHONE),
        (91234567, NO_PHONE),
        (10**20, A_TEXT_CELL),
    ],
)
def test_a_telephone_number_gets_back_the_zero_a_spreadsheet_ate(typed: Any, number: str) -> None:
    assert one("Số điện thoại", typed) == number
    assert one("contact", typed) == number


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (11359, "11359"),
        (11359.0, "11359"),
        (12.5, "12.5"),
        (10**14, "1" + "0" * 14),
        (10**15, A_TEXT_CELL),
        (1e300, A_TEXT_CELL),
        (float("inf"), A_TEXT_CELL),
        (datetime(2026, 2, 1), A_TEXT_CELL),  # noqa: DTZ001
        (time(9, 5), A_TEXT_CELL),
        ("#REF!", BROKEN_FORMULA),
        ("=1+1", "=1+1"),
    ],
)
def test_a_number_where_text_belongs_is_its_digits_unless_some_were_lost(
    typed: Any, text: str
) -> None:
    assert one("Số đến", typed) == text
    assert one("Nội dung", typed) == text


def test_what_is_neither_text_nor_number_is_left_to_the_schema() -> None:
    given = {"text": True, "title": ["x"], "location": {"lat": 20.5, "lon": "x"}, "kind": 7}

    assert read(given).body == given | {"kind": "7"}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_labels_and_codes_are_understood_alike(locale: str) -> None:
    for kind in Kind:
        assert one("kind", kind.value) == kind.value
        assert one("Loại đơn", translate(KINDS[kind], locale).upper()) == kind.value
    for channel in Channel:
        assert one("channel", channel.value) == channel.value
        assert one("Kênh", translate(CHANNELS[channel], locale)) == channel.value


@pytest.mark.parametrize(
    ("heading", "word", "code"),
    [
        ("Kính gửi", "UBND", Addressee.GOVERNMENT),
        ("Kính gửi", "Đảng ủy", Addressee.PARTY),
        ("Lĩnh vực", "Đất đai", "dat_dai"),
        ("Lĩnh vực", "Giao thông, chiếu sáng, cây xanh", "transport"),
        ("Lĩnh vực", "drainage", "drainage"),
        ("Công khai", "không", "private"),
        ("Công khai", "Có", "public"),
        ("Loại đơn", "Đơn tố cáo", "denunciation"),
        ("Loại đơn", "Chưa rõ", "Chưa rõ"),
    ],
)
def test_words_stand_for_codes_and_others_are_left_as_they_are(
    heading: str, word: str, code: str
) -> None:
    assert one(heading, word) == code


@pytest.mark.parametrize(
    "sentence", [A_TEXT_CELL, BROKEN_FORMULA, GIVEN_TWICE, NO_MOMENT, NO_PHONE]
)
def test_what_is_wrong_with_a_cell_is_said_in_vietnamese(sentence: str) -> None:
    assert translate(sentence, "vi") != sentence
