"""The directory: all areas, units, positions and appointments, as each process keeps them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from api.authorities.models import HEADS, Appointment, Area, Position, Title, Unit, UnitKind
from api.authorities.views import AppointmentView, AreaView, PositionView, UnitView
from api.core import clock
from api.core.database import Model, db
from api.core.reference import Kept

K = TypeVar("K")
V = TypeVar("V")


class Directory:
    """Who is where in the province: one state of it, which never changes.

    Ids come from our own rows: one that is unknown is a bug (KeyError). Codes come from people: one
    that is unknown is None.
    """

    def __init__(
        self,
        areas: Iterable[AreaView],
        units: Iterable[UnitView],
        positions: Iterable[PositionView],
        appointments: Iterable[AppointmentView],
    ) -> None:
        self.areas: Mapping[str, AreaView] = {area.code: area for area in areas}
        self.units: Mapping[UUID, UnitView] = {unit.id: unit for unit in units}
        self.positions: Mapping[UUID, PositionView] = {desk.id: desk for desk in positions}
        self._unit_codes = {unit.code: unit for unit in self.units.values()}
        self._position_codes = {desk.code: desk for desk in self.positions.values()}
        self._positions_of = _grouped(self.positions.values(), lambda desk: desk.unit_id)
        self._heads = {d.unit_id: d for d in self.positions.values() if d.title in HEADS}
        self._bodies = _grouped(self.units.values(), lambda unit: (unit.area_code, unit.kind))
        self._places = _grouped(self.units.values(), lambda unit: (unit.area_code, unit.level))
        held = sorted(appointments, key=lambda appointment: appointment.from_on)
        self.appointments: Sequence[AppointmentView] = tuple(held)
        self._holders = _grouped(held, lambda appointment: appointment.position_id)
        self._held_by = _grouped(held, lambda appointment: appointment.account_id)

    def area(self, code: str) -> AreaView | None:
        """The area with this official code, in force or not."""
        return self.areas.get(code)

    def unit(self, unit_id: UUID) -> UnitView:
        """The unit."""
        return self.units[unit_id]

    def unit_by_code(self, code: str) -> UnitView | None:
        """The unit with this code."""
        return self._unit_codes.get(code)

    def position(self, position_id: UUID) -> PositionView:
        """The position."""
        return self.positions[position_id]

    def position_by_code(self, code: str) -> PositionView | None:
        """The position with this code."""
        return self._position_codes.get(code)

    def positions_of(self, unit_id: UUID) -> Sequence[PositionView]:
        """All positions in the unit itself."""
        return self._positions_of.get(unit_id, ())

    def head_of(self, unit_id: UUID) -> PositionView | None:
        """The position of the unit's người đứng đầu; some desks have none."""
        return self._heads.get(unit_id)

    def titled(self, unit_id: UUID, title: Title) -> PositionView | None:
        """The position with this title: in the unit, else in another unit of the same place."""
        found = (desk for desk in self.positions_of(unit_id) if desk.title is title)
        beside = (
            desk
            for other in self._beside(unit_id)
            for desk in self.positions_of(other.id)
            if desk.title is title
        )
        return next(chain(found, beside), None)

    def body(self, area_code: str, kind: UnitKind, day: date | None = None) -> UnitView | None:
        """The area's own Party committee, government, council or Front, as it is on this day."""
        found = self._bodies.get((area_code, kind), ())
        return next((unit for unit in found if unit.is_current(day or clock.today())), None)

    def desk(self, area_code: str, suffix: str, day: date | None = None) -> UnitView | None:
        """The unit of the area by the last part of its code ("kt"), as it is on this day."""
        found = self.unit_by_code(f"{area_code}-{suffix}")
        return found if found is not None and found.is_current(day or clock.today()) else None

    def standing(self, unit_id: UUID, day: date) -> UnitView:
        """The unit itself, or the one that has taken its place by this day."""
        unit, passed = self.units[unit_id], {unit_id}
        while not unit.is_current(day) and unit.successor_id not in {None, *passed}:
            passed.add(unit.id)
            unit = self.units[unit.successor_id]  # type: ignore[index]
        return unit

    def parent(self, unit_id: UUID) -> UnitView | None:
        """The unit it belongs to, or that stands above it."""
        above = self.units[unit_id].parent_id
        return None if above is None else self.units[above]

    def below(self, unit_id: UUID) -> frozenset[UUID]:
        """The unit and all units below it."""
        return self._below[unit_id]

    def same_place(self, unit_id: UUID) -> frozenset[UUID]:
        """All units of the same area and level, itself too."""
        return frozenset(unit.id for unit in self._beside(unit_id))

    def superior_of(self, position_id: UUID) -> PositionView | None:
        """The head above: of the unit, or of the next unit up that has one, never itself.

        None at the top of the province.
        """
        unit: UnitView | None = self.units[self.positions[position_id].unit_id]
        while unit is not None:
            head = self.head_of(unit.id)
            if head is not None and head.id != position_id:
                return head
            unit = self.parent(unit.id)
        return None

    def holder_on(self, position_id: UUID, day: date) -> AppointmentView | None:
        """Who holds the position on this day; None when it is vacant."""
        current = _on(self._holders.get(position_id, ()), day)
        return current[-1] if current else None

    def held_since(self, position_id: UUID) -> date | None:
        """The first day on which anybody is known to hold the position; None for nobody ever."""
        holders = self._holders.get(position_id)
        return holders[0].from_on if holders else None

    def appointments_of(self, account_id: UUID, day: date) -> Sequence[AppointmentView]:
        """What the account's person holds on this day, in units that exist then."""
        return [
            held
            for held in _on(self._held_by.get(account_id, ()), day)
            if self.units[self.positions[held.position_id].unit_id].is_current(day)
        ]

    @cached_property
    def _below(self) -> Mapping[UUID, frozenset[UUID]]:
        found: dict[UUID, set[UUID]] = {unit_id: {unit_id} for unit_id in self.units}
        for unit_id in self.units:
            above = self.parent(unit_id)
            while above is not None:
                found[above.id].add(unit_id)
                above = self.parent(above.id)
        return {unit_id: frozenset(members) for unit_id, members in found.items()}

    def _beside(self, unit_id: UUID) -> Sequence[UnitView]:
        unit = self.units[unit_id]
        return self._places[unit.area_code, unit.level]


def directory() -> Directory:
    """The directory as this transaction must see it."""
    return _kept.get()


def _load() -> Directory:
    """Four statements, each in an order that lists can be shown in."""
    return Directory(
        areas=_all(AreaView, Area, Area.code),
        units=_all(UnitView, Unit, Unit.id),
        positions=_all(PositionView, Position, Position.id),
        appointments=_all(AppointmentView, Appointment, Appointment.id),
    )


def _all(view: type[V], model: type[Model], order: InstrumentedAttribute[Any]) -> list[V]:
    # Columns, not objects: ten thousand rows cost a tenth of the time, and nothing can change them.
    columns = [getattr(model, column.name) for column in fields(view)]  # type: ignore[arg-type]
    return [view(*row) for row in db.session.execute(select(*columns).order_by(order))]


_kept = Kept(_load)


def _grouped(things: Iterable[V], key: Callable[[V], K]) -> Mapping[K, Sequence[V]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return {name: tuple(members) for name, members in groups.items()}


def _on(held: Sequence[AppointmentView], day: date) -> list[AppointmentView]:
    return [appointment for appointment in held if appointment.is_current(day)]
