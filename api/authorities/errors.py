"""What may be the matter with areas, units and positions."""

from api.core.errors import Conflict, Forbidden, Missing


class UnknownPosition(Missing):
    title = "There is no position with this code"


class PositionHeld(Conflict):
    title = "Somebody holds this position on that day: hand it over instead"


class PositionVacant(Conflict):
    title = "Nobody holds this position on that day: appoint somebody instead"


class NotHeld(Forbidden):
    title = "You do not hold this position today"
