"""What the kinds of cases are called, in the words of people."""

from collections.abc import Mapping

from api.cases.models import Kind
from api.core.i18n import translate

KINDS: Mapping[Kind, str] = {
    Kind.REFLECTION: "reflection",
    Kind.PROPOSAL: "proposal",
    Kind.COMPLAINT: "complaint",
    Kind.SUGGESTION: "suggestion",
    Kind.ENQUIRY: "enquiry",
    Kind.THANKS: "word of thanks",
    Kind.INFORMATION_REQUEST: "information request",
}

ANSWERS: Mapping[bool, str] = {
    False: "Responsible for the answer",
    True: "Competent to settle it",
}
"""What the position that must answer is called, of a complaint (True) and of anything else."""


def kind_of(kind: Kind, locale: str) -> str:
    """The kind as it stands inside a sentence."""
    return translate(KINDS[kind], locale)


def answers_to(kind: Kind, locale: str) -> str:
    """What the position is that must answer such a case."""
    return translate(ANSWERS[kind is Kind.COMPLAINT], locale)
