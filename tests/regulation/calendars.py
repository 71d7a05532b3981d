"""The shipped calendar for tests, as it is and with the proposed swap of November 2026 approved."""

from datetime import date, datetime, time

from api.core.clock import VIETNAM
from api.regulation.calendar import Day, DayStatus, WorkCalendar
from api.regulation.calendar_file import CALENDAR, read_days

SHIPPED = read_days(CALENDAR.read_text(encoding="utf-8").splitlines())
AS_SHIPPED = WorkCalendar.of(SHIPPED)
SWAPPED = WorkCalendar.of(
    Day(day.on, day.kind, day.name, day.source, DayStatus.APPROVED) for day in SHIPPED
)


def at(text: str, clock: str = "09:00") -> datetime:
    return datetime.combine(date.fromisoformat(text), time.fromisoformat(clock), VIETNAM)
