"""What may be the matter with who came to a dialogue, its conclusions and its records."""

from api.core.errors import Conflict, Invalid


class ConcludedAlready(Conflict):
    title = "The conclusions of this dialogue are signed already; read it again"


class NotOfThatUnit(Invalid):
    title = "Who came for a unit holds a position there or below it; name another position"


class MayNotConclude(Invalid):
    title = (
        "Conclusions are signed by a head of the organising unit, or by a deputy on the head's"
        " behalf; name another signer or authority"
    )


class SignedAtNoTime(Invalid):
    title = "Conclusions are signed after the dialogue and not in the future; look at the day again"


class NothingRecorded(Invalid):
    title = "Name a recording or photographs"


class NotAPhotograph(Invalid):
    title = "Only photographs are shown with a dialogue; leave the other files out"
