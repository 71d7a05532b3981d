"""On which side of a promise somebody stands, and so what they may do: owe it, ask, be above."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Level
from api.authorities.policy import Act, can
from api.authorities.views import PositionView
from api.cases.access import head_above, is_about, roles_on
from api.cases.models import Case
from api.cases.representatives import accounts_representing
from api.commitments import queries
from api.commitments.errors import NotTheirPromise
from api.commitments.models import Commitment, CommitmentState, Source
from api.commitments.policy import policy
from api.core.access import Actor
from api.core.clock import vietnam_date
from api.core.errors import Forbidden, Missing

FOR_THE_HEAD = frozenset({Act.POSTPONEMENT, Act.FAILURE})
"""What only the head of who owes it says, or who signs for that one."""


def to_change(commitment_id: UUID, actor: Actor, act: Act) -> Commitment:
    """The commitment, locked; nothing for who may not see it, a refusal for who may not do this."""
    commitment = queries.commitment_to_change(commitment_id)
    if not roles_on(actor, commitment):
        raise Missing
    if not can(roles_on(acting(actor), commitment), act):
        raise Forbidden
    return commitment


def to_carry_out(commitment_id: UUID, actor: Actor, act: Act) -> tuple[Commitment, UUID]:
    """The commitment, locked, and the position acted in, of the unit that owes it.

    Not of one that only prepares, where it is for the head of who owes it to say.
    """
    commitment = to_change(commitment_id, actor, act)
    sides = answers_for if act in FOR_THE_HEAD else owes
    if actor.position_id is None or not sides(commitment, actor.position_id):
        raise NotTheirPromise(code=commitment.code)
    return commitment, actor.position_id


def acting(actor: Actor) -> Actor:
    """With the rights of the one position acted in."""
    held = frozenset({actor.position_id} if actor.position_id else ())
    return replace(actor, position_ids=held)


def owes(commitment: Commitment, position_id: UUID) -> bool:
    """Whether the position belongs to the unit that owes it or that prepares, or below them."""
    return _is_within(position_id, commitment.unit_id, commitment.assigned_unit_id)


def answers_for(commitment: Commitment, position_id: UUID) -> bool:
    """Whether the position belongs to the very unit that owes it."""
    return directory().position(position_id).unit_id == commitment.unit_id


def promised(commitment: Commitment, position_id: UUID) -> bool:
    """Whether it belongs to those, or to the unit at whose dialogue it was promised."""
    return owes(commitment, position_id) or _is_within(position_id, commitment.asked_for_id)


def level_above(commitment: Commitment) -> PositionView | None:
    """The first head of another unit above the one that owes it, whom it is not about."""
    known, above = directory(), head_above(commitment)
    while above is not None and (
        above.unit_id == commitment.unit_id or is_about(commitment, above)
    ):
        above = known.superior_of(above.id)
    return above


def may_owe(owner: PositionView, origin: Case) -> bool:
    """Whether it may be laid on this position: of the place, above it, or below who was asked."""
    known = directory()
    unit = known.unit(owner.unit_id)
    is_near = unit.area_code == origin.unit_area_code or unit.level is Level.PROVINCE
    return is_near or unit.id in known.below(origin.unit_id)


def asked_first(commitment: Commitment, today: date) -> date | None:
    """Until which day those who asked are waited for; None when nobody is.

    Nobody is where nobody can be asked, where they have spoken, and once they were silent for long.
    """
    report = commitment.report
    if commitment.source is not Source.DIALOGUE or report is None:
        return None
    if commitment.state != CommitmentState.REPORTED_DONE or not _can_be_asked(commitment):
        return None
    until = vietnam_date(report.reported_at) + timedelta(days=policy().silent_days)
    return until if today < until else None


def _can_be_asked(commitment: Commitment) -> bool:
    return commitment.author_id is not None or bool(accounts_representing(commitment.id))


def _is_within(position_id: UUID, *unit_ids: UUID | None) -> bool:
    known = directory()
    unit_id = known.position(position_id).unit_id
    return any(each is not None and unit_id in known.below(each) for each in unit_ids)
