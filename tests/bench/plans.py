"""What PostgreSQL does for a request: its statements, and how many rows of each table they read."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from tests.bench.load import Script
from tests.bench.statements import send

Given = Mapping[str, Any]


@dataclass
class Plans:
    """Of one request."""

    read: Counter[str] = field(default_factory=Counter)
    """Rows looked at, also those that were thrown away, by table."""
    whole: set[str] = field(default_factory=set)
    """Tables that were read from the first row to the last."""


def plans_of(app: Flask, engine: Engine, script: Script) -> Plans:
    """How a warm process reads for one such request. What it changes is not explained."""
    send(app, script)
    with _asked(engine) as asked:
        send(app, script)
    found = Plans()
    with engine.connect() as connection:
        for statement, given in asked:
            _note(found, _plan(connection, statement, given))
    return found


def _plan(connection: Connection, statement: str, given: Given) -> dict[str, Any]:
    explained = f"explain (analyze, timing off, format json) {statement}"
    [row] = connection.exec_driver_sql(explained, dict(given)).all()
    told = json.loads(row[0]) if isinstance(row[0], str) else row[0]
    plan: dict[str, Any] = told[0]["Plan"]
    return plan


def _note(found: Plans, node: dict[str, Any]) -> None:
    if "Relation Name" in node:
        thrown = node.get("Rows Removed by Filter", 0) + node.get(
            "Rows Removed by Index Recheck", 0
        )
        found.read[node["Relation Name"]] += (node["Actual Rows"] + thrown) * node["Actual Loops"]
        if node["Node Type"] == "Seq Scan":
            found.whole.add(node["Relation Name"])
    for below in node.get("Plans", ()):
        _note(found, below)


@contextmanager
def _asked(engine: Engine) -> Iterator[list[tuple[str, Given]]]:
    """Inside, every question that is put to the database is noted with its values."""
    noted: list[tuple[str, Given]] = []

    def note(_: object, __: object, statement: str, given: Given, *___: object) -> None:
        if statement.startswith("SELECT") and "pg_advisory" not in statement:
            noted.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(engine, "before_cursor_execute", note)
