"""Clocks that stand still, and clocks that are given more time."""

from datetime import UTC, date, datetime

import pytest

from api.regulation.calendar import Due
from api.regulation.pauses import Pause
from api.regulation.terms import Term
from tests.regulation.calendars import AS_SHIPPED, at


def paused(term: str, *pauses: Pause, started: str = "2026-03-02") -> Due:
    return AS_SHIPPED.due(at(started), Term.parse(term), pauses=pauses)


def test_the_day_of_suspension_is_lost_and_the_day_of_resumption_counts() -> None:
    pause = Pause(date(2026, 3, 4), date(2026, 3, 6))

    assert paused("5wd").last_day == date(2026, 3, 9)
    assert paused("5wd", pause).last_day == date(2026, 3, 11)
    assert paused("10cd").last_day == date(2026, 3, 12)
    assert paused("10cd", pause).last_day == date(2026, 3, 16)  # 14/03 is a Saturday


def test_a_pause_within_one_day_takes_nothing() -> None:
    assert paused("5wd", Pause(date(2026, 3, 4), date(2026, 3, 4))) == paused("5wd")


def test_pauses_that_overlap_are_lost_once() -> None:
    one = Pause(date(2026, 3, 3), date(2026, 3, 6))
    other = Pause(date(2026, 3, 5), date(2026, 3, 7))

    assert paused("10cd", one, other) == paused("10cd", Pause(date(2026, 3, 3), date(2026, 3, 7)))


def test_a_month_is_as_much_longer_as_it_stood_still() -> None:
    pause = Pause(date(2026, 3, 10), date(2026, 3, 20))

    assert paused("1mo").last_day == date(2026, 4, 2)
    assert paused("1mo", pause).last_day == date(2026, 4, 13)  # 12/04 is a Sunday


def test_while_a_pause_is_open_nothing_is_due() -> None:
    found = paused("10cd", Pause(date(2026, 3, 4)))

    assert (found.due_at, found.last_day) == (None, None)
    assert found.paused_since == date(2026, 3, 4)


def test_a_pause_after_the_last_day_saves_nobody() -> None:
    assert paused("5wd", Pause(date(2026, 3, 10))).last_day == date(2026, 3, 9)


def test_a_last_day_does_not_move_into_a_pause() -> None:
    weekend = Pause(date(2026, 3, 16), date(2026, 3, 18))

    assert paused("12cd", weekend).last_day == date(2026, 3, 18)  # 14/03 is a Saturday
    assert paused("12cd", Pause(date(2026, 3, 16))).last_day is None


def test_a_pause_is_made_of_legal_days() -> None:
    suspended = datetime(2026, 3, 3, 17, 30, tzinfo=UTC)
    resumed = datetime(2026, 3, 5, 16, 30, tzinfo=UTC)

    assert Pause.between(suspended, resumed) == Pause(date(2026, 3, 4), date(2026, 3, 5))
    assert Pause.between(suspended, None) == Pause(date(2026, 3, 4))


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Pause(date(2026, 3, 4), date(2026, 3, 3))


def test_what_is_added_comes_before_the_last_day_moves() -> None:
    thirty = Term.parse("30cd")
    found = AS_SHIPPED.due(at("2026-10-24"), thirty, added=[thirty])

    assert found.last_day == date(2026, 12, 23)
    assert found.roll is None
    assert found.added == (thirty,)


@pytest.mark.parametrize("extra", ["unset", "-7cd"])
def test_only_days_to_come_can_be_added(extra: str) -> None:
    with pytest.raises(ValueError, match="added"):
        AS_SHIPPED.due(at("2026-03-02"), Term.parse("10wd"), added=[Term.parse(extra)])
