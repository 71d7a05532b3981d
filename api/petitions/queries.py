"""Petitions by id, for a change, for a reader, and in lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select, tuple_, union
from sqlalchemy.orm import joinedload, selectinload

from api.attachments.queries import folded
from api.cases.access import concerning, sight, visible
from api.cases.holding import hold
from api.cases.models import Addressee, Case, CaseType, Kind
from api.core.access import Actor, Role
from api.core.database import db
from api.core.errors import Missing
from api.petitions.contests import Contest
from api.petitions.filters import DueKey, Sort, Wanted, conditions, mine
from api.petitions.models import Petition
from api.petitions.public_text import PublicText
from api.petitions.search_errors import NotOfThisOrder


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
    select(Petition, folded(Petition.__table__.c.id))
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
    """Up to `limit` + 1 petitions in the order asked for: those of one's office.

    Of a resident: all that they see.
    """
    chosen = _chosen(actor, wanted, at)
    if wanted.sort is Sort.RECEIPT:
        return _first(actor, wanted, chosen, NEWEST, wanted.after)
    found: list[Listed] = []
    if not isinstance(wanted.after, UUID):
        dated = chosen.where(Case.next_due_at.is_not(None))
        found += _first(actor, wanted, dated, EARLIEST, wanted.after)
    if len(found) <= wanted.limit:
        undated = chosen.where(Case.next_due_at.is_(None))
        after = wanted.after if isinstance(wanted.after, UUID) else None
        found += _first(actor, wanted, undated, NEWEST, after)
    return found[: wanted.limit + 1]


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """What a list is made of: one's office; of a resident, all that they see."""
    return visible(actor) if actor.is_(Role.RESIDENT) else concerning(actor)


def _chosen(actor: Actor, wanted: Wanted, at: datetime) -> Select[*tuple[Any, ...]]:
    chosen = select(*_LISTED).where(Case.type == CaseType.PETITION, seen_by(actor))
    return chosen.where(*conditions(actor, wanted, at))


NEWEST = (("ordinal", True),)
EARLIEST = (("next_due_at", False), ("ordinal", False))
"""By which columns a list is ordered, and whether downward."""


def _first(
    actor: Actor,
    wanted: Wanted,
    chosen: Select[*tuple[Any, ...]],
    order: Sequence[tuple[str, bool]],
    after: UUID | DueKey | None,
) -> Sequence[Listed]:
    asked = chosen.where(*_beyond(after)).limit(wanted.limit + 1)
    of_cases = [_directed(getattr(Case, name), down) for name, down in order]
    if not wanted.mine:
        return listed(asked.order_by(*of_cases))
    # One list for each way in which it can be theirs, and the first of all: asked for with "or",
    # thousands would be read and put in order for the sake of fifty.
    ways = (asked.where(way).order_by(*of_cases) for way in mine(actor))
    either = union(*ways).subquery()
    first = [_directed(either.c[name], down) for name, down in order]
    return listed(select(either).order_by(*first).limit(wanted.limit + 1))


def _directed(column: Any, down: bool) -> ColumnElement[Any]:
    found: ColumnElement[Any] = column.desc() if down else column.asc()
    return found


def _beyond(after: UUID | DueKey | None) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    if isinstance(after, DueKey):
        here = tuple_(Case.next_due_at, Case.ordinal)
        return [here > tuple_(after.due_at, after.ordinal)]
    return [Case.ordinal < after]


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
        statement = statement.where(or_(*mine(actor)))
    rows = db.session.execute(_after(statement, _key(wanted.after)))
    return [ListedPublicly(*row) for row in rows]


def _key(after: UUID | DueKey | None) -> UUID | None:
    if isinstance(after, DueKey):
        raise NotOfThisOrder
    return after


def in_public(actor: Actor | None, wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
    """That a petition is public and one of those that are wanted, as conditions of a query."""
    is_public = sight(actor).only(Role.VISITOR).clause()
    return [Case.type == CaseType.PETITION, is_public, *conditions(actor, wanted, at)]


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


def by_number(number: str) -> Petition | None:
    """The petition with this public code or receipt number."""
    return db.session.scalar(
        select(Petition).where(or_(Case.code == number, Case.receipt_number == number))
    )


def _one(statement: Select[Petition, str], petition_id: UUID) -> Petition:
    row = db.session.execute(statement, {"petition_id": petition_id}).unique().one_or_none()
    if row is None:
        raise Missing
    found: Petition = row[0]
    found.files = row[1]
    return found
