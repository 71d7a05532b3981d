"""Reception days by id, for a change, and as a schedule."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, cast, func, or_, select, tuple_
from sqlalchemy.orm import selectinload

from api.authorities.directory import directory
from api.authorities.errors import not_the_next
from api.cases.models import Case
from api.core.clock import VIETNAM
from api.core.database import db
from api.core.errors import Missing
from api.dialogues.receptions.models import Occasion, Reception, ReceptionState, Served
from api.dialogues.receptions.patterns import ReceptionPattern


@dataclass(frozen=True)
class Wanted:
    """Which reception days a schedule is about; None where it does not matter."""

    unit_ids: Collection[UUID] | None = None
    """Any of these units, at its place or one of its positions."""
    position_id: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None
    after: UUID | None = None
    limit: int = 50


@dataclass(frozen=True)
class NotHeld:
    """A planned day on which a position did not receive, and what was said about it."""

    position_id: UUID
    on: date
    reason: str | None
    notice_on: date | None


@dataclass(frozen=True)
class Unannounced:
    """A regular day on which a position received, put into the schedule only after it."""

    position_id: UUID
    on: date
    planned_at: datetime


def reception_with(reception_id: UUID) -> Reception | None:
    """The reception day with this id and everybody it serves."""
    return db.session.scalar(_whole().where(Reception.id == reception_id))


def reception_to_read(reception_id: UUID) -> Reception:
    """The same; `Missing` when there is none."""
    found = reception_with(reception_id)
    if found is None:
        raise Missing
    return found


def reception_to_change(reception_id: UUID) -> Reception:
    """The same, locked until the transaction ends."""
    found = db.session.scalar(
        _whole()
        .where(Reception.id == reception_id)
        .with_for_update(of=Reception)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Missing
    return found


def receptions_among(ids: Collection[UUID]) -> Sequence[Reception]:
    """Those of these reception days that there are."""
    return db.session.scalars(_whole().where(Reception.id.in_(ids))).all() if ids else ()


def held_instead_of(reception_id: UUID) -> Reception | None:
    """The day on which it is held instead, when it was moved."""
    return db.session.scalar(_whole().where(Reception.instead_of_id == reception_id))


def pattern_with(pattern_id: UUID) -> ReceptionPattern | None:
    """The fixed day with this id, locked until the transaction ends."""
    return db.session.get(ReceptionPattern, pattern_id, with_for_update=True)


def patterns_at(unit_ids: Collection[UUID]) -> Sequence[ReceptionPattern]:
    """The fixed days of a place, those of the past as well."""
    found = select(ReceptionPattern).where(ReceptionPattern.unit_id.in_(unit_ids))
    return db.session.scalars(found.order_by(ReceptionPattern.from_on, ReceptionPattern.id)).all()


def codes_of(case_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The codes of these cases."""
    rows = db.session.execute(select(Case.id, Case.code).where(Case.id.in_(case_ids)))
    return {case_id: code for case_id, code in rows}  # noqa: C416 -- rows are no pairs to mypy


def schedule(wanted: Wanted) -> Sequence[Reception]:
    """Up to `limit` + 1 reception days, by their day."""
    statement = _whole().order_by(Reception.on, Reception.ordinal).limit(wanted.limit + 1)
    if wanted.first_day is not None:
        statement = statement.where(Reception.on >= wanted.first_day)
    if wanted.last_day is not None:
        statement = statement.where(Reception.on <= wanted.last_day)
    if wanted.position_id is not None:
        statement = statement.where(_serving([wanted.position_id]))
    if wanted.unit_ids is not None:
        statement = statement.where(_of_units(wanted.unit_ids))
    if wanted.after is not None:
        statement = _following(statement, wanted.after)
    return db.session.scalars(statement).all()


def not_held(position_ids: Collection[UUID], first: date, last: date) -> Sequence[NotHeld]:
    """The planned days from the first to the last on which these positions did not receive."""
    columns = (Served.position_id, Reception.on, Reception.reason, Reception.notice_on)
    rows = db.session.execute(
        select(*columns)
        .join(Served, Served.reception_id == Reception.id)
        .where(
            Reception.state == ReceptionState.NOT_HELD,
            Reception.on.between(first, last),
            Served.position_id.in_(position_ids),
        )
        .order_by(Reception.on, Reception.ordinal)
    )
    return [NotHeld(*row) for row in rows]


def unannounced(position_ids: Collection[UUID], first: date, last: date) -> Sequence[Unannounced]:
    """The regular days from the first to the last, held by these positions, planned afterwards."""
    planned_on = cast(func.timezone(VIETNAM.key, Reception.planned_at), Date)
    rows = db.session.execute(
        select(Served.position_id, Reception.on, Reception.planned_at)
        .join(Served, Served.reception_id == Reception.id)
        .where(
            Reception.state == ReceptionState.HELD,
            Reception.occasion == Occasion.REGULAR,
            Reception.on.between(first, last),
            Reception.on < planned_on,
            Served.person.is_not(None),
            Served.position_id.in_(position_ids),
        )
        .order_by(Reception.on, Reception.ordinal)
    )
    return [Unannounced(*row) for row in rows]


def _whole() -> Select[Reception]:
    return select(Reception).options(selectinload(Reception.served))


def _of_units(unit_ids: Collection[UUID]) -> ColumnElement[bool]:
    """At the place of one of these units, or serving one of their positions."""
    known = directory()
    desks = [desk.id for unit_id in unit_ids for desk in known.positions_of(unit_id)]
    return or_(Reception.unit_id.in_(unit_ids), _serving(desks))


def _serving(position_ids: Collection[UUID]) -> ColumnElement[bool]:
    serving = select(Served.reception_id).where(Served.position_id.in_(position_ids))
    return Reception.id.in_(serving)


def _following(statement: Select[Reception], after: UUID) -> Select[Reception]:
    """What comes after the one with this ordinal."""
    last = db.session.execute(
        select(Reception.on, Reception.ordinal).where(Reception.ordinal == after)
    ).one_or_none()
    if last is None:
        raise not_the_next()
    return statement.where(tuple_(Reception.on, Reception.ordinal) > tuple_(*last))
