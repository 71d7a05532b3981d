"""What may be the matter when several people, or several petitions, go together."""

from api.core.errors import Conflict, Invalid, TooMany


class OwnPetition(Conflict):
    title = "This petition is your own: you hear of every step of it anyway"


class AlreadyOver(Conflict):
    title = (
        "This petition has come to an end; if the matter is still there, hand in one of your own"
    )


class TooManySupports(TooMany):
    title = "You have supported many petitions in a short time; please wait a while"


class FewerThanRepresentatives(Invalid):
    title = "Representatives are some of the people, so there are at least as many people as they"


class TooManyRepresentatives(Invalid):
    title = "So many people may name fewer representatives; name at most as many as it says here"


class NotARepresentative(Conflict):
    title = "You do not stand for others here, so there is nothing to lay down"


class TakenBackByAll(Conflict):
    title = (
        "Several people wait for this answer, so one of them does not take it back for the others;"
        " you may stop standing for them, or all of you take it back on paper at the reception desk"
    )


class MergedAlready(Conflict):
    title = "This petition goes on in another one already; separate it first if that was a mistake"


class NothingToMergeInto(Invalid):
    title = "There is no other petition of yours with this id to merge it into; look it up again"


class NotMerged(Conflict):
    title = "This petition was not merged with another, so there is nothing to separate"


class NotTheSameMatter(Conflict):
    title = (
        "Only two petitions of one kind, to one addressee, answered by one unit and about the same"
        " person or unit are merged"
    )


class OthersGoOnInIt(Conflict):
    title = "Others go on in this petition; separate them first, or merge the other way round"


class SettledEachByItself(Conflict):
    title = "Petitions of this kind are settled each by itself; they are not merged"


class LodgedNotSplit(Conflict):
    title = (
        "A complaint that was lodged is not split; guide its sender to sign a letter of its own for"
        " each matter"
    )


class TooManyUnsent(Conflict):
    title = "You have begun many petitions; send or throw away one of them first"


class LooksLikeDenunciation(Invalid):
    title = (
        "This seems to accuse somebody, so nothing of it was kept: a denunciation is handed in on"
        " signed paper or in person. If it is none, say so and it is kept"
    )
