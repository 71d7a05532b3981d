"""The working calendar as the database keeps it."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from api.core.database import db
from api.core.reference import Kept, forget_stamp
from api.regulation.calendar import Day, WorkCalendar
from api.regulation.calendar_file import CALENDAR, read_days
from api.regulation.models import CalendarDay
from api.regulation.queries import hours


def _load() -> WorkCalendar:
    rows = db.session.scalars(select(CalendarDay))
    days = [Day(r.on, r.kind, r.name, r.source, r.status) for r in rows]
    return WorkCalendar.of(days, hours())


_kept = Kept(_load)


def work_calendar() -> WorkCalendar:
    """Which days count, as decided so far."""
    return _kept.get()


def keep(days: Iterable[Day]) -> None:
    """Write the days down; what was known of one of them is replaced."""
    rows = [asdict(day) for day in days]
    if rows:
        new = insert(CalendarDay).values(rows)
        told = {name: new.excluded[name] for name in ("kind", "name", "source", "status")}
        db.session.execute(new.on_conflict_do_update(index_elements=["on"], set_=told))
    forget_stamp()


def shipped() -> tuple[Day, ...]:
    """The calendar that a new installation starts with."""
    with CALENDAR.open(encoding="utf-8", newline="") as lines:
        return read_days(lines)
