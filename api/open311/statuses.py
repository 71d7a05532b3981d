"""Open or closed, as Open311 has it: closed is what was answered or has ended, mended or not."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from api.core.i18n import translate
from api.petitions.states import PUBLIC, PUBLIC_STATES, PetitionState

_S = PetitionState

CARRIED_OUT: Final = "Answered, being carried out"


class Status(StrEnum):
    """The two that there are."""

    OPEN = "open"
    CLOSED = "closed"


OPEN_STATES = frozenset(
    {
        _S.DRAFT,
        _S.RECEIVED,
        _S.SUPPLEMENT,
        _S.PROPOSED,
        _S.ACCEPTED,
        _S.IN_PROGRESS,
        _S.AT_SIGNATURE,
        _S.SUSPENDED,
        _S.FOLLOWING,
        _S.CONTESTED,
    }
)
"""Somebody still has to do something: what was promised in an answer is not closed by it."""

STATES: Mapping[Status, frozenset[PetitionState]] = {
    Status.OPEN: OPEN_STATES,
    Status.CLOSED: frozenset(PetitionState) - OPEN_STATES,
}


def status_of(state: str) -> Status:
    """Whether it is open."""
    return Status.OPEN if PetitionState(state) in OPEN_STATES else Status.CLOSED


def note_of(state: str, locale: str) -> str:
    """The step that everybody sees, in words."""
    found = PetitionState(state)
    if found is _S.FOLLOWING:
        return translate(CARRIED_OUT, locale)
    return translate(PUBLIC_STATES[PUBLIC[found]], locale)
