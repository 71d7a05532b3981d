"""On pages: a place at a reception of the city, from the page that tells the lawful way."""

import re
from collections.abc import Callable
from uuid import UUID

from flask import Flask

from tests.dialogues.test_bookings import CITY_DESK, city_day
from tests.pages.browsing import Reader
from tests.pages.filling import fill


def test_a_place_is_taken_without_a_word_of_why_and_given_back(
    app: Flask, reading: Callable[[str], Reader]
) -> None:
    reception: UUID = city_day()
    reader, at = Reader(app), f"/to-cao/hen/{reception}"
    desk, there = reading(CITY_DESK), f"/can-bo/tiep-dan/{reception}"

    assert at not in reader.get("/to-cao").text
    assert fill(desk, there, "so-cho", places="nhiều").status_code == 422
    fill(desk, there, "so-cho", places="3")
    assert at in reader.get("/to-cao").text
    too_long = fill(reader, at, "", name="x" * 121)
    done = fill(reader, at, "", name="Cô Sáu")

    assert too_long.status_code == 422
    assert done.status_code == 303, done.text
    page = reader.get(done.location).text
    assert "Số thứ tự của ông/bà: 1" in page
    assert "Cô Sáu" not in page
    assert re.search(r"<li>1, \d\d:\d\d.*: Cô Sáu", desk.get(there).text)
    gone = reader.press(f"{done.location}/huy")
    assert "Lượt hẹn này đã hủy." in reader.get(gone.location).text
    assert reader.get(at).text.count("<textarea") == 0
