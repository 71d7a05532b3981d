"""Areas, units, positions and their people by command: lists to load, accounts to hand over."""

import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from api.accounts import officials
from api.accounts.commands import accounts, show
from api.accounts.models import AccountKind
from api.authorities import actions, boundaries, boundary_files, lists, queries
from api.authorities import delegations as papers
from api.authorities.directory import directory
from api.authorities.models import Level, Manner, UnitKind
from api.authorities.sheets import BadSheet, Sheet
from api.authorities.structure import country, former_communes
from api.authorities.views import UnitView
from api.core import clock
from api.core.database import unit_of_work

LIST = click.Path(exists=True, dir_okay=False, path_type=Path)
FILE = click.argument("file", type=LIST)
DAY = click.DateTime(formats=["%Y-%m-%d"])
MANNER = click.Choice([manner.value for manner in Manner])


@click.group()
def areas() -> None:
    """Provinces and communes."""


@click.group()
def neighbourhoods() -> None:
    """Thôn and tổ dân phố of the communes."""


@click.group()
def units() -> None:
    """Bodies of the political system and their parts."""


@click.group()
def positions() -> None:
    """Desks that people hold."""


@click.group()
def appointments() -> None:
    """Who holds which position, from when to when."""


@click.group()
def delegations() -> None:
    """Who signs for a head in writing, from when to when."""


@areas.command("load")
def load_areas() -> None:
    """Load the country's areas with their official codes, and the communes of before."""
    listed, former = country(), former_communes()
    with unit_of_work():
        actions.keep_areas(listed)
        actions.keep_former(former)
    click.echo(f"{len(listed)} areas and {len(former)} former names loaded")


@areas.command("remote")
@FILE
def load_remoteness(file: Path) -> None:
    """Load which areas are remote, each with its source; nothing when one line is bad."""
    _load(_remoteness, file)


@areas.command("boundaries")
@FILE
def load_boundaries(file: Path) -> None:
    """Load where the communes lie (GeoJSON, WGS 84); nothing when there is a mistake in it."""
    try:
        with unit_of_work():
            communes = _communes_of_today()
            found = boundary_files.read(file, communes)
            boundaries.keep(found.shapes, found.name, found.sha256)
    except BadSheet as bad:
        _give_up(bad)
    click.echo(f"{len(found.shapes)} boundaries loaded from {found.name}, sha256 {found.sha256}")
    for line in boundary_files.doubts(found, communes, directory().areas):
        click.echo(line)


@areas.command("voters")
@FILE
def load_voters(file: Path) -> None:
    """Load how many voters each commune has, with day and source; nothing when a line is bad."""
    _load(_voters, file)


@neighbourhoods.command("load")
@FILE
def load_neighbourhoods(file: Path) -> None:
    """Load a list of thôn and tổ dân phố; nothing is loaded when one line is bad."""
    _load(_neighbourhoods, file)


@units.command("load")
@FILE
@click.option("--predecessors", type=LIST, help="A list of communes of before, with successors.")
def load_units(file: Path, predecessors: Path | None) -> None:
    """Load a list of units; nothing is loaded when one line is bad."""
    if predecessors is None:
        _load(_units, file)
    else:
        _load(_units_and_former, file, predecessors)


@positions.command("load")
@FILE
def load_positions(file: Path) -> None:
    """Load a list of positions; nothing is loaded when one line is bad."""
    _load(_positions, file)


@appointments.command("load")
@FILE
def load_appointments(file: Path) -> None:
    """Load a list of appointments; nothing is loaded when one line is bad."""
    _load(_appointments, file)


@delegations.command("load")
@FILE
def load_delegations(file: Path) -> None:
    """Load a list of delegations; nothing is loaded when one line is bad."""
    _load(_delegations, file)


# The contract names it with the units.
units.add_command(load_boundaries)


@accounts.command()
@click.argument("login")
@click.option("--position", help="Code of the position the person holds.")
@click.option("--person", help="Name of the person, when nobody holds it yet.")
@click.option("--administrator", is_flag=True, help="Runs the system and sees no content.")
@click.option("--manner", type=MANNER, default=Manner.APPOINTED.value, show_default=True)
@click.option("--from", "from_on", type=DAY, help="First day; today when not given.")
def add(
    login: str,
    position: str | None,
    person: str | None,
    administrator: bool,
    manner: str,
    from_on: datetime | None,
) -> None:
    """Let somebody sign in with LOGIN: the holder of a position, or an administrator."""
    if administrator == bool(position):
        raise click.UsageError("Give --position or --administrator.")
    given = officials.new_secrets()
    kind = AccountKind.ADMINISTRATOR if administrator else AccountKind.OFFICIAL
    with unit_of_work():
        account = officials.add(login, kind, given)
        if position:
            day = from_on.date() if from_on else clock.today()
            actions.appoint(position, person, account, manner=Manner(manner), from_on=day)
    show(login, given)


