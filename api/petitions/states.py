"""The states of a petition, and where each may go; `docs/glossary.md` has the labels."""

from enum import StrEnum


class PetitionState(StrEnum):
    """Where a petition stands."""

    DRAFT = "draft"
    RECEIVED = "received"
    SUPPLEMENT = "supplement"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    AT_SIGNATURE = "at_signature"
    SUSPENDED = "suspended"
    ANSWERED = "answered"
    FOLLOWING = "following"
    CONTESTED = "contested"
    CLOSED = "closed"
    DECLINED = "declined"
    GUIDED = "guided"
    TRANSFERRED = "transferred"
    FILED = "filed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    MERGED = "merged"
    SPLIT = "split"


class PublicState(StrEnum):
    """The five steps everybody sees."""

    SENT = "sent"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    DONE = "done"


_S = PetitionState
_DECIDED = {_S.ACCEPTED, _S.DECLINED, _S.GUIDED, _S.TRANSFERRED, _S.FILED}
_GONE = {_S.WITHDRAWN, _S.MERGED, _S.SPLIT}
_AT_WORK = {_S.IN_PROGRESS, _S.AT_SIGNATURE, _S.SUSPENDED, _S.TRANSFERRED, _S.TERMINATED}

STEPS: dict[PetitionState, frozenset[PetitionState]] = {
    _S.DRAFT: frozenset({_S.RECEIVED}),
    _S.RECEIVED: frozenset({_S.SUPPLEMENT, _S.PROPOSED} | _DECIDED | _GONE),
    _S.SUPPLEMENT: frozenset({_S.RECEIVED, _S.PROPOSED} | _DECIDED | _GONE),
    _S.PROPOSED: frozenset({_S.RECEIVED, _S.SUPPLEMENT} | _DECIDED | _GONE),
    _S.ACCEPTED: frozenset({_S.RECEIVED} | _AT_WORK | _GONE),
    _S.IN_PROGRESS: frozenset({_S.RECEIVED} | _AT_WORK | _GONE),
    _S.AT_SIGNATURE: frozenset({_S.RECEIVED, _S.ANSWERED, _S.FOLLOWING} | _AT_WORK | _GONE),
    _S.SUSPENDED: frozenset({_S.IN_PROGRESS, _S.TERMINATED} | _GONE),
    _S.ANSWERED: frozenset({_S.CONTESTED, _S.IN_PROGRESS, _S.CLOSED}),
    _S.FOLLOWING: frozenset({_S.CONTESTED, _S.IN_PROGRESS, _S.CLOSED}),
    _S.CONTESTED: frozenset(
        {_S.IN_PROGRESS, _S.AT_SIGNATURE, _S.ANSWERED, _S.FOLLOWING, _S.CLOSED}
    ),
    _S.CLOSED: frozenset({_S.CONTESTED, _S.IN_PROGRESS}),
    _S.DECLINED: frozenset(),
    _S.GUIDED: frozenset(),
    _S.TRANSFERRED: frozenset(),
    _S.FILED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.TERMINATED: frozenset(),
    _S.MERGED: frozenset(),
    _S.SPLIT: frozenset(),
}

INTAKE = frozenset({_S.RECEIVED, _S.SUPPLEMENT, _S.PROPOSED})
"""Nothing is decided on it yet."""

BEFORE_ANSWER = frozenset(
    {
        _S.RECEIVED,
        _S.SUPPLEMENT,
        _S.PROPOSED,
        _S.ACCEPTED,
        _S.IN_PROGRESS,
        _S.AT_SIGNATURE,
        _S.SUSPENDED,
    }
)
"""States in which somebody has to act before there is an answer."""

NEVER_PUBLIC = frozenset({_S.WITHDRAWN, _S.MERGED})
"""States in which nothing becomes public any more: taken back, or gone on in another one."""

ANSWERED = frozenset({_S.ANSWERED, _S.FOLLOWING, _S.CONTESTED, _S.CLOSED})
"""States in which an answer stands, whatever the sender thinks of it."""

PUBLIC: dict[PetitionState, PublicState] = {
    _S.DRAFT: PublicState.SENT,
    _S.RECEIVED: PublicState.SENT,
    _S.SUPPLEMENT: PublicState.SENT,
    _S.PROPOSED: PublicState.SENT,
    _S.ACCEPTED: PublicState.ACCEPTED,
    _S.IN_PROGRESS: PublicState.IN_PROGRESS,
    _S.AT_SIGNATURE: PublicState.IN_PROGRESS,
    _S.SUSPENDED: PublicState.IN_PROGRESS,
    _S.ANSWERED: PublicState.ANSWERED,
    _S.FOLLOWING: PublicState.ANSWERED,
    _S.CONTESTED: PublicState.ANSWERED,
    _S.CLOSED: PublicState.DONE,
    _S.DECLINED: PublicState.DONE,
    _S.GUIDED: PublicState.DONE,
    _S.TRANSFERRED: PublicState.DONE,
    _S.FILED: PublicState.DONE,
    _S.WITHDRAWN: PublicState.DONE,
    _S.TERMINATED: PublicState.DONE,
    _S.MERGED: PublicState.DONE,
    _S.SPLIT: PublicState.DONE,
}

PUBLIC_STATES: dict[PublicState, str] = {
    PublicState.SENT: "Sent",
    PublicState.ACCEPTED: "Accepted",
    PublicState.IN_PROGRESS: "Being worked on",
    PublicState.ANSWERED: "Answered",
    PublicState.DONE: "Done",
}
"""The five steps everybody sees in words, in their order."""
