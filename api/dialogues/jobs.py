"""Forgetting who meant to come to a reception, once the day is over."""

from api.core.jobs import periodic
from api.dialogues.bookings import forget_names


@periodic("dialogues.forget", cron="23 20 * * *")
def forget() -> None:
    """Names and telephones of bookings for days that are over."""
    forget_names()
