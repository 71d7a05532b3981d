"""Areas, units, positions, appointments."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model


class Level(StrEnum):
    """The two levels of local government since 01/07/2025."""

    PROVINCE = "province"
    COMMUNE = "commune"


class NeighbourhoodKind(StrEnum):
    """What a part of a commune is: a village (thôn) or an urban residential group (tổ dân phố)."""

    VILLAGE = "thon"
    GROUP = "tdp"


class UnitKind(StrEnum):
    """What a unit is in the political system."""

    PARTY = "party"
    GOVERNMENT = "government"
    COUNCIL = "council"
    FRONT = "front"
    DEPARTMENT = "department"
    DESK = "desk"


class Establishment(StrEnum):
    """Loại hình cơ sở, by which inspections ask for figures."""

    COMMUNE = "commune"
    ADMINISTRATIVE = "administrative"
    PUBLIC_SERVICE = "public_service"
    STATE_ENTERPRISE = "state_enterprise"
    PRIVATE_ENTERPRISE = "private_enterprise"
    ARMED_FORCES = "armed_forces"


class Title(StrEnum):
    """What a position is (chức danh)."""

    PARTY_SECRETARY = "party_secretary"
    GOVERNMENT_CHAIR = "government_chair"
    COUNCIL_CHAIR = "council_chair"
    FRONT_CHAIR = "front_chair"
    DEPARTMENT_HEAD = "department_head"
    DEPUTY = "deputy"
    RECEPTION_OFFICER = "reception_officer"
    HANDLER = "handler"
    ASSISTANT = "assistant"
    MODERATOR = "moderator"
    INSPECTOR = "inspector"
    """The people's inspection board (Ban Thanh tra nhân dân), which the Front guides."""


HEADS = frozenset(
    {
        Title.PARTY_SECRETARY,
        Title.GOVERNMENT_CHAIR,
        Title.COUNCIL_CHAIR,
        Title.FRONT_CHAIR,
        Title.DEPARTMENT_HEAD,
    }
)
"""The titles of người đứng đầu; a unit has at most one such position."""


class Manner(StrEnum):
    """How somebody came to hold a position (giữ chức vụ)."""

    ELECTED = "elected"
    APPOINTED = "appointed"
    ACTING = "acting"
    IN_CHARGE = "in_charge"


def _found_by(table: str) -> Index:
    """Any part of a folded name is found without reading the whole table.

    Written at once (no `fastupdate`): names are loaded seldom and looked for at every key pressed.
    """
    return Index(
        f"ix_{table}_folded",
        "folded",
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
        postgresql_with={"fastupdate": "off"},
    )


