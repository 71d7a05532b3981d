"""What the states of a petition are called, for its sender and for officials."""

from collections.abc import Mapping
from typing import Final

from api.cases.models import Kind
from api.core.i18n import translate
from api.petitions.states import PetitionState

_S = PetitionState

STATES: Final[Mapping[PetitionState, str]] = {
    _S.DRAFT: "Draft",
    _S.RECEIVED: "Sent, waiting to be sorted",
    _S.SUPPLEMENT: "Waiting for the sender to add something",
    _S.PROPOSED: "Being considered",
    _S.ACCEPTED: "Accepted for settlement",
    _S.IN_PROGRESS: "Being worked on",
    _S.AT_SIGNATURE: "Waiting to be signed",
    _S.SUSPENDED: "Suspended",
    _S.ANSWERED: "Answered",
    _S.FOLLOWING: "Answered, being carried out",
    _S.CONTESTED: "The sender does not agree; being looked at again",
    _S.CLOSED: "Closed",
    _S.DECLINED: "Not taken on, with the reason",
    _S.GUIDED: "Guided to the right way",
    _S.TRANSFERRED: "Transferred to the competent body",
    _S.FILED: "Filed",
    _S.WITHDRAWN: "Withdrawn",
    _S.TERMINATED: "Settlement ended",
    _S.MERGED: "Merged",
    _S.SPLIT: "Split",
}
"""Where a petition stands, for its sender and for officials."""

OF_COMPLAINTS: Final[Mapping[PetitionState, str]] = {
    _S.ACCEPTED: "Complaint admitted",
    _S.IN_PROGRESS: "Being verified",
    _S.ANSWERED: "Decision of settlement given",
    _S.FOLLOWING: "Decision being carried out",
}
"""The law has other words for these when it is a complaint."""


def state_called(state: str, kind: str, locale: str) -> str:
    """What a state is called; a complaint's is named as the law does."""
    found = PetitionState(state)
    special = OF_COMPLAINTS.get(found) if kind == Kind.COMPLAINT else None
    return translate(special or STATES[found], locale)
