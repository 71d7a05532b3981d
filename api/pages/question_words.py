"""What becomes of questions at dialogues, as the pages call it, before translation."""

from collections.abc import Mapping
from typing import Final

from api.dialogues.questions.models import Outcome, QuestionState

OUTCOMES_OF_QUESTIONS: Final[Mapping[str, str]] = {
    Outcome.ANSWERED: "Answered at the dialogue",
    Outcome.OWED: "To be answered in writing afterwards",
    Outcome.COMMITTED: "Promised to be carried out",
    Outcome.OUT_OF_COMPETENCE: "Not within their powers, handed on",
    Outcome.GUIDED: "Shown the way of a complaint or denunciation",
    Outcome.NOT_REACHED: "Not reached, to be answered in writing",
    Outcome.WITHDRAWN: "Taken back by who asked",
}

STATES_OF_QUESTIONS: Final[Mapping[str, str]] = {
    QuestionState.ASKED: "Asked, no outcome yet",
    QuestionState.OWED: "An answer in writing is owed",
    QuestionState.SETTLED: "Has its outcome",
    QuestionState.WITHDRAWN: "Taken back by who asked",
}

FILTERS: Final[Mapping[str, str]] = {
    "thieu": "Without an outcome",
    "chua-xet": "Not screened yet",
    "chua-giao": "Handed to nobody yet",
    "da-co": "With an outcome",
    "tat-ca": "All of them",
}
"""Which questions the desk looks at, by their name in addresses."""

LISTS_OF_QUESTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "question_outcome": {str(each): label for each, label in OUTCOMES_OF_QUESTIONS.items()},
    "question": {str(each): label for each, label in STATES_OF_QUESTIONS.items()},
    "question_filter": FILTERS,
}
"""All of them, by what they are lists of."""
