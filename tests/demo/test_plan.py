"""The plan of the story: what is drawn for each petition, and what comes when."""

import json
import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest

from api import demo
from api.accounts.phones import mobile
from api.core.clock import VIETNAM, midnight
from api.demo.draws import draws
from api.demo.players import name_of, phone_of
from api.demo.stage import ACTS
from api.demo.story import OF_SENDERS, SUBMISSION, Step, plan, story
from api.petitions.answers import PROMISING
from api.regulation.calendar import WorkCalendar
from api.regulation.calendar_file import CALENDAR, read_days

ROOM = Path(demo.__file__).parent
TEXTS = (
    ROOM / "story.toml",
    ROOM / "dialogues.toml",
    ROOM / "words.toml",
    ROOM / "data" / "draws.csv",
)
ENDS = {
    "declining",
    "guidance",
    "transfer",
    "filing",
    "withdrawal",
    "suspension",
    "closure",
    "closure_by_head",
    "dismissal",
    "upholding",
    "verification",
}
NOVEMBER = datetime(2026, 11, 22, 17, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    with CALENDAR.open(encoding="utf-8") as file:
        return WorkCalendar.of(read_days(file))


@pytest.fixture(scope="module")
def steps(calendar: WorkCalendar) -> list[Step]:
    """All of the year, up to a day in November."""
    return [*plan(calendar, NOVEMBER)]


def test_every_sample_is_drawn_once() -> None:
    lines = (ROOM / "data" / "petitions.jsonl").read_text(encoding="utf-8").splitlines()

    drawn = [draw.id for draw in draws()]

    assert sorted(drawn) == sorted(json.loads(line)["id"] for line in lines)


def test_every_end_and_every_step_that_is_known_comes(steps: list[Step]) -> None:
    acts = {step.act for step in steps}

    assert acts == set(ACTS)
    assert acts > ENDS
    assert {draw.course for draw in draws()} == set(story().given["courses"])


def test_all_petitions_came_in_by_november(steps: list[Step]) -> None:
    assert sum(step.act == SUBMISSION for step in steps) == len(draws())


def test_whatever_the_last_day_some_came_in_shortly_before_it(calendar: WorkCalendar) -> None:
    end = midnight(date(2027, 6, 11))

    lately = [step for step in plan(calendar, end) if step.at > midnight(date(2027, 5, 20))]

    assert sum(step.act == SUBMISSION for step in lately) > 20


def test_the_same_end_makes_the_same_plan(calendar: WorkCalendar, steps: list[Step]) -> None:
    assert plan(calendar, NOVEMBER) == steps


def test_an_earlier_end_only_leaves_out_what_comes_later(
    calendar: WorkCalendar, steps: list[Step]
) -> None:
    end = midnight(date(2026, 5, 1))
    dated = {draw.id for draw in draws() if not draw.received.startswith("-")}

    early = [step for step in plan(calendar, end) if step.draw.id in dated]

    assert early == [step for step in steps if step.draw.id in dated and step.at < end]


def test_offices_work_on_working_days_alone(calendar: WorkCalendar, steps: list[Step]) -> None:
    of_offices = [
        step for step in steps if step.act not in OF_SENDERS and not step.draw.has_account
    ]

    assert of_offices
    assert [step for step in of_offices if not calendar.is_working(step.at.date())] == []


def test_who_has_no_account_is_not_asked_to_sign_in() -> None:
    asked = {draw.id for draw in draws() if OF_SENDERS & {*story().course(draw)}}

    assert asked <= {draw.id for draw in draws() if draw.has_account}


def test_what_is_promised_is_said_and_what_is_not_promised_is_not() -> None:
    promised = {draw.id for draw in draws() if draw.promise}

    assert promised == {draw.id for draw in draws() if draw.result in PROMISING}
    assert promised == {draw.id for draw in draws() if draw.course.startswith("promise-")}


def test_senders_are_nobody_and_their_telephones_nobodys() -> None:
    numbers = {draw.sender for draw in draws()}

    phones = {phone_of(number) for number in numbers}

    assert len(phones) == len(numbers)
    assert all(mobile(phone) == phone for phone in phones)
    assert all(phone.startswith("+8495000") for phone in phones)
    assert all("Mẫu" in name_of(number) for number in numbers)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_words_are_written_in_one_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)
