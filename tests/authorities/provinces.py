"""A directory without a database: the shipped province, or a part of it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from api.authorities.directory import Directory
from api.authorities.models import Manner
from api.authorities.structure import Structure, shipped
from api.authorities.views import AppointmentView, AreaView, PositionView, UnitView
from api.core.ids import new_id

START = date(2025, 7, 1)


def directory_of(structure: Structure, holders: Iterable[AppointmentView] = ()) -> Directory:
    """The directory that loading this structure would give."""
    units = {unit.code: new_id() for unit in structure.units}
    return Directory(
        areas=[
            AreaView(
                code=area.code,
                province_code=area.province_code,
                level=area.level,
                name=area.name,
                name_en=area.name_en,
                kind=area.kind,
                in_force_from=area.in_force_from,
                in_force_until=area.in_force_until,
                remote=None,
                remote_source=None,
                voters=None,
                voters_on=None,
                voters_source=None,
            )
            for area in structure.areas
        ],
        units=[
            UnitView(
                id=units[unit.code],
                code=unit.code,
                name=unit.name,
                kind=unit.kind,
                unit_kind=unit.unit_kind,
                level=unit.level,
                area_code=unit.area_code,
                parent_id=units[unit.parent_code] if unit.parent_code else None,
                founded_on=unit.founded_on,
                ended_on=unit.ended_on,
            )
            for unit in structure.units
        ],
        positions=[
            PositionView(new_id(), desk.code, units[desk.unit_code], desk.title, desk.name)
            for desk in structure.positions
        ],
        appointments=holders,
    )


def with_holders(known: Directory, holders: Iterable[AppointmentView]) -> Directory:
    """The same directory with these people in it."""
    return Directory(known.areas.values(), known.units.values(), known.positions.values(), holders)


def province() -> Directory:
    """The shipped province with nobody in it."""
    return directory_of(shipped())


def unit_id(known: Directory, code: str) -> UUID:
    """The id of the unit with this code."""
    unit = known.unit_by_code(code)
    assert unit is not None
    return unit.id


def position_id(known: Directory, code: str) -> UUID:
    """The id of the position with this code."""
    position = known.position_by_code(code)
    assert position is not None
    return position.id


def held(
    known: Directory,
    code: str,
    person: str,
    *,
    account_id: UUID | None = None,
    from_on: date = START,
    until_on: date | None = None,
) -> AppointmentView:
    """Somebody holds the position with this code."""
    return AppointmentView(
        id=new_id(),
        position_id=position_id(known, code),
        person=person,
        account_id=account_id,
        manner=Manner.ELECTED,
        from_on=from_on,
        until_on=until_on,
    )
