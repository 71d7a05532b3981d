"""Loading places, units, positions and appointments, and changing who holds what."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import cast, func, literal, select, update
from sqlalchemy import column as column_
from sqlalchemy.dialects.postgresql import JSONB, insert

from api.accounts import officials
from api.accounts.models import Account
from api.authorities.directory import directory
from api.authorities.errors import PositionHeld, PositionVacant, UnknownPosition
from api.authorities.models import (
    Appointment,
    Area,
    FormerArea,
    Manner,
    Neighbourhood,
    Position,
    Unit,
)
from api.authorities.names import fold, written
from api.authorities.rows import (
    AppointmentRow,
    AreaRow,
    FormerRow,
    NeighbourhoodRow,
    PositionRow,
    RemoteRow,
    UnitRow,
    VoterRow,
)
from api.authorities.structure import Structure
from api.authorities.views import PositionView
from api.core import clock
from api.core.database import Model, db
from api.core.ids import new_id
from api.core.reference import forget_stamp

AT_ONCE = 1000
"""Rows in one statement."""


def keep_structure(structure: Structure) -> None:
    """The areas, units and positions are there as given; loading them again changes nothing."""
    keep_areas(structure.areas)
    keep_units(structure.units)
    keep_positions(structure.positions)


def keep_areas(rows: Iterable[AreaRow]) -> None:
    """These areas are there as given; what is known of their remoteness stays."""
    _keep(Area, [asdict(row) | _spelt(row.name) for row in rows], same=("code",))


def keep_former(rows: Iterable[FormerRow]) -> None:
    """These communes of before lead to these areas, which are known; other rows stay."""
    columns = (
        FormerArea.kind,
        FormerArea.name,
        FormerArea.district,
        FormerArea.province,
        FormerArea.successor_code,
    )
    known = {tuple(row) for row in db.session.execute(select(*columns))}
    new = [asdict(row) for row in rows if astuple(row) not in known]
    values = [{"id": new_id()} | row | _spelt(row["name"]) for row in new]
    _keep(FormerArea, values, same=("name", "district", "province", "successor_code"))


def keep_remoteness(rows: Iterable[RemoteRow]) -> None:
    """These areas are remote, or are not, as their sources say; of others it stays as it was."""
    for row in rows:
        said = {"remote": row.remote, "remote_source": row.source}
        db.session.execute(update(Area).where(Area.code == row.code).values(said))
    forget_stamp()


def keep_voters(rows: Iterable[VoterRow]) -> None:
    """These areas have so many voters, as their sources say; of others it stays as it was."""
    for row in rows:
        said = {
            "voters": row.voters,
            "voters_on": row.counted_on,
            "voters_source": row.source,
        }
        db.session.execute(update(Area).where(Area.code == row.code).values(said))
    forget_stamp()


def keep_neighbourhoods(rows: Iterable[NeighbourhoodRow]) -> None:
    """These thôn and tổ dân phố are there as given; those that no row names stay."""
    values = [{"id": new_id()} | asdict(row) for row in rows]
    _keep(Neighbourhood, values, same=("area_code", "code"))


def keep_units(rows: Sequence[UnitRow]) -> None:
    """These units are there as given; every parent is known already or stands among them."""
    ids = _ids(Unit.code, Unit.id)
    for row in rows:
        ids.setdefault(row.code, new_id())
    values, followed = [], {}
    for row in _parents_first(rows):
        value = asdict(row)
        parent_code, successor_code = value.pop("parent_code"), value.pop("successor_code")
        values.append(value | {"id": ids[row.code], "parent_id": parent_code and ids[parent_code]})
        if successor_code:
            followed[row.code] = ids[successor_code]
    _keep(Unit, values, same=("code",))
    for code, successor_id in followed.items():
        # Only now: the one that follows may stand later in the list.
        chosen = update(Unit).where(Unit.code == code)
        db.session.execute(chosen.values(successor_id=successor_id))


def keep_positions(rows: Iterable[PositionRow]) -> None:
    """These positions are there as given; every unit is known already."""
    units = _ids(Unit.code, Unit.id)
    values = [
        {
            "id": new_id(),
            "code": row.code,
            "unit_id": units[row.unit_code],
            "title": row.title,
            "name": row.name,
        }
        for row in rows
    ]
    _keep(Position, values, same=("code",))


def keep_appointments(rows: Iterable[AppointmentRow]) -> None:
    """These people hold these positions; every position and login is known already.

    An account once given to an appointment stays when a row names none.
    """
    positions = _ids(Position.code, Position.id)
    accounts = _ids(Account.login, Account.id)
    values = [
        {
            "id": new_id(),
            "position_id": positions[row.position_code],
            "person": row.person,
            "account_id": accounts[row.login] if row.login else None,
            "manner": row.manner,
            "from_on": row.from_on,
            "until_on": row.until_on,
        }
        for row in rows
    ]
    same = ("position_id", "person", "from_on")
    named = [value for value in values if value["account_id"] is not None]
    unnamed = [
        {key: value for key, value in row.items() if key != "account_id"}
        for row in values
        if row["account_id"] is None
    ]
    _keep(Appointment, named, same=same)
    _keep(Appointment, unnamed, same=same)


def appoint(
    position_code: str,
    person: str | None,
    account: Account,
    *,
    manner: Manner,
    from_on: date,
) -> None:
    """The person holds a vacant position, or gets an account for the one they hold.

    Without a name it is whoever holds the position now.
    """
    position = position_named(position_code)
    held = directory().holder_on(position.id, from_on)
    if held is None and person is None:
        raise PositionVacant(position=position_code, on=from_on.isoformat())
    if held is not None and (held.account_id is not None or person not in {None, held.person}):
        raise PositionHeld(position=position_code, on=from_on.isoformat())
    if held is not None:
        db.session.get_one(Appointment, held.id).account_id = account.id
    elif person is not None:
        _appoint(position.id, person, account, manner, from_on)
    db.session.flush()
    forget_stamp()


def hand_over(
    position_code: str,
    person: str,
    account: Account,
    *,
    manner: Manner,
    from_on: date,
) -> None:
    """From this day the position, with all that is owed there, is another person's.

    The one before is signed out of the position when the day has come.
    """
    position = position_named(position_code)
    held = directory().holder_on(position.id, from_on)
    if held is None:
        raise PositionVacant(position=position_code, on=from_on.isoformat())
    if held.from_on == from_on:
        raise PositionHeld(position=position_code, on=from_on.isoformat())
    db.session.get_one(Appointment, held.id).until_on = from_on
    db.session.flush()
    _appoint(position.id, person, account, manner, from_on)
    if held.account_id is not None and from_on <= clock.today():
        officials.sign_out(held.account_id, position_id=position.id)
    forget_stamp()


def position_named(code: str) -> PositionView:
    """The position with this code; refuses one that there is not."""
    position = directory().position_by_code(code)
    if position is None:
        raise UnknownPosition(position=code)
    return position


def _appoint(
    position_id: UUID, person: str, account: Account, manner: Manner, from_on: date
) -> None:
    db.session.add(
        Appointment(
            position_id=position_id,
            person=person,
            account_id=account.id,
            manner=manner,
            from_on=from_on,
        )
    )
    db.session.flush()


def _keep(model: type[Model], values: Sequence[Mapping[str, Any]], *, same: Sequence[str]) -> None:
    """Insert the rows; where one is `same`, write its other columns, but never its id."""
    waiting = iter(values)
    while chunk := list(islice(waiting, AT_ONCE)):
        columns = [column for column in model.__table__.columns if column.name in chunk[0]]
        names = [column.name for column in columns]
        # One value for all rows: to name each cell of each row takes ten times as long.
        rows = func.jsonb_to_recordset(cast(literal(json.dumps(chunk, default=str)), JSONB))
        given = rows.table_valued(*(column_(c.name, c.type) for c in columns))
        given = given.render_derived(with_types=True)
        new = insert(model).from_select(names, select(given))
        others = {name: new.excluded[name] for name in names if name not in {*same, "id"}}
        db.session.execute(new.on_conflict_do_update(index_elements=same, set_=others))
    forget_stamp()


def _spelt(name: str) -> dict[str, str]:
    """The spellings by which a name is found."""
    return {"folded": fold(name), "written": written(name)}


def _ids(code: Any, id_: Any) -> dict[str, UUID]:
    return {name: found for name, found in db.session.execute(select(code, id_)) if name}


def _parents_first(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """In an order in which no unit comes before its parent, as the foreign key wants it."""
    waiting = {row.code: row for row in rows}
    ordered: list[UnitRow] = []

    def put(row: UnitRow) -> None:
        if waiting.pop(row.code, None) is None:
            return
        if row.parent_code in waiting:
            put(waiting[row.parent_code])
        ordered.append(row)

    for row in rows:
        put(row)
    return ordered
