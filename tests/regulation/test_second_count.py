"""Every day we find, found a second time by code that shares nothing with ours.

A few thousand terms each run; EXAMPLES=100000, as in `make law`, asks for more.
"""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.regulation.calendar import Day, DayKind, DayStatus, Due, WorkCalendar
from api.regulation.pauses import Pause
from api.regulation.terms import Term
from tests.regulation import naive

FIRST, LAST = date(2023, 6, 1), date(2028, 6, 30)
EXAMPLES = int(os.environ.get("EXAMPLES", "1500"))
MANY = settings(max_examples=EXAMPLES, deadline=None)
FEWER = settings(max_examples=EXAMPLES // 4, deadline=None)

Row = tuple[date, DayKind, DayStatus]

moments = st.integers(0, 4 * 366 * 24 * 60).map(
    lambda minutes: datetime(2023, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
near = st.integers(-20, 120)
terms = st.one_of(
    st.builds("{}{}".format, st.integers(1, 90), st.sampled_from(["wd", "cd"])),
    st.builds("{}mo".format, st.integers(1, 13)),
)
backward = st.builds("-{}{}".format, st.integers(1, 60), st.sampled_from(["wd", "cd"]))
rows = st.lists(
    st.tuples(st.dates(FIRST, LAST), st.sampled_from([*DayKind]), st.sampled_from([*DayStatus])),
    max_size=60,
    unique_by=lambda row: row[0],
)
gaps = st.lists(st.tuples(near, st.integers(0, 40), st.booleans()), max_size=4)


def calendars(special: list[Row]) -> tuple[WorkCalendar, naive.Special]:
    """The same rows for both."""
    counting = {on: kind for on, kind, status in special if status is not DayStatus.PROPOSED}
    ours = WorkCalendar.of(Day(on, kind, "", "", status) for on, kind, status in special)
    return ours, {on: kind is DayKind.MAKEUP_WORK for on, kind in counting.items()}


def pauses_of(started: datetime, near: list[tuple[int, int, bool]]) -> list[Pause]:
    """Pauses around the term, of which at most the last is still open."""
    begun = (started + timedelta(hours=7)).date()
    found = []
    for number, (since, length, is_open) in enumerate(near):
        first = begun + timedelta(days=since)
        stays_open = is_open and number == len(near) - 1
        found.append(Pause(first, None if stays_open else first + timedelta(days=length)))
    return found


@MANY
@given(moments, terms, rows, gaps, st.lists(terms, max_size=3))
@example(datetime(2024, 1, 30, 17, tzinfo=UTC), "1mo", [], [], ["1mo"])
@example(datetime(2026, 2, 13, tzinfo=UTC), "60wd", [], [(0, 5, False), (3, 9, False)], [])
def test_our_count_and_the_second_one_agree(
    started: datetime,
    term: str,
    special: list[Row],
    near: list[tuple[int, int, bool]],
    added: list[str],
) -> None:
    ours, theirs = calendars(special)
    pauses = pauses_of(started, near)

    found = ours.due(
        started, Term.parse(term), pauses=pauses, added=[Term.parse(each) for each in added]
    )

    plain = [(pause.since, pause.until) for pause in pauses]
    assert found.last_day == naive.last_day(started, term, theirs, plain, added)
    _is_sound(found, ours, started, pauses)


@FEWER
@given(moments, backward, rows)
def test_so_they_do_when_days_are_counted_back(
    started: datetime, term: str, special: list[Row]
) -> None:
    ours, theirs = calendars(special)

    assert ours.due(started, Term.parse(term)).last_day == naive.last_day(started, term, theirs)


def _is_sound(found: Due, calendar: WorkCalendar, started: datetime, pauses: list[Pause]) -> None:
    """What holds of every count, whoever made it."""
    if found.last_day is None:
        assert found.due_at is None
        assert found.paused_since is not None
        return
    is_paused: Callable[[date], bool] = lambda day: any(pause.covers(day) for pause in pauses)  # noqa: E731
    assert found.due_at is not None
    assert found.due_at > started
    assert found.due_at.utcoffset() == timedelta(hours=7)
    assert found.due_at.time() == datetime.min.time()
    assert calendar.is_working(found.last_day)
    assert not is_paused(found.last_day)
    assert all(
        is_paused(skipped.on) or not calendar.is_working(skipped.on) for skipped in found.skipped
    )
