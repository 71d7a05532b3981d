"""What may be the matter with a dialogue."""

from api.core.errors import Conflict, Forbidden, Invalid


class DialogueIdTaken(Conflict):
    title = "This id belongs to another dialogue; make a new one"


class DialogueNotThere(Conflict):
    title = "The dialogue is not at the step for that; read it again"


class PublishedThere(Conflict):
    title = "The results were published in this way already; name another one"


class LeaderTaken(Conflict):
    title = "Who is to preside is at another dialogue at that time; choose another time or person"


class RoomTaken(Conflict):
    title = "The room is taken by another dialogue at that time; choose another time or room"


class NotTheOrganiser(Forbidden):
    title = (
        "Only a head of the organising unit, their assistant, or a receiving officer of its place"
        " may plan and record this dialogue"
    )


class StartsInPast(Invalid):
    title = "A dialogue is planned before it begins; name a time to come"


class NotBegunYet(Invalid):
    title = "A dialogue is opened only when it has begun"


class NotAnnounceable(Invalid):
    title = "The announcement lacks what the law asks for; add it"


class NotYetPublished(Invalid):
    title = "Say when and where it was published, once it has been"


class UnknownWay(Invalid):
    title = "This way of telling everybody is not known; choose one of the list"


class PublishedTooEarly(Invalid):
    title = "Results are published after the dialogue; say when that was"


class PresidesElsewhere(Invalid):
    title = "A dialogue is presided over by heads of the units that organise it"


class NotExpected(Invalid):
    title = "Only units that were to send somebody can be absent; name those of the plan"


class UnknownVillage(Invalid):
    title = "The commune of the organiser has no such village or residential group; see its list"


class NobodyHoldsIt(Invalid):
    title = "Nobody holds this position on that day; name one that is held"
