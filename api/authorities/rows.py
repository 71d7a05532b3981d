"""What is loaded into the room: areas, units, positions and appointments, named by their codes."""

from dataclasses import dataclass
from datetime import date

from api.authorities.models import Establishment, Level, Manner, Title, UnitKind


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """An area as its official list gives it."""

    code: str
    province_code: str
    level: Level
    name: str
    name_en: str
    kind: str
    in_force_from: date
    in_force_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit; its parent is named by code and may be loaded in the same go."""

    code: str
    name: str
    kind: UnitKind
    unit_kind: Establishment
    level: Level
    area_code: str
    parent_code: str | None
    founded_on: date
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PositionRow:
    """A position in a unit named by code."""

    code: str
    unit_code: str
    title: Title
    name: str


@dataclass(frozen=True, kw_only=True)
class AppointmentRow:
    """Who holds a position named by code; `login` when that person signs in."""

    position_code: str
    person: str
    manner: Manner
    from_on: date
    until_on: date | None = None
    login: str | None = None
