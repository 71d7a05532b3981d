"""What may be the matter with something promised."""

from api.core.errors import Conflict, Forbidden, Invalid


class PromiseNotOpen(Conflict):
    title = (
        "It is reported done, or has ended, so nothing more is entered on it now; it goes on when"
        " somebody says what is missing"
    )


class NothingReported(Conflict):
    title = "Nobody has reported this as done yet; wait for the report, then say whether it is so"


class ConfirmedAlready(Conflict):
    title = "Who asked has said that it is done; now somebody from outside looks at it"


class AskFirst(Conflict):
    title = "Who asked at the dialogue says first whether it is done; ask them, or wait for the day"


class NotTheirPromise(Forbidden):
    title = "Only the unit that promised this, or a desk of it, tells what was done"


class OwnPromise(Forbidden):
    title = "Nobody verifies what their own unit promised; a head above or the Front does"


class PromisedAtDialogue(Forbidden):
    title = (
        "Who helped to organise the dialogue does not verify alone what was promised there; the"
        " people's inspection board or the level above does"
    )


class DecidedAbove(Forbidden):
    title = "Who owes this does not decide on another day for it; the level above does"


class SaidByThemselves(Forbidden):
    title = "The sender has an account and confirms it there; ask them to say so themselves"


class WhatIsMissing(Invalid):
    title = "Say what is still missing, so that they know what to do"


class DoneOutsideTime(Invalid):
    title = "What was promised was done between the day of the promise and today"


class PromisedInPast(Invalid):
    title = "The day of a promise lies ahead; choose today or a later day"


class OwnerElsewhere(Invalid):
    title = "Choose a position of this place, or of a body of the province above it"


class NotALaterDay(Invalid):
    title = "Another day is a later one than the day that holds, and not in the past"


class TooLateToMove(Conflict):
    title = "The promised day has passed, so no other one is asked for; tell why it is late instead"


class DayAskedFor(Conflict):
    title = "Another day was asked for already; wait until the level above decides on it"


class NoDayAskedFor(Conflict):
    title = "No other day waits for a decision here; look at the promise as it is now"
