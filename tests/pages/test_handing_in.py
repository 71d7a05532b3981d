"""Handing in on pages, without any script: one question a page, and nothing kept before the end."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from api.cases.models import Channel, Visibility
from api.core.access import COOKIE
from api.core.database import db
from api.core.jobs import work
from api.petitions.queries import petition_with
from tests import make
from tests.pages.browsing import Reader

WORDS = "Cống trước ngõ 12 bị tắc.\nMưa là ngập."
PHONE = "0912345678"

SignedIn = Callable[[str], Reader]


def opened(reader: Reader, kind: str = "phan-anh", area: str = make.COMMUNE) -> dict[str, str]:
    """The unseen fields of the page that somebody writes on."""
    begun = reader.get(f"/gui/viet?loai={kind}&xa={area}")
    page = reader.get(begun.location)
    assert page.status_code == 200
    return fields(page)


def fields(page: TestResponse) -> dict[str, str]:
    """The unseen fields of a page's form about what is handed in."""
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: value.replace("&#39;", "'") for name, value in found}


def kept() -> int:
    """How many cases there are."""
    return int(db.session.execute(text("select count(*) from cases")).scalar_one())


def by_code(app: Flask, reader: Reader, page: TestResponse) -> TestResponse:
    """The steps with the code, to the end."""
    asked = reader.press("/gui/viet", **fields(page), phone=PHONE, act="code")
    work(app, wait=False)
    shown = reader.press("/gui/viet", **fields(asked), act="show")
    digits = shown.text.partition('<strong class="words">')[2][:6]
    return reader.press("/gui/viet", **fields(shown), code=digits, act="enter")


def test_each_kind_is_explained_by_an_example(reader: Reader) -> None:
    page = reader.get("/gui").text

    assert page.count('type="radio"') == 9
    assert "Báo một việc đang hỏng" in page
    assert reader.get("/gui?loai=kien-nghi").location == "/gui/noi?loai=kien-nghi"
    for nothing_chosen in ("/gui?loai=", "/gui?tiep=1"):
        assert 'href="#loai"' in reader.get(nothing_chosen).text
    assert 'href="#loai"' not in reader.get("/gui").text


@pytest.mark.parametrize("kind", ["to-cao", "to-giac"])
def test_what_is_not_handed_in_here_is_told_its_way_and_not_even_asked_for(
    reader: Reader, kind: str
) -> None:
    for page in (f"/gui?loai={kind}", f"/gui/noi?loai={kind}&q=x", f"/gui/viet?loai={kind}"):
        assert reader.get(page).location == "/gui/to-cao"
    pressed = reader.press("/gui/viet", loai=kind, text="Ông A nhận tiền", act="send")

    way = reader.get("/gui/to-cao")
    assert (pressed.status_code, pressed.location) == (303, "/gui/to-cao")
    assert "Ban Tiếp công dân" in way.text
    assert "<textarea" not in way.text
    assert kept() == 0


def test_an_old_name_is_shown_with_its_old_district_and_none_is_picked(reader: Reader) -> None:
    page = reader.get("/gui/noi?loai=phan-anh&q=gia vien").text

    assert page.count("/gui/viet?loai=phan-anh&amp;xa=") > 1
    assert "trước đây: Phường Gia Viên, Quận Ngô Quyền" in page
    assert "Phường Ngô Quyền" in page
    assert "Không có nơi nào" not in page
    assert "tên như vậy" in reader.get("/gui/noi?loai=phan-anh&q=xyzxyz").text


def test_a_place_that_is_none_or_not_ours_is_no_place(reader: Reader) -> None:
    for area in ("99999", "00004", "x"):
        assert opened(reader, area=area)["xa"] == ""


def test_the_id_is_made_once_and_stays_in_the_address(reader: Reader) -> None:
    first = reader.get(f"/gui/viet?loai=phan-anh&xa={make.COMMUNE}")
    again = reader.get(f"/gui/viet?loai=phan-anh&xa={make.COMMUNE}")

    made = fields(reader.get(first.location))["ma"]
    assert UUID(made) == UUID(fields(reader.get(first.location))["ma"])
    assert first.location != again.location


def test_what_is_missing_is_named_and_nothing_typed_is_lost(reader: Reader) -> None:
    page = reader.press(
        "/gui/viet", **opened(reader, "khieu-nai"), place="Cạnh <chợ>", address="", act="send"
    )

    assert page.status_code == 422
    for field in ("text", "name", "address"):
        assert f'<a href="#{field}">' in page.text
        assert f'id="{field}-wrong"' in page.text
    assert 'value="Cạnh &lt;chợ&gt;"' in page.text
    assert kept() == 0


