"""What states, numbers and piles of promises are called on the pages, before translation."""

from collections.abc import Mapping
from typing import Final

from api.commitments.fates import Fate
from api.commitments.models import CommitmentState, Source
from api.commitments.piles import Pile

COMMITMENTS: Final[Mapping[str, str]] = {
    CommitmentState.GIVEN: "To be done",
    CommitmentState.UNDER_WAY: "Work is going on",
    CommitmentState.REPORTED_DONE: "Reported done, waits for somebody else's word",
    CommitmentState.CONFIRMED: "Confirmed by who asked, to be verified",
    CommitmentState.REJECTED: "Not done yet",
    CommitmentState.VERIFIED: "Verified",
    CommitmentState.FAILED: "Cannot be done, with an explanation",
}

PROMISE_SOURCES: Final[Mapping[str, str]] = {
    Source.ANSWER: "in an answer",
    Source.DIALOGUE: "at a dialogue",
}

PROMISE_FIGURES: Final[Mapping[str, str]] = {
    "made": "Promises made",
    Fate.KEPT: "Kept in time",
    Fate.KEPT_LATE: "Kept late",
    Fate.RUNNING: "Still in time",
    Fate.LATE: "Late now",
    Fate.BROKEN: "Broken",
    "moved": "Day moved",
}
"""The numbers of the ledger."""

PROMISE_PILES: Final[Mapping[str, str]] = {
    Pile.DECIDE: "Another day is asked for: please decide",
    Pile.VERIFY: "Said to be done: please see whether it is so",
    Pile.DO: "To be done here",
    Pile.REPORTED: "Reported, and waiting for what others say",
}

LISTS_OF_PROMISES: Final[Mapping[str, Mapping[str, str]]] = {
    "commitment": COMMITMENTS,
    "promise_source": PROMISE_SOURCES,
    "promise_figure": PROMISE_FIGURES,
    "promise_pile": PROMISE_PILES,
}
"""All of them, by what they are lists of."""
