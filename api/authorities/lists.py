"""The lists a province begins with (units, positions, places …), and what is wrong with a line.

Nothing here touches the database: what is known already is handed in.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date
from enum import StrEnum

from api.authorities.models import (
    HEADS,
    Establishment,
    Level,
    Manner,
    NeighbourhoodKind,
    Title,
    UnitKind,
)
from api.authorities.rows import (
    AppointmentRow,
    FormerRow,
    NeighbourhoodRow,
    PositionRow,
    RemoteRow,
    UnitRow,
    VoterRow,
)
from api.authorities.sheets import BadLine, Line, Sheet

UNIT_COLUMNS = ("code", "name", "kind", "unit_kind", "level", "area_code", "founded_on")
"""Besides `parent_code`, `ended_on` and `successor_code`, which may be left out."""
POSITION_COLUMNS = ("code", "unit_code", "title", "name")
APPOINTMENT_COLUMNS = ("position_code", "person", "manner", "from_on")
"""Besides `until_on` and `login`, which may be left out."""
FORMER_COLUMNS = ("kind", "name", "district", "province", "successor_code")
REMOTE_COLUMNS = ("code", "remote", "source")
VOTER_COLUMNS = ("code", "voters", "counted_on", "source")
NEIGHBOURHOOD_COLUMNS = ("area_code", "code", "name", "kind", "since_on")
"""Besides `until_on`, `head_name` and `head_contact`, which may be left out."""

Held = tuple[str, date, date | None]
"""Person, first day, first day no more."""


class YesOrNo(StrEnum):
    """What may stand in a cell that asks."""

    YES = "yes"
    NO = "no"


def unit_rows(
    sheet: Sheet, *, areas: Mapping[str, Level], units: Mapping[str, str | None]
) -> tuple[UnitRow, ...]:
    """The units of a list, given the areas with their levels and each unit's parent so far."""
    seen: set[str] = set()
    listed = {line.cells["code"]: line.optional("parent_code") for line in sheet.lines}
    parents = {**units, **listed}

    def make(line: Line) -> UnitRow:
        code = _once(line, "code", seen)
        area = line.known("area_code", areas)
        level = line.one_of("level", Level)
        if level is not areas[area]:
            raise BadLine(f"area {area} is of the level {areas[area]}")
        return UnitRow(
            code=code,
            name=line.text("name"),
            kind=line.one_of("kind", UnitKind),
            unit_kind=line.one_of("unit_kind", Establishment),
            level=level,
            area_code=area,
            parent_code=_parent(line, parents),
            founded_on=line.day("founded_on"),
            ended_on=_later(line, "ended_on", "founded_on"),
            successor_code=_successor(line, parents),
        )

    return sheet.rows(make)


def position_rows(
    sheet: Sheet, *, units: Container[str], heads: Mapping[str, str], fronts: Container[str]
) -> tuple[PositionRow, ...]:
    """The positions of a list, given the units, each unit's head, and which are Front committees.

    Inspectors are in the Front of a commune alone: they verify what governments promised.
    """
    seen: set[str] = set()
    headed = dict(heads)

    def make(line: Line) -> PositionRow:
        code = _once(line, "code", seen)
        unit = line.known("unit_code", units)
        title = line.one_of("title", Title)
        if title in HEADS and headed.setdefault(unit, code) != code:
            raise BadLine(f"unit {unit} has a head already: {headed[unit]}")
        if title is Title.INSPECTOR and unit not in fronts:
            raise BadLine(f"an inspector is in the Front of a commune, and {unit} is none")
        return PositionRow(code=code, unit_code=unit, title=title, name=line.text("name"))

    return sheet.rows(make)


def appointment_rows(
    sheet: Sheet,
    *,
    positions: Container[str],
    logins: Container[str],
    held: Mapping[str, Iterable[Held]],
) -> tuple[AppointmentRow, ...]:
    """The appointments of a list, given who holds what, by position code."""
    taken: defaultdict[str, list[Held]] = defaultdict(list)
    for position, others in held.items():
        taken[position] += others

    def make(line: Line) -> AppointmentRow:
        row = AppointmentRow(
            position_code=line.known("position_code", positions),
            person=line.text("person"),
            manner=line.one_of("manner", Manner),
            from_on=line.day("from_on"),
            until_on=_later(line, "until_on", "from_on"),
            login=line.known("login", logins) if line.optional("login") else None,
        )
        _take(taken[row.position_code], (row.person, row.from_on, row.until_on))
        return row

    return sheet.rows(make)


