"""What names the sender is in nothing that others read."""

from typing import Any
from unicodedata import normalize

import pytest
from flask import Flask
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from api.authorities.names import fold
from api.cases.representatives import Representative
from api.petitions.models import Petition
from api.petitions.publicity import public_text
from moderation.actions import change
from moderation.masking import MASK, Datum, masked
from moderation.senders import naming_sender
from tests import make
from tests.moderation.looking import looked_at

SENDER: dict[str, Any] = {
    "petitioner": {"name": "Nguyễn Thị Tám", "address": "Số 5, ngõ 12 Lạch Tray"},
    "helper": "Đỗ Chín",
    "contact": {"phone": "3842 123", "email": "ba.tam@example.vn"},
}
TEXT = "Tôi là nguyen  thi TÁM ở số 5 ngõ 12 Lạch Tray, cháu ĐỖ-CHÍN viết hộ, gọi 3.842.123."
SHOWN = "Tôi là *** ở ***, cháu *** viết hộ, gọi ***."

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvyáàảãạếềệốồộứừựAĂÂĐÊÔƠƯ '-."


def of(**sender: Any) -> Petition:
    return Petition(**({"petitioner": None, "contact": None, "helper": None} | sender))


def shown(petition: Petition) -> tuple[str | None, str]:
    kept = public_text(petition)
    assert kept is not None
    return kept.title, kept.text


def test_name_address_helper_and_contact_are_masked_in_title_and_text(app: Flask) -> None:
    petition = looked_at(TEXT, title="Đơn của bà Nguyễn Thị Tám", **SENDER)

    assert shown(petition) == ("Đơn của bà ***", SHOWN)
    assert petition.text == TEXT


def test_they_are_masked_in_the_author_s_own_version_too(app: Flask) -> None:
    petition = looked_at("Cống tắc.", **SENDER)

    change(petition.id, make.actor(make.RESIDENT), "Của Nguyễn Thị Tám", TEXT)

    assert shown(petition) == ("Của ***", SHOWN)


@pytest.mark.parametrize(
    "text",
    ["Bà Tám ở đây.", "Nguyễn Thị Tâmm", "Nguyễn Thị và Tám", "xNguyễn Thị Tám", "13842 1234"],
)
def test_single_words_parts_of_words_and_other_names_stay(text: str) -> None:
    sender = of(petitioner={"name": "Nguyễn Thị Tám", "address": "Tám"}, helper="Tám")

    assert masked(text, naming_sender(sender)).text == text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_places_are_those_of_the_text_as_it_is_written(form: Any) -> None:
    text = normalize(form, "Bà Nguyễn Thị Tám, tổ 3")

    found = masked(text, naming_sender(of(**SENDER)))

    [span] = found.spans
    assert span.kind is Datum.SENDER
    assert text[span.start : span.end] == normalize(form, "Nguyễn Thị Tám")


@settings(max_examples=400, deadline=None)
@given(
    st.text(LETTERS, min_size=3, max_size=30),
    st.sampled_from(["Tôi là ", "", "Kính gửi UBND phường: ", "("]),
    st.sampled_from([", mong sớm trả lời.", "", " và hàng xóm", ")"]),
    st.sampled_from([str, str.upper, fold, str.title]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_whatever_the_name_it_is_not_in_the_masked_text(
    name: str, before: str, after: str, write: Any, form: Any
) -> None:
    assume(len(fold(name).split()) >= 2)
    text = normalize(form, f"{before}{write(name)}{after} {name} ")

    found = masked(text, naming_sender(of(petitioner={"name": name}))).text

    assert f" {fold(name)} " not in f" {fold(found.replace(MASK, ' 0 '))} "
    assert found.startswith(normalize(form, before)) or fold(name) in fold(before + name)


def test_who_stands_for_several_people_is_masked_too() -> None:
    named = Representative(name="Trần Thị Mẫu", contact={"email": "mau@example.org"})

    found = masked("Hỏi bà Trần Thị Mẫu.", naming_sender(of(**SENDER), [named])).text

    assert found == "Hỏi bà ***."
