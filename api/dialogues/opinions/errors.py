"""What may be the matter with sheets of opinions, their synthesis, and the agenda."""

from api.core.errors import Conflict, Forbidden, Invalid


class NotTheCollector(Forbidden):
    title = (
        "Only the Front that organises this dialogue too, or a receiving officer of its place, may"
        " read and enter sheets of opinions"
    )


class NotTheSynthesiser(Forbidden):
    title = (
        "The Front that organises this dialogue too puts the opinions together; where none does,"
        " the organiser"
    )


class SheetIdTaken(Conflict):
    title = "This id belongs to the sheet of another village or dialogue; make a new one"


class SheetThere(Conflict):
    title = "This village has a sheet already; replace that one"


class SheetIsUsed(Conflict):
    title = "The synthesis is made of this sheet; what is new goes into the synthesis"


class TooLateForOpinions(Conflict):
    title = "Opinions are put together before the dialogue begins; ask what is new there"


class NothingPutTogether(Conflict):
    title = "There is no synthesis yet; make it first"


class VillageNotInvited(Invalid):
    title = "The dialogue is for other villages; name one of its plan"


class MetInFuture(Invalid):
    title = "Opinions are written down once they were given; say on which day that was"


class MorePeopleThanCame(Invalid):
    title = "More people say this than took part; look at the numbers again"


class UnknownOpinion(Invalid):
    title = "No sheet of this dialogue has such an opinion; read the sheets again"


class OpinionsLeft(Invalid):
    title = "Every opinion is used, or left out with a reason; these are neither"


class UsedAndLeftOut(Invalid):
    title = "An opinion is used or left out, not both"


class AgendaIncomplete(Invalid):
    title = "Name every part of the agenda once, in the order wanted"


class AgendaFrozen(Conflict):
    title = "The dialogue has begun with its agenda; it is changed no more"
