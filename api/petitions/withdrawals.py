"""A petition taken back in part, or by a paper at the desk: what was withdrawn, how, and when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.policy import Act
from api.core import clock
from api.core.access import Actor
from api.core.database import Id, Model, db
from api.events.actions import record
from api.petitions import publicity
from api.petitions.ending_errors import (
    WithdrawnAlready,
    WithdrawnOutsideTime,
)
from api.petitions.errors import PetitionNotOpen, WithdrawnOnPaper
from api.petitions.groups import must_be_one_persons
from api.petitions.joint_errors import OthersGoOnInIt
from api.petitions.mergers import has_merged
from api.petitions.models import Lodgement, Petition
from api.petitions.notes import Note
from api.petitions.signers import to_change
from api.petitions.states import INTAKE, STEPS, PetitionState


class Withdrawal(Model):
    """What a sender took back: a part of it, or by paper or in person at the desk."""

    __tablename__ = "withdrawals"
    __table_args__ = (
        Index("ix_withdrawals_petition_id", "petition_id"),
        CheckConstraint(
            "(form is null) = (position_id is null)", name="the_desk_says_in_which_form"
        ),
    )

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    part: Mapped[str | None]
    """Which part, in the sender's words; none when it is the whole."""
    form: Mapped[Lodgement | None]
    """Of what was entered at the desk: a signed paper, or a record made in person."""
    at: Mapped[datetime]
    """The legal moment: of the paper or the record, else when it was said."""
    recorded_at: Mapped[datetime]
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """Who entered it; none when it was the sender."""


def withdraw_part(petition_id: UUID, actor: Actor, part: str) -> Petition:
    """The sender takes a part back, and names it; the rest goes on, by the same day."""
    petition = to_change(petition_id, actor, Act.WITHDRAWAL)
    if petition.is_lodged:
        raise WithdrawnOnPaper(code=petition.code)
    must_be_one_persons(petition)
    must_be_withdrawable(petition)
    now = clock.now()
    _keep(petition, actor, now, part=part)
    record("petition.withdrawn_in_part", petition, at=now, actor=actor)
    return petition


def lodge_withdrawal(
    petition_id: UUID, actor: Actor, form: Lodgement, at: datetime, part: str | None = None
) -> Petition:
    """A receiving officer has the signed paper, or the record made in person, of a withdrawal.

    A complaint that was taken on ends only by the decision to terminate it: until then its clock
    runs. What is not a complaint yet, or not taken on, is withdrawn at once. The paper of one takes
    nothing from the others whose petitions go on in this one: those are separated first.
    """
    petition = to_change(petition_id, actor, Act.WITHDRAWAL_LODGEMENT)
    must_be_withdrawable_on_paper(petition)
    now = clock.now()
    first_day = clock.midnight(clock.vietnam_date(petition.opened_at))
    if not first_day <= at <= now:
        raise WithdrawnOutsideTime(at=at.isoformat(), received_at=petition.opened_at.isoformat())
    _keep(petition, actor, at, part=part, form=form)
    if part is not None:
        record("petition.withdrawn_in_part", petition, at=at, actor=actor, form=form)
        return petition
    publicity.conceal(petition, at=now, actor=actor)
    if petition.is_lodged and petition.state not in INTAKE:
        record("petition.withdrawal_lodged", petition, at=at, actor=actor, form=form)
        return petition
    petition.become(PetitionState.WITHDRAWN, now)
    record("petition.withdrawn", petition, at=now, actor=actor, form=form)
    return petition


def must_be_withdrawable(petition: Petition) -> None:
    """Refuses what has its answer or has ended, and what was withdrawn as a whole already."""
    if PetitionState.WITHDRAWN not in STEPS[PetitionState(petition.state)]:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    if is_withdrawn(petition.id):
        raise WithdrawnAlready(code=petition.code)


def must_be_withdrawable_on_paper(petition: Petition) -> None:
    """Refuses also what others go on in: they did not sign the paper."""
    must_be_withdrawable(petition)
    if has_merged(petition.id):
        raise OthersGoOnInIt(code=petition.code)


def is_withdrawn(petition_id: UUID) -> bool:
    """Whether the desk has a paper by which the whole is withdrawn."""
    whole = select(Withdrawal.id).where(
        Withdrawal.petition_id == petition_id, Withdrawal.part.is_(None)
    )
    return db.session.scalar(whole) is not None


def withdrawals_of(petition_id: UUID) -> list[Withdrawal]:
    """All that was taken back of it, the first one first."""
    wanted = select(Withdrawal).where(Withdrawal.petition_id == petition_id)
    return list(db.session.scalars(wanted.order_by(Withdrawal.id)))


def _keep(
    petition: Petition,
    actor: Actor,
    at: datetime,
    *,
    part: str | None = None,
    form: Lodgement | None = None,
) -> None:
    by = actor.position_id
    db.session.add(
        Withdrawal(
            petition_id=petition.id,
            part=part,
            form=form,
            at=at,
            recorded_at=clock.now(),
            position_id=by,
        )
    )
    if part is not None:
        petition.notes.append(Note(act=Act.WITHDRAWAL, words=part, at=at, position_id=by))
