"""A matter that was closed and is not settled after all: opened again, by sender or head."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.directory import directory
from api.authorities.policy import Act
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.database import Id, Model, db
from api.core.i18n import preferred_locale
from api.events.actions import record
from api.petitions.ending_errors import (
    ComplaintNotReopened,
    ReopenedAlready,
    ReopenedTooLate,
    ReopeningNotSet,
)
from api.petitions.errors import PetitionNotOpen
from api.petitions.models import Petition
from api.petitions.next_steps import next_steps
from api.petitions.signers import must_act_for, to_change
from api.petitions.states import PetitionState
from api.regulation.provisions import Right, rights_after
from api.routing.actions import position_for, question_of
from api.routing.models import Because

REOPENING: Final = "reopening"
"""The duty that rules name the sender's right by, from the day on which it was closed."""


class Reopening(Model):
    """Why a closed matter goes on; of a sender once for an answer."""

    __tablename__ = "reopenings"
    __table_args__ = (Index("ix_reopenings_petition_id", "petition_id"),)

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answers.id"))
    """The answer that stood when it was closed."""
    reason: Mapped[str]
    closed_at: Mapped[datetime]
    at: Mapped[datetime]
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The head who opened it again; none when it was the sender."""


def reopen(petition_id: UUID, actor: Actor, reason: str) -> Petition:
    """It goes on where it was answered, and is owed anew; an ended unit's goes where it would now.

    The sender in the time that a rule gives them, once for an answer; the head at any time.
    """
    petition = to_change(petition_id, actor, Act.REOPENING)
    now = clock.now()
    must_be_reopenable(petition, actor, now)
    standing, closed_at = petition.answer, petition.closed_at
    if standing is None or closed_at is None:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    _route_anew_if_gone(petition)
    petition.become(PetitionState.IN_PROGRESS, now)
    db.session.add(
        Reopening(
            petition_id=petition.id,
            answer_id=standing.id,
            reason=reason,
            closed_at=closed_at,
            at=now,
            position_id=actor.position_id,
        )
    )
    by = "head" if actor.position_id else "author"
    record("petition.reopened", petition, at=now, actor=actor, by=by)
    return petition


def must_be_reopenable(petition: Petition, actor: Actor, now: datetime) -> None:
    """Refuses complaints, what is not closed, a sender too late or again for the same answer."""
    if actor.position_id is not None:
        must_act_for(petition, actor)
    if petition.kind is Kind.COMPLAINT:
        raise ComplaintNotReopened(next_steps=next_steps(petition, preferred_locale()))
    if petition.state != PetitionState.CLOSED:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    if actor.position_id is None:
        _must_be_in_time(petition, now)


def _must_be_in_time(petition: Petition, now: datetime) -> None:
    """The time that a rule gives the sender, from the day on which it was closed."""
    right = right_to_reopen(petition)
    if right is None or right.due is None or right.due.due_at is None:
        raise ReopeningNotSet(code=petition.code)
    if right.due.due_at <= now:
        raise ReopenedTooLate(until=str(right.due.last_day), citation=_cited(right))
    if petition.answer is not None and _was_reopened_for(petition.answer.id):
        raise ReopenedAlready(code=petition.code)


def right_to_reopen(petition: Petition) -> Right | None:
    """The rule that says until when its sender may have it reopened; None where there is none."""
    if petition.closed_at is None:
        return None
    found = rights_after("petition.closed", petition, petition.closed_at)
    return next((right for right in found if right.rule.duty == REOPENING), None)


def reopenings_of(petition_id: UUID) -> list[Reopening]:
    """Each time it was opened again, the first one first."""
    wanted = select(Reopening).where(Reopening.petition_id == petition_id).order_by(Reopening.id)
    return list(db.session.scalars(wanted))


def _was_reopened_for(answer_id: UUID) -> bool:
    by_sender = select(Reopening.id).where(
        Reopening.answer_id == answer_id, Reopening.position_id.is_(None)
    )
    return db.session.scalar(by_sender) is not None


def _cited(right: Right) -> str:
    return right.rule.citation(preferred_locale())


def _route_anew_if_gone(petition: Petition) -> None:
    """An ended unit answers nothing any more: the one in its place does, or as the table says."""
    known, today = directory(), clock.today()
    if known.unit(petition.unit_id).is_current(today):
        return
    heir = known.standing(petition.unit_id, today)
    head = known.head_of(heir.id) if heir.is_current(today) else None
    if head is not None:
        reason = f"{petition.holder_reason}+{Because.SUCCEEDED}"
        _hand_to(petition, head.id, reason, None)
    else:
        route = position_for(question_of(petition))
        _hand_to(petition, route.position_id, route.row_id, route.prepares_unit_id)


def _hand_to(petition: Petition, head_id: UUID, reason: str, prepares_id: UUID | None) -> None:
    """From now on this position must answer, and gives it a number of its own register."""
    unit = directory().unit(directory().position(head_id).unit_id)
    petition.unit_id, petition.unit_area_code = unit.id, unit.area_code
    petition.holder_id, petition.holder_reason = head_id, reason
    petition.assigned_unit_id, petition.assigned_id = prepares_id, None
    petition.register_year = petition.register_number = None
