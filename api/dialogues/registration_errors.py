"""What may be the matter with a registration for a dialogue."""

from api.core.errors import Conflict, Forbidden, Invalid


class RegistrationIdTaken(Conflict):
    title = "This id belongs to another registration; make a new one"


class RegisteredAlready(Conflict):
    title = "This person is registered for this dialogue already; the earlier registration counts"


class RegistrationClosed(Conflict):
    title = "Registration is not open now; see from when until when it is, or ask the organiser"


class NobodyRegisters(Conflict):
    title = "Nobody registers for this dialogue; see in its announcement how to take part"


class RegistrationSettled(Conflict):
    title = "This registration is over or was used already; read it again"


class NotYourTurn(Conflict):
    title = "There is no seat yet; you are told as soon as there is one"


class NotForThisVillage(Invalid):
    title = "This dialogue is for other villages or residential groups; name one of them"


class NotForThisGroup(Invalid):
    title = "This dialogue is for certain groups of people; name the one you belong to"


class NoSuchVillage(Invalid):
    title = "There is no such village or residential group here; choose one of the list"


class UnknownInvitation(Invalid):
    title = "This invitation is not known for this dialogue; check the code, or leave it out"


class InvitationIdTaken(Conflict):
    title = "This id belongs to another invitation; make a new one"


class InvitationUsedUp(Conflict):
    title = "This invitation was used as often as it may be; leave it out, or ask who gave it"


class ForTheDesk(Forbidden):
    title = "Only the organiser registers others, delegates and people at the door"


class NameNeeded(Invalid):
    title = "Who registers somebody else writes down their name"


class NoSeatsLeft(Conflict):
    title = "There are not so many seats left; choose fewer companions"


class SeatsPromised(Conflict):
    title = "More seats are promised than that; nobody loses a promised seat"


class MoreKeptThanThere(Invalid):
    title = "More seats are kept for delegates and invited people than there are"


class NotTheDay(Conflict):
    title = "People are let in on the day of the dialogue, until it is over"


class NotATicket(Invalid):
    title = "This is no ticket; read the code again or look for the name in the list"


class TicketOfAnother(Conflict):
    title = "This ticket is for another dialogue; see which one and when"


class TicketNotValid(Conflict):
    title = "This registration was given up; register the person at the door if there is room"


class CameAlready(Conflict):
    title = "This ticket was shown already; see when"


class RoomFull(Conflict):
    title = "The room is full; nobody else can be let in"


class LinkSpent(Conflict):
    title = "This link is not valid, or was used already"
