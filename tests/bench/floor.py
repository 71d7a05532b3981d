"""The floor: bare Flask and psycopg, which know no rules, rights or schemas, served like ours."""

import os
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from flask import Flask, Response, jsonify, request
from granian.constants import Interfaces
from granian.server import Server
from psycopg.rows import dict_row

from api.core.ids import new_code, new_id

ADDRESS = "FLOOR_DATABASE"
"""Name of the environment's variable with the connection string."""

TABLES = """
create table petitions (id uuid primary key, ordinal uuid not null unique,
    code text not null unique, kind text not null, field text, area text not null,
    state text not null, text text not null, received_at timestamptz not null,
    folded text not null,
    words tsvector generated always as (to_tsvector('simple', folded)) stored);
create index on petitions (area, ordinal);
create index on petitions using gin (words);
create table history (id uuid primary key, petition_id uuid not null references petitions,
    what text not null, at timestamptz not null);
create index on history (petition_id, id);
create table audit (id uuid primary key, petition_id uuid not null references petitions,
    who text not null, at timestamptz not null);
create table outbox (id uuid primary key, petition_id uuid not null references petitions,
    message text not null);
"""

_CREATE = """
insert into petitions values (%s, %s, %s, %s, %s, %s, 'received', %s, now(), %s) returning *
"""
_HISTORY = "insert into history values (%s, %s, %s, now())"
_AUDIT = "insert into audit values (%s, %s, %s, now())"
_OUTBOX = "insert into outbox values (%s, %s, %s)"
_LIST = """
select id, code, kind, field, area, state, received_at from petitions where area = %s
order by ordinal desc limit 51
"""
_DEEP = """
select id, code, kind, field, area, state, received_at from petitions
where area = %s and ordinal < %s order by ordinal desc limit 51
"""
_SEARCH = """
select id, code, kind, field, area, state, received_at from petitions
where area = %s and words @@ plainto_tsquery('simple', %s)
order by ordinal desc limit 51
"""
_DETAIL = "select * from petitions where id = %s"
_STATE = "update petitions set state = %s where id = %s returning *"

_own = threading.local()
Connection = psycopg.Connection[dict[str, Any]]
T = TypeVar("T")


def create_floor() -> Flask:
    """The four works, with the four rows that each change writes."""
    app = Flask(__name__)
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/petitions", view_func=petitions)
    app.add_url_rule("/petitions/<uuid:petition_id>", view_func=petition)
    app.add_url_rule("/petitions/<uuid:petition_id>", view_func=create, methods=["PUT"])
    app.add_url_rule("/petitions/<uuid:petition_id>/state", view_func=change, methods=["POST"])
    return app


def healthz() -> Response:
    """It is there"""
    return jsonify({})


def create(petition_id: UUID) -> tuple[Response, int]:
    """One petition"""
    given = request.get_json()
    said = (given["kind"], given["field"], given["area"], given["text"])

    def work(connection: Connection) -> Any:
        key = (petition_id, new_id(), new_code())
        row = connection.execute(_CREATE, (*key, *said, said[-1].lower())).fetchone()
        return _noted(connection, petition_id, "received", row)

    return jsonify(_in_transaction(work)), 201


def petitions() -> Response:
    """The newest fifty of an area: the next ones after one, or those with some words"""
    asked = [request.args["area"], *filter(None, map(request.args.get, ("after", "q")))]
    statement = _SEARCH if "q" in request.args else _DEEP if "after" in request.args else _LIST
    rows = _in_transaction(lambda c: c.execute(statement, asked).fetchall())
    return jsonify({"items": rows[:50], "next": str(rows[49]["id"]) if rows[50:] else None})


def petition(petition_id: UUID) -> Response:
    """One petition"""
    return jsonify(_in_transaction(lambda c: c.execute(_DETAIL, (petition_id,)).fetchone()))


def change(petition_id: UUID) -> tuple[Response, int]:
    """Another state"""
    state = request.get_json()["state"]

    def work(connection: Connection) -> Any:
        row = connection.execute(_STATE, (state, petition_id)).fetchone()
        return _noted(connection, petition_id, state, row)

    return jsonify(_in_transaction(work)), 201


def _noted(connection: Connection, petition_id: UUID, what: str, row: Any) -> Any:
    connection.execute(_HISTORY, (new_id(), petition_id, what))
    connection.execute(_AUDIT, (new_id(), petition_id, "clerk"))
    connection.execute(_OUTBOX, (new_id(), petition_id, what))
    return row


def _in_transaction(work: Callable[[Connection], T]) -> T:
    """With this thread's own connection."""
    connection: Connection | None = getattr(_own, "connection", None)
    if connection is None:
        connection = psycopg.connect(os.environ[ADDRESS], row_factory=dict_row)
        _own.connection = connection
    with connection.transaction():
        return work(connection)


if __name__ == "__main__":
    Server(
        "tests.bench.floor:create_floor",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        factory=True,
        workers=int(sys.argv[2]),
        blocking_threads=int(sys.argv[3]),
        log_enabled=False,
    ).serve()
