"""What may be the matter with a calendar."""

from api.core.errors import Conflict, Forbidden


class NotYourCalendar(Forbidden):
    title = "Only who holds the position, or works for it in the same unit, reads its calendar"


class NotYourFeed(Forbidden):
    title = "Only who holds the position makes or ends the address of its calendar"


class NoFeed(Conflict):
    title = "This calendar has no address that could be ended"
