"""What may be the matter with what is to be public."""

from api.core.errors import Conflict, Forbidden, Invalid, TooMany


class DecidedMeanwhile(Conflict):
    title = "Somebody has decided on this meanwhile; please look at the queue again"


class NeverPublic(Conflict):
    title = "It was withdrawn or merged: it stays out of public, and there is nothing to decide"


class MoreThanMasked(Invalid):
    title = "The words of others are not changed: put *** over what is not to be shown"


class AnotherDecides(Forbidden):
    title = "You decided on this before: another moderator decides on the appeal"


class NotForPublic(Conflict):
    title = "You did not ask for this petition to be public"


class NothingToAppeal(Conflict):
    title = "There is no decision here against which you could appeal"


class AppealTooLate(Conflict):
    title = "The time for an appeal has passed; you can still change the public version"


class TooManyVersions(TooMany):
    title = "You have changed the public version many times; please wait a while"
