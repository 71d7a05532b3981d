"""The public ledger: what each leader and unit promised, and how much of it was kept."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import cast, func, select
from sqlalchemy.types import Date

from api.authorities.directory import Directory, directory
from api.authorities.views import AppointmentView
from api.cases.models import Case
from api.commitments.fates import Fate, fate
from api.commitments.models import Commitment
from api.commitments.queries import is_public, joined, of_days
from api.core import clock
from api.core.database import db
from api.regulation.calendar import ONE_DAY

MOVED: Final = "moved"
"""Beside its fate: another day was allowed for it, and counts so however it ended."""


class By(StrEnum):
    """Of whom a line tells."""

    LEADER = "leader"
    UNIT = "unit"


@dataclass(frozen=True)
class Asked:
    """Of what a ledger is kept: of one unit or place, of one leader, of promises of some days."""

    by: By = By.LEADER
    unit_id: UUID | None = None
    area_code: str | None = None
    leader_id: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Whose:
    """Whose line it is: a unit, or a position while somebody held it."""

    unit_id: UUID
    position_id: UUID | None = None
    appointment: AppointmentView | None = None
    """Who held the position when it was promised; None while nobody is known to have."""
    first_day: date | None = None
    last_day: date | None = None
    """Since when and until when, within the days that were asked for; None without an end."""


@dataclass
class Line:
    """How much was promised, and what became of it: fates add up to all that were made."""

    whose: Whose
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def made(self) -> int:
        """All of it."""
        return sum(self.counts[each] for each in Fate)


def ledger(asked: Asked, at: datetime) -> Sequence[Line]:
    """A line for each leader in office, or each unit, that has promised something in public."""
    lines: dict[Whose, Line] = {}
    tenures = _Tenures(directory(), asked)
    for unit_id, holder_id, day, became, moved, number in _counted(asked, at):
        whose = Whose(unit_id) if asked.by is By.UNIT else tenures.of(unit_id, holder_id, day)
        line = lines.setdefault(whose, Line(whose))
        line.counts[became] += number
        line.counts[MOVED] += moved
    return sorted(lines.values(), key=_place)


def _counted(asked: Asked, at: datetime) -> Iterator[tuple[UUID, UUID, date, str, int, int]]:
    """By unit, position, legal day and fate: how many were moved, and how many there are."""
    day = cast(func.timezone(str(clock.VIETNAM), Case.opened_at), Date)
    became = fate(clock.vietnam_date(at))
    moved = func.count().filter(Commitment.__table__.c.moves > 0)
    given = (
        (Case.unit_id, asked.unit_id),
        (Case.unit_area_code, asked.area_code),
        (Case.holder_id, asked.leader_id),
    )
    rows = db.session.execute(
        select(Case.unit_id, Case.holder_id, day, became, moved, func.count())
        .select_from(joined())
        .where(
            is_public(),
            *(column == value for column, value in given if value is not None),
            *of_days(asked.first_day, asked.last_day),
        )
        .group_by(Case.unit_id, Case.holder_id, day, became)
    )
    yield from (tuple(row) for row in rows)  # type: ignore[misc]


class _Tenures:
    """Who held a position on which days, cut to the days that were asked for."""

    def __init__(self, known: Directory, asked: Asked) -> None:
        self._known, self._asked = known, asked
        self._of: Mapping[UUID, list[date]] = _changes(known)

    def of(self, unit_id: UUID, position_id: UUID, day: date) -> Whose:
        """Whose line a promise of that day belongs to."""
        first, last = self._days(position_id, day)
        return Whose(
            unit_id=unit_id,
            position_id=position_id,
            appointment=self._known.holder_on(position_id, day),
            first_day=max(filter(None, (first, self._asked.first_day)), default=None),
            last_day=min(filter(None, (last, self._asked.last_day)), default=None),
        )

    def _days(self, position_id: UUID, day: date) -> tuple[date | None, date | None]:
        """The days around this one on which the same person held it, or nobody did."""
        held = self._known.holder_on(position_id, day)
        first: date | None = None
        for change in self._of.get(position_id, ()):
            if change > day:
                if self._known.holder_on(position_id, change) != held:
                    return first, change - ONE_DAY
            elif self._known.holder_on(position_id, change - ONE_DAY) != held:
                first = change
        return first, None


def _changes(known: Directory) -> Mapping[UUID, list[date]]:
    """The days on which who holds a position may have changed, in order."""
    found: defaultdict[UUID, set[date]] = defaultdict(set)
    for held in known.appointments:
        found[held.position_id] |= {held.from_on, *filter(None, [held.until_on])}
    return {position_id: sorted(days) for position_id, days in found.items()}


def _place(line: Line) -> tuple[str, str, date]:
    """By unit, then leader, the one in office last before the others."""
    known, whose = directory(), line.whose
    position = known.position(whose.position_id).code if whose.position_id else ""
    return known.unit(whose.unit_id).code, position, whose.first_day or date.min
