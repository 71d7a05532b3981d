"""What is done about bookings by itself as time passes."""

from typing import Final

from api.core.jobs import periodic
from api.dialogues.receptions import recalling
from api.dialogues.receptions.bookings import forget_names


@periodic("dialogues.forget", cron="23 20 * * *")
def forget() -> None:
    """Names and telephones of bookings for days that are over."""
    forget_names()


@periodic("receptions.remind", cron="7,37 * * * *")
def remind() -> None:
    """Who has a place at a reception that is near is reminded of it, once."""
    recalling.remind()


TASKS: Final = (forget, remind)