@accounts.command()
@click.argument("position")
@click.argument("login")
@click.option("--person", required=True, help="Name of the person who holds it now.")
@click.option("--manner", type=MANNER, default=Manner.APPOINTED.value, show_default=True)
@click.option("--from", "from_on", type=DAY, help="First day; today when not given.")
def handover(position: str, login: str, person: str, manner: str, from_on: datetime | None) -> None:
    """Give POSITION, with all that is owed there, to the person who signs in with LOGIN."""
    day = from_on.date() if from_on else clock.today()
    with unit_of_work():
        account = officials.the(login)
        actions.hand_over(position, person, account, manner=Manner(manner), from_on=day)
    click.echo(f"{position} is {person}'s from {day.isoformat()}")


def _load(load: Callable[..., int], *files: Path) -> None:
    """All lines of the files, or none and every reason why."""
    try:
        with unit_of_work():
            loaded = load(*files)
    except BadSheet as bad:
        _give_up(bad)
    click.echo(f"{loaded} loaded from {', '.join(file.name for file in files)}")


def _give_up(bad: BadSheet) -> NoReturn:
    for problem in bad.problems:
        click.echo(problem, err=True)
    click.echo("nothing was loaded", err=True)
    sys.exit(1)


def _communes_of_today() -> list[str]:
    found, today = directory().areas.values(), clock.today()
    return [area.code for area in found if area.level is Level.COMMUNE and area.is_current(today)]


def _levels() -> dict[str, Level]:
    return {area.code: area.level for area in directory().areas.values()}


def _remoteness(file: Path) -> int:
    rows = lists.remote_rows(Sheet.read(file, lists.REMOTE_COLUMNS), areas=directory().areas)
    actions.keep_remoteness(rows)
    return len(rows)


def _voters(file: Path) -> int:
    rows = lists.voter_rows(Sheet.read(file, lists.VOTER_COLUMNS), areas=directory().areas)
    actions.keep_voters(rows)
    return len(rows)


def _neighbourhoods(file: Path) -> int:
    sheet = Sheet.read(file, lists.NEIGHBOURHOOD_COLUMNS)
    rows = lists.neighbourhood_rows(sheet, areas=_levels())
    actions.keep_neighbourhoods(rows)
    return len(rows)


def _delegations(file: Path) -> int:
    desks = directory().positions.values()
    rows = papers.rows_of(
        Sheet.read(file, papers.COLUMNS),
        positions={desk.code for desk in desks},
        heads={desk.code for desk in desks if desk.is_head},
    )
    papers.keep(rows)
    return len(rows)


def _units_and_former(file: Path, predecessors: Path) -> int:
    former = lists.former_rows(Sheet.read(predecessors, lists.FORMER_COLUMNS), areas=_levels())
    actions.keep_former(former)
    return _units(file) + len(former)


def _units(file: Path) -> int:
    sheet = Sheet.read(file, lists.UNIT_COLUMNS)
    known = directory()
    above = {unit.id: unit.code for unit in known.units.values()}
    rows = lists.unit_rows(
        sheet,
        areas=_levels(),
        units={u.code: above[u.parent_id] if u.parent_id else None for u in known.units.values()},
    )
    actions.keep_units(rows)
    return len(rows)


def _positions(file: Path) -> int:
    sheet = Sheet.read(file, lists.POSITION_COLUMNS)
    known = directory()
    codes = {unit.code for unit in known.units.values()}
    heads = {known.unit(d.unit_id).code: d.code for d in known.positions.values() if d.is_head}
    fronts = {unit.code for unit in known.units.values() if _is_front_of_a_commune(unit)}
    rows = lists.position_rows(sheet, units=codes, heads=heads, fronts=fronts)
    actions.keep_positions(rows)
    return len(rows)


def _is_front_of_a_commune(unit: UnitView) -> bool:
    return unit.kind is UnitKind.FRONT and unit.level is Level.COMMUNE


def _appointments(file: Path) -> int:
    sheet = Sheet.read(file, lists.APPOINTMENT_COLUMNS)
    held: defaultdict[str, list[lists.Held]] = defaultdict(list)
    known = directory()
    for each in known.appointments:
        span = (each.person, each.from_on, each.until_on)
        held[known.position(each.position_id).code].append(span)
    rows = lists.appointment_rows(
        sheet,
        positions={desk.code for desk in known.positions.values()},
        logins=queries.logins(),
        held=held,
    )
    actions.keep_appointments(rows)
    return len(rows)
