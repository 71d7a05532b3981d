"""What may be the matter with a turn to speak at a dialogue."""

from api.core.errors import Conflict, Forbidden, Invalid, TooMany


class TurnIdTaken(Conflict):
    title = "This id belongs to another turn; make a new one"


class InLineAlready(Conflict):
    title = "This person is in the line already; they may join it again after they have spoken"


class NotAtTheDoorYet(Conflict):
    title = "Show your ticket at the door first; then you may join the line"


class NotTheHour(Conflict):
    title = "People join the line on the day of the dialogue, until it is over"


class SomebodySpeaks(Conflict):
    title = "Somebody else speaks now; end their turn first"


class TurnNotThere(Conflict):
    title = "The turn is not at the step for that any more; look at the line again"


class TurnChanged(Conflict):
    title = "Somebody else has changed this turn meanwhile; look at the line again"


class TooManyTurns(TooMany):
    title = "You have joined the line too often; tell the secretaries at their desk"


class TooLong(Conflict):
    title = "A turn does not become as long as that; end it and let others speak"


class NotInThisList(Invalid):
    title = "This registration is not for this dialogue; look for the name in its list"


class NoSpeaker(Invalid):
    title = "Write down who wants to speak, or choose them from the list"


class ForYourselfAlone(Forbidden):
    title = "You join the line yourself, for as many minutes as everybody has"
