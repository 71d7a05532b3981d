"""What kinds and channels are called, and the position that must answer."""

from collections.abc import Mapping
from typing import Final

from api.cases.models import Channel, Kind
from api.core.i18n import translate

KINDS: Final[Mapping[Kind, str]] = {
    Kind.REFLECTION: "Reflection",
    Kind.PROPOSAL: "Proposal",
    Kind.COMPLAINT: "Complaint",
    Kind.SUGGESTION: "Suggestion",
    Kind.ENQUIRY: "Enquiry",
    Kind.THANKS: "Thanks",
    Kind.INFORMATION_REQUEST: "Request for information",
}

CHANNELS: Final[Mapping[Channel, str]] = {
    Channel.APP: "App",
    Channel.WEB: "Web",
    Channel.COUNTER: "Counter",
    Channel.PHONE: "Telephone",
    Channel.POST: "Post",
    Channel.EMAIL: "E-mail",
    Channel.DIALOGUE: "Dialogue",
    Channel.RECEPTION: "Reception of citizens",
    Channel.FRONT: "Handed on by the Fatherland Front",
    Channel.VOTERS: "Meeting of voters",
    Channel.IMPORT: "Import",
    Channel.OPEN311: "Open311",
}

ANSWERS: Mapping[bool, str] = {
    False: "Responsible for the answer",
    True: "Competent to settle it",
}
"""What the position that must answer is called, of a complaint (True) and of anything else."""


def kind_of(kind: Kind, locale: str) -> str:
    """The kind as it stands inside a sentence."""
    label = translate(KINDS[kind], locale)
    return label[0].lower() + label[1:]


def answers_to(kind: Kind, locale: str) -> str:
    """What the position is that must answer such a case."""
    return translate(ANSWERS[kind is Kind.COMPLAINT], locale)
