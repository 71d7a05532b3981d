"""Which role may do what: the table of rights, without any database."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from api.authorities.models import HEADS, Title, UnitKind
from api.core.access import Role


class Act(StrEnum):
    """What somebody may do to a petition, then to a promise, and last to neither."""

    PROPOSAL = "proposal"
    ASSIGNMENT = "assignment"
    INFORMATION_REQUEST = "information-request"
    DRAFT = "draft"
    LODGEMENT = "lodgement"
    DECISION = "decision"
    SIGNATURE = "signature"
    ACCEPTANCE = "acceptance"
    DECLINING = "declining"
    GUIDANCE = "guidance"
    TRANSFER = "transfer"
    FILING = "filing"
    RETURN = "return"
    CLASSIFICATION = "classification"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    EXTENSION = "extension"
    TERMINATION = "termination"
    MERGE = "merge"
    SPLIT = "split"
    CLOSURE = "closure"
    DIRECTION = "direction"
    URGING = "urging"
    INFORMATION = "information"
    WITHDRAWAL = "withdrawal"
    WITHDRAWAL_LODGEMENT = "withdrawal-lodgement"
    """Entering the signed paper, or the record made in person, by which somebody takes it back."""
    CONTEST = "contest"
    RATING = "rating"
    REOPENING = "reopening"
    CONTEST_DECISION = "contest-decision"
    PARTS = "parts"
    """Asking another unit to contribute to the answer, by a day."""
    NOTES = "notes"
    """Writing down something for colleagues, apart from any act."""
    SUPPORT = "support"
    PUBLICATION = "publication"
    MASKING = "masking"
    WITHHOLDING = "withholding"
    ATTACHMENT = "attachments"
    """Adding files, and wording what stands with one's own."""
    EVIDENCE = "evidence"
    CONFIRMATION = "confirmation"
    VERIFICATION = "verification"
    PROGRESS = "progress"
    """Telling how far it is."""
    POSTPONEMENT = "postponement"
    """Asking for another day than the promised one."""
    POSTPONEMENT_DECISION = "postponement-decision"
    FAILURE = "failure"
    """Saying that it cannot be done, and why."""
    RECEPTION = "reception"
    """Keeping the register of reception days: to plan one, and to tell whether it was held."""
    DIALOGUE = "dialogue"
    """Planning a dialogue, announcing it, and recording how it went."""
    PREPARATION = "preparation"
    """Writing down what is to be answered to a question at a dialogue."""
    OPINIONS = "opinions"
    """Entering what villages say before a dialogue."""
    SYNTHESIS = "synthesis"
    """Putting these opinions together."""
    DIALOGUE_REQUEST = "dialogue-request"
    """Looking whether who asks for a dialogue is a voter of the commune."""
    DIALOGUE_PROPOSAL = "dialogue-proposal"
    """Proposing a dialogue to a commune where many ask about one matter."""
    DIALOGUE_PROPOSAL_ANSWER = "dialogue-proposal-answer"
    """Saying which dialogue was planned from a proposal, or why there will be none."""
    LAW_PROPOSAL = "law-proposal"
    """Proposing a document or days of the calendar for adoption in the province."""
    LAW_ADOPTION = "law-adoption"
    """Adopting what somebody else proposed, and deciding that open terms follow it."""
    DENUNCIATION_REGISTER = "denunciation-register"
    """Keeping the numbers and days of denunciation papers, above the communes."""


class Authority(StrEnum):
    """On whose behalf a paper is signed: its body, its head, its superior, or by delegation."""

    TM = "TM"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"


BODIES = frozenset({UnitKind.PARTY, UnitKind.GOVERNMENT, UnitKind.COUNCIL, UnitKind.FRONT})
"""The units that decide together; departments and desks belong to one of them."""

_CHAIRS = HEADS - {Title.DEPARTMENT_HEAD}
_BY_TITLE: dict[Title, frozenset[Role]] = {
    **dict.fromkeys(HEADS, frozenset({Role.HEAD})),
    Title.DEPUTY: frozenset({Role.HEAD}),
    Title.RECEPTION_OFFICER: frozenset({Role.RECEIVER}),
    Title.HANDLER: frozenset({Role.HANDLER}),
    Title.ASSISTANT: frozenset({Role.ASSISTANT}),
    Title.MODERATOR: frozenset({Role.MODERATOR}),
    Title.INSPECTOR: frozenset({Role.INSPECTOR}),
}


def _roles(title: Title, kind: UnitKind) -> frozenset[Role]:
    # The inspection board looks at what was promised, and is no monitor of petitions.
    if kind is not UnitKind.FRONT or title is Title.INSPECTOR:
        return _BY_TITLE[title]
    # The Front watches how others answer: its staff handle nobody's petitions.
    return (_BY_TITLE[title] - {Role.HANDLER}) | {Role.MONITOR}


ROLES_OF: Mapping[tuple[Title, UnitKind], frozenset[Role]] = {
    (title, kind): _roles(title, kind) for title in Title for kind in UnitKind
}
"""What the holder of a position is to the product."""

_DESK = frozenset({Role.RECEIVER, Role.HANDLER, Role.HEAD})
_HEAD = frozenset({Role.HEAD})
_AUTHOR = frozenset({Role.RESIDENT})
_MODERATOR = frozenset({Role.MODERATOR})

