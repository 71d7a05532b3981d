"""What is owed, by whom and how it stands: the duties of every period, and those of cases."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, true

from api.authorities.directory import directory
from api.cases.access import sight
from api.cases.models import Case
from api.cases.reaches import Sight
from api.core.access import Actor, Role
from api.core.clock import vietnam_date
from api.core.database import db
from api.dialogues.receptions.queries import NotHeld, Unannounced, not_held, unannounced
from api.regulation.models import Obligation, Standing
from api.regulation.queries import Counted, counted_towards, standing

Day = TypeVar("Day", NotHeld, Unannounced)


@dataclass(frozen=True)
class Asked:
    """Which duties a list is about; None where it does not matter."""

    narrowed: tuple[ColumnElement[bool], ...] = ()
    """What else must hold of them."""
    duty: str | None = None
    period: str | None = None
    state: Standing | None = None
    after: UUID | None = None
    limit: int = 50


@dataclass(frozen=True)
class Owed:
    """A duty, what was done towards it, and the days of its period that do not count, and why."""

    obligation: Obligation
    case_code: str | None
    counted: Sequence[Counted]
    excuses: Sequence[NotHeld]
    """Days called off with a reason."""
    unannounced: Sequence[Unannounced]
    """Days held that were put into the public schedule only afterwards."""

    @property
    def id(self) -> UUID:
        """Where a page ends."""
        return self.obligation.id


def duties(actor: Actor, asked: Asked, at: datetime) -> Sequence[Owed]:
    """Up to `limit` + 1 duties this person may see, the newest first."""
    return _read(_may_be_seen(actor), asked, at)


def duties_of(position_ids: Collection[UUID], asked: Asked, at: datetime) -> Sequence[Owed]:
    """Those of periods that these positions owe, for whoever works for them or keeps their days."""
    theirs = and_(Obligation.period.is_not(None), Obligation.position_id.in_(position_ids))
    return _read(theirs, asked, at)


def _read(seen: ColumnElement[bool], asked: Asked, at: datetime) -> Sequence[Owed]:
    rows = db.session.execute(
        select(Obligation, Case.code)
        .outerjoin(Case, Case.id == Obligation.case_id)
        .where(seen, *_conditions(asked, at))
        .order_by(Obligation.id.desc())
        .limit(asked.limit + 1)
    ).all()
    obligations = [obligation for obligation, _ in rows]
    counted = counted_towards([each.id for each in obligations])
    excuses = _within(obligations, not_held)
    late = _within(obligations, unannounced)
    return [
        Owed(
            each,
            code,
            counted.get(each.id, ()),
            excuses.get(each.id, ()),
            late.get(each.id, ()),
        )
        for each, code in rows
    ]


def _conditions(asked: Asked, at: datetime) -> list[ColumnElement[bool]]:
    equal = {
        Obligation.duty: asked.duty,
        Obligation.period: asked.period,
        standing(at): asked.state,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    found += asked.narrowed
    return found if asked.after is None else [*found, Obligation.id < asked.after]


def _may_be_seen(actor: Actor) -> ColumnElement[bool]:
    """What stands on a case by sight of the case, what comes back by the unit that owes it.

    What is neither (the number of a denunciation in a register) is for its desk alone.
    """
    seen = sight(actor)
    of_cases = and_(Obligation.case_id.is_not(None), seen.without(Role.VISITOR).clause())
    return or_(of_cases, and_(Obligation.period.is_not(None), is_watched(seen)))


def is_watched(seen: Sight) -> ColumnElement[bool]:
    """Of an obligation in a query: whether the person watches over the unit that owes it."""
    units = directory().units.values()
    watched = [unit.id for unit in units if seen.watches(unit)]
    return true() if len(watched) == len(units) else Obligation.unit_id.in_(watched)


def _within(
    obligations: Sequence[Obligation],
    found_in: Callable[[Collection[UUID], date, date], Sequence[Day]],
) -> Mapping[UUID, Sequence[Day]]:
    """For each duty of a period, the days of such a sort within it."""
    recurring = [each for each in obligations if each.period is not None]
    if not recurring:
        return {}
    first = vietnam_date(min(each.started_at for each in recurring))
    last = max(each.last_day or first for each in recurring)
    found = found_in({each.position_id for each in recurring}, first, last)
    return {
        each.id: [
            one for one in found if one.position_id == each.position_id and each.covers(one.on)
        ]
        for each in recurring
    }
