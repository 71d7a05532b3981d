"""Acts on the clock: to suspend a settlement, to go on with it, and to take the longer term."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from api.authorities.policy import Act
from api.core import clock
from api.core.access import Actor
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.steps import Step, all_of, as_they_are, is_in, must_lead_to
from api.pages.steps_to_answer import NUMBER, SIGNED_ON, SYMBOL
from api.pages.words import word
from api.petitions import legal_acts
from api.petitions.act_schemas import (
    LONGEST_WORDS,
    ExtensionGiven,
    ResumptionGiven,
    SuspensionGiven,
)
from api.petitions.errors import NoLongerTerm, NoPauseInLaw
from api.petitions.models import Petition
from api.petitions.signers import must_act_for
from api.petitions.states import BEFORE_ANSWER, PetitionState
from api.regulation.provisions import can_lengthen, grounds_of_pause

_S = PetitionState

_TO_THE_SENDER: Final = Field(
    "text", "Words to the sender", Widget.LINES, needed=True, longest=LONGEST_WORDS
)


def _suspends(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = SuspensionGiven().load(body)
    return legal_acts.suspend(petition_id, actor, **given)


def _resumes(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = ResumptionGiven().load(body)
    return legal_acts.resume(petition_id, actor, **given)


def _extends(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = ExtensionGiven().load(body | {"complex": True})
    return legal_acts.extend(petition_id, actor, given["paper"], given["reason"])


def _may_take_longer(petition: Petition, _: Actor) -> None:
    if not can_lengthen(petition, clock.now(), {"complex": True}):
        raise NoLongerTerm(code=petition.code)


def _may_stand_still(petition: Petition, _: Actor) -> None:
    must_lead_to(petition, _S.SUSPENDED)
    if not grounds_of_pause(petition, clock.now()):
        raise NoPauseInLaw


def _on_which_ground(petition: Petition, _: Actor) -> Sequence[Field]:
    grounds = grounds_of_pause(petition, clock.now())
    options = tuple(Option(each, word("ground", each)) for each in grounds)
    return (
        Field("ground", "The ground", Widget.ONE, needed=True, options=options),
        _TO_THE_SENDER,
        NUMBER,
        SYMBOL,
        SIGNED_ON,
    )


_OF_A_NOTICE: Final = tuple(
    replace(each, needed=False, when="when there is a notice: number, symbol and day together")
    for each in (NUMBER, SYMBOL, SIGNED_ON)
)


def _signed_today(_: Petition, __: Actor) -> Typed:
    return Typed.of(signed_on=clock.today())


SUSPENSION: Final = Step(
    slug="tam-dinh-chi",
    act=Act.SUSPENSION,
    title="Suspend the settlement",
    button="Suspend",
    done="Suspended; the sender is told.",
    takes=_suspends,
    fits=all_of(must_act_for, _may_stand_still),
    asks=_on_which_ground,
    begins=_signed_today,
)

RESUMPTION: Final = Step(
    slug="giai-quyet-tiep",
    act=Act.RESUMPTION,
    title="Go on with the settlement",
    button="Go on",
    done="It goes on, and so does its clock.",
    takes=_resumes,
    fits=all_of(must_act_for, is_in(_S.SUSPENDED)),
    asks=as_they_are(_TO_THE_SENDER, *_OF_A_NOTICE),
)

EXTENSION: Final = Step(
    slug="vu-viec-phuc-tap",
    act=Act.EXTENSION,
    title="It is complex: take the longer term",
    button="Take the longer term",
    done="The longer term runs; the sender is told.",
    takes=_extends,
    fits=all_of(must_act_for, is_in(*BEFORE_ANSWER), _may_take_longer),
    asks=as_they_are(
        Field("reason", "The reason", Widget.LINES, needed=True, longest=LONGEST_WORDS),
        NUMBER,
        SYMBOL,
        SIGNED_ON,
    ),
    begins=_signed_today,
)
