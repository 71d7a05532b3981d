"""Acts beside the straight way: questions to the sender, returns, directions, contests."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.lookup import unit_named
from api.authorities.models import Level, UnitKind
from api.authorities.policy import BODIES, Act
from api.authorities.views import UnitView
from api.core import clock
from api.core.access import Actor
from api.core.errors import Conflict
from api.pages.forms import Field, Option, Widget
from api.pages.rendering import say
from api.pages.steps import Step, Takes, all_of, as_they_are, is_in, must_lead_to
from api.petitions import aftermath, legal_acts
from api.petitions.act_schemas import (
    LONGEST_WORDS,
    ContestDecisionGiven,
    NothingGiven,
    ReturnGiven,
    TextGiven,
)
from api.petitions.errors import NothingContested
from api.petitions.models import Petition
from api.petitions.signers import must_act_for, must_stand_above
from api.petitions.states import BEFORE_ANSWER, PetitionState

_S = PetitionState


def _words(label: str, hint: str = "") -> Field:
    return Field("text", label, Widget.LINES, hint, needed=True, longest=LONGEST_WORDS)


def _saying(act: Callable[[UUID, Actor, str], object]) -> Takes:
    """An act of which there is nothing but words."""
    return lambda petition_id, actor, body: act(petition_id, actor, TextGiven().load(body)["text"])


def _sends_back(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given = ReturnGiven().load(body)
    unit = unit_named(given["to"]) if "to" in given else None
    basis = given.get("legal_basis")
    return legal_acts.send_back(petition_id, actor, given["reason"], unit, basis)


def _decides_contest(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = ContestDecisionGiven().load(body)
    return aftermath.decide_contest(petition_id, actor, **given)


def _closes(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    NothingGiven().load(body)
    return aftermath.close(petition_id, actor)


def _may_go_back(petition: Petition, _: Actor) -> None:
    if petition.state != _S.RECEIVED:
        must_lead_to(petition, _S.RECEIVED)


def _is_contested(petition: Petition, _: Actor) -> None:
    if petition.state != _S.CONTESTED:
        raise NothingContested(code=petition.code, state=petition.state)


def _is_not_their_own(petition: Petition, actor: Actor) -> None:
    """Nobody urges themselves."""
    if petition.holder_id == actor.position_id:
        raise Conflict


def _is_settled(petition: Petition, _: Actor) -> None:
    aftermath.must_be_settled(petition, clock.now())


def _may_direct(petition: Petition, _: Actor) -> None:
    if petition.state not in {_S.ACCEPTED, _S.IN_PROGRESS}:
        must_lead_to(petition, _S.ACCEPTED)


def _where_to(petition: Petition, _: Actor) -> Sequence[Field]:
    options = (Option("", say("I do not know")), *_units_to_answer(petition))
    return (
        Field("reason", "Why is it not yours?", Widget.LINES, needed=True, longest=LONGEST_WORDS),
        Field("to", "Who should answer", Widget.LIST, options=options),
        Field("legal_basis", "Legal basis", longest=300),
    )


def _units_to_answer(petition: Petition) -> Iterator[Option]:
    """Units with a head: of the same place, of the province, and the governments of communes."""
    known, today = directory(), clock.today()
    own = known.unit(petition.unit_id)
    here = known.same_place(own.id)
    groups = {
        say("Here"): [unit for unit in known.units.values() if unit.id in here],
        say("Of the province"): _of(Level.PROVINCE, frozenset({*BODIES, UnitKind.DEPARTMENT})),
        say("Communes"): _of(Level.COMMUNE, frozenset({UnitKind.GOVERNMENT})),
    }
    shown = {own.id}
    for name, units in groups.items():
        for unit in sorted(units, key=lambda each: each.code):
            if unit.id not in shown and unit.is_current(today) and known.head_of(unit.id):
                shown.add(unit.id)
                yield Option(unit.code, unit.name, name)


def _of(level: Level, kinds: frozenset[UnitKind]) -> list[UnitView]:
    units = directory().units.values()
    return [unit for unit in units if unit.level is level and unit.kind in kinds]


def _who_is_right(_: Petition, __: Actor) -> Sequence[Field]:
    return (
        Field(
            "uphold",
            "Is the sender right?",
            Widget.ONE,
            needed=True,
            options=(
                Option("true", say("Yes: it is answered anew")),
                Option("false", say("No: the answer stands")),
            ),
        ),
        Field(
            "reason",
            "The reason",
            Widget.LINES,
            hint="The sender reads it as it stands here.",
            needed=True,
            longest=LONGEST_WORDS,
        ),
    )


CONTEST_DECISION: Final = Step(
    slug="xem-lai",
    act=Act.CONTEST_DECISION,
    title="Decide whether the sender is right",
    button="Decide",
    done="Decided; the sender is told.",
    takes=_decides_contest,
    fits=all_of(_is_contested, must_stand_above),
    asks=_who_is_right,
    is_from_above=True,
)

INFORMATION_REQUEST: Final = Step(
    slug="hoi-them",
    act=Act.INFORMATION_REQUEST,
    title="Ask the sender for what is missing",
    button="Ask",
    done="Asked; the clock does not wait.",
    takes=_saying(legal_acts.ask),
    fits=lambda petition, _: must_lead_to(petition, _S.SUPPLEMENT),
    asks=as_they_are(_words("What you need to know", "The sender reads it as it stands here.")),
    note="The clock does not wait for the answer.",
)

RETURN: Final = Step(
    slug="tra-lai",
    act=Act.RETURN,
    title="Send it back: it is not ours",
    button="Send it back",
    done="Sent back to be routed anew.",
    takes=_sends_back,
    fits=all_of(must_act_for, _may_go_back),
    asks=_where_to,
    note="It is counted, and no clock waits.",
)

DIRECTION: Final = Step(
    slug="chi-dao",
    act=Act.DIRECTION,
    title="Direct the government to prepare the answer",
    button="Direct",
    done="Directed.",
    takes=_saying(legal_acts.direct),
    fits=_may_direct,
    asks=as_they_are(_words("The direction", "Stays inside the office.")),
)

URGING: Final = Step(
    slug="don-doc",
    act=Act.URGING,
    title="Urge whoever must answer",
    button="Urge",
    done="Urged; it is on record.",
    takes=_saying(legal_acts.urge),
    fits=all_of(is_in(*BEFORE_ANSWER), _is_not_their_own),
    asks=as_they_are(_words("The words", "Stays inside the office.")),
)

CLOSURE: Final = Step(
    slug="ket-thuc",
    act=Act.CLOSURE,
    title="Close the case",
    button="Close it",
    done="Closed.",
    takes=_closes,
    fits=all_of(must_act_for, is_in(_S.ANSWERED, _S.FOLLOWING), _is_settled),
    note="When the promise is kept, and the sender can object no more.",
)
