"""The first words of a case in lists: for who reads them, and as far as they may."""

from collections.abc import Callable

import pytest
from flask import Flask

from api.core.database import unit_of_work
from api.pages.beginnings import LONGEST, beginnings, cut
from tests import make
from tests.moderation.looking import held
from tests.pages.browsing import Reader

SignedIn = Callable[[str], Reader]

DRAIN = "Cống trước ngõ 12 bị tắc."


def test_a_row_of_the_due_list_says_what_the_case_is_about(reading: SignedIn) -> None:
    with unit_of_work():
        make.petition(text=DRAIN)

    for login in (make.RECEIVER, make.CHAIR):
        assert DRAIN in reading(login).get("/can-bo").text


def test_ones_own_list_says_what_each_case_is_about(reading: SignedIn) -> None:
    with unit_of_work():
        make.petition(text=DRAIN)

    assert DRAIN in reading(make.RESIDENT).get("/vu-viec").text


def test_who_watches_reads_in_a_list_the_words_that_are_shown_in_public(
    reading: SignedIn,
) -> None:
    with unit_of_work():
        unseen = make.petition(text=DRAIN)
    looked_at = held("Đèn ngõ 12 hỏng, gọi 0912 345 678 không ai nghe.")

    listed = reading(make.CITY_MONITOR).get("/can-bo/tim").text

    assert unseen.code in listed
    assert looked_at.code in listed
    assert DRAIN not in listed
    assert "Đèn ngõ 12 hỏng" in listed
    assert "0912 345 678" not in listed


def test_who_may_not_see_a_case_is_told_no_word_of_it(app: Flask) -> None:
    with unit_of_work():
        petition = make.petition(text=DRAIN)

    assert beginnings(make.actor(make.OTHER_RESIDENT), [petition.id]) == {}
    assert beginnings(None, [petition.id]) == {}
    assert beginnings(make.actor(make.RESIDENT), [petition.id]) == {str(petition.id): DRAIN}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Đèn\nhỏng", "Đèn hỏng"),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), "x" * LONGEST + "…"),
        ("a, " * LONGEST, ("a, " * (LONGEST // 3)).rstrip(", ") + "…"),
    ],
)
def test_a_long_beginning_ends_after_a_whole_word(words: str, expected: str) -> None:
    assert cut(words[: LONGEST + 1]) == expected
