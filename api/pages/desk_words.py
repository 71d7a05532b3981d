"""What acts, outcomes, figures and the like are called at the desk, before translation."""

from collections.abc import Mapping
from typing import Final

from api.authorities.models import Title
from api.authorities.policy import Act, Authority
from api.cases.labels import CHANNELS
from api.denunciations.models import Complexity, PaperState, StepName
from api.dialogues.live.models import TurnState
from api.dialogues.receptions.forms import ReceptionForm
from api.dialogues.receptions.models import Occasion, ReceptionState
from api.dialogues.receptions.visit_sheets import MATTERS
from api.dialogues.requests.models import RequestState
from api.monitoring.dimensions import Dimension
from api.monitoring.figures import FigureName, MeasureName
from api.monitoring.recurrences import DutyFigureName
from api.petitions.outcomes import Outcome

OUTCOMES: Final[Mapping[str, str]] = {
    Outcome.ACCEPTANCE: "Acceptance",
    Outcome.DECLINING: "Not taking it on",
    Outcome.GUIDANCE: "Guidance of the sender",
    Outcome.TRANSFER: "Transfer",
    Outcome.FILING: "Filing",
}

NOTES: Final[Mapping[str, str]] = {
    Act.INFORMATION_REQUEST: "Asked of the sender",
    Act.INFORMATION: "Added by the sender",
    Act.SUSPENSION: "Suspension",
    Act.RESUMPTION: "Going on",
    Act.EXTENSION: "Longer term",
    Act.WITHDRAWAL: "Withdrawal",
    Act.TERMINATION: "Termination",
    Act.CLASSIFICATION: "Another kind",
    Act.RETURN: "Return",
    Act.DIRECTION: "Direction",
    Act.URGING: "Urging",
    Act.CLASSIFICATION: "Another kind",
    Act.NOTES: "Note for colleagues",
    Act.MERGE: "Merging",
    Act.SPLIT: "Splitting",
}
"""Acts that words were written with."""

UNIT_PARTS: Final[Mapping[str, str]] = {
    "asked": "Asked, no reply yet",
    "contributed": "Contributed",
    "declined": "Does not contribute",
}
"""Where another unit's part of an answer stands."""

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "code": "code",
    "receipt": "receipt number",
    "register": "number in the register",
    "kind": "kind of petition",
    "field": "field of life",
    "area": "commune",
    "received": "day of receipt",
    "due": "last day that is due next",
    "unit": "unit that answers",
    "position": "who must answer",
    "today": "today's day",
}
"""What stands at each place of a standard text."""

AUTHORITIES: Final[Mapping[str, str]] = {
    Authority.TM: "TM.: on behalf of the body",
    Authority.KT: "KT.: for the head",
    Authority.TL: "TL.: by order of the head",
    Authority.TUQ: "TUQ.: by delegation",
}

GROUNDS: Final[Mapping[str, str]] = {
    "force_majeure": "Force majeure",
    "awaiting_other_body": "What another body has to settle first",
}
"""On which a settlement may stand still, as the rules name them."""

URGENCIES: Final[Mapping[str, str]] = {
    "overdue": "Overdue",
    "soon": "Due soon",
    "later": "Later",
    "undated": "Without a day",
}

SPANS: Final[Mapping[str, str]] = {
    "qua-han": "overdue",
    "hom-nay": "due today",
    "tuan-nay": "due this week",
}
"""How the work is summed up for somebody with five minutes; a number stands before each."""

TERMS: Final[Mapping[str, str]] = {
    "unset": "No number of days: the authority has not set one",
    "prompt": "Promptly: the law names no number of days",
}
"""Why there is no day; each is another matter."""

OCCASIONS: Final[Mapping[str, str]] = {
    Occasion.REGULAR: "Regular",
    Occasion.AD_HOC: "For an urgent matter",
}

FORMS: Final[Mapping[str, str]] = {
    ReceptionForm.IN_PERSON: "In person",
    ReceptionForm.ONLINE: "Online",
}

RECEPTIONS: Final[Mapping[str, str]] = {
    ReceptionState.PLANNED: "On the schedule",
    ReceptionState.HELD: "Held",
    ReceptionState.NOT_HELD: "Not held, with a reason",
}

REQUESTS: Final[Mapping[str, str]] = {
    RequestState.WAITING: "Waits to be looked at",
    RequestState.COUNTED: "It counts",
    RequestState.REFUSED: "It does not count",
    RequestState.WITHDRAWN: "Taken back",
    RequestState.SERVED: "A dialogue was held since",
}
"""What is known of a request for a dialogue."""

TURNS: Final[Mapping[str, str]] = {
    TurnState.WAITING: "Waits to speak",
    TurnState.SPEAKING: "Speaks now",
    TurnState.DONE: "Has spoken",
    TurnState.SKIPPED: "Was called and not there",
    TurnState.LEFT: "Did not want to speak any more",
}
"""Whether somebody has spoken at a dialogue."""

DIMENSIONS: Final[Mapping[str, str]] = {
    Dimension.UNIT: "Unit",
    Dimension.AREA: "Place",
    Dimension.UNIT_KIND: "Kind of establishment",
    Dimension.LEADER: "Head",
    Dimension.FIELD: "Field",
    Dimension.KIND: "Kind",
    Dimension.CHANNEL: "Channel",
    Dimension.MONTH: "Month of receipt",
}

