"""Other processes that use a home, and what one asks of its server."""

import subprocess
import sys
from pathlib import Path
from typing import Self

import psycopg
from sqlalchemy import create_engine, text

from api.core import embedded

JOIN_AND_WAIT = """
import sys
from pathlib import Path
from api.core import embedded

print(embedded.ensure(Path(sys.argv[1])).app, flush=True)
sys.stdin.read()
"""

THEN_FORK = """
import os

os.fork() or sys.exit()
os.wait()
assert (Path(sys.argv[1]) / "pg/postmaster.pid").exists()
"""


class User:
    """Another process that uses a home, until it is told to leave or is killed."""

    def __init__(self, home: Path, program: str = JOIN_AND_WAIT) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", program, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def leave(self) -> str:
        """Ends in peace; returns what it complained about."""
        return self.process.communicate()[1]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def stop(home: Path) -> None:
    embedded.release(home)
    if is_running(home):
        embedded.ensure(home)
        embedded.release(home)


def server_of(home: Path) -> int:
    return int((home / "pg/postmaster.pid").read_text().splitlines()[0])


def is_running(home: Path) -> bool:
    return (home / "pg/postmaster.pid").exists()


def execute(home: Path, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(embedded.admin(home), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def ask(address: str, question: str) -> object:
    engine = create_engine(address)
    with engine.connect() as connection:
        answer = connection.execute(text(question)).scalar_one()
    engine.dispose()
    return answer
