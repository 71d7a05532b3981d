"""Asking other units for their part of an answer, and what they say to that."""

from uuid import UUID

from api.authorities.directory import directory
from api.authorities.policy import Act
from api.cases.access import is_about, roles_on
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db
from api.core.errors import Forbidden, Missing
from api.events.actions import record
from api.petitions import queries
from api.petitions.contribution_errors import (
    DayHasPassed,
    RepliedAlready,
    UnitAskedAlready,
    WorksOnItAlready,
)
from api.petitions.contributions import Asked, Contribution, PartState, Reply, contributions_to
from api.petitions.errors import AboutThem, NoHeadThere, PetitionNotOpen
from api.petitions.models import Petition
from api.petitions.signers import take_up, to_change
from api.petitions.states import BEFORE_ANSWER


def ask(petition_id: UUID, actor: Actor, asked: Asked) -> Petition:
    """Another unit is asked for its part by a day; it sees the petition from now on."""
    petition = to_change(petition_id, actor, Act.PARTS)
    _must_be_able_to_ask(petition, asked)
    head = directory().head_of(asked.unit.id)
    if head is None:
        raise NoHeadThere(unit=asked.unit.name)
    if is_about(petition, head):
        raise AboutThem(code=petition.code)
    earlier = contributions_to(petition.id)
    if any(each.unit_id == asked.unit.id and each.replied_at is None for each in earlier):
        raise UnitAskedAlready(unit=asked.unit.name)
    now = clock.now()
    part = Contribution(
        petition_id=petition.id,
        ordinal=len(earlier) + 1,
        unit_id=asked.unit.id,
        what=asked.what,
        due_on=asked.due_on,
        asked_at=now,
        asked_by_id=actor.position_id,
    )
    db.session.add(part)
    petition.co_unit_ids = sorted({*(petition.co_unit_ids or ()), asked.unit.id})
    record(
        "petition.part_asked",
        petition,
        at=now,
        actor=actor,
        unit_id=asked.unit.id,
        position_id=head.id,
        part=part.ordinal,
        due_on=asked.due_on.isoformat(),
    )
    return petition


def reply(petition_id: UUID, ordinal: int, actor: Actor, said: Reply) -> Petition:
    """The unit gives its part, or says why it does not; who does not need not see it any more."""
    petition = queries.petition_to_change(petition_id)
    part = _own_part(petition, ordinal, actor)
    take_up(petition, actor)
    if petition.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    if part.replied_at is not None:
        raise RepliedAlready(code=petition.code)
    now = clock.now()
    part.text, part.reason = said.text, said.reason
    part.replied_at, part.replied_by_id = now, actor.position_id
    unit_id, number = part.unit_id, part.ordinal
    if part.state is PartState.CONTRIBUTED:
        record(
            "petition.part_contributed",
            petition,
            at=now,
            actor=actor,
            unit_id=unit_id,
            part=number,
        )
        return petition
    _give_up_sight(petition)
    record("petition.part_declined", petition, at=now, actor=actor, unit_id=unit_id, part=number)
    return petition


def _must_be_able_to_ask(petition: Petition, asked: Asked) -> None:
    if petition.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    if asked.due_on < clock.today():
        raise DayHasPassed(errors={"due_on": ["The day has passed already"]})
    if asked.unit.id in (petition.unit_id, petition.assigned_unit_id):
        raise WorksOnItAlready(unit=asked.unit.name)


def _own_part(petition: Petition, ordinal: int, actor: Actor) -> Contribution:
    """The part, when it is asked of the unit that the person acts in."""
    if not roles_on(actor, petition):
        raise Missing
    part = next((p for p in contributions_to(petition.id) if p.ordinal == ordinal), None)
    if part is None:
        raise Missing
    acting = directory().position(actor.position_id) if actor.position_id else None
    is_theirs = acting is not None and acting.unit_id == part.unit_id
    if not is_theirs or Role.CONTRIBUTOR not in roles_on(actor, petition):
        raise Forbidden
    return part


def _give_up_sight(petition: Petition) -> None:
    """A unit that contributes nothing sees the petition no more, unless it did so before."""
    parts = contributions_to(petition.id)
    kept = {each.unit_id for each in parts if each.state is not PartState.DECLINED}
    petition.co_unit_ids = sorted(kept) or None
