"""A whole installation of real processes in a folder of its own, to be killed part by part."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from flask import Flask

from api.app import create_app
from api.core import embedded, schema
from api.core.database import db, unit_of_work
from api.core.processes import Child, Supervisor, is_healthy
from api.demo.actions import load
from api.settings import Settings
from notifications.actions import register
from notifications.models import AddressKind, Platform
from tests import make

HERE = "127.0.0.1"

WEBS = 2
WORKERS = 2

RESIDENTS = tuple(f"+8491200000{number}" for number in range(5))
"""Whose numbers the clerks leave; each has a telephone that shows messages."""


@dataclass(frozen=True)
class Installation:
    """What runs, and how to reach it."""

    home: Path
    supervisor: Supervisor
    ports: tuple[int, ...]
    token: str
    """Of a receiving officer, who may hand in as often as needed."""

    @property
    def database(self) -> str:
        """The superuser's connection string."""
        return embedded.admin(self.home)

    def look(self) -> None:
        """Start again what has died, the database's server too."""
        self.supervisor.look()

    def is_serving(self, port: int) -> bool:
        """Whether the web server at this port answers."""
        return is_healthy(f"http://{HERE}:{port}/healthz")

    def kill_server(self) -> None:
        """Kill PostgreSQL as a crash would, and start it again."""
        pid = int((self.home / "pg/postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        while _works(pid):
            time.sleep(0.01)
        embedded.ensure(self.home)


@contextmanager
def installation(home: Path) -> Iterator[Installation]:
    """Database, two web servers and two workers, with the demonstration's people."""
    addresses = embedded.ensure(home)
    settings = Settings(addresses.app, addresses.owner, home, "of a crash test", demonstration=True)
    try:
        schema.upgrade(settings)
        token = _people(create_app(settings), home)
        ports = tuple(_free_port() for _ in range(WEBS))
        supervisor = Supervisor(_children(settings, ports))
        try:
            yield Installation(home, supervisor, ports, token)
        finally:
            supervisor.stop()
    finally:
        embedded.release(home)


def _people(app: Flask, home: Path) -> str:
    """The province, residents with a telephone each, and the token of a receiving officer."""
    with app.app_context():
        with unit_of_work():
            load(home)
        with unit_of_work():
            for number, phone in enumerate(RESIDENTS):
                register(
                    UUID(int=number),
                    make.account_of(phone).id,
                    address=f"telephone {number}",
                    kind=AddressKind.TOKEN,
                    platform=Platform.ANDROID,
                )
            token = make.token_of(make.RECEIVER)
        db.engine.dispose()
        return token


def _children(settings: Settings, ports: tuple[int, ...]) -> list[Child]:
    given = {
        "DATABASE_URL": settings.database_url,
        "DOITHOAI_HOME": str(settings.home),
        "SECRET_KEY": settings.secret_key,
        "DEMONSTRATION": "yes",
    }
    environment = os.environ | given
    logged = ("sh", "-c", f'exec "$@" 2>>"{settings.home}/processes.log"', "-")
    us = (*logged, sys.executable, "-m", "api.cli")
    webs = [
        Child(f"web {port}", (*us, "serve", "--port", str(port), "--workers", "1"), environment)
        for port in ports
    ]
    workers = [Child(f"worker {number}", (*us, "work"), environment) for number in range(WORKERS)]
    return webs + workers


def _works(pid: int) -> bool:
    """Whether the process is there and is no zombie, which has no folder any more."""
    try:
        Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
