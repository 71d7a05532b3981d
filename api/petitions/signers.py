"""Who may do what to this petition: the table of rights, then the position acted in."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from api.authorities.delegations import is_delegated
from api.authorities.directory import directory
from api.authorities.models import Title
from api.authorities.policy import Act, Authority, can, may_sign, roles_of
from api.authorities.views import PositionView
from api.cases.access import OUTSIDE, head_above, is_accused, reader_of, roles_on
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.errors import Forbidden, Missing, NoSuchVersion, Problem
from api.core.i18n import preferred_locale
from api.core.versions import expected
from api.events.timeline import since
from api.petitions import queries
from api.petitions.errors import (
    AboutThem,
    ChangedMeanwhile,
    MayNotDraft,
    NotInThisUnit,
    NotTheHolder,
    NotTheSuperior,
    WrongAuthority,
)
from api.petitions.models import Petition
from api.routing.actions import named_for


@dataclass(frozen=True)
class Signer:
    """The position that signs, and the person who holds it today."""

    position_id: UUID
    person: str


def to_change(petition_id: UUID, actor: Actor, act: Act) -> Petition:
    """The petition, locked; nothing for who may not see it, a refusal for who may not do this.

    Who says which version they read is refused when it is another one by now. An act makes
    a new version, also when it leaves the row itself as it is.
    """
    petition = queries.petition_to_change(petition_id)
    must_be_able(actor, petition, act)
    # Handing out to the same desk once more changes nothing that anybody has to read again.
    take_up(petition, actor, anew=act is not Act.ASSIGNMENT)
    return petition


def to_touch(petition_id: UUID, actor: Actor, act: Act) -> Petition:
    """A petition that an act on another one concerns, too: the version read is of that one."""
    petition = queries.petition_to_change(petition_id)
    must_be_able(actor, petition, act)
    flag_modified(petition, "state")
    return petition


def take_up(petition: Petition, actor: Actor, *, anew: bool = True) -> None:
    """The change is made of the version that was read; `anew` when it makes one in any case."""
    versions = expected()
    must_be_as_read(actor, petition, versions)
    if anew or versions is not None:
        flag_modified(petition, "state")


def must_be_as_read(actor: Actor, petition: Petition, versions: frozenset[int] | None) -> None:
    """Refuses who read another version, with what happened since; None for who does not say."""
    if versions is None or petition.version in versions:
        return
    read = max(versions)
    if read > petition.version:
        raise NoSuchVersion(version=petition.version)
    inside = reader_of(actor, petition) not in OUTSIDE
    happened = since(petition.id, read, preferred_locale(), inside=inside)
    raise ChangedMeanwhile(
        yours={"version": read},
        current={"version": petition.version, "state": petition.state},
        since=[{name: each[name] for name in _TOLD_OF_A_CHANGE} for each in happened],
    )


_TOLD_OF_A_CHANGE = ("name", "title", "at", "unit", "position", "by_sender")


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
    """Who signs: the holder, a deputy (KT.), a department by order (TL.), a delegate (TUQ.)."""
    if actor.position_id is None:
        raise NotTheHolder(code=petition.code)
    position = directory().position(actor.position_id)
    unit = directory().unit(position.unit_id)
    by_order = authority is Authority.TL and unit.parent_id == petition.unit_id
    by_delegation = authority is Authority.TUQ and is_delegated(
        petition.holder_id, position.id, clock.today()
    )
    if not by_order and not by_delegation:
        must_act_for(petition, actor)
    is_handed_down = by_order or by_delegation
    is_decision = petition.kind is Kind.COMPLAINT  # who settles a complaint does not hand it down
    may = by_delegation or may_sign(position.title, authority)
    if not may or (is_handed_down and is_decision):
        raise WrongAuthority(authority=authority)
    holder = directory().holder_on(position.id, clock.today())
    return Signer(position.id, holder.person if holder else position.name)


def ways_to_sign(petition: Petition, actor: Actor) -> list[Authority | None]:
    """On whose behalf this person, as they act now, may sign the answer; none when not at all."""
    return [each for each in (*Authority, None) if _signs_so(petition, actor, each)]


def must_prepare_for(petition: Petition, position: PositionView) -> None:
    """Refuses a position outside the unit that answers, its own desks and those the table names.

    So is one whose holder writes no answers: the Front watches how others do.
    """
    unit = directory().unit(position.unit_id)
    if petition.unit_id not in (unit.id, unit.parent_id) and unit.id not in named_for(petition):
        raise NotInThisUnit(position=position.name)
    if is_accused(petition, position):
        raise AboutThem(code=petition.code)
    if not drafts_answers(position):
        raise MayNotDraft(position=position.name)


def drafts_answers(position: PositionView) -> bool:
    """Whether whoever holds this position may write an answer."""
    kind = directory().unit(position.unit_id).kind
    return can(roles_of(position.title, kind), Act.DRAFT, kind)


def _signs_so(petition: Petition, actor: Actor, authority: Authority | None) -> bool:
    try:
        signer_of(petition, actor, authority)
    except Problem:
        return False
    return True
