"""Who may do what to this petition: the table of rights, then the position acted in."""

from dataclasses import dataclass, replace
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Title
from api.authorities.policy import Act, Authority, can, may_sign
from api.authorities.views import PositionView
from api.cases.access import head_above, roles_on
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.errors import Forbidden, Missing
from api.petitions import queries
from api.petitions.errors import NotInThisUnit, NotTheHolder, NotTheSuperior, WrongAuthority
from api.petitions.models import Petition


@dataclass(frozen=True)
class Signer:
    """The position that signs, and the person who holds it today."""

    position_id: UUID
    person: str


def to_change(petition_id: UUID, actor: Actor, act: Act) -> Petition:
    """The petition, locked; nothing for who may not see it, a refusal for who may not do this."""
    petition = queries.petition_to_change(petition_id)
    must_be_able(actor, petition, act)
    return petition


def must_be_able(actor: Actor, petition: Petition, act: Act) -> None:
    """Refuses who may not do this: as if it did not exist, when they may not even see it.

    Sight is that of all positions held; the right to act is that of the position acted in.
    """
    if not roles_on(actor, petition):
        raise Missing
    held = frozenset({actor.position_id} if actor.position_id else ())
    acting = directory().position(actor.position_id) if actor.position_id else None
    kind = directory().unit(acting.unit_id).kind if acting else None
    if not can(roles_on(replace(actor, position_ids=held), petition), act, kind):
        raise Forbidden


def must_act_for(petition: Petition, actor: Actor) -> PositionView:
    """The position acted in, when it is the holder's or a deputy's in the same unit."""
    if actor.position_id is None:
        raise NotTheHolder(code=petition.code)
    position = directory().position(actor.position_id)
    is_deputy = position.title is Title.DEPUTY and position.unit_id == petition.unit_id
    if position.id != petition.holder_id and not is_deputy:
        raise NotTheHolder(code=petition.code)
    return position


def must_stand_above(petition: Petition, actor: Actor) -> None:
    """Refuses who does not act in the unit of the head above, and whose own answer it is."""
    above = head_above(petition)
    acting = directory().position(actor.position_id) if actor.position_id else None
    if above is None or acting is None or acting.unit_id != above.unit_id:
        raise NotTheSuperior(code=petition.code)
    if petition.holder_id in actor.position_ids:
        raise NotTheSuperior(code=petition.code)


def signer_of(petition: Petition, actor: Actor, authority: Authority | None) -> Signer:
    """Who signs: the holder, a deputy for them (KT.), or a department by their order (TL.)."""
    if actor.position_id is None:
        raise NotTheHolder(code=petition.code)
    position = directory().position(actor.position_id)
    unit = directory().unit(position.unit_id)
    by_order = authority is Authority.TL and unit.parent_id == petition.unit_id
    if not by_order:
        must_act_for(petition, actor)
    is_decision = petition.kind is Kind.COMPLAINT  # who settles a complaint does not hand it down
    if not may_sign(position.title, authority) or (by_order and is_decision):
        raise WrongAuthority(authority=authority)
    holder = directory().holder_on(position.id, clock.today())
    return Signer(position.id, holder.person if holder else position.name)


def must_prepare_for(petition: Petition, position: PositionView) -> None:
    """Refuses a position outside the unit that answers and its own desks."""
    unit = directory().unit(position.unit_id)
    if petition.unit_id not in (unit.id, unit.parent_id):
        raise NotInThisUnit(position=position.name)
