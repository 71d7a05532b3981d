"""What is loaded into the room: places, units, positions and appointments, named by codes."""

from dataclasses import dataclass
from datetime import date

from api.authorities.models import (
    Establishment,
    Level,
    Manner,
    NeighbourhoodKind,
    Title,
    UnitKind,
)


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
class FormerRow:
    """A commune of before, and an area that it went into, by code; one row for each such area."""

    kind: str
    name: str
    district: str
    province: str
    successor_code: str


@dataclass(frozen=True, kw_only=True)
class RemoteRow:
    """Whether an area is vùng sâu, vùng xa, and where that stands."""

    code: str
    remote: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class VoterRow:
    """How many voters a commune had on a day, and where that stands."""

    code: str
    voters: int
    counted_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class NeighbourhoodRow:
    """A thôn or tổ dân phố of a commune named by code."""

    area_code: str
    code: str
    name: str
    kind: NeighbourhoodKind
    since_on: date
    until_on: date | None = None
    head_name: str | None = None
    head_contact: str | None = None


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
    successor_code: str | None = None


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


@dataclass(frozen=True, kw_only=True)
class DelegationRow:
    """A head's written delegation to another position, both named by code."""

    position_code: str
    delegate_code: str
    from_on: date
    until_on: date
    number: str
    symbol: str
    signed_on: date
