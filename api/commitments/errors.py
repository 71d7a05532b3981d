"""What may be the matter with something promised."""

from api.core.errors import Conflict, Forbidden, Invalid


class PromiseNotOpen(Conflict):
    title = "What was promised was confirmed already, so nothing is left to report"


class NothingReported(Conflict):
    title = "Nobody has reported this as done yet; wait for the report, then say whether it is so"


class NotTheirPromise(Forbidden):
    title = "Only the unit that promised this, or a desk of it, reports what was done"


class OwnPromise(Forbidden):
    title = "Nobody verifies what their own unit promised; a head above or the Front does"


class SaidByThemselves(Forbidden):
    title = "The sender has an account and confirms it there; ask them to say so themselves"


class DoneOutsideTime(Invalid):
    title = "What was promised was done between the day of the promise and today"
