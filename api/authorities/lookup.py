"""Units and positions by what people call them: their id or their code."""

from uuid import UUID

from api.authorities.directory import directory
from api.authorities.errors import UnknownUnit
from api.authorities.views import PositionView, UnitView


def unit_named(name: str) -> UnitView:
    """The unit with this id or code."""
    known = directory()
    found = known.units.get(_uuid(name)) or known.unit_by_code(name)
    if found is None:
        raise UnknownUnit(unit=name)
    return found


def position_named(name: str) -> PositionView:
    """The position with this id or code."""
    known = directory()
    found = known.positions.get(_uuid(name)) or known.position_by_code(name)
    if found is None:
        raise UnknownUnit(position=name)
    return found


def _uuid(name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        return UUID(int=0)
