"""What is done with colleagues: other units asked for their part, their replies, and notes."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.policy import Act
from api.cases.access import is_about
from api.core import clock
from api.core.access import Actor
from api.core.errors import Forbidden
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.steps import Step, as_they_are
from api.petitions.colleague_schemas import NoteGiven
from api.petitions.colleagues import note_down
from api.petitions.contributing import ask, reply
from api.petitions.contribution_schemas import (
    LONGEST_PART,
    LONGEST_WORDS,
    ContributionGiven,
    PartAsked,
    PartDeclined,
)
from api.petitions.contributions import Contribution, PartState, contributions_to
from api.petitions.errors import PetitionNotOpen
from api.petitions.models import Petition
from api.petitions.states import BEFORE_ANSWER


def _asks_a_unit(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    return ask(petition_id, actor, PartAsked().load(body))


def _contributes(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    return reply(petition_id, int(body.pop("part")), actor, ContributionGiven().load(body))


def _declines(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    return reply(petition_id, int(body.pop("part")), actor, PartDeclined().load(body))


def _notes(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = NoteGiven().load(body)
    return note_down(petition_id, actor, given["words"])


def _is_open(petition: Petition, _: Actor) -> None:
    if petition.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=petition.code, state=petition.state)


def _always(_: Petition, __: Actor) -> None:
    """Nothing stands in the way."""


def _of_which_unit(petition: Petition, _: Actor) -> Sequence[Field]:
    units = tuple(_units_to_ask(petition))
    return (
        Field("unit", "Which unit", Widget.LIST, needed=True, options=units),
        Field("what", "What is asked of it", Widget.LINES, needed=True, longest=LONGEST_WORDS),
        Field("due_on", "By which day", Widget.DAY, needed=True),
    )


def _units_to_ask(petition: Petition) -> list[Option]:
    """Units with a head whom it is not about: those of the place first, then all others."""
    known, today = directory(), clock.today()
    here = known.same_place(petition.unit_id)
    working = {petition.unit_id, petition.assigned_unit_id}
    units = [
        unit
        for unit in known.units.values()
        if unit.is_current(today)
        and unit.id not in working
        and (head := known.head_of(unit.id)) is not None
        and not is_about(petition, head)
        and (unit.id in here or unit.parent_id not in here)
    ]
    near = [Option(unit.code, unit.name) for unit in units if unit.id in here]
    above = known.unit(petition.unit_id)
    province = [
        Option(unit.code, unit.name)
        for unit in units
        if unit.id not in here and unit.level is not above.level
    ]
    return [*near, *province]


def _own_part(petition: Petition, actor: Actor) -> Contribution:
    """The part that the unit acted in still owes; refuses who owes none."""
    _is_open(petition, actor)
    acting = directory().position(actor.position_id) if actor.position_id else None
    # Nobody who was not asked causes a look at the parts.
    if acting is None or acting.unit_id not in (petition.co_unit_ids or ()):
        raise Forbidden
    for part in contributions_to(petition.id):
        if part.unit_id == acting.unit_id and part.state is PartState.ASKED:
            return part
    raise Forbidden


def _which_part(petition: Petition, actor: Actor) -> Typed:
    return Typed.of(part=_own_part(petition, actor).ordinal)


_PART: Final = Field("part", widget=Widget.CARRIED)

PART: Final = Step(
    slug="de-nghi-phoi-hop",
    act=Act.PARTS,
    title="Ask another unit for its part",
    button="Ask",
    done="Asked; the unit is told, and sees the case from now on.",
    takes=_asks_a_unit,
    fits=_is_open,
    asks=_of_which_unit,
    note="It sees the case without the sender, and owes its part by the day you name.",
)

CONTRIBUTION: Final = Step(
    slug="y-kien-phoi-hop",
    act=None,
    title="Give the part of your unit",
    button="Send the part",
    done="Sent; who prepares the answer is told.",
    takes=_contributes,
    fits=_own_part,
    asks=as_they_are(
        Field("text", "The part of your unit", Widget.LINES, needed=True, longest=LONGEST_PART),
        _PART,
    ),
    begins=_which_part,
    is_from_above=True,
)

REFUSAL: Final = Step(
    slug="khong-phoi-hop",
    act=None,
    title="Say why your unit does not contribute",
    button="Say so",
    done="Sent; who prepares the answer is told.",
    takes=_declines,
    fits=_own_part,
    asks=as_they_are(
        Field("reason", "The reason", Widget.LINES, needed=True, longest=LONGEST_WORDS), _PART
    ),
    begins=_which_part,
    is_from_above=True,
)

NOTE: Final = Step(
    slug="ghi-chu",
    act=Act.NOTES,
    title="Write a note for colleagues",
    button="Keep the note",
    done="Kept; only the office reads it.",
    takes=_notes,
    fits=_always,
    asks=as_they_are(Field("words", "The note", Widget.LINES, needed=True, longest=LONGEST_WORDS)),
)
