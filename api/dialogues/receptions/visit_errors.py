"""What may be the matter with an entry in the register of visits."""

from api.core.errors import Conflict, Invalid, TooMany


class VisitIdTaken(Conflict):
    title = "This id belongs to another entry in the register; make a new one"


class NotReceived(Conflict):
    title = "This reception was called off, so nobody was received; enter it on another day"


class NotThatDay(Invalid):
    title = "Enter somebody on the day on which they came, once they have come"


class NoSuchBooking(Invalid):
    title = "Nobody has this number on that day; leave it out for who came without one"


class VisitSettled(Conflict):
    title = "It is written down already what became of this visit"


class TakenInAlready(Conflict):
    title = "A petition was made from this visit already; open it"


class OnlyANumber(Invalid):
    title = "Of what is denounced only that somebody came is written down; leave out the rest"


class NothingTakenIn(Conflict):
    title = "Of what is denounced the register keeps only a number; no petition is made from it"


class TooManyRegisters(TooMany):
    title = "The register was taken out as often as it may be today; read it here, or come tomorrow"


"""Each time names and addresses leave the product."""
