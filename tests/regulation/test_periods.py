"""Weeks, months, years and named parts of a year."""

from datetime import date, datetime

import pytest

from api.core.clock import VIETNAM
from api.regulation import reckoning
from api.regulation.periods import Period, period_kinds


def of(kind: str, since: date, until: date | None = None) -> list[tuple[str, date, date]]:
    found = period_kinds()[kind].between(since, until or since)
    return [(each.code, each.first, each.last) for each in found]


@pytest.mark.parametrize(
    ("day", "code", "first", "last"),
    [
        (date(2026, 7, 1), "2026-W27", date(2026, 6, 29), date(2026, 7, 5)),
        (date(2026, 12, 31), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 3), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 4), "2027-W01", date(2027, 1, 4), date(2027, 1, 10)),
        (date(2024, 12, 30), "2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
    ],
)
def test_a_week_begins_on_monday_and_belongs_to_the_year_of_its_thursday(
    day: date, code: str, first: date, last: date
) -> None:
    assert of("week", day) == [(code, first, last)]


@pytest.mark.parametrize(
    ("day", "code", "last"),
    [
        (date(2026, 2, 28), "2026-02", date(2026, 2, 28)),
        (date(2028, 2, 1), "2028-02", date(2028, 2, 29)),
        (date(2026, 12, 31), "2026-12", date(2026, 12, 31)),
    ],
)
def test_a_month_has_all_its_days(day: date, code: str, last: date) -> None:
    assert of("month", day) == [(code, day.replace(day=1), last)]


@pytest.mark.parametrize(
    ("kind", "code", "last"),
    [
        ("quarter_1", "2026-Q1", date(2026, 3, 31)),
        ("half_year", "2026-H1", date(2026, 6, 30)),
        ("nine_months", "2026-M9", date(2026, 9, 30)),
        ("year", "2026", date(2026, 12, 31)),
    ],
)
def test_parts_of_a_year_begin_with_it(kind: str, code: str, last: date) -> None:
    assert of(kind, date(2026, 1, 31)) == [(code, date(2026, 1, 1), last)]


def test_outside_of_its_part_of_the_year_there_is_no_period() -> None:
    assert of("quarter_1", date(2026, 4, 1), date(2026, 12, 31)) == []


def test_every_period_with_a_day_in_between_is_found_once_and_in_order() -> None:
    found = [code for code, _, _ in of("month", date(2026, 11, 30), date(2027, 2, 1))]

    assert found == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_too_late_is_the_moment_after_the_last_day_also_when_that_is_a_day_off() -> None:
    saturday = date(2026, 10, 31)

    due = Period("2026-10", date(2026, 10, 1), saturday).due

    assert due.last_day == saturday
    assert due.due_at == datetime(2026, 11, 1, tzinfo=VIETNAM)
    assert due.roll is None


def test_its_reckoning_is_read_back_as_it_was_written() -> None:
    due = Period("2026-10", date(2026, 10, 1), date(2026, 10, 31)).due

    assert reckoning.read(reckoning.written(due)) == due


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_kind_has_a_name_of_its_own_for_people(locale: str) -> None:
    names = {kind.name(date(2026, 1, 1), locale) for kind in period_kinds().values()}

    assert len(names) == len(period_kinds())
    assert all("2026" in name for name in names)


def test_a_week_is_named_by_its_own_year() -> None:
    assert period_kinds()["week"].name(date(2024, 12, 30), "vi") == "tuần 1 năm 2025"
