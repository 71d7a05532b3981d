"""What the law does by itself as time passes."""

from uuid import UUID

from api.core import clock, jobs
from api.core.database import db
from api.core.jobs import periodic, task
from api.regulation import actions, queries, replay
from api.regulation.models import Transition
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


@task("regulation.move")
def move(transition_id: UUID, after: UUID) -> None:
    """Let so many open terms follow this decision, and a job the rest."""
    transition = db.session.get_one(Transition, transition_id)
    looked, _ = replay.step(transition, after)
    if looked.after is not None:
        jobs.defer("regulation.move", transition_id=transition_id, after=looked.after)
