"""What may be the matter with proposing a dialogue, or with an answer to it."""

from api.core.errors import Conflict, Forbidden, Invalid


class ProposalIdTaken(Conflict):
    title = "This id belongs to another proposal of a dialogue; make a new one"


class ProposedAlready(Conflict):
    title = "A dialogue on this field is proposed to this unit and waits for an answer; read it"


class ProposalSettled(Conflict):
    title = "This proposal is answered already, and is answered once; read the answer"


class NotTheProposedOne(Forbidden):
    title = "Only the head to whom the dialogue is proposed, or who signs for them, answers it"


class ProposesElsewhere(Forbidden):
    title = "The Front of a commune proposes dialogues there; the Front of the province everywhere"


class UnknownEvidence(Invalid):
    title = "Some of these codes are not of petitions there on this field in these days; look again"


class NotItsDialogue(Invalid):
    title = "Name a dialogue of this unit that is still to come and was not cancelled"
