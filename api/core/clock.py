"""What time it is. Actions ask here once; rules are given the moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""Where the legal day begins and ends."""


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _source()


def vietnam_date(moment: datetime) -> date:
    """The legal day in Viet Nam on which the moment falls."""
    return moment.astimezone(VIETNAM).date()


def today() -> date:
    """The legal day in Viet Nam now."""
    return vietnam_date(now())


def midnight(day: date) -> datetime:
    """The first moment of the day in Viet Nam."""
    return datetime.combine(day, time(), VIETNAM)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Inside, it is this moment: for tests, and for data played back from the past."""
    global _source  # noqa: PLW0603 -- one clock for the process is the point
    before, _source = _source, lambda: moment
    try:
        yield
    finally:
        _source = before