MAY: Mapping[Act, frozenset[Role]] = {
    Act.PROPOSAL: _DESK,
    Act.ASSIGNMENT: _DESK,
    Act.INFORMATION_REQUEST: _DESK,
    Act.DRAFT: _DESK | {Role.ASSISTANT},
    Act.LODGEMENT: frozenset({Role.RECEIVER}),
    Act.DECISION: _HEAD,
    Act.SIGNATURE: _HEAD,
    Act.ACCEPTANCE: _HEAD,
    Act.DECLINING: _HEAD,
    Act.GUIDANCE: _HEAD,
    Act.TRANSFER: _HEAD,
    Act.FILING: _HEAD,
    Act.RETURN: _HEAD,
    Act.CLASSIFICATION: _HEAD,
    Act.SUSPENSION: _HEAD,
    Act.RESUMPTION: _HEAD,
    Act.EXTENSION: _HEAD,
    Act.TERMINATION: _HEAD,
    Act.MERGE: _HEAD,
    Act.SPLIT: _HEAD,
    Act.CLOSURE: _HEAD | _AUTHOR,
    Act.DIRECTION: _HEAD,
    Act.URGING: _HEAD,
    Act.INFORMATION: _AUTHOR,
    Act.WITHDRAWAL: _AUTHOR,
    Act.WITHDRAWAL_LODGEMENT: frozenset({Role.RECEIVER}),
    Act.CONTEST: _AUTHOR,
    Act.RATING: _AUTHOR,
    Act.REOPENING: _AUTHOR | _HEAD,
    Act.CONTEST_DECISION: _HEAD,
    Act.PARTS: frozenset({Role.HANDLER, Role.HEAD}),
    Act.NOTES: _DESK | {Role.ASSISTANT},
    Act.SUPPORT: _AUTHOR | {Role.VISITOR},
    Act.PUBLICATION: _MODERATOR,
    Act.MASKING: _MODERATOR,
    Act.WITHHOLDING: _MODERATOR,
    Act.ATTACHMENT: _AUTHOR | _DESK | {Role.ASSISTANT},
    Act.EVIDENCE: frozenset({Role.HANDLER, Role.HEAD}),
    Act.CONFIRMATION: _AUTHOR | {Role.RECEIVER},
    Act.VERIFICATION: frozenset({Role.HEAD, Role.MONITOR, Role.INSPECTOR}),
    Act.PROGRESS: frozenset({Role.HANDLER, Role.HEAD}),
    Act.POSTPONEMENT: _HEAD,
    Act.POSTPONEMENT_DECISION: _HEAD,
    Act.FAILURE: _HEAD,
    Act.RECEPTION: frozenset({Role.HEAD, Role.ASSISTANT, Role.RECEIVER}),
    Act.DIALOGUE: frozenset({Role.HEAD, Role.ASSISTANT, Role.RECEIVER}),
    Act.PREPARATION: frozenset({Role.HANDLER, Role.ASSISTANT, Role.HEAD}),
    Act.OPINIONS: frozenset({Role.MONITOR, Role.RECEIVER}),
    Act.SYNTHESIS: frozenset({Role.MONITOR, Role.HEAD, Role.ASSISTANT, Role.RECEIVER}),
    Act.DIALOGUE_REQUEST: frozenset({Role.RECEIVER}),
    Act.DIALOGUE_PROPOSAL: frozenset({Role.MONITOR}),
    Act.DIALOGUE_PROPOSAL_ANSWER: _HEAD,
    Act.LAW_PROPOSAL: frozenset({Role.HANDLER, Role.ASSISTANT, Role.HEAD}),
    Act.LAW_ADOPTION: _HEAD,
    Act.DENUNCIATION_REGISTER: _DESK,
}
"""Who may do what, before it is asked whose petition it is: RESIDENT is the author of this one."""

ONLY_IN: Mapping[Act, UnitKind] = {Act.DIRECTION: UnitKind.PARTY, Act.URGING: UnitKind.PARTY}
"""Acts that belong to one kind of unit."""

SIGNS: Mapping[Title, frozenset[Authority | None]] = {
    **dict.fromkeys(_CHAIRS, frozenset({None, Authority.TM})),
    Title.DEPUTY: frozenset({Authority.KT}),
    Title.DEPARTMENT_HEAD: frozenset({None, Authority.TL}),
}
"""On whose behalf each title signs; None is in one's own name. TUQ needs a written delegation."""


def roles_of(title: Title, unit_kind: UnitKind) -> frozenset[Role]:
    """What the holder of such a position, in a unit of this kind, is to the product."""
    return ROLES_OF[title, unit_kind]


def can(roles: Iterable[Role], act: Act, unit_kind: UnitKind | None = None) -> bool:
    """Whether somebody with these roles, acting in a unit of this kind, may do this at all."""
    if act in ONLY_IN and ONLY_IN[act] is not unit_kind:
        return False
    return not MAY[act].isdisjoint(roles)


def may_sign(title: Title, authority: Authority | None) -> bool:
    """Whether the holder of such a position may sign on this behalf."""
    return authority in SIGNS.get(title, frozenset())
