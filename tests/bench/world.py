"""A PostgreSQL of the benchmark's own, with our database and the floor's, and both servers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg
from flask import Flask
from sqlalchemy import make_url

from api.app import create_app
from api.authorities.directory import directory
from api.cli import WORKERS
from api.core import clock, embedded, schema
from api.core.database import THREADS, db, unit_of_work
from api.core.processes import wait_until_healthy
from api.demo.actions import load
from api.regulation.calendar_table import work_calendar
from api.regulation.queries import regulation
from api.settings import Settings
from tests import make
from tests.bench import floor
from tests.bench.filling import fill
from tests.bench.law import Law
from tests.bench.load import HERE
from tests.bench.province import SEED, Province
from tests.bench.servers import free_port, serving

FLOOR = "floor"
"""Name of the floor's database."""


@dataclass(frozen=True)
class World:
    """What the measurements need."""

    app: Flask
    province: Province
    ours: int
    """Port of ours."""
    floor: int
    """Port of the floor."""


@contextmanager
def world(home: Path, rows: int) -> Iterator[World]:
    """Databases with so many petitions, and the servers over them."""
    addresses = embedded.ensure(home)
    settings = Settings(addresses.app, addresses.owner, home, "of a benchmark", demonstration=True)
    schema.upgrade(settings)
    floors = _floor_database(home)
    app = create_app(settings)
    try:
        with app.app_context():
            with unit_of_work():
                load(settings.home)
                province = province_here()
            with psycopg.connect(plain(addresses.owner)) as ours, psycopg.connect(floors) as bare:
                fill(ours, bare, province, rows)
        with _servers(settings, floors) as ports:
            yield World(app, province, *ports)
        with app.app_context():
            db.engine.dispose()
    finally:
        embedded.release(home)


def _floor_database(home: Path) -> str:
    """Its connection string, once its tables are there."""
    admin = embedded.admin(home)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"create database {FLOOR} owner {embedded.OWNER}".encode())
    conninfo = psycopg.conninfo.make_conninfo(admin, dbname=FLOOR, user=embedded.OWNER)
    with psycopg.connect(conninfo) as connection:
        connection.execute(floor.TABLES)
    return conninfo


def province_here() -> Province:
    """The demonstration's, which is loaded; nothing is asked of the database afterwards."""
    random, clerk = Random(SEED), make.account_of(make.RECEIVER).id
    law = Law(directory(), regulation(), work_calendar(), random)
    return Province(directory(), law, clerk, clock.now(), random)


@contextmanager
def _servers(settings: Settings, floors: str) -> Iterator[tuple[int, int]]:
    ours, bare = free_port(), free_port()
    environment = {
        "DATABASE_URL": settings.database_url,
        "DOITHOAI_HOME": str(settings.home),
        "SECRET_KEY": settings.secret_key,
        "DEMONSTRATION": "yes",
    }
    served = ("-m", "tests.bench.floor", str(bare), str(WORKERS), str(THREADS))
    with (
        (settings.home / "servers.log").open("wb") as log,
        serving(("-m", "api.cli", "serve", "--port", str(ours)), environment, log),
        serving(served, {floor.ADDRESS: floors}, log),
    ):
        wait_until_healthy(f"http://{HERE}:{ours}/readyz")
        wait_until_healthy(f"http://{HERE}:{bare}/healthz")
        yield ours, bare


def plain(address: str) -> str:
    """The address without the name of the driver."""
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
