"""Days that were found once and written down: our count, and a second one, agree with them."""

import csv
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from api.regulation.calendar import WorkCalendar
from api.regulation.calendar_file import CALENDAR
from api.regulation.pauses import Pause
from api.regulation.terms import Term
from tests.regulation import naive
from tests.regulation.calendars import AS_SHIPPED, SWAPPED

CALENDARS = {"A": AS_SHIPPED, "B": SWAPPED}
SPECIAL = {
    "A": naive.special_days(CALENDAR, {"approved", "expected"}),
    "B": naive.special_days(CALENDAR, {"approved", "expected", "proposed"}),
}
ELSEWHERE = ("UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Golden:
    """One line of the file: a term that began, on which calendar, and its last day."""

    started: datetime
    term: str
    calendar: str
    pauses: tuple[tuple[date, date | None], ...]
    added: tuple[str, ...]
    last_day: date | None
    note: str

    def ours(self) -> date | None:
        """The last day as the product finds it."""
        calendar: WorkCalendar = CALENDARS[self.calendar]
        return calendar.due(
            self.started,
            Term.parse(self.term),
            pauses=[Pause(since, until) for since, until in self.pauses],
            added=[Term.parse(extra) for extra in self.added],
        ).last_day


def _read() -> Iterator[Golden]:
    path = Path(__file__).parent / "golden.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Golden(
                datetime.fromisoformat(row["started"]),
                row["term"],
                row["calendar"],
                tuple(_pause(each) for each in row["pauses"].split()),
                tuple(row["added"].split()),
                date.fromisoformat(row["last_day"]) if row["last_day"] else None,
                row["note"],
            )


def _pause(text: str) -> tuple[date, date | None]:
    since, _, until = text.partition("..")
    return date.fromisoformat(since), date.fromisoformat(until) if until else None


GOLDEN = tuple(_read())


def test_there_are_enough_of_them_and_of_every_sort() -> None:
    notes = {each.note.partition(",")[0] for each in GOLDEN}

    assert len(GOLDEN) > 200
    assert {f"Tết {year}" for year in range(2024, 2028)} < notes
    assert sum("by hand" in each.note for each in GOLDEN) >= 20


def test_our_count_agrees_with_every_one() -> None:
    assert [each for each in GOLDEN if each.ours() != each.last_day] == []


def test_the_second_count_agrees_with_every_one() -> None:
    wrong = [
        each
        for each in GOLDEN
        if naive.last_day(each.started, each.term, SPECIAL[each.calendar], each.pauses, each.added)
        != each.last_day
    ]

    assert wrong == []


@pytest.fixture(params=ELSEWHERE)
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The clock of the machine is set to another place of the world."""
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    assert os.environ.get("TZ") == before
    time.tzset()


def test_it_does_not_matter_where_the_machine_stands(machine: str) -> None:
    assert [each for each in GOLDEN if each.ours() != each.last_day] == []
