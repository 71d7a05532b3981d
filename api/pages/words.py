"""What states, standings and addressees are called on the pages, before translation."""

from collections.abc import Mapping
from typing import Any, Final

from api.authorities.fields import fields
from api.cases.labels import KINDS
from api.cases.models import Addressee, Kind
from api.core.i18n import preferred_locale, translate
from api.pages.desk_words import LISTS
from api.pages.dialogue_words import LISTS_OF_DIALOGUES
from api.pages.law_words import LISTS_OF_LAW
from api.pages.promise_words import LISTS_OF_PROMISES
from api.pages.question_words import LISTS_OF_QUESTIONS
from api.petitions.labels import OF_COMPLAINTS, STATES, state_called
from api.petitions.states import PUBLIC_STATES, PetitionState, PublicState

STANDINGS: Final[Mapping[str, str]] = {
    "open": "In time",
    "met": "Met in time",
    "late": "Done, but late",
    "overdue": "Overdue",
    "suspended": "Clock stopped",
    "ended": "No longer owed",
    "undated": "No day is set",
}
"""How an obligation stands; `undated` is one that is open without a last day."""

ADDRESSEES: Final[Mapping[Addressee, str]] = {
    Addressee.GOVERNMENT: "The People's Committee (government)",
    Addressee.PARTY: "The Party committee",
    Addressee.COUNCIL: "The People's Council",
    Addressee.FRONT: "The Fatherland Front",
}
"""In the order they are offered: who does not know takes the first."""

LEVELS: Final[Mapping[str, str]] = {
    "commune": "Commune, ward or special zone",
    "province": "Province or city",
}

RESULTS: Final[Mapping[str, str]] = {
    "resolved": "Settled",
    "under_way": "Being settled",
    "planned": "Will be settled",
    "explained": "Explained",
}

BASES: Final[Mapping[str, str]] = {
    "law": "By law",
    "party": "By a regulation of the Party",
    "promise": "Promised by the authority, not set by law",
}

NOT_ONLINE: Final[Mapping[str, str]] = {
    "denunciation": "Denunciation",
    "crime_report": "Crime report",
}
"""Kinds that never become cases; they are named only to say where they belong."""

NEXT: Final[Mapping[PublicState, str]] = {
    PublicState.SENT: (
        "The authority looks at it and says whether it takes it on, hands it on to another body,"
        " or needs something from you."
    ),
    PublicState.ACCEPTED: "Somebody is named to look into the matter and to prepare the answer.",
    PublicState.IN_PROGRESS: "The answer is prepared and signed by who must answer.",
    PublicState.ANSWERED: (
        "What was promised is carried out, if anything was; then the case is closed."
    ),
    PublicState.DONE: "Nothing more happens in this case.",
}
"""What comes after each of the five steps."""

NEXT_INSTEAD: Final[Mapping[PetitionState, str]] = {
    PetitionState.SUPPLEMENT: "You are asked to add something; see below what it is.",
    PetitionState.SUSPENDED: "Settlement goes on when its reason to stand still is over.",
    PetitionState.CONTESTED: (
        "The head above whoever answered looks at it again, decides, and you are told."
    ),
}
"""What comes after a state in which it does not go on as its step of the five does."""

BEGINNINGS: Final[Mapping[str, str]] = {
    "petition.received": "The day it is sent",
    "petition.accepted": "The day the authority takes it on",
    "complaint.lodged": "The day a complaint is handed in on signed paper or in person",
}
"""From when the calculator may count: the events that open duties."""

ADVICE: Final[Mapping[int, str]] = {
    400: "Please go back, look at what you typed and send it again.",
    403: "If you work for an authority, sign in with the account of your office. Else go back.",
    404: "Look at the address again, or begin anew from the first page.",
    405: "Please go back and press the button on the page again.",
    409: "Please go back, read the page anew and see what has changed.",
    413: "Please shorten it and send it again.",
    422: "Please go back, mend what is named above and send it again.",
    429: "Nothing is lost. Please wait a quarter of an hour and try again.",
    500: "It is our fault, not yours. Please try again in a few minutes.",
}
"""What to do after a refusal, by its status."""

_LISTS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {str(kind): label for kind, label in KINDS.items()},
    "public_state": {str(state): label for state, label in PUBLIC_STATES.items()},
    "standing": STANDINGS,
    "addressee": {str(each): label for each, label in ADDRESSEES.items()},
    "level": LEVELS,
    "result": RESULTS,
    "basis": BASES,
    "not_online": NOT_ONLINE,
    "next": {str(state): label for state, label in NEXT.items()},
    "beginning": BEGINNINGS,
    **LISTS,
    **LISTS_OF_LAW,
    **LISTS_OF_DIALOGUES,
    **LISTS_OF_QUESTIONS,
    **LISTS_OF_PROMISES,
}


def word(list_: str, code: str) -> str:
    """What the code is called in the reader's language."""
    return translate(_LISTS[list_][code], preferred_locale())


def named_in(known: Mapping[str, Mapping[str, str]], code: str) -> str:
    """What a table of data calls the code in the reader's language; one it lost, as it is."""
    return known[code][preferred_locale()] if code in known else code


def field_word(code: str | None) -> str:
    """What a field is called in the reader's language, or that none is named yet."""
    locale = preferred_locale()
    return fields()[code].name(locale) if code else translate("Not sorted yet", locale)


def kind_word(code: str) -> str:
    """What a kind is called, before translation; those that are not handed in here, too."""
    return NOT_ONLINE[code] if code in NOT_ONLINE else KINDS[Kind(code)]


def state_word(state: str, kind: str) -> str:
    """What a state is called in the reader's language; a complaint's is named as the law does."""
    return state_called(state, kind, preferred_locale())


def next_word(state: str, public_state: str) -> str:
    """What comes next, for the sender."""
    label = NEXT_INSTEAD.get(PetitionState(state), NEXT[PublicState(public_state)])
    return translate(label, preferred_locale())


def all_sentences() -> frozenset[str]:
    """Everything in these tables that is translated."""
    tables: tuple[Mapping[Any, str], ...] = (
        PUBLIC_STATES,
        STATES,
        OF_COMPLAINTS,
        STANDINGS,
        ADDRESSEES,
        LEVELS,
        RESULTS,
        BASES,
        NOT_ONLINE,
        NEXT,
        NEXT_INSTEAD,
        BEGINNINGS,
        ADVICE,
        *LISTS.values(),
        *LISTS_OF_LAW.values(),
        *LISTS_OF_DIALOGUES.values(),
        *LISTS_OF_QUESTIONS.values(),
        *LISTS_OF_PROMISES.values(),
    )
    return frozenset(label for table in tables for label in table.values())
