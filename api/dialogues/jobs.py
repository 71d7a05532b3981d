"""What is done about registrations by itself as time passes."""

from uuid import UUID

from api.core import clock, jobs
from api.core.jobs import periodic, task
from api.dialogues import registration_queries as queries
from api.dialogues import reminding
from api.dialogues.forgetting import forget_people, long_over


@periodic("registrations.forget", cron="33 20 * * *")
def forget_registrations() -> None:
    """A job for each dialogue of which nobody need know any more who registered."""
    for dialogue_id in long_over():
        jobs.defer("registrations.forget_of", dialogue_id=dialogue_id)


@task("registrations.forget_of")
def forget_of(dialogue_id: UUID) -> None:
    """Names and telephones of who registered for it."""
    forget_people(dialogue_id)


@periodic("registrations.look", cron="*/15 * * * *")
def look_ahead() -> None:
    """A job for each dialogue to come: each is looked at in a transaction of its own."""
    for dialogue_id in queries.coming_up(clock.now()):
        jobs.defer("registrations.look_at", dialogue_id=dialogue_id)


@task("registrations.look_at")
def look_at(dialogue_id: UUID) -> None:
    """Remind who has a seat, and give to others what nobody said they would take."""
    reminding.look_at(dialogue_id)
