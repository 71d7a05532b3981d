"""What may be the matter with ending a petition, opening it again, or a second complaint."""

from api.core.errors import Conflict, Invalid


class UnknownFirst(Invalid):
    title = (
        "There is no complaint of yours with this code; look at the decision, or hand the second"
        " complaint in at the reception desk"
    )


class ExcuseNotYours(Invalid):
    title = (
        "Why a complaint comes late is looked at by an official; tell it at the reception desk,"
        " with what shows it"
    )


class NotAFirstComplaint(Conflict):
    title = (
        "A second complaint follows a first one to the same side; this is none, so hand in a"
        " petition of its own"
    )


class NotSettledYet(Conflict):
    title = (
        "The first complaint is not decided yet and its time has not passed; a second one is made"
        " after the decision, or when none came in time"
    )


class SecondAlready(Conflict):
    title = "A second complaint was made already; follow that one by its code"


class SecondTooLate(Conflict):
    title = (
        "The time for a second complaint has passed; if illness or the like kept you, tell it at"
        " the reception desk, else the court remains while its time runs"
    )


class NoSuchFinding(Invalid):
    title = "A decision on a complaint finds one of the listed; of other petitions leave it out"


class ComplaintNotReopened(Conflict):
    title = (
        "A complaint that was decided is not reopened here: the law gives a second complaint or"
        " the court, as listed"
    )


class ReopeningNotSet(Conflict):
    title = (
        "Nobody has set here until when a closed matter may be reopened; hand in a new petition"
        " and name the code of this one"
    )


class ReopenedTooLate(Conflict):
    title = (
        "The time in which this may be reopened has passed; hand in a new petition and name the"
        " code of this one"
    )


class ReopenedAlready(Conflict):
    title = (
        "You had this reopened once since the last answer; if something is still missing, hand in"
        " a new petition"
    )


class WithdrawnAlready(Conflict):
    title = "The whole is withdrawn on paper already; the decision to end it is what remains"


class WithdrawnOutsideTime(Invalid):
    title = "A petition is withdrawn between the day of its receipt and now"


class NoEndInLaw(Conflict):
    title = (
        "No text lets the settlement of this petition be ended on this ground by a decision of that"
        " day; the settlement goes on"
    )


class NotWithdrawn(Conflict):
    title = (
        "Nobody has entered the paper by which the whole is withdrawn; the reception desk enters it"
        " first"
    )
