"""What the directory shows: frozen copies of areas, units, positions and appointments."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.authorities.models import HEADS, Establishment, Level, Manner, Title, UnitKind


@dataclass(frozen=True, slots=True)
class AreaView:
    """A province or a commune."""

    code: str
    province_code: str
    level: Level
    name: str
    name_en: str
    kind: str
    in_force_from: date
    in_force_until: date | None
    remote: bool | None
    """None until a source says whether it is vùng sâu, vùng xa."""
    remote_source: str | None
    """Where that stands."""
    voters: int | None
    """How many voters it has; None until a source says so."""
    voters_on: date | None
    voters_source: str | None

    def is_current(self, day: date) -> bool:
        """Whether it is in force on this day."""
        return _covers(self.in_force_from, self.in_force_until, day)


@dataclass(frozen=True, slots=True)
class UnitView:
    """A body of the political system, or a part of one."""

    id: UUID
    code: str
    name: str
    kind: UnitKind
    unit_kind: Establishment
    level: Level
    area_code: str
    parent_id: UUID | None
    founded_on: date
    ended_on: date | None
    successor_id: UUID | None = None
    """The unit that took its place, once it is no more."""

    def is_current(self, day: date) -> bool:
        """Whether it exists on this day."""
        return _covers(self.founded_on, self.ended_on, day)


@dataclass(frozen=True, slots=True)
class PositionView:
    """A desk that somebody holds."""

    id: UUID
    code: str
    unit_id: UUID
    title: Title
    name: str

    @property
    def is_head(self) -> bool:
        """Whether its holder is the người đứng đầu of the unit."""
        return self.title in HEADS


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """Who holds a position, from when to when."""

    id: UUID
    position_id: UUID
    person: str
    account_id: UUID | None
    manner: Manner
    from_on: date
    until_on: date | None

    def is_current(self, day: date) -> bool:
        """Whether the person holds it on this day."""
        return _covers(self.from_on, self.until_on, day)


def _covers(first: date, too_late: date | None, day: date) -> bool:
    return first <= day and (too_late is None or day < too_late)
