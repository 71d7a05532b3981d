"""What may be the matter with finding who is responsible."""

from api.core.errors import Conflict, Invalid


class NobodyResponsible(Conflict):
    title = "Nobody is named as responsible for this; please ask at the reception desk"


class NoSecondHere(Conflict):
    title = (
        "Nobody in this province stands above the one who settled the complaint first; the law"
        " gives the ministry or the court, and the reception desk says which"
    )


class OnlyComplaintsTwice(Invalid):
    title = "Only a complaint is settled a second time; leave `instance` out"
