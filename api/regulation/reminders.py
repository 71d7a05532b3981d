"""When somebody is reminded of what they owe, and who is told once it is overdue."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.cases.access import is_about
from api.cases.models import Case
from api.core.clock import midnight, vietnam_date
from api.regulation.calendar import WorkCalendar
from api.regulation.models import Obligation
from api.regulation.pauses import Pause, read_pauses
from api.regulation.policy import Policy
from api.regulation.terms import Term, TermUnit


def first(obligation: Obligation, at: datetime, policy: Policy, calendar: WorkCalendar) -> None:
    """Begin anew with the reminders: the obligation has a last day, another one, or none.

    `at` is since when it is owed so: a promised day, or one counted back, is known long before.
    """
    obligation.reminded = 0
    obligation.next_reminder_at = None
    if obligation.last_day is not None:
        obligation.next_reminder_at = due_soon_at(
            vietnam_date(min(at, obligation.started_at)),
            obligation.last_day,
            policy.due_soon,
            calendar,
            pauses=read_pauses(obligation.pauses),
        )
    if obligation.next_reminder_at is None:
        go_on(obligation, policy, calendar)


def due_soon_at(
    start: date,
    last: date,
    share: Fraction,
    calendar: WorkCalendar,
    *,
    pauses: Sequence[Pause] = (),
) -> datetime | None:
    """The morning on which that share of the working days is left, the last day among them.

    The day of the start does not count. None when there is no working day at all.
    """
    days = [*_working(calendar, start, last, pauses)]
    return midnight(days[-ceil(len(days) * share)]) if days else None


def go_on(obligation: Obligation, policy: Policy, calendar: WorkCalendar) -> None:
    """One reminder is done with; the next is the next rung of the ladder, if there is one."""
    obligation.reminded += 1
    rungs = policy.ladder[obligation.reminded - 1 :]
    due_at = obligation.due_at
    if not rungs or due_at is None or obligation.last_day is None:
        obligation.next_reminder_at = None
    elif rungs[0].after_working_days:
        wait = Term(rungs[0].after_working_days, TermUnit.WORKING_DAYS)
        obligation.next_reminder_at = calendar.due(midnight(obligation.last_day), wait).due_at
    else:
        obligation.next_reminder_at = due_at


def told(obligation: Obligation, case: Case | None, up: int) -> UUID | None:
    """The position so many steps above the one that owes; None when nobody is there.

    Nobody is told of a case that is about them: the step goes to the next head above.
    """
    position_id: UUID = obligation.position_id
    while up:
        above = directory().superior_of(position_id)
        if above is None:
            return None
        position_id = above.id
        up -= case is None or not is_about(case, above)
    return position_id


def facts(obligation: Obligation) -> dict[str, Any]:
    """What a reminder says of the duty: which one, its last day, and which step this is."""
    return {
        "obligation": str(obligation.id),
        "duty": obligation.duty,
        "step": obligation.reminded,
        "due_on": obligation.last_day.isoformat() if obligation.last_day else None,
    }


def _working(
    calendar: WorkCalendar, start: date, last: date, pauses: Sequence[Pause]
) -> Iterator[date]:
    """The days on which something can be done: after the first, up to and with the last."""
    for gone in range(1, (last - start).days + 1):
        day = start + timedelta(days=gone)
        if calendar.is_working(day) and not any(pause.covers(day) for pause in pauses):
            yield day
