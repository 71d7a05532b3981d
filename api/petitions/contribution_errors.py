"""What may be the matter when another unit is asked for its part of an answer."""

from api.core.errors import Conflict, Invalid


class UnitAskedAlready(Conflict):
    title = "This unit was asked already and has not replied yet"


class RepliedAlready(Conflict):
    title = "This unit has replied already; who needs more may ask it once more"


class WorksOnItAlready(Conflict):
    title = "This unit answers it, or prepares the answer; name another one"


class DayHasPassed(Invalid):
    title = "Name a day that is still to come"
