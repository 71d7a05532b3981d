"""Counting what one request says to the database; below SQLAlchemy, to hear the queue's too."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import psycopg
from flask import Flask

from tests.bench.load import Script


def statements_of(app: Flask, script: Script) -> int:
    """How many statements a warm process sends for one such request; commits are not counted."""
    send(app, script)
    with listening() as said:
        send(app, script)
    return len(said)


def send(app: Flask, script: Script) -> None:
    """One such request, which must go well."""
    answer = app.test_client().open(
        script.paths[0].replace("{new}", str(uuid4())),
        method=script.method,
        data=script.body or None,
        content_type="application/json" if script.body else None,
        headers={"Authorization": f"Bearer {script.token}"} if script.token else {},
    )
    if answer.status_code >= 300:
        raise RuntimeError(f"{script.paths[0]}: {answer.status} {answer.get_data(as_text=True)}")


@contextmanager
def listening() -> Iterator[list[str]]:
    """Inside, every statement of this process is noted."""
    said: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(cursor: Any, query: Any, *given: Any, **named: Any) -> Any:
        said.append(str(query))
        return execute(cursor, query, *given, **named)

    with patch.object(psycopg.Cursor, "execute", noted):
        yield said
