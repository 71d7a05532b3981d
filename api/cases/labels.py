"""What kinds, channels and addressees are called, before translation."""

from collections.abc import Mapping
from typing import Final

from api.cases.models import Channel, Kind

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
