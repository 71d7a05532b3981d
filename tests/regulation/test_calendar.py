"""Counting terms on the working calendar."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.clock import VIETNAM
from api.regulation.calendar import Day, DayKind, DayStatus, Due, Reason, Skipped, WorkCalendar
from api.regulation.pauses import Pause
from api.regulation.terms import Term
from tests.regulation.calendars import AS_SHIPPED, SWAPPED, at


def due(started: str, term: str, calendar: WorkCalendar = AS_SHIPPED) -> Due:
    return calendar.due(at(started), Term.parse(term))


def last(started: str, term: str, calendar: WorkCalendar = AS_SHIPPED) -> str:
    return str(due(started, term, calendar).last_day)


def day(on: str, kind: str, status: str = "approved") -> Day:
    return Day(date.fromisoformat(on), DayKind(kind), "name", "source", DayStatus(status))


@pytest.mark.parametrize(
    ("received", "term", "as_shipped", "swapped"),
    [
        ("2026-11-20", "10wd", "2026-12-07", "2026-12-07"),
        ("2026-11-20", "7wd", "2026-12-02", "2026-12-02"),
        ("2026-11-16", "7wd", "2026-11-26", "2026-11-27"),
        ("2026-11-16", "5wd", "2026-11-23", "2026-11-25"),
        ("2026-11-12", "10wd", "2026-11-27", "2026-11-28"),
        ("2026-11-14", "10cd", "2026-11-25", "2026-11-25"),
        ("2026-11-13", "10cd", "2026-11-23", "2026-11-25"),
    ],
)
def test_the_worked_examples_come_out(
    received: str, term: str, as_shipped: str, swapped: str
) -> None:
    assert last(received, term) == as_shipped
    assert last(received, term, SWAPPED) == swapped


def test_what_is_due_is_too_late_from_midnight_in_viet_nam() -> None:
    found = due("2026-11-20", "10wd")

    assert found.due_at == datetime(2026, 12, 7, 17, tzinfo=UTC)
    assert found.due_at.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("moment", "last_day"),
    [
        (datetime(2026, 3, 2, 16, 59, 59, tzinfo=UTC), date(2026, 3, 3)),
        (datetime(2026, 3, 2, 17, 0, 0, tzinfo=UTC), date(2026, 3, 4)),
    ],
)
def test_the_legal_day_changes_at_midnight_in_viet_nam(moment: datetime, last_day: date) -> None:
    assert AS_SHIPPED.due(moment, Term.parse("1wd")).last_day == last_day


def test_all_of_tet_is_passed_over() -> None:
    found = due("2026-02-13", "1wd")

    assert found.last_day == date(2026, 2, 23)
    assert [(skipped.on.day, skipped.reason) for skipped in found.skipped] == [
        (14, Reason.WEEKEND),
        (15, Reason.WEEKEND),
        *((number, Reason.HOLIDAY) for number in range(16, 21)),
        (21, Reason.WEEKEND),
        (22, Reason.WEEKEND),
    ]


def test_a_make_up_saturday_is_worked_and_its_swapped_day_is_not() -> None:
    assert AS_SHIPPED.is_working(date(2026, 8, 22))
    assert not AS_SHIPPED.is_working(date(2026, 8, 31))
    assert last("2026-08-21", "1wd") == "2026-08-22"
    assert last("2026-08-28", "1wd") == "2026-09-03"
    assert last("2026-08-12", "10cd") == "2026-08-22"


def test_a_day_off_says_why() -> None:
    culture = AS_SHIPPED.reason_off(date(2026, 11, 24))

    assert isinstance(culture, Day)
    assert culture.name == "Ngày Văn hóa Việt Nam"
    assert AS_SHIPPED.reason_off(date(2026, 11, 22)) is Reason.WEEKEND
    assert AS_SHIPPED.reason_off(date(2026, 11, 25)) is None


def test_only_the_last_day_of_calendar_days_can_be_off() -> None:
    found = due("2026-11-14", "10cd")

    assert found.skipped == ()
    assert found.roll is not None
    assert (found.roll.since, found.roll.until) == (date(2026, 11, 24), date(2026, 11, 25))
    assert found.roll.over == (
        Skipped(date(2026, 11, 24), Reason.HOLIDAY, "Ngày Văn hóa Việt Nam"),
    )


@pytest.mark.parametrize(
    ("started", "term", "last_day"),
    [
        ("2026-01-31", "1mo", "2026-03-02"),  # 28/02 is a Saturday
        ("2025-01-31", "1mo", "2025-02-28"),
        ("2024-01-31", "1mo", "2024-02-29"),
        ("2024-02-29", "12mo", "2025-02-28"),
        ("2026-10-15", "1mo", "2026-11-16"),  # 15/11 is a Sunday
        ("2026-12-15", "2mo", "2027-02-15"),
        ("2024-02-28", "1cd", "2024-02-29"),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_the_last_one(
    started: str, term: str, last_day: str
) -> None:
    assert last(started, term) == last_day


def test_months_added_to_months_keep_the_corresponding_day() -> None:
    found = AS_SHIPPED.due(at("2026-01-31"), Term.parse("1mo"), added=[Term.parse("1mo")])

    assert found.last_day == date(2026, 3, 31)


@pytest.mark.parametrize("ahead_of", ["2026-11-29", "2026-12-01", "2026-12-31"])
def test_days_counted_back_move_nowhere(ahead_of: str) -> None:
    found = due(ahead_of, "-7cd")

    assert found.last_day == date.fromisoformat(ahead_of) - timedelta(days=7)
    assert found.roll is None
    assert not found.provisional


def test_working_days_are_counted_back_over_days_off() -> None:
    assert last("2026-11-26", "-2wd") == "2026-11-23"


@pytest.mark.parametrize("term", ["unset", "prompt"])
def test_without_a_number_there_is_no_day(term: str) -> None:
    found = due("2026-11-20", term)

    assert (found.due_at, found.last_day, found.provisional) == (None, None, False)


def test_a_proposed_day_never_counts() -> None:
    calendar = WorkCalendar.of([day("2026-03-03", "holiday", "proposed")])

    assert calendar.is_working(date(2026, 3, 3))
    assert calendar.years == frozenset()


def test_an_approved_row_wins_over_an_expected_one() -> None:
    rows = [day("2026-03-07", "makeup_work"), day("2026-03-07", "holiday", "expected")]

    assert WorkCalendar.of(rows).is_working(date(2026, 3, 7))
    assert WorkCalendar.of(reversed(rows)).is_working(date(2026, 3, 7))


@pytest.mark.parametrize(
    ("row", "started", "term", "provisional"),
    [
        (day("2026-03-03", "holiday", "expected"), "2026-03-02", "2wd", True),
        (day("2026-03-03", "holiday", "approved"), "2026-03-02", "2wd", False),
        (day("2026-03-03", "holiday", "expected"), "2026-03-03", "2wd", False),
        (day("2026-03-07", "holiday", "expected"), "2026-03-02", "9wd", False),
        (day("2026-03-07", "makeup_work", "expected"), "2026-03-06", "1wd", True),
        (day("2026-03-03", "holiday", "expected"), "2026-03-02", "1cd", True),
        (day("2026-03-03", "holiday", "expected"), "2026-03-02", "3cd", False),
    ],
)
def test_a_day_not_yet_decided_makes_the_date_provisional_when_it_takes_part(
    row: Day, started: str, term: str, provisional: bool
) -> None:
    calendar = WorkCalendar.of([day("2026-01-01", "holiday"), row])

    assert due(started, term, calendar).provisional is provisional


def test_a_year_of_which_nothing_is_known_makes_the_date_provisional() -> None:
    assert due("2027-12-20", "20wd").provisional
    assert due("2027-12-20", "30cd").provisional
    assert not due("2027-12-01", "5wd").provisional


def test_tet_of_a_coming_year_is_expected() -> None:
    found = due("2027-02-03", "1wd")

    assert found.last_day == date(2027, 2, 11)
    assert found.provisional


def by_hand(
    calendar: WorkCalendar, started: date, term: Term, pauses: Sequence[Pause], extra: int
) -> date:
    """The last day, found the slow and plain way: every day is asked from the beginning."""
    lost = {
        p.since + timedelta(days=n)
        for p in pauses
        if p.until
        for n in range((p.until - p.since).days)
    }
    open_days = [d for n in range(1, 400) if (d := started + timedelta(days=n)) not in lost]
    worked = [d for d in open_days if calendar.is_working(d)]
    if str(term.unit) == "wd":
        return worked[term.amount + extra - 1]
    return next(d for d in worked if d >= open_days[term.amount + extra - 1])


@given(
    started=st.dates(date(2025, 12, 1), date(2026, 12, 31)),
    amount=st.integers(1, 60),
    unit=st.sampled_from(["wd", "cd"]),
    pauses=st.lists(
        st.builds(
            lambda since, length: Pause(since, since + timedelta(days=length)),
            st.dates(date(2025, 12, 1), date(2027, 2, 28)),
            st.integers(0, 20),
        ),
        max_size=3,
    ),
    extra=st.integers(0, 30),
)
def test_counting_agrees_with_counting_by_hand(
    started: date, amount: int, unit: str, pauses: list[Pause], extra: int
) -> None:
    term = Term.parse(f"{amount}{unit}")
    added = [Term.parse(f"{extra}{unit}")] if extra else []
    moment = datetime.combine(started, time(23, 59), VIETNAM)

    found = SWAPPED.due(moment, term, pauses=pauses, added=added)

    assert found.last_day == by_hand(SWAPPED, started, term, pauses, extra)
