"""Hints beside the words of who hands in: field and place are offered, and never chosen."""

import re

import pytest

from tests import make
from tests.pages.browsing import Reader
from tests.pages.test_handing_in import fields, kept, opened

TEXT = "Đèn đường hỏng, mặt đường đầy ổ gà ở phường Lê Chân."


def chosen_field(page: str) -> str:
    """The field that is chosen on the page."""
    select = page.partition('<select id="field"')[2].partition("</select>")[0]
    return "".join(re.findall(r'value="(\w*)" selected', select))


def offers(page: str, kind: str) -> list[str]:
    """What is offered of this kind, by code."""
    return re.findall(rf'name="chon" value="{kind}:(\w+)"', page)


def test_hints_are_offered_and_nothing_is_chosen_by_them(reader: Reader) -> None:
    begun = opened(reader)

    shown = reader.press("/gui/viet", **begun, text=TEXT, act="hint")

    assert shown.status_code == 200
    assert offers(shown.text, "field")[0] == "transport"
    assert offers(shown.text, "xa")
    assert chosen_field(shown.text) == ""
    assert fields(shown)["xa"] == make.COMMUNE
    assert TEXT in shown.text
    assert kept() == 0


def test_who_takes_an_offer_has_it_with_all_that_was_typed(reader: Reader) -> None:
    begun = opened(reader)
    typed = begun | {"text": TEXT, "name": "Người gửi mẫu"}
    [place, *_] = offers(reader.press("/gui/viet", **typed, act="hint").text, "xa")

    field = reader.press("/gui/viet", **typed, chon="field:transport")
    moved = reader.press("/gui/viet", **typed, chon=f"xa:{place}")

    assert chosen_field(field.text) == "transport"
    assert fields(field)["xa"] == make.COMMUNE
    assert fields(moved)["xa"] == place
    assert chosen_field(moved.text) == ""
    for page in (field, moved):
        assert TEXT in page.text
        assert 'value="Người gửi mẫu"' in page.text
        assert fields(page)["ma"] == begun["ma"]


@pytest.mark.parametrize("choice", ["", "field:x", "xa:99999", "xa:00004", "text:x", "holder:1"])
def test_what_was_never_offered_changes_nothing(reader: Reader, choice: str) -> None:
    page = reader.press("/gui/viet", **opened(reader), text=TEXT, chon=choice)

    assert page.status_code == 200
    assert chosen_field(page.text) == ""
    assert fields(page)["xa"] == make.COMMUNE


def test_without_words_there_is_nothing_to_hint_at(reader: Reader) -> None:
    page = reader.press("/gui/viet", **opened(reader), act="hint")

    assert page.status_code == 422
    assert 'href="#text"' in page.text


@pytest.mark.parametrize("kind", ["to-cao", "to-giac"])
def test_of_a_denunciation_nothing_is_even_read(
    reader: Reader, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("api.pages.routes.handing_in.hints_for", reads)

    page = reader.press("/gui/viet", loai=kind, text="Ông A nhận tiền", act="hint")

    assert (page.status_code, page.location) == (303, "/gui/to-cao")


def test_enter_sends_and_asks_for_no_hints(reader: Reader) -> None:
    page = reader.get(reader.get(f"/gui/viet?loai=phan-anh&xa={make.COMMUNE}").location).text

    form = page.partition('action="/gui/viet"')[2]
    first = re.search(r"<button [^>]+>", form)

    assert first is not None
    assert 'value="send"' in first[0]
