"""When an obligation is due, reckoned from what is known of its clock, and written on it."""

from datetime import datetime

from api.regulation import queries, reminders
from api.regulation.calendar import Due, WorkCalendar
from api.regulation.calendar_table import work_calendar
from api.regulation.models import Obligation
from api.regulation.pauses import read_pauses
from api.regulation.reckoning import read, written
from api.regulation.terms import Term


def reckoned(
    obligation: Obligation, term: Term | None = None, calendar: WorkCalendar | None = None
) -> Due:
    """When the obligation is due, by its own term and today's calendar when no others are given.

    A period ends as it was said to.
    """
    if obligation.period is not None:
        return read(obligation.reckoning)
    own = term or Term.parse(obligation.term)
    added = [Term.parse(each["by"]) for each in obligation.extensions]
    return (calendar or work_calendar()).due(
        obligation.started_at,
        own,
        pauses=read_pauses(obligation.pauses),
        added=added if own.is_counted else [],
    )


def set_due(obligation: Obligation, due: Due, at: datetime) -> None:
    """From this moment on it is due then; who owes is reminded anew when that is another day."""
    is_another_day = due.due_at != obligation.due_at
    obligation.due_at, obligation.last_day = due.due_at, due.last_day
    obligation.provisional, obligation.reckoning = due.provisional, written(due)
    if is_another_day:
        reminders.first(obligation, at, queries.policy(), work_calendar())
