"""Petitions by id, for a change, for a reader, and in lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from api.cases.access import sight, visible
from api.cases.models import Addressee, Case, CaseType, Kind
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing
from api.petitions.contests import Contest
from api.petitions.models import Answer, Petition
from api.petitions.notes import Note
from api.petitions.proposals import Proposal
from api.petitions.states import PetitionState


@dataclass(frozen=True)
class Wanted:
    """Which petitions a list is about; None where it does not matter."""

    state: PetitionState | None = None
    kind: Kind | None = None
    field: str | None = None
    area: str | None = None
    unit_id: UUID | None = None
    overdue: bool = False
    q: str | None = None
    mine: bool = False
    after: UUID | None = None
    limit: int = 50


@dataclass(frozen=True)
class Listed:
    """A petition in a list, with its next due moment."""

    id: UUID
    ordinal: UUID
    code: str
    kind: Kind
    addressee: Addressee
    field: str | None
    subfield: str | None
    area_code: str | None
    unit_id: UUID
    holder_id: UUID
    state: str
    received_at: datetime
    due_at: datetime | None


# Columns and not objects: of a list of 50, making the objects took most of the time.
_LISTED = (
    Case.id,
    Case.ordinal,
    Case.code,
    Case.kind,
    Case.addressee,
    Case.field,
    Case.subfield,
    Case.area_code,
    Case.unit_id,
    Case.holder_id,
    Case.state,
    Case.opened_at,
    Case.next_due_at,
)


def petition_with(petition_id: UUID) -> Petition | None:
    """The petition with this id, whoever asks."""
    return db.session.get(Petition, petition_id)


def petition_to_read(petition_id: UUID) -> Petition:
    """The petition with its answers and proposals; `Missing` when there is none."""
    found = db.session.scalars(
        select(Petition)
        .where(Petition.id == petition_id)
        .options(joinedload(Petition.answers), selectinload(Petition.proposals))
    )
    petition = found.unique().one_or_none()
    if petition is None:
        raise Missing
    return petition


def petition_to_change(petition_id: UUID) -> Petition:
    """The petition, locked until the transaction ends; `Missing` when there is none."""
    found = db.session.scalar(
        select(Petition)
        .where(Petition.id == petition_id)
        .with_for_update(of=Case)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing
    return found


def open_proposal(petition_id: UUID) -> Proposal | None:
    """What waits for a decision."""
    return db.session.scalar(
        select(Proposal).where(Proposal.petition_id == petition_id, Proposal.decided_at.is_(None))
    )


def answer_to(petition_id: UUID) -> Answer | None:
    """The last answer, or its draft."""
    return db.session.scalar(
        select(Answer)
        .where(Answer.petition_id == petition_id)
        .order_by(Answer.ordinal.desc())
        .limit(1)
    )


def standing_answer(petition_id: UUID) -> Answer:
    """The last signed answer to a petition that has one."""
    return db.session.scalars(
        select(Answer)
        .where(Answer.petition_id == petition_id, Answer.signed_at.is_not(None))
        .order_by(Answer.ordinal.desc())
        .limit(1)
    ).one()


def contest_of(petition_id: UUID) -> Contest | None:
    """The sender's contest and what was decided on it."""
    return db.session.scalar(select(Contest).where(Contest.petition_id == petition_id))


def notes_on(petition_id: UUID) -> Sequence[Note]:
    """What was written with each act, the oldest first."""
    return db.session.scalars(
        select(Note).where(Note.petition_id == petition_id).order_by(Note.id)
    ).all()


def entered_from(system: str, ref: str) -> Petition | None:
    """The petition that was entered from this source already."""
    return db.session.scalar(
        select(Petition).where(Petition.source_system == system, Petition.source_ref == ref)
    )


def petitions_for(actor: Actor, wanted: Wanted, at: datetime) -> Sequence[Listed]:
    """Up to `limit` + 1 petitions this person may see, newest first."""
    conditions = _conditions(actor, wanted, at)
    return listed(listing(actor, after=wanted.after, limit=wanted.limit).where(*conditions))


def listing(actor: Actor, *, after: UUID | None, limit: int) -> Select[*tuple[Any, ...]]:
    """Up to `limit` + 1 petitions this person may see, newest first, to be narrowed further."""
    statement = (
        select(*_LISTED)
        .where(Case.type == CaseType.PETITION, visible(actor))
        .order_by(Case.ordinal.desc())
        .limit(limit + 1)
    )
    return statement if after is None else statement.where(Case.ordinal < after)


def listed(statement: Select[*tuple[Any, ...]]) -> Sequence[Listed]:
    """What a `listing` finds."""
    return [Listed(*row) for row in db.session.execute(statement)]


def _conditions(actor: Actor, wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
    equal = {
        Case.state: wanted.state,
        Case.kind: wanted.kind,
        Case.area_code: wanted.area,
        Case.unit_id: wanted.unit_id,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    if wanted.field:
        conditions.append(or_(Case.field == wanted.field, Case.subfield == wanted.field))
    if wanted.overdue:
        conditions.append(Case.next_due_at <= at)
    if wanted.q:
        query = func.plainto_tsquery("simple", func.fold(wanted.q))
        words = Petition.__table__.c
        found = Case.id.in_(select(words.id).where(words.search.op("@@")(query)))
        readable = and_(found, sight(actor).with_words())
        conditions.append(or_(Case.code == wanted.q.upper(), readable))
    if wanted.mine:
        mine = Case.author_id == actor.account_id
        held = or_(Case.holder_id.in_(actor.position_ids), Case.assigned_id.in_(actor.position_ids))
        conditions.append(held if actor.position_ids else mine)
    return conditions


def by_number(number: str) -> Petition | None:
    """The petition with this public code or receipt number."""
    return db.session.scalar(
        select(Petition).where(or_(Case.code == number, Case.receipt_number == number))
    )
