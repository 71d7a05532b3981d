"""By what figures are told apart: how each is grouped in a query, narrowed, and named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Date, FromClause, SQLColumnExpression, and_, cast, func

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.authorities.models import Establishment, Unit
from api.cases.labels import CHANNELS, KINDS
from api.cases.models import Case, Channel, Kind
from api.core.clock import VIETNAM, midnight, today
from api.core.i18n import translate
from api.regulation.calendar import months_after

NOT_GIVEN: Final = "none"
"""How the group without a value is asked for."""


class Dimension(StrEnum):
    """By what the figures are told apart."""

    UNIT = "unit"
    AREA = "area"
    UNIT_KIND = "unit_kind"
    LEADER = "leader"
    FIELD = "field"
    KIND = "kind"
    CHANNEL = "channel"
    MONTH = "month"


Key = UUID | str | date | None
"""What a row of figures is about: an id, a code, the first day of a month, or nothing given."""


@dataclass(frozen=True)
class Grouping:
    """One dimension, as the database and as people know it."""

    column: SQLColumnExpression[Any]
    named: Callable[[Any, str], dict[str, Any]]
    """Code and name of a key, in a language."""
    narrowed: Callable[[Any], ColumnElement[bool]]
    """The cases of one key, without a join."""
    join: tuple[FromClause, ColumnElement[bool]] | None = None


def _unit(key: UUID, _: str) -> dict[str, Any]:
    unit = directory().unit(key)
    return {"code": unit.code, "name": unit.name}


def _area(key: str, _: str) -> dict[str, Any]:
    area = directory().area(key)
    return {"code": key, "name": area.name if area else key}


def _leader(key: UUID, _: str) -> dict[str, Any]:
    known = directory()
    position = known.position(key)
    holder = known.holder_on(key, today())
    return {
        "code": position.code,
        "name": position.name,
        "unit": known.unit(position.unit_id).name,
        "person": holder.person if holder else None,
    }


def _field(key: str | None, locale: str) -> dict[str, Any]:
    if key is None:
        return {"code": NOT_GIVEN, "name": translate("Not given", locale)}
    known = fields().get(key)
    return {"code": key, "name": known.name(locale) if known else key}


def _labelled(labels: Mapping[Any, str]) -> Callable[[Any, str], dict[str, Any]]:
    return lambda key, locale: {"code": str(key), "name": translate(labels[key], locale)}


def _month(first: date, locale: str) -> dict[str, Any]:
    code = f"{first:%Y-%m}"
    return {"code": code, "name": f"{first:%m/%Y}" if locale == "vi" else code}


def _in_month(first: date) -> ColumnElement[bool]:
    return and_(
        Case.opened_at >= midnight(first), Case.opened_at < midnight(months_after(first, 1))
    )


def _of_establishment(key: str) -> ColumnElement[bool]:
    found = [unit.id for unit in directory().units.values() if unit.unit_kind == key]
    return Case.unit_id.in_(found)


_ESTABLISHMENTS: Final[Mapping[Establishment, str]] = {
    Establishment.COMMUNE: "Communes, wards and special zones",
    Establishment.ADMINISTRATIVE: "Administrative bodies",
    Establishment.PUBLIC_SERVICE: "Public service units",
    Establishment.STATE_ENTERPRISE: "State enterprises",
    Establishment.PRIVATE_ENTERPRISE: "Enterprises outside the State",
    Establishment.ARMED_FORCES: "Armed forces",
}

LABELS: Final = frozenset(
    {"Not given", *_ESTABLISHMENTS.values(), *KINDS.values(), *CHANNELS.values()}
)
"""Every name that is translated."""

_units: Final = Unit.__table__

GROUPINGS: Final[Mapping[Dimension, Grouping]] = {
    Dimension.UNIT: Grouping(Case.unit_id, _unit, lambda key: Case.unit_id == key),
    Dimension.AREA: Grouping(Case.unit_area_code, _area, lambda key: Case.unit_area_code == key),
    Dimension.UNIT_KIND: Grouping(
        Unit.unit_kind,
        _labelled(_ESTABLISHMENTS),
        _of_establishment,
        join=(_units, _units.c.id == Case.unit_id),
    ),
    Dimension.LEADER: Grouping(Case.holder_id, _leader, lambda key: Case.holder_id == key),
    Dimension.FIELD: Grouping(
        Case.field, _field, lambda key: Case.field == key if key else Case.field.is_(None)
    ),
    Dimension.KIND: Grouping(Case.kind, _labelled(KINDS), lambda key: Case.kind == Kind(key)),
    Dimension.CHANNEL: Grouping(
        Case.channel, _labelled(CHANNELS), lambda key: Case.channel == Channel(key)
    ),
    Dimension.MONTH: Grouping(
        cast(func.date_trunc("month", func.timezone(VIETNAM.key, Case.opened_at)), Date),
        _month,
        _in_month,
    ),
}
"""Every dimension there is."""