class Area(Model):
    """An administrative unit on the map: a province or a commune, with its official code."""

    __tablename__ = "areas"
    __table_args__ = (
        CheckConstraint("(remote is null) = (remote_source is null)", name="remote_has_source"),
        CheckConstraint(
            "num_nulls(voters, voters_on, voters_source) in (0, 3)", name="voters_have_a_source"
        ),
        CheckConstraint("voters > 0", name="some_voters"),
        _found_by("areas"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    province_code: Mapped[str]
    level: Mapped[Level]
    name: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str]
    """Thành phố, Tỉnh, Phường, Xã, Đặc khu."""
    in_force_from: Mapped[date]
    in_force_until: Mapped[date | None]
    remote: Mapped[bool | None]
    """Vùng sâu, vùng xa, đi lại khó khăn; unset (NULL) until a source says so."""
    remote_source: Mapped[str | None]
    """Where it stands that the area is remote, or that it is not."""
    voters: Mapped[int | None]
    """How many voters (cử tri) it has; unset (NULL) until a source says so."""
    voters_on: Mapped[date | None]
    """The day for which they were counted."""
    voters_source: Mapped[str | None]
    folded: Mapped[str]
    """The name without diacritics, by which it is found (`names.fold`)."""
    written: Mapped[str]
    """The name with them, by which it is told from others (`names.written`)."""


class FormerArea(Model):
    """A commune of the time before 01/07/2025, and one that it went into, whole or in part."""

    __tablename__ = "former_areas"
    __table_args__ = (
        UniqueConstraint("name", "district", "province", "successor_code"),
        Index("ix_former_areas_successor_code", "successor_code"),
        _found_by("former_areas"),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    """Phường, Xã, Thị trấn."""
    name: Mapped[str]
    district: Mapped[str]
    """The district of the time; there are none any more."""
    province: Mapped[str]
    """The name of the province of the time."""
    successor_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    folded: Mapped[str]
    written: Mapped[str]


class Neighbourhood(Model):
    """A thôn or tổ dân phố of a commune, and whom to ask there."""

    __tablename__ = "neighbourhoods"
    __table_args__ = (
        CheckConstraint("until_on is null or until_on > since_on", name="some_time"),
        UniqueConstraint("area_code", "code"),
    )

    id: Mapped[Id]
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    code: Mapped[str]
    """Its code inside the commune."""
    name: Mapped[str]
    kind: Mapped[NeighbourhoodKind]
    head_name: Mapped[str | None]
    head_contact: Mapped[str | None]
    """How officials reach the head: a telephone number or an address."""
    since_on: Mapped[date]
    until_on: Mapped[date | None]
    """The first day on which it is no more."""


class Unit(Model):
    """A body of the political system, or a part of one."""

    __tablename__ = "units"
    __table_args__ = (Index("ix_units_area_code", "area_code"),)

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[UnitKind]
    unit_kind: Mapped[Establishment]
    level: Mapped[Level]
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    founded_on: Mapped[date]
    ended_on: Mapped[date | None]
    """The first day on which the unit is no more."""
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    """The unit that took its place; what was decided before is its matter now."""


class Position(Model):
    """A desk that somebody holds; duties are owed by positions, not by people."""

    __tablename__ = "positions"
    __table_args__ = (
        Index("ix_positions_unit_id", "unit_id"),
        Index(
            "uq_positions_head",
            "unit_id",
            unique=True,
            postgresql_where=text(
                "title in ('party_secretary', 'government_chair', 'council_chair',"
                " 'front_chair', 'department_head')"
            ),
        ),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    title: Mapped[Title]
    name: Mapped[str]


class Appointment(Model):
    """Who holds a position, from when to when."""

    __tablename__ = "appointments"
    __table_args__ = (
        CheckConstraint("until_on is null or until_on > from_on", name="some_time"),
        UniqueConstraint("position_id", "person", "from_on"),
        Index("ix_appointments_account_id", "account_id"),
    )

    id: Mapped[Id]
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    person: Mapped[str]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    manner: Mapped[Manner]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    """The first day on which the person holds it no more."""


class Delegation(Model):
    """A head lets the holder of another position sign for them, in writing, for some time."""

    __tablename__ = "delegations"
    __table_args__ = (
        CheckConstraint("until_on > from_on", name="some_time"),
        CheckConstraint("position_id <> delegate_id", name="somebody_else"),
        UniqueConstraint("position_id", "delegate_id", "from_on"),
    )

    id: Mapped[Id]
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    """The head who delegates, and who stays responsible."""
    delegate_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    """The first day on which it holds no more; a delegation without an end is none."""
    number: Mapped[str]
    symbol: Mapped[str]
    signed_on: Mapped[date]
    """Number, symbol and day of the paper that delegates."""


class Boundary(Model):
    """Where an area lies on the map, as a file that somebody loaded has it."""

    __tablename__ = "boundaries"

    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"), primary_key=True)
    shape: Mapped[bytes]
    """The polygon or polygons as WKB, longitude before latitude (WGS 84)."""
    file: Mapped[str]
    """The name of the file."""
    file_hash: Mapped[str]
    """SHA-256 of the file, in hexadecimal digits."""
    loaded_at: Mapped[datetime]
