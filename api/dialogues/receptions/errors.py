"""What may be the matter with a reception day."""

from api.core.errors import Conflict, Forbidden, Invalid


class ReceptionIdTaken(Conflict):
    title = "This id belongs to another reception day; make a new one"


class NotTheKeeper(Forbidden):
    title = (
        "Only a head who receives, their assistant, or a receiving officer of the place may plan"
        " and record this reception day"
    )


class NotOfThisPlace(Invalid):
    title = "A reception day serves positions of one place; plan one of its own for the other place"


class NotThereThen(Invalid):
    title = "On that day there is no such unit"


class OnlineTooEarly(Invalid):
    title = "On that day the law did not know receptions online yet; receive in person"


class NotHeldYet(Invalid):
    title = "A reception is recorded as held only after it has begun"


class AnotherDay(Invalid):
    title = (
        "A reception is held on the day it was planned for; plan the other day as one of its own"
    )


class ReceptionSettled(Conflict):
    title = "It is recorded already whether this reception was held"


class NoticeInFuture(Invalid):
    title = "Say on which day the notice was published, once it has been"


class PatternIdTaken(Conflict):
    title = "This id belongs to another unit's fixed day; make a new one"


class MonthOver(Invalid):
    title = "This month is over; choose one to come"


class NewDayOver(Invalid):
    title = "A reception is moved to a moment to come; choose a later one"
