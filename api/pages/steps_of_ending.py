"""Ending a case before its answer and going on after it: forms of its sender and of the desk."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from api.authorities.policy import Act
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.core.ids import new_id
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.rendering import say
from api.pages.steps import Step, all_of, as_they_are, must_lead_to
from api.pages.steps_to_answer import NUMBER, SIGNED_ON, SYMBOL
from api.petitions import reopening, termination, withdrawals
from api.petitions.act_schemas import LONGEST_WORDS
from api.petitions.chains import must_be_followable
from api.petitions.ending_errors import NoEndInLaw, NotAFirstComplaint
from api.petitions.ending_schemas import (
    ReopeningGiven,
    TerminationGiven,
    WithdrawalGiven,
    WithdrawalLodgementGiven,
)
from api.petitions.errors import WithdrawnOnPaper
from api.petitions.groups import must_be_one_persons
from api.petitions.handing_in import submit
from api.petitions.models import Petition
from api.petitions.queries import petition_outline
from api.petitions.schemas import LONGEST_TEXT, PetitionSubmission
from api.petitions.signers import must_act_for
from api.petitions.states import PetitionState


def _reopens(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    return reopening.reopen(petition_id, actor, ReopeningGiven().load(body)["reason"])


def _may_reopen(petition: Petition, actor: Actor) -> None:
    reopening.must_be_reopenable(petition, actor, clock.now())


def _withdraws_part(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given = WithdrawalGiven(only=("part",)).load({"part": ""} | body)
    return withdrawals.withdraw_part(petition_id, actor, given["part"])


def _may_withdraw_part(petition: Petition, _: Actor) -> None:
    if petition.is_lodged:
        raise WithdrawnOnPaper(code=petition.code)
    must_be_one_persons(petition)
    withdrawals.must_be_withdrawable(petition)


def _follows(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    first, chosen = petition_outline(petition_id), UUID(body.pop("ma"))
    whole = body | {
        "kind": Kind.COMPLAINT,
        "instance": 2,
        "follows": first.code,
        "addressee": first.addressee,
        "channel": "web",
    }
    kept = {"petitioner": first.petitioner, "contact": first.contact}
    whole |= {name: value for name, value in kept.items() if value}
    return submit(chosen, PetitionSubmission().load(whole), actor)


def _may_follow(petition: Petition, _: Actor) -> None:
    if petition.kind is not Kind.COMPLAINT:
        raise NotAFirstComplaint(code=petition.code)
    must_be_followable(petition, clock.now())


def _lodges_withdrawal(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    now = clock.now()
    if body.get("at") == clock.vietnam_date(now).isoformat():
        body |= {"at": now.isoformat()}
    elif "at" in body:
        body |= {"at": f"{body['at']}T00:00:00+07:00"}
    given: dict[str, Any] = WithdrawalLodgementGiven().load(body)
    return withdrawals.lodge_withdrawal(petition_id, actor, **given)


def _may_lodge_withdrawal(petition: Petition, _: Actor) -> None:
    withdrawals.must_be_withdrawable_on_paper(petition)


def _terminates(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = TerminationGiven().load(body)
    return termination.terminate(petition_id, actor, **given)


def _may_terminate(petition: Petition, _: Actor) -> None:
    must_lead_to(petition, PetitionState.TERMINATED)
    if not _grounds(petition):
        raise NoEndInLaw


def _grounds(petition: Petition) -> list[termination.Ground]:
    """Those on which it may end today; of a withdrawal only once its paper is there."""
    is_withdrawn = withdrawals.is_withdrawn(petition.id)
    provided = termination.grounds_of_end(petition, clock.today())
    return [each for each in provided if is_withdrawn or not each.needs_withdrawal]


def _on_which_ground(petition: Petition, _: Actor) -> Sequence[Field]:
    locale = preferred_locale()
    options = tuple(Option(each.code, each.title(locale)) for each in _grounds(petition))
    words = Field("text", "Words to the sender", Widget.LINES, needed=True, longest=LONGEST_WORDS)
    ground = Field("ground", "The ground", Widget.ONE, needed=True, options=options)
    return (ground, words, NUMBER, SYMBOL, SIGNED_ON)


def _how_withdrawn(_: Petition, __: Actor) -> Sequence[Field]:
    forms = (
        Option("paper", say("A signed paper")),
        Option("in_person", say("A record made in person")),
    )
    return (
        Field("form", "In which form?", Widget.ONE, needed=True, options=forms),
        Field("at", "The day on which it was received", Widget.DAY, needed=True),
        Field(
            "part",
            "Which part is taken back",
            Widget.LINES,
            longest=LONGEST_WORDS,
            when="only when it is not the whole",
        ),
    )


def _signed_today(_: Petition, __: Actor) -> Typed:
    return Typed.of(signed_on=clock.today())


def _with_id(_: Petition, __: Actor) -> Typed:
    return Typed.of(ma=new_id())


_WHY: Final = Field(
    "reason", "What is not settled after all", Widget.LINES, needed=True, longest=LONGEST_WORDS
)

SECOND: Final = Step(
    slug="khieu-nai-lan-hai",
    act=Act.CONTEST,
    title="Complain a second time",
    button="Send the second complaint",
    done="Sent to the head above; it stands among your cases. Sign it on paper at the desk.",
    takes=_follows,
    fits=_may_follow,
    asks=as_they_are(
        Field(
            "text",
            "Why you do not accept the decision, and what you ask for",
            Widget.LINES,
            needed=True,
            longest=LONGEST_TEXT,
        ),
        Field("ma", widget=Widget.CARRIED),
    ),
    begins=_with_id,
    note="It counts from the signed paper or the record in person: bring it to the desk in time.",
)

REOPENING: Final = Step(
    slug="mo-lai",
    act=Act.REOPENING,
    title="It is not settled after all: have it reopened",
    button="Have it reopened",
    done="It was opened again, and is owed anew.",
    takes=_reopens,
    fits=_may_reopen,
    asks=as_they_are(_WHY),
    note="Once for an answer. Whoever answered answers anew, and the time for that runs anew.",
)

PART: Final = Step(
    slug="rut-mot-phan",
    act=Act.WITHDRAWAL,
    title="Take a part of it back",
    button="Take this part back",
    done="That part is taken back; the rest goes on.",
    takes=_withdraws_part,
    fits=_may_withdraw_part,
    asks=as_they_are(
        Field("part", "Which part is taken back", Widget.LINES, needed=True, longest=LONGEST_WORDS)
    ),
    note="The rest is answered by the same day.",
)

WITHDRAWAL_LODGEMENT: Final = Step(
    slug="nhap-viec-rut",
    act=Act.WITHDRAWAL_LODGEMENT,
    title="Enter a withdrawal on paper or in person",
    button="Enter it",
    done="Entered; the sender is told.",
    takes=_lodges_withdrawal,
    fits=_may_lodge_withdrawal,
    asks=_how_withdrawn,
    note="A complaint that was taken on ends only by the signed decision; until then it is owed.",
)

TERMINATION: Final = Step(
    slug="dinh-chi",
    act=Act.TERMINATION,
    title="End the settlement by decision",
    button="End it",
    done="Ended; the sender is told.",
    takes=_terminates,
    fits=all_of(must_act_for, _may_terminate),
    asks=_on_which_ground,
    begins=_signed_today,
)

OF_SENDERS: Final = (SECOND, REOPENING, PART)
"""What its sender may say, before the withdrawal of the whole."""
