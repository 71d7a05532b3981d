"""What is done about bookings by itself as time passes."""

from api.core.jobs import periodic
from api.dialogues.receptions.bookings import forget_names


@periodic("dialogues.forget", cron="23 20 * * *")
def forget() -> None:
    """Names and telephones of bookings for days that are over."""
    forget_names()
