"""What may be the matter with areas, units and positions."""

from api.core.errors import Conflict, Forbidden, Invalid, Missing


class UnknownPosition(Missing):
    title = "There is no position with this code"


class UnknownUnit(Invalid):
    title = "There is no such unit or position"


class PositionHeld(Conflict):
    title = "Somebody holds this position on that day: hand it over instead"


class PositionVacant(Conflict):
    title = "Nobody holds this position on that day: appoint somebody instead"


class NotHeld(Forbidden):
    title = "You do not hold this position today"


def not_the_next() -> Invalid:
    """What is wrong with an `after` that no page of the list ends with."""
    return Invalid(errors={"after": ["This is not the `next` of a list"]})
