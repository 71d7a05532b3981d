"""What may be the matter with a question at a dialogue."""

from api.core.errors import Conflict, Forbidden, Invalid, TooMany


class QuestionIdTaken(Conflict):
    title = "This id belongs to another question; make a new one"


class QuestionsNotTaken(Conflict):
    title = "Questions are taken from the announcement until the day that it names; see when"


class OnlyOnTheSpot(Conflict):
    title = (
        "The dialogue has begun: those who registered for it ask there, or here when it is held"
        " online"
    )


class TooManyQuestions(TooMany):
    title = "You have asked many questions in a short time; try again in an hour"


class OutcomeGivenAlready(Conflict):
    title = "This question has its outcome already; read it again"


class NotDecidedYet(Conflict):
    title = "This question has no outcome yet"


class FollowsAnother(Conflict):
    title = "This question is answered together with another one; act on that one"


class QuestionsApart(Invalid):
    title = "Only questions of one dialogue are answered together; choose one of this dialogue"


class NotInSession(Conflict):
    title = "Outcomes are given between the opening and the closing of the dialogue"


class PromiseMade(Conflict):
    title = "A promise was made for this question; follow that up instead of changing the outcome"


class DayOfAnswerPassed(Invalid):
    title = "An answer is owed by a day to come; name another day"


class PreparedAfterwards(Invalid):
    title = "An answer is prepared before the dialogue begins; name an earlier day"


class OwedByOthers(Invalid):
    title = "An answer is owed by a unit of the organiser, or one that was to be there; choose one"


class NothingOwed(Conflict):
    title = "Nothing is owed in writing on this question"


class AnswerSignedAtNoTime(Invalid):
    title = "An answer in writing is signed between the day of the dialogue and today"


class MayNotSignIt(Forbidden):
    title = "Only the head who owes this answer, or who may sign for them, signs it"


class NotThePreparer(Forbidden):
    title = "Only the unit that is to prepare the answer writes it down"


class QuestionWithdrawn(Conflict):
    title = "Who asked has taken this question back"


class LackingOutcomes(Conflict):
    title = "Some questions have no outcome yet; give each its outcome, then close the dialogue"


class NotForScreening(Forbidden):
    title = (
        "Somebody outside of the organiser says what is shown in public: a moderator, or the Front"
    )


class OwnQuestion(Conflict):
    title = "This is your own question; it counts already"
