"""What the sender of a petition may say on its page: more words, a rating, yes, no, or nothing."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from api.authorities.policy import Act
from api.cases.access import head_above
from api.core import clock
from api.core.access import Actor
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.rendering import say
from api.pages.steps import Step, as_they_are, must_lead_to
from api.pages.steps_of_files import OF_SENDER
from api.petitions import aftermath, legal_acts
from api.petitions.act_schemas import (
    LONGEST_WORDS,
    NothingGiven,
    ReasonsGiven,
    StarsGiven,
    TextGiven,
    WordsGiven,
)
from api.petitions.errors import (
    NobodyAbove,
    NotAnswered,
    PetitionNotOpen,
    PromiseOpen,
    WithdrawnOnPaper,
)
from api.petitions.models import Petition
from api.petitions.promises import are_kept
from api.petitions.states import ANSWERED, PetitionState


def _informs(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    return legal_acts.inform(petition_id, actor, TextGiven().load(body)["text"])


def _rates(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    stars = body.get("stars", "")
    number = {"stars": int(stars)} if stars in _STARS else {}
    return aftermath.rate(petition_id, actor, **StarsGiven().load(body | number))


def _agrees(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    NothingGiven().load(body)
    return aftermath.close(petition_id, actor)


def _contests(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    return aftermath.contest(petition_id, actor, ReasonsGiven().load(body)["reasons"])


def _withdraws(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    return legal_acts.withdraw(petition_id, actor, WordsGiven().load(body)["words"])


def _is_asked(petition: Petition, _: Actor) -> None:
    if petition.state != PetitionState.SUPPLEMENT:
        raise PetitionNotOpen(code=petition.code, state=petition.state)


def _is_answered(petition: Petition, _: Actor) -> None:
    if petition.state not in ANSWERED:
        raise NotAnswered(code=petition.code, state=petition.state)


def _may_agree(petition: Petition, _: Actor) -> None:
    must_lead_to(petition, PetitionState.CLOSED)
    if petition.state == PetitionState.FOLLOWING and not are_kept(petition):
        raise PromiseOpen(code=petition.code)  # a yes to the words is none to what is not done


def _may_contest(petition: Petition, _: Actor) -> None:
    aftermath.must_be_contestable(petition, clock.now())
    must_lead_to(petition, PetitionState.CONTESTED)
    if head_above(petition) is None:
        raise NobodyAbove(code=petition.code)


def _may_withdraw(petition: Petition, _: Actor) -> None:
    if petition.is_lodged:
        raise WithdrawnOnPaper(code=petition.code)
    must_lead_to(petition, PetitionState.WITHDRAWN)


def _how_good(_: Petition, __: Actor) -> Sequence[Field]:
    stars = (
        Option("5", say("5: very satisfied")),
        Option("4", say("4: satisfied")),
        Option("3", say("3: so-so")),
        Option("2", say("2: not satisfied")),
        Option("1", say("1: not satisfied at all")),
    )
    words = Field("words", "What was good, what was missing", Widget.LINES, longest=2000)
    return (
        Field("stars", "How satisfied are you?", Widget.ONE, needed=True, options=stars),
        words,
    )


def _as_rated(petition: Petition, _: Actor) -> Typed:
    return Typed.of(stars=petition.rating, words=petition.rating_words)


_STARS: Final = frozenset("12345")

INFORMATION: Final = Step(
    slug="bo-sung",
    act=Act.INFORMATION,
    title="Add what you were asked for",
    button="Send it",
    done="Sent; the authority goes on with it.",
    takes=_informs,
    fits=_is_asked,
    asks=as_they_are(
        Field("text", "What you add", Widget.LINES, needed=True, longest=LONGEST_WORDS)
    ),
)

RATING: Final = Step(
    slug="danh-gia",
    act=Act.RATING,
    title="Rate the answer",
    button="Send the rating",
    done="Thank you; your rating is counted.",
    takes=_rates,
    fits=_is_answered,
    asks=_how_good,
    begins=_as_rated,
    note="What you say last counts. Everybody reads the number, never your words.",
)

AGREEMENT: Final = Step(
    slug="dong-y",
    act=Act.CLOSURE,
    title="I agree with the answer",
    button="I agree; close the case",
    done="Thank you; the case is closed.",
    takes=_agrees,
    fits=_may_agree,
    note="The case is closed then. Nobody closes it for you while you may still object.",
)

CONTEST: Final = Step(
    slug="chua-dong-y",
    act=Act.CONTEST,
    title="I do not agree with the answer",
    button="Send it to the head above",
    done="Sent: the head above the one who answered looks at it again.",
    takes=_contests,
    fits=_may_contest,
    asks=as_they_are(
        Field(
            "reasons",
            "What is wrong or missing in the answer, and what do you ask for?",
            Widget.LINES,
            needed=True,
            longest=LONGEST_WORDS,
        )
    ),
    note="You can say so once, so name every reason. It costs nothing and harms you in nothing.",
)

WITHDRAWAL: Final = Step(
    slug="rut-don",
    act=Act.WITHDRAWAL,
    title="Take it back",
    button="Take it back",
    done="Taken back; nothing of it is public.",
    takes=_withdraws,
    fits=_may_withdraw,
    asks=as_they_are(
        Field("words", "Why, if you want to say", Widget.LINES, longest=LONGEST_WORDS)
    ),
    note="Nobody answers it then. This cannot be undone, but you may send it anew.",
)

IN_ORDER: Final = (INFORMATION, CONTEST, AGREEMENT, RATING, OF_SENDER, WITHDRAWAL)