def former_rows(sheet: Sheet, *, areas: Mapping[str, Level]) -> tuple[FormerRow, ...]:
    """The communes of before of a list, given the areas with their levels."""
    seen: set[FormerRow] = set()

    def make(line: Line) -> FormerRow:
        row = FormerRow(
            kind=line.text("kind"),
            name=line.text("name"),
            district=line.text("district"),
            province=line.text("province"),
            successor_code=_commune(line, "successor_code", areas),
        )
        if not row.name.startswith(f"{row.kind} "):
            raise BadLine(f"name {row.name!r} does not begin with {row.kind!r}")
        if row in seen:
            raise BadLine(f"{row.name!r} stands in the file twice with the same successor")
        seen.add(row)
        return row

    return sheet.rows(make)


def remote_rows(sheet: Sheet, *, areas: Container[str]) -> tuple[RemoteRow, ...]:
    """Which areas are remote and which are not, each with its source, given the areas' codes."""
    seen: set[str] = set()

    def make(line: Line) -> RemoteRow:
        _once(line, "code", seen)
        return RemoteRow(
            code=line.known("code", areas),
            remote=line.one_of("remote", YesOrNo) is YesOrNo.YES,
            source=line.text("source"),
        )

    return sheet.rows(make)


def voter_rows(sheet: Sheet, *, areas: Container[str]) -> tuple[VoterRow, ...]:
    """How many voters each area has, on which day and by which source, given the areas' codes."""
    seen: set[str] = set()

    def make(line: Line) -> VoterRow:
        _once(line, "code", seen)
        return VoterRow(
            code=line.known("code", areas),
            voters=line.whole("voters"),
            counted_on=line.day("counted_on"),
            source=line.text("source"),
        )

    return sheet.rows(make)


def neighbourhood_rows(sheet: Sheet, *, areas: Mapping[str, Level]) -> tuple[NeighbourhoodRow, ...]:
    """The thôn and tổ dân phố of a list, given the areas with their levels."""
    seen: defaultdict[str, set[str]] = defaultdict(set)

    def make(line: Line) -> NeighbourhoodRow:
        area = _commune(line, "area_code", areas)
        return NeighbourhoodRow(
            area_code=area,
            code=_once(line, "code", seen[area]),
            name=line.text("name"),
            kind=line.one_of("kind", NeighbourhoodKind),
            since_on=line.day("since_on"),
            until_on=_later(line, "until_on", "since_on"),
            head_name=line.optional("head_name"),
            head_contact=line.optional("head_contact"),
        )

    return sheet.rows(make)


def _once(line: Line, column: str, seen: set[str]) -> str:
    code = line.text(column)
    if code in seen:
        raise BadLine(f"{column} {code!r} stands in the file twice")
    seen.add(code)
    return code


def _commune(line: Line, column: str, areas: Mapping[str, Level]) -> str:
    code = line.known(column, areas)
    if areas[code] is not Level.COMMUNE:
        raise BadLine(f"{column} {code!r} is no commune")
    return code


def _later(line: Line, column: str, first: str) -> date | None:
    day = line.optional_day(column)
    if day is not None and day <= line.day(first):
        raise BadLine(f"{column} is not after {first}")
    return day


def _parent(line: Line, parents: Mapping[str, str | None]) -> str | None:
    """The parent's code; refuses one that is not known, or below the unit itself."""
    parent = line.optional("parent_code")
    if parent is None:
        return None
    if parent not in parents:
        raise BadLine(f"parent_code {parent!r} is not known")
    above: str | None = parent
    passed = {line.cells["code"]}
    while above is not None:
        if above in passed:
            raise BadLine("parent_code leads back to the unit itself")
        passed.add(above)
        above = parents.get(above)
    return parent


def _successor(line: Line, units: Container[str]) -> str | None:
    """The unit that takes the place of one that is no more."""
    if not line.optional("successor_code"):
        return None
    if not line.optional("ended_on"):
        raise BadLine("successor_code is given only for a unit that has ended")
    found = line.known("successor_code", units)
    if found == line.cells["code"]:
        raise BadLine("successor_code is the unit itself")
    return found


def _take(taken: list[Held], row: Held) -> None:
    """Note who holds the position; refuses two people on one day."""
    person, first, too_late = row
    others = [other for other in taken if (other[0], other[1]) != (person, first)]
    for other, begins, ends in others:
        if (too_late is None or begins < too_late) and (ends is None or first < ends):
            raise BadLine(f"the position is held by {other} from {begins.isoformat()}")
    taken[:] = [*others, row]
