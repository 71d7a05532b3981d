"""Terms in working hours, and the tables of office hours they are counted on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.clock import VIETNAM
from api.regulation import hours
from api.regulation.calendar import Due, WorkCalendar
from api.regulation.explain import explain, one_line
from api.regulation.hours import InvalidHours
from api.regulation.pauses import Pause
from api.regulation.reckoning import read, written
from api.regulation.terms import Term
from tests.regulation.calendars import AS_SHIPPED, SWAPPED, at
from tests.regulation.sample import rule

TABLE = """
source = "Thử"
makeup = ["08:00-12:00"]

[week]
monday = ["07:30-11:30", "13:00-17:00"]
tuesday = ["07:30-11:30", "13:00-17:00"]
wednesday = ["07:30-11:30", "13:00-17:00"]
thursday = ["07:30-11:30", "13:00-17:00"]
friday = ["07:30-11:30", "13:00-16:30"]

[[day]]
on = 2026-02-13
hours = ["07:30-11:30"]
"""


@pytest.fixture
def calendar(tmp_path_factory: pytest.TempPathFactory) -> WorkCalendar:
    return replace(SWAPPED, hours=table(tmp_path_factory.mktemp("hours"), TABLE))


def table(folder: Path, text: str, name: str = "hours.toml") -> hours.OfficeHours | None:
    (folder / name).write_text(text, encoding="utf-8")
    return hours.read(folder / name)


def due(calendar: WorkCalendar, day: str, clock: str, term: str) -> Due:
    return calendar.due(at(day, clock), Term.parse(term))


@pytest.mark.parametrize(
    ("day", "clock", "term", "ends"),
    [
        ("2026-03-02", "08:00", "8wh", "2026-03-03 08:00"),  # half an hour is gone on Monday
        ("2026-03-02", "07:30", "8wh", "2026-03-02 17:00"),
        ("2026-03-02", "07:29", "8wh", "2026-03-02 17:00"),
        ("2026-03-02", "07:31", "8wh", "2026-03-03 07:31"),
        ("2026-03-02", "10:45", "1wh", "2026-03-02 13:15"),  # over the lunch break
        ("2026-03-02", "11:30", "1wh", "2026-03-02 14:00"),
        ("2026-03-02", "12:10", "4wh", "2026-03-02 17:00"),
        ("2026-03-02", "17:00", "4wh", "2026-03-03 11:30"),
        ("2026-03-02", "23:59", "4wh", "2026-03-03 11:30"),
        ("2026-03-06", "16:00", "1wh", "2026-03-09 08:00"),  # Friday closes at 16:30
        ("2026-03-07", "09:00", "8wh", "2026-03-09 17:00"),  # a Saturday
        ("2026-02-13", "11:00", "1wh", "2026-02-23 08:00"),  # half a day, then all of Tết
        ("2026-11-27", "16:00", "2wh", "2026-11-28 09:30"),  # a make-up Saturday
        ("2026-11-28", "11:00", "2wh", "2026-11-30 08:30"),  # which closes at noon
        ("2026-11-22", "20:00", "1wh", "2026-11-25 08:30"),  # 23/11 swapped, 24/11 a holiday
        ("2026-03-02", "08:00", "40wh", "2026-03-09 08:30"),  # Friday gives half an hour less
    ],
)
def test_hours_run_while_offices_are_open(
    calendar: WorkCalendar, day: str, clock: str, term: str, ends: str
) -> None:
    found = due(calendar, day, clock, term)

    assert found.due_at == datetime.fromisoformat(ends).replace(tzinfo=VIETNAM)
    assert str(found.last_day) == ends.split(maxsplit=1)[0]


def test_seconds_count_and_so_does_where_the_moment_was_written(calendar: WorkCalendar) -> None:
    moment = datetime(2026, 3, 2, 1, 0, 30, tzinfo=UTC)  # 08:00:30 in Viet Nam

    found = calendar.due(moment, Term.parse("1wh"))

    assert found.due_at == datetime(2026, 3, 2, 2, 0, 30, tzinfo=UTC)


def test_a_paused_day_gives_no_hour(calendar: WorkCalendar) -> None:
    pause = Pause(date(2026, 3, 2), date(2026, 3, 4))
    started = at("2026-03-02", "08:00")

    found = calendar.due(started, Term.parse("2wh"), pauses=[pause])
    stopped = calendar.due(started, Term.parse("2wh"), pauses=[Pause(date(2026, 3, 2))])

    assert found.due_at == at("2026-03-04", "09:30")
    assert (stopped.due_at, stopped.paused_since) == (None, date(2026, 3, 2))


def test_hours_are_added_to_hours_only(calendar: WorkCalendar) -> None:
    started = at("2026-03-02", "08:00")

    found = calendar.due(started, Term.parse("4wh"), added=[Term.parse("2wh")])

    assert found.due_at == at("2026-03-02", "15:30")
    for term, extra in (("4wh", "1wd"), ("10wd", "4wh")):
        with pytest.raises(ValueError, match="hours and days"):
            calendar.due(started, Term.parse(term), added=[Term.parse(extra)])


def test_where_nobody_set_hours_nothing_is_counted_and_everybody_is_told(tmp_path: Path) -> None:
    found = due(AS_SHIPPED, "2026-03-02", "08:00", "8wh")

    law = rule(tmp_path, term='"8wh"')
    lines = explain(law, found, at("2026-03-02", "08:00"), locale="vi")
    assert (found.due_at, found.last_day) == (None, None)
    assert "Chưa tính được giờ: nơi này chưa ghi giờ làm việc." in lines
    assert "office hours are not set" in one_line(law, found, locale="en")


@pytest.mark.parametrize(
    ("locale", "line", "short"),
    [
        ("vi", "Quá hạn từ 08:00 Thứ Ba, 03/03/2026.", "trước 08:00 Thứ Ba, 03/03/2026"),
        ("en", "Too late from 08:00 on Tuesday, 3 March 2026.", "by 08:00 on Tuesday"),
    ],
)
def test_the_moment_is_told_to_the_minute(
    calendar: WorkCalendar, tmp_path: Path, locale: str, line: str, short: str
) -> None:
    found = due(calendar, "2026-03-02", "08:00", "8wh")

    law = rule(tmp_path, term='"8wh"')
    assert line in explain(law, found, at("2026-03-02", "08:00"), locale=locale)
    assert short in one_line(law, found, locale=locale)


def test_the_reckoning_is_read_back_as_it_was_written(calendar: WorkCalendar) -> None:
    found = due(calendar, "2026-11-22", "20:00", "8wh")

    assert read(written(found)) == found


@given(
    minutes=st.integers(0, 60 * 24 * 300),
    amount=st.integers(1, 60),
)
def test_hours_agree_with_counting_every_minute(minutes: int, amount: int) -> None:
    """Only so many minutes as were asked for lie between the start and the end."""
    stretches = [(450, 690), (780, 1020)]
    started = datetime(2026, 1, 1, tzinfo=VIETNAM) + timedelta(minutes=minutes)
    used = hours.read(hours.SHIPPED / "demonstration.toml")
    calendar = replace(AS_SHIPPED, hours=used)

    left, day, begin = amount * 60, started.date(), started.hour * 60 + started.minute
    while True:
        for opens, closes in stretches if calendar.is_working(day) else []:
            possible = max(0, closes - max(opens, begin))
            if left <= possible:
                wanted = max(opens, begin) + left
                found = calendar.due(started, Term.parse(f"{amount}wh")).due_at
                assert found is not None
                assert (found.date(), found.hour * 60 + found.minute) == (day, wanted)
                return
            left -= possible
        day, begin = day + timedelta(days=1), 0


def test_the_own_table_comes_first_then_the_province_s_then_the_made_up_one(
    tmp_path: Path,
) -> None:
    made_up = hours.in_use(tmp_path, "31-hai-phong", demonstration=True)
    nothing = hours.in_use(tmp_path, "31-hai-phong", demonstration=False)
    own = table(tmp_path, TABLE)

    assert made_up is not None
    assert made_up.source == "Dữ liệu trình diễn"
    assert nothing is None
    assert hours.in_use(tmp_path, "31-hai-phong", demonstration=True) == own


@pytest.mark.parametrize(
    "text",
    [
        'source = "x"\n[week]\nsomeday = ["07:30-11:30"]',
        'source = "x"\n[week]\nmonday = ["07:30"]',
        'source = "x"\n[week]\nmonday = ["11:30-07:30"]',
        'source = "x"\n[week]\nmonday = ["07:30-11:30", "11:00-17:00"]',
        'source = "x"\n[week]\nmonday = []',
        '[week]\nmonday = ["07:30-11:30"]',
        'source = "x"\n[week]\nmonday = ["07:30-25:00"]',
        "source =",
    ],
)
def test_a_table_that_is_not_right_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidHours, match=r"hours\.toml"):
        table(tmp_path, text)
