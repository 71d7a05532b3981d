"""Petitions by id, for a change, for a reader, and in lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, union
from sqlalchemy.orm import joinedload, selectinload

from api.cases.access import WORDLESS, concerning, sight, visible
from api.cases.holding import hold
from api.cases.models import Addressee, Case, CaseType, Kind
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db
from api.core.errors import Missing, Unauthenticated
from api.petitions.contests import Contest
from api.petitions.models import Petition
from api.petitions.public_text import PublicText
from api.petitions.states import PUBLIC, PetitionState, PublicState


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
    published: bool = False
    since: date | None = None
    until: date | None = None
    public_state: PublicState | None = None
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


@dataclass(frozen=True)
class ListedPublicly:
    """A public petition in the list that everybody reads."""

    id: UUID
    ordinal: UUID
    code: str
    kind: Kind
    addressee: Addressee
    field: str | None
    subfield: str | None
    area_code: str | None
    unit_id: UUID
    state: str
    received_at: datetime
    answered_at: datetime | None
    masked_title: str | None
    beginning: str
    """Of the masked text."""


BEGINNING = 200
"""Letters of a public text that a list shows."""

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

# With all its parts: two statements, since only the notes can be many.
_WHOLE = (
    select(Petition)
    .where(Petition.id == bindparam("petition_id"))
    .options(
        joinedload(Petition.answers),
        joinedload(Petition.proposals),
        joinedload(Petition.public_text),
        selectinload(Petition.notes),
    )
)
_AS_IT_IS = _WHOLE.execution_options(populate_existing=True)


def petition_with(petition_id: UUID) -> Petition | None:
    """The petition with this id, whoever asks."""
    return db.session.get(Petition, petition_id)


def petition_outline(petition_id: UUID) -> Petition:
    """The petition without its parts; `Missing` when there is none."""
    found = petition_with(petition_id)
    if found is None:
        raise Missing
    return found


def petition_to_read(petition_id: UUID) -> Petition:
    """The petition with all its parts; `Missing` when there is none."""
    return _one(_WHOLE, petition_id)


def petition_to_change(petition_id: UUID) -> Petition:
    """The same, as it is now, and held until the transaction ends."""
    hold(petition_id)
    return _one(_AS_IT_IS, petition_id)


def contest_of(petition_id: UUID) -> Contest | None:
    """The sender's contest and what was decided on it."""
    return db.session.scalar(select(Contest).where(Contest.petition_id == petition_id))


def entered_from(system: str, ref: str) -> Petition | None:
    """The petition that was entered from this source already."""
    return db.session.scalar(
        select(Petition).where(Petition.source_system == system, Petition.source_ref == ref)
    )


def petitions_for(actor: Actor, wanted: Wanted, at: datetime) -> Sequence[Listed]:
    """Up to `limit` + 1 petitions, newest first: those of one's office; of a resident, all seen."""
    seen = visible(actor) if actor.is_(Role.RESIDENT) else concerning(actor)
    asked = listing(after=wanted.after, limit=wanted.limit)
    chosen = asked.where(seen, *_conditions(actor, wanted, at))
    if not wanted.mine:
        return listed(chosen)
    # One list for each way in which it can be theirs, and the newest of all: asked for with "or",
    # thousands would be read and put in order for the sake of fifty.
    either = union(*(chosen.where(way) for way in _mine(actor))).subquery()
    newest = select(either).order_by(either.c.ordinal.desc()).limit(wanted.limit + 1)
    return listed(newest)


def public_petitions(actor: Actor | None, wanted: Wanted, at: datetime) -> Sequence[ListedPublicly]:
    """Up to `limit` + 1 public petitions, newest first."""
    shown = PublicText
    columns = (*_LISTED[:9], Case.state, Case.opened_at, Case.answered_at)
    statement = (
        _newest(*columns, shown.title, func.left(shown.text, BEGINNING), limit=wanted.limit)
        .join(shown, shown.petition_id == Case.id)
        .where(*in_public(actor, wanted, at))
    )
    if wanted.mine:
        statement = statement.where(or_(*_mine(actor)))
    rows = db.session.execute(_after(statement, wanted.after))
    return [ListedPublicly(*row) for row in rows]


def in_public(actor: Actor | None, wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
    """That a petition is public and one of those that are wanted, as conditions of a query."""
    is_public = sight(actor).only(Role.VISITOR).clause()
    return [Case.type == CaseType.PETITION, is_public, *_conditions(actor, wanted, at)]


def listing(*, after: UUID | None, limit: int) -> Select[*tuple[Any, ...]]:
    """Up to `limit` + 1 petitions, newest first; who asks narrows it to what they may see."""
    return _after(_newest(*_LISTED, limit=limit), after)


def listed(statement: Select[*tuple[Any, ...]]) -> Sequence[Listed]:
    """What a `listing` finds."""
    return [Listed(*row) for row in db.session.execute(statement)]


def _newest(*columns: Any, limit: int) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .where(Case.type == CaseType.PETITION)
        .order_by(Case.ordinal.desc())
        .limit(limit + 1)
    )


def _after(statement: Select[*tuple[Any, ...]], after: UUID | None) -> Select[*tuple[Any, ...]]:
    return statement if after is None else statement.where(Case.ordinal < after)


def _conditions(actor: Actor | None, wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
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
    conditions.extend(_in_period(wanted))
    if wanted.q:
        conditions.append(or_(Case.code == wanted.q.upper(), _with_words(actor, wanted.q)))
    return conditions


def _in_period(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Received from this day to that one, and at this step of the five."""
    if wanted.since is not None:
        yield Case.opened_at >= clock.midnight(wanted.since)
    if wanted.until is not None:
        yield Case.opened_at < clock.midnight(date.fromordinal(wanted.until.toordinal() + 1))
    if wanted.public_state is not None:
        states = [state for state, step in PUBLIC.items() if step is wanted.public_state]
        yield Case.state.in_(states)


def _with_words(actor: Actor | None, words: str) -> ColumnElement[bool]:
    """In the original words for who may read those, in the masked ones for who reads these."""
    query = func.plainto_tsquery("simple", func.fold(words))
    original, masked = Petition.__table__.c, PublicText.__table__.c
    in_original = select(original.id).where(original.search.op("@@")(query))
    in_masked = select(masked.petition_id).where(masked.search.op("@@")(query))
    seen = sight(actor)
    return or_(
        and_(Case.id.in_(in_original), seen.without(*WORDLESS).clause()),
        and_(Case.id.in_(in_masked), seen.only(*WORDLESS).clause()),
    )


def _mine(actor: Actor | None) -> list[ColumnElement[bool]]:
    """The ways in which a petition is somebody's own: to answer, to prepare; or they sent it."""
    if actor is None:
        raise Unauthenticated
    if not actor.position_ids:
        return [Case.author_id == actor.account_id]
    columns = (Case.holder_id, Case.assigned_id)
    return [column == held for held in sorted(actor.position_ids) for column in columns]


def by_number(number: str) -> Petition | None:
    """The petition with this public code or receipt number."""
    return db.session.scalar(
        select(Petition).where(or_(Case.code == number, Case.receipt_number == number))
    )


def _one(statement: Select[Petition], petition_id: UUID) -> Petition:
    found = db.session.scalars(statement, {"petition_id": petition_id}).unique().one_or_none()
    if found is None:
        raise Missing
    return found
