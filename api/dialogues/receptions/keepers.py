"""Who may keep the register of a place's reception days, and whom a day may serve."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.policy import Act, can, roles_of
from api.authorities.views import PositionView, UnitView
from api.core.access import Actor, Role
from api.dialogues.errors import NobodyHoldsIt
from api.dialogues.receptions.errors import NotOfThisPlace, NotTheKeeper, NotThereThen


def must_keep(actor: Actor, unit: UnitView, served: Iterable[PositionView]) -> None:
    """Refuses who may not plan or record a day of this unit's place that serves these positions.

    A receiving officer keeps all days of their place, a head or assistant those of their own unit.
    """
    if not keeps(actor, unit, served):
        raise NotTheKeeper


def keeps(actor: Actor, unit: UnitView, served: Iterable[PositionView]) -> bool:
    """Whether they may plan and record such a day."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    if acting is None:
        return False
    own = directory().unit(acting.unit_id)
    roles = roles_of(acting.title, own.kind)
    keeps_place = Role.RECEIVER in roles and own.id in directory().same_place(unit.id)
    keeps_unit = own.id in {each.unit_id for each in served}
    return can(roles, Act.RECEPTION, own.kind) and (keeps_place or keeps_unit)


def must_be_there(unit: UnitView, served: Iterable[PositionView], on: date) -> None:
    """Refuses a unit that does not exist on this day, and positions elsewhere or held by nobody."""
    known = directory()
    if not unit.is_current(on):
        raise NotThereThen(unit=unit.code, on=on.isoformat())
    here = known.same_place(unit.id)
    for position in served:
        if position.unit_id not in here:
            raise NotOfThisPlace(position=position.code)
        if not known.unit(position.unit_id).is_current(on):
            raise NotThereThen(position=position.code, on=on.isoformat())
        if known.holder_on(position.id, on) is None:
            raise NobodyHoldsIt(position=position.code, on=on.isoformat())


def who_received(unit: UnitView, served: Collection[PositionView], on: date) -> Mapping[UUID, str]:
    """Each position that received on this day, with the name of the person.

    Somebody who holds two positions of the place has received in both.
    """
    known, here = directory(), directory().same_place(unit.id)
    found: dict[UUID, str] = {}
    for position in served:
        holder = known.holder_on(position.id, on)
        if holder is None:
            continue
        found[position.id] = holder.person
        others = known.appointments_of(holder.account_id, on) if holder.account_id else ()
        for other in others:
            if known.position(other.position_id).unit_id in here:
                found.setdefault(other.position_id, other.person)
    return found