FIGURES: Final[Mapping[str, str]] = {
    FigureName.RECEIVED: "Came in",
    FigureName.ANSWERED: "Answered",
    FigureName.ON_TIME: "On time",
    FigureName.LATE: "Late",
    FigureName.UNDATED: "Answered without a day",
    FigureName.OVERDUE_NOW: "Overdue now",
    FigureName.ENDED_LATE: "Ended too late",
    FigureName.SUSPENDED: "Suspended",
    FigureName.RETURNED: "Sent back",
    FigureName.CONTESTED: "Contested",
    FigureName.RATED: "Rated",
    FigureName.WARNED: "Signed with empty phrases",
    MeasureName.MEDIAN_ACCEPT: "Working days to acceptance, median",
    MeasureName.P90_ACCEPT: "Working days to acceptance, nine of ten",
    MeasureName.MEDIAN_ANSWER: "Working days to the answer, median",
    MeasureName.P90_ANSWER: "Working days to the answer, nine of ten",
    MeasureName.MEAN_RATING: "Rating, mean",
    MeasureName.RATING_SHARE: "Share of answers that were rated",
    DutyFigureName.OWED: "Periods of reception owed",
    DutyFigureName.HELD: "Periods of reception kept",
}

TRIES: Final[Mapping[str, str]] = {
    Title.RECEPTION_OFFICER: "Takes in, proposes what to do, keeps the reception days.",
    Title.HANDLER: "Prepares the answer and lays it before the head.",
    Title.ASSISTANT: "Drafts and schedules for the head, and never signs.",
    Title.DEPUTY: "Decides and signs for the head (KT.).",
    Title.DEPARTMENT_HEAD: "Prepares, and signs by order (TL.).",
    Title.GOVERNMENT_CHAIR: "Decides, signs, and receives citizens.",
    Title.COUNCIL_CHAIR: "Decides, signs, and receives citizens.",
    Title.PARTY_SECRETARY: "Directs and urges; answers what is sent to the Party committee.",
    Title.FRONT_CHAIR: "Watches the figures of every unit, and receives citizens.",
    Title.MODERATOR: "Looks at what may be public.",
    Title.INSPECTOR: "Verifies what was promised at dialogues.",
}
"""What somebody with this title can try in a demonstration."""

WATCHER: Final = "Watches the figures of every unit, and opens the cases behind each."
"""What somebody of the Front who handles nothing can try."""

PAPERS: Final[Mapping[str, str]] = {
    PaperState.RECEIVED: "In the register",
    PaperState.ACCEPTED: "Taken on",
    PaperState.DECLINED: "Paper not taken on",
    PaperState.TRANSFERRED: "Passed to another body",
    PaperState.CONCLUDED: "Concluded",
}
"""Where a paper of denunciation stands."""

PAPER_STEPS: Final[Mapping[str, str]] = {
    StepName.ACCEPTED: "Taken on",
    StepName.DECLINED: "Paper not taken on",
    StepName.TRANSFERRED: "Passed to another body",
    StepName.NOTIFIED: "Both sides told that it was taken on",
    StepName.EXTENDED: "More time given by decision",
    StepName.CONCLUDED: "Concluded",
    StepName.CONCLUSION_SENT: "Conclusion sent",
    StepName.CONCLUSION_PUBLISHED: "Conclusion published",
}

COMPLEXITIES: Final[Mapping[str, str]] = {
    Complexity.COMPLEX: "A complex matter",
    Complexity.SPECIALLY_COMPLEX: "A specially complex matter",
}

AGREED: Final[Mapping[str, str]] = {
    "in_writing": "In writing",
    "in_person": "In person",
    "by_telephone": "On the telephone",
    "by_email": "In an e-mail",
}
"""How somebody said to reception that others may read it."""

ALL_AGREED: Final[Mapping[str, str]] = {**AGREED, "in_program": "In the program that sent it"}

READ_BACK: Final[Mapping[str, str]] = {
    "yes": "Read back to the sender",
    "no": "Not read back",
}

PARTS: Final[Mapping[str, str]] = {
    "text": "The words of the answer",
    "done": "What was done or will be",
    "commitment": "What was promised",
    "legal_basis": "Legal basis",
}
"""Parts of a signed answer, as they are compared with a paper."""

LISTS: Final[Mapping[str, Mapping[str, str]]] = {
    "channel": {str(each): label for each, label in CHANNELS.items()},
    "outcome": OUTCOMES,
    "note": NOTES,
    "unit_part": UNIT_PARTS,
    "placeholder": PLACEHOLDERS,
    "authority": AUTHORITIES,
    "ground": GROUNDS,
    "urgency": URGENCIES,
    "span": SPANS,
    "term": TERMS,
    "occasion": OCCASIONS,
    "form": FORMS,
    "reception": RECEPTIONS,
    "matter": {str(each): label for each, label in MATTERS.items()},
    "request": REQUESTS,
    "turn": TURNS,
    "paper": PAPERS,
    "paper_step": PAPER_STEPS,
    "complexity": COMPLEXITIES,
    "dimension": DIMENSIONS,
    "figure": FIGURES,
    "agreed": ALL_AGREED,
    "read_back": READ_BACK,
    "part": PARTS,
    "tries": {**TRIES, "watcher": WATCHER},
}
"""All of them, by what they are lists of."""
