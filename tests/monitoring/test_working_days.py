"""Counting working days between two days, as an array."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.monitoring.working_days import WorkingDays
from api.regulation.calendar import Day, DayKind, DayStatus, WorkCalendar

FIRST = date(2026, 8, 1)
LAST = date(2026, 9, 30)


def special(on: date, kind: DayKind) -> Day:
    return Day(on, kind, "", "", DayStatus.APPROVED)


CALENDAR = WorkCalendar.of(
    [
        special(date(2026, 8, 31), DayKind.SWAP_OFF),
        special(date(2026, 9, 1), DayKind.HOLIDAY),
        special(date(2026, 9, 2), DayKind.HOLIDAY),
        special(date(2026, 8, 22), DayKind.MAKEUP_WORK),
    ]
)
days = st.dates(FIRST, LAST)


@given(one=days, other=days)
def test_a_difference_of_numbers_is_what_one_counts_day_by_day(one: date, other: date) -> None:
    since, until = min(one, other), max(one, other)
    numbers = WorkingDays.of(CALENDAR, FIRST, LAST).numbers

    counted = numbers[(until - FIRST).days] - numbers[(since - FIRST).days]

    after = (since + timedelta(days=gone) for gone in range(1, (until - since).days + 1))
    assert counted == sum(CALENDAR.is_working(day) for day in after)


def test_a_range_that_ends_before_it_begins_has_its_first_day() -> None:
    assert len(WorkingDays.of(CALENDAR, LAST, FIRST).numbers) == 1
