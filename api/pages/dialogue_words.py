"""What states, kinds and seats of dialogues are called on the pages, before translation."""

from collections.abc import Mapping
from typing import Final

from api.dialogues.registrations import RegistrationState
from api.dialogues.session_plans import SessionForm, SessionKind
from api.dialogues.sessions import Presiding, Stage

STAGES: Final[Mapping[str, str]] = {
    Stage.PLANNED: "In the plan",
    Stage.ANNOUNCED: "Everybody has been told",
    Stage.REGISTRATION: "Taking registrations and opinions",
    Stage.PREPARING: "The list is closed, opinions are put together",
    Stage.IN_SESSION: "Going on now",
    Stage.HELD: "Dialogue held, its conclusion is awaited",
    Stage.CONCLUDED: "The notice of conclusions is issued",
    Stage.PUBLISHED: "Results published in all three ways",
    Stage.FOLLOWING: "What was concluded is being carried out",
    Stage.COMPLETED: "What was concluded is carried out",
    Stage.CANCELLED: "Called off",
}

KINDS_OF_DIALOGUE: Final[Mapping[str, str]] = {
    SessionKind.REGULAR: "By the yearly plan",
    SessionKind.AD_HOC: "For a matter that came up",
    SessionKind.THEMATIC: "On one subject",
}

WAYS_TO_MEET: Final[Mapping[str, str]] = {
    SessionForm.IN_PERSON: "Face to face",
    SessionForm.ONLINE: "On the network",
    SessionForm.HYBRID: "Face to face and on the network",
}

REGISTRATIONS: Final[Mapping[str, str]] = {
    RegistrationState.CONFIRMED: "Has a seat",
    RegistrationState.WAITING: "In line for a seat",
    RegistrationState.CANCELLED: "Gave the seat up",
    RegistrationState.LAPSED: "Lost the seat: did not say in time that they come",
}

TABLE: Final[Mapping[str, str]] = {
    Presiding.CHAIR: "Presides",
    Presiding.CO_CHAIR: "Presides as well",
}
"""What somebody does at the head of the table."""

ANNOUNCED: Final[Mapping[str, str]] = {
    "starts_at": "When it is",
    "place": "Where it is",
    "topic": "What it is about",
    "how_to_take_part": "How to take part",
}
"""What an announcement must say, as `needed_to_announce` names it."""

LISTS_OF_DIALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
    "stage": {str(each): label for each, label in STAGES.items()},
    "dialogue_kind": KINDS_OF_DIALOGUE,
    "dialogue_form": WAYS_TO_MEET,
    "registration": {str(each): label for each, label in REGISTRATIONS.items()},
    "presiding": TABLE,
    "announced": ANNOUNCED,
}
"""All of them, by what they are lists of."""
