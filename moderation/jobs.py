"""What moderation does by itself: catch up with what it missed, and let the time decide."""

from datetime import timedelta
from uuid import UUID

from api.core import clock, jobs
from api.core.database import db
from api.core.jobs import periodic, task
from api.events.models import Event
from moderation import actions, queries, questions

PATIENCE = timedelta(minutes=15)
"""As long as the first offer of an event may still be repeated."""

MOST = 500
"""Looked at in one go; the next go takes up the rest."""


@task("moderation.look")
def look(event_id: UUID) -> None:
    """Look at what came in with this event."""
    actions.screen(db.session.get_one(Event, event_id))


@task("moderation.release")
def release(screening_id: UUID) -> None:
    """Publish what nobody has ever decided on, nor did in time, as far as its reasons let it."""
    actions.release(screening_id)


@periodic("moderation.catch_up", cron="*/10 * * * *")
def catch_up() -> None:
    """Petitions that came in while nothing looked at them are looked at now, each by itself."""
    for event_id in queries.not_looked_at(clock.now() - PATIENCE, MOST):
        jobs.defer("moderation.look", event_id=event_id)


@task("moderation.release_question")
def release_question(question_id: UUID) -> None:
    """Show a question on which nobody decided in time, as far as what it was held for lets it."""
    questions.let_time_decide(question_id)


@periodic("moderation.let_time_decide", cron="*/10 * * * *")
def let_time_decide() -> None:
    """The looks on which nobody has ever decided, nor did in time, each by itself."""
    for screening_id in queries.too_late(clock.now(), MOST):
        jobs.defer("moderation.release", screening_id=screening_id)
    for question_id in questions.not_decided_in_time(clock.now()):
        jobs.defer("moderation.release_question", question_id=question_id)
