"""What stands in a calendar between two days: in public, or in that of a leader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from api.authorities.directory import directory
from api.authorities.views import UnitView
from api.cases.access import sight_from
from api.cases.models import Case
from api.core import clock
from api.core.database import db
from api.dialogues.calendars.entries import Entry, of_dialogue, of_duty, of_reception
from api.dialogues.calendars.models import CalendarFeed
from api.dialogues.receptions import queries as receptions
from api.dialogues.session_queries import DialoguesWanted, dialogues
from api.regulation.calendar import ONE_DAY
from api.regulation.models import Obligation, ObligationState

MOST: Final = 1000
"""Entries of each sort in one calendar."""


@dataclass(frozen=True)
class Days:
    """From the first day to the last."""

    first: date
    last: date


def public_dialogues(days: Days, unit: UnitView | None, area_code: str | None) -> list[Entry]:
    """Dialogues that everybody reads of, those called off as well."""
    wanted = DialoguesWanted(
        unit_id=unit.id if unit else None,
        area_code=area_code,
        starts_from=clock.midnight(days.first),
        starts_before=clock.midnight(days.last + ONE_DAY),
        limit=MOST,
    )
    return [of_dialogue(each) for each in dialogues(wanted)[:MOST]]


def public_receptions(days: Days, unit: UnitView | None, area_code: str | None) -> list[Entry]:
    """Reception days of the public schedule, those called off as well."""
    wanted = receptions.Wanted(
        unit_ids=_units(unit, area_code),
        first_day=days.first,
        last_day=days.last,
        limit=MOST,
    )
    return [of_reception(each) for each in receptions.schedule(wanted)[:MOST]]


def calendar_of(position_id: UUID, days: Days) -> list[Entry]:
    """All that the holder of a position presides over, receives on, and owes by a day."""
    presiding = DialoguesWanted(
        position_id=position_id,
        starts_from=clock.midnight(days.first),
        starts_before=clock.midnight(days.last + ONE_DAY),
        limit=MOST,
    )
    receiving = receptions.Wanted(
        position_id=position_id, first_day=days.first, last_day=days.last, limit=MOST
    )
    found = chain(
        map(of_dialogue, dialogues(presiding)),
        map(of_reception, receptions.schedule(receiving)),
        _owed(position_id, days),
    )
    return sorted(found, key=lambda each: each.order)


def undated_of(position_id: UUID) -> int:
    """How much is owed whose last day nobody has set, or whose clock stands still."""
    counted = (
        select(func.count())
        .select_from(Obligation)
        .outerjoin(Case, Case.id == Obligation.case_id)
        .where(_open_and_seen(position_id), Obligation.due_at.is_(None))
    )
    return db.session.scalar(counted) or 0


def feed_with(token_hash: str) -> CalendarFeed | None:
    """The address that ends so, unless it was ended."""
    return db.session.scalar(
        select(CalendarFeed).where(
            CalendarFeed.token_hash == token_hash, CalendarFeed.ended_at.is_(None)
        )
    )


def feed_of(position_id: UUID, account_id: UUID, *, to_change: bool = False) -> CalendarFeed | None:
    """The live address of this position's calendar that this person asked for."""
    found = select(CalendarFeed).where(
        CalendarFeed.position_id == position_id,
        CalendarFeed.account_id == account_id,
        CalendarFeed.ended_at.is_(None),
    )
    return db.session.scalar(found.with_for_update() if to_change else found)


def _owed(position_id: UUID, days: Days) -> Sequence[Entry]:
    rows = db.session.execute(
        select(Obligation, Case.code)
        .outerjoin(Case, Case.id == Obligation.case_id)
        .where(
            _open_and_seen(position_id),
            Obligation.due_at.is_not(None),
            Obligation.last_day.between(days.first, days.last),
        )
        .order_by(Obligation.last_day, Obligation.id)
        .limit(MOST)
    )
    return [
        of_duty(obligation, code, obligation.last_day)
        for obligation, code in rows
        if obligation.last_day is not None
    ]


def _open_and_seen(position_id: UUID) -> ColumnElement[bool]:
    """What is owed still, in a period or on a case that the position may see.

    The number of a denunciation in a register is neither: it is for its desk alone.
    """
    on_cases = and_(Obligation.case_id.is_not(None), sight_from(frozenset({position_id})).clause())
    return and_(
        Obligation.position_id == position_id,
        Obligation.state == ObligationState.OPEN,
        or_(Obligation.period.is_not(None), on_cases),
    )


def _units(unit: UnitView | None, area_code: str | None) -> list[UUID] | None:
    if unit is not None:
        return [unit.id]
    if area_code is None:
        return None
    return [each.id for each in directory().units.values() if each.area_code == area_code]