def test_the_whole_way_of_somebody_who_was_never_here(app: Flask, reader: Reader) -> None:
    begun = opened(reader)
    asked = reader.press("/gui/viet", **begun, text=WORDS, field="drainage", act="send")
    before = kept()

    sent = by_code(app, reader, asked)

    petition = petition_with(UUID(begun["ma"]))
    assert (before, kept()) == (0, 1)
    assert petition is not None
    assert (petition.text, petition.channel) == (WORDS, Channel.WEB)
    assert petition.visibility is Visibility.PRIVATE
    assert sent.status_code == 303
    slip = reader.get(sent.location).text
    grouped = " ".join(re.findall("...", petition.receipt_number))
    assert petition.code in slip
    assert grouped in slip
    assert "Chủ tịch UBND phường Gia Viên" in slip
    assert "Chậm nhất hết Thứ Hai, 23/03/2026" in slip
    assert "Không tính: " in slip


def test_everything_typed_goes_along_through_the_code(app: Flask, reader: Reader) -> None:
    typed = {
        "text": WORDS,
        "place": "Trước ngõ 12 \"cũ\" & 'mới'",
        "addressee": "front",
        "name": "Bà Mẫu",
        "address": "Số 1",
        "contact": "mau@example.vn",
        "visibility": "public",
    }
    begun = opened(reader)

    by_code(app, reader, reader.press("/gui/viet", **begun, **typed, act="send"))

    petition = petition_with(UUID(begun["ma"]))
    assert petition is not None
    assert petition.petitioner == {"name": "Bà Mẫu", "address": "Số 1"}
    assert petition.contact == {"email": "mau@example.vn"}
    assert (petition.addressee, petition.visibility) == ("front", "public")
    assert petition.text == WORDS


def test_a_wrong_code_loses_nothing_and_sends_nothing(reader: Reader) -> None:
    asked = reader.press("/gui/viet", **opened(reader), text=WORDS, act="send")
    coded = reader.press("/gui/viet", **fields(asked), phone=PHONE, act="code")

    refused = reader.press("/gui/viet", **fields(coded), code="000000", act="enter")

    assert refused.status_code == 401
    assert fields(refused)["text"] == WORDS
    assert reader.cookie(COOKIE) is None
    assert kept() == 0
    back = reader.press("/gui/viet", **fields(refused), act="back")
    assert (back.status_code, WORDS in back.text) == (200, True)


def test_pressed_twice_is_one_petition(reading: SignedIn) -> None:
    resident = reading(make.RESIDENT)
    begun = opened(resident)

    first = resident.press("/gui/viet", **begun, text=WORDS, act="send")
    second = resident.press("/gui/viet", **begun, text=WORDS, act="send")

    assert first.location == second.location
    assert kept() == 1


def test_the_same_page_with_other_words_is_asked_about_and_nothing_is_lost(
    reading: SignedIn,
) -> None:
    resident = reading(make.RESIDENT)
    begun = opened(resident)
    resident.press("/gui/viet", **begun, text=WORDS, act="send")

    other = resident.press("/gui/viet", **begun, text="Đèn ngõ 14 hỏng", act="send")

    assert other.status_code == 409
    assert "Đèn ngõ 14 hỏng" in other.text
    assert fields(other)["ma"] != begun["ma"]
    again = resident.press("/gui/viet", **fields(other), text="Đèn ngõ 14 hỏng", act="send")
    assert (again.status_code, kept()) == (303, 2)


def test_whom_it_is_about_can_be_chosen_and_does_not_answer(reading: SignedIn) -> None:
    resident = reading(make.RESIDENT)
    begun = opened(resident)
    offered = resident.get(f"/gui/viet?loai=phan-anh&xa={make.COMMUNE}&ma={begun['ma']}").text

    sent = resident.press(
        "/gui/viet", **begun, text=WORDS, about=f"position:{make.CHAIR}", act="send"
    )

    assert f'value="position:{make.CHAIR}"' in offered
    assert "Chủ tịch UBND thành phố Hải Phòng" in resident.get(sent.location).text


@pytest.mark.parametrize("about", ["unit:nowhere", "moon:x", "position:"])
def test_somebody_who_is_not_there_is_nobody_it_is_about(reading: SignedIn, about: str) -> None:
    resident = reading(make.RESIDENT)

    refused = resident.press("/gui/viet", **opened(resident), text=WORDS, about=about, act="send")

    assert refused.status_code == (303 if about == "position:" else 422)


def test_an_official_hands_in_as_a_resident_with_a_telephone(app: Flask, reading: SignedIn) -> None:
    official = reading(make.CHAIR)
    asked = official.press("/gui/viet", **opened(official), text=WORDS, act="send")

    sent = by_code(app, official, asked)

    assert "với tư cách người dân" in asked.text
    assert sent.status_code == 303
    assert "·678" in official.get("/").text


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"loai": "gossip"},
        {"loai": "phan-anh", "ma": "x", "text": "y" * 20_001},
        {"loai": "phan-anh", "text": "y", "field": "moon"},
        {"loai": "phan-anh", "text": "y", "addressee": "moon"},
        {"loai": "phan-anh", "text": "y", "contact": "@"},
        {"loai": "phan-anh", "text": "y", "address": "Số 1"},
    ],
)
def test_a_form_that_no_page_of_ours_makes_is_refused(
    reading: SignedIn, given: dict[str, Any]
) -> None:
    refused = reading(make.RESIDENT).press("/gui/viet", **given, act="send")

    assert refused.status_code in {404, 422}
    assert kept() == 0
