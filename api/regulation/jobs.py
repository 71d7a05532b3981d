"""What the law does by itself as time passes."""

from api.core import clock, jobs
from api.core.jobs import periodic, task
from api.regulation import actions, queries
from api.regulation.recurring import open_periods

AT_ONCE = 200
"""Reminders of one transaction: whoever signs an answer meanwhile waits for no more than these."""


@periodic("regulation.remind", cron="* * * * *")
def remind() -> None:
    """Tell of what is due soon or overdue, whatever has come since the last look."""
    remind_more()


@task("regulation.remind_more")
def remind_more() -> None:
    """So many of them, and a job for the rest."""
    now = clock.now()
    waiting = queries.to_remind(now, AT_ONCE)
    for obligation in waiting:
        actions.remind(obligation, now)
    if len(waiting) == AT_ONCE:
        jobs.defer("regulation.remind_more")


@periodic("regulation.recur", cron="*/10 * * * *")
def recur() -> None:
    """A worker that starts does the tick it has just missed: it is never long behind."""
    open_periods()
