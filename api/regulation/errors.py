"""What may be the matter with changing the law here."""

from collections.abc import Sequence
from typing import Any

from api.core.errors import Conflict, Forbidden, Invalid, Missing


class NotOfTheProvince(Forbidden):
    title = "Only officials of the province's Party committee or government change the law here"


class NotTheirs(Forbidden):
    title = (
        "A Party document is adopted by the head or a deputy of the province's Party committee,"
        " everything else by those of its government"
    )


class ASecondPerson(Forbidden):
    title = "Somebody else than who proposed it must adopt it; ask another head or deputy"


class NoSuchProposal(Missing):
    title = "There is no such proposal; look at the list of proposals"


class DecidedAlready(Conflict):
    title = "It is decided already; propose anew what is to be different"


class ScanMissing(Conflict):
    title = "The signed paper is missing: keep its scan first and name it"


class NoSuchScan(Invalid):
    title = "No scan is kept under this hash; send the file first"


class NotAScan(Invalid):
    title = "This is not a PDF, a PNG or a JPEG; scan the signed paper as one of these"


class ScanTooLarge(Invalid):
    title = "This scan is too large; scan it with fewer points or without colour"


class NothingChanges(Invalid):
    title = "Nothing here differs from what is in force; change something first"


class PartyAndState(Invalid):
    title = "Documents of the Party and of the State are adopted apart; propose them one by one"


class NotAdoptable(Invalid):
    title = "What is proposed has mistakes; mend them all and propose it again: nothing was kept"

    problems: Sequence[Any] = ()
    """Each mistake, for who tells of them in another form."""


class NoSuchRule(Invalid):
    title = "No rule has this id; look at the list of rules"


class NoDecision(Invalid):
    title = "A rule moves open terms only by a decision: name its number and, for the rule, the id"
