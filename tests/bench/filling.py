"""Filling the two databases by COPY: ours with whole histories, the floor's with bare petitions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

import psycopg
from psycopg import sql

from api.authorities.names import fold
from tests.bench.law import Life, Row
from tests.bench.province import Province

ORDER = ("cases", "petitions", "events", "obligations", "fulfilments", "answers", "public_texts")
"""Tables, so that none comes before one it refers to."""
AT_ONCE = 5_000
"""Petitions kept in memory before they are copied."""


def fill(
    ours: psycopg.Connection, floor: psycopg.Connection | None, province: Province, n: int
) -> None:
    """So many petitions in both, or in ours alone; statistics are up to date afterwards."""
    lives = province.lives(n)
    while some := list(islice(lives, AT_ONCE)):
        _copy_all(ours, some)
        if floor is not None:
            _copy(floor, "petitions", [_bare(life) for life in some])
    _copy(ours, "register_counters", list(province.registers()))
    for connection in filter(None, (ours, floor)):
        connection.commit()
        connection.autocommit = True
        connection.execute("vacuum analyze")


def _copy_all(connection: psycopg.Connection, lives: Iterable[Life]) -> None:
    tables: defaultdict[str, list[Row]] = defaultdict(list)
    for life in lives:
        for table, row in life.rows():
            tables[table].append(row)
    for table in ORDER:
        _copy(connection, table, tables[table])


def _copy(connection: psycopg.Connection, table: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = list(rows[0])
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    into = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), columns)
    with connection.cursor().copy(into) as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def _bare(life: Life) -> Row:
    case, petition = life.case, life.petition
    return {
        "id": case["id"],
        "ordinal": case["ordinal"],
        "code": case["code"],
        "kind": case["kind"],
        "field": case["field"],
        "area": case["unit_area_code"],
        "state": case["state"],
        "text": petition["text"],
        "folded": fold(petition["text"]),
        "received_at": case["opened_at"],
    }
