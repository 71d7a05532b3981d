"""What may be the matter with a petition."""

from api.core.errors import Conflict, Forbidden, Invalid, TooMany


class DenunciationNotOnline(Invalid):
    title = (
        "A denunciation cannot be handed in here: the law wants a signed paper or your word in"
        " person. Nothing of what you wrote was kept."
    )


class CrimeReportNotOnline(Invalid):
    title = (
        "A crime is reported to the police, not here; in danger call 113."
        " Nothing of what you wrote was kept."
    )


class IdTaken(Conflict):
    title = "This id belongs to another petition; make a new one"


class SignedFileNotPdf(Invalid):
    title = "The signed answer is kept as a PDF; please send the scan or the signed file as PDF"


class AlreadyEntered(Conflict):
    title = "This letter was entered already, from the same source with the same number"


class TooManyPetitions(TooMany):
    title = "You have handed in many petitions in a short time; please wait a while"


class TooManyLookUps(TooMany):
    title = "Too many numbers were looked up from here; please wait a while"


class UnknownArea(Invalid):
    title = "There is no commune with this code today; look it up at /api/v1/areas"


class OutsideProvince(Invalid):
    title = (
        "The point on the map lies outside this province; move it, or leave it out and say in"
        " words where it is"
    )


class OnTheBorder(Invalid):
    title = "The point on the map lies between two communes; please choose which one it is"


class UnknownField(Invalid):
    title = "There is no such field; look it up at /api/v1/fields"


class ChannelNotYours(Invalid):
    title = (
        "A resident hands in by app or web, reception enters what came in other ways,"
        " and lists and programs have ways of their own; choose the way it really came"
    )


class NotesNotYours(Invalid):
    title = (
        "Consent, read-back and the number of a letter are noted by a receiving officer;"
        " leave `intake` out"
    )


class ConsentNotNoted(Invalid):
    title = (
        "Others may read it only when the sender agrees: note who agreed and how,"
        " or enter it as not public"
    )


class NoLetter(Invalid):
    title = "This is no e-mail file that can be read; save the letter as .eml and choose it again"


class ReceivedInFuture(Invalid):
    title = "A petition cannot have been received in the future"


class ReceivedEarlier(Invalid):
    title = "Only a receiving officer may enter an earlier day of receipt, and must say why"


class PetitionNotOpen(Conflict):
    title = "In its present state the petition does not allow this"


class NotForThisKind(Conflict):
    title = "The table of outcomes does not provide this for this kind of petition"


class ComplaintNotLodged(Conflict):
    title = "A complaint is accepted only after a signed paper or a record made in person"


class LodgedOutsideTime(Invalid):
    title = "A complaint is lodged between the day of its receipt and now"


class SameKind(Conflict):
    title = "It is of this kind already; choose another one"


class BecomesNoComplaint(Conflict):
    title = (
        "It is taken on already, and a complaint is taken on only when it was lodged; guide the"
        " sender to hand in a complaint of their own"
    )


class LodgedAlready(Conflict):
    title = "This complaint has been lodged already"


class NothingProposed(Conflict):
    title = "There is no proposal to decide on"


class NothingDrafted(Conflict):
    title = "No draft lies here to be spoken of; write one first"


class NothingToSign(Conflict):
    title = "There is no draft to sign"


class NotTheHolder(Forbidden):
    title = "Only the head who must answer, or who lawfully signs for them, may do this"


class WrongAuthority(Conflict):
    title = "Your position does not sign in this way"


class SignedOutsideTime(Invalid):
    title = "An answer is signed between the day of receipt and today"


class ChangedMeanwhile(Conflict):
    title = "Somebody changed this since you read it; please read it again"


class OwedAnew(Conflict):
    title = "The head above has decided that it is answered anew; it cannot be returned any more"


class AboutThem(Conflict):
    title = "The petition is about this unit or person, who may not handle it"


class ReceivedBeforeUnit(Invalid):
    title = "On that day the unit that answers did not exist yet"


class SourceNotYours(Invalid):
    title = "Where a letter came from is entered by a receiving officer"


class NotInThisUnit(Conflict):
    title = "This position does not belong to the unit that answers"


class MayNotDraft(Conflict):
    title = "Whoever holds this position writes no answers; choose somebody who does"


class LetterInPart(Invalid):
    title = "A letter has a number, a symbol and a day; give all three, or none yet"


class PromiseMissing(Invalid):
    title = "What is under way or planned needs a commitment: what will be done, and by which day"


class NotAnswered(Conflict):
    title = "No answer stands yet; wait for the signed answer, then say what you think of it"


class NotTheSuperior(Forbidden):
    title = "Only the head above the one who answered decides whether the sender is right"


class ContestedAlready(Conflict):
    title = (
        "You have contested an answer to this petition once already;"
        " if something is still missing, hand in a new petition"
    )


class ContestTooLate(Conflict):
    title = (
        "The petition is closed and the time to contest has passed;"
        " if something is still missing, hand in a new petition"
    )


class ComplaintNotContested(Conflict):
    title = (
        "The decision on a complaint is not contested here: the law gives a second complaint or"
        " the court, as listed"
    )


class NobodyAbove(Conflict):
    title = (
        "In this province nobody stands above who answered;"
        " if something is still missing, hand in a new petition"
    )


class NothingContested(Conflict):
    title = "The sender has not contested the answer, so there is nothing to decide"


class PromiseOpen(Conflict):
    title = (
        "The answer promises something that nobody has confirmed yet; it is closed when the sender"
        " agrees or the promise is verified"
    )


class MayStillBeContested(Conflict):
    title = "The sender may still disagree; the petition is closed when they agree"


class TooManyRatings(TooMany):
    title = "You have rated many answers in a short time; please wait a while"


class NoPauseInLaw(Conflict):
    title = (
        "No rule in force lets the clock of this petition stand still on this ground;"
        " the settlement goes on"
    )


class PauseNotYetInLaw(NoPauseInLaw):
    title = (
        "The law lets a settlement stand still on this ground only by decisions signed since a"
        " later day; until then the settlement goes on"
    )


class ResumedBeforeSuspended(Conflict):
    title = (
        "The notice that the settlement goes on is signed on a day from the suspension to today;"
        " check the day on the paper"
    )


class NoLongerTerm(Conflict):
    title = (
        "No rule gives this petition a longer term now: there is none, it was used, or the last"
        " day has passed; the day stands"
    )


class ReturnedToItself(Conflict):
    title = "The petition is with this unit already; name another unit, or none"


class NoHeadThere(Conflict):
    title = "Nobody heads this unit, so nobody there could answer; name another unit"


class WithdrawnOnPaper(Conflict):
    title = (
        "A complaint that was lodged is withdrawn on a signed paper or in person;"
        " please go to the reception desk that took it"
    )


class NobodyToDirect(Conflict):
    title = "There is no government in this place to direct; assign the petition in your own unit"
