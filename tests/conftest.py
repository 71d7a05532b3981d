"""One PostgreSQL for the run, one fresh database for each test that asks for the app."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, make_url
from werkzeug.test import TestResponse

from api.app import create_app
from api.core import clock, embedded, schema
from api.core.clock import VIETNAM
from api.core.database import db, engine_options, unit_of_work
from api.demo.actions import load
from api.settings import Settings
from tests import make

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=VIETNAM)
"""It is always this moment, until a test says otherwise."""

_numbers = itertools.count()


KEPT = frozenset(
    {
        "areas",
        "former_areas",
        "units",
        "positions",
        "appointments",
        "calendar_days",
        "accounts",
        "reference",
        "moderation_words",
    }
)
"""What the template is loaded with; a test that changes it gets the next one a new copy."""


NAMED = (
    make.CHAIR,
    make.DEPUTY,
    make.SECRETARY,
    make.RECEIVER,
    make.HANDLER,
    make.FRONT,
    make.CITY_CHAIR,
    make.CITY_MONITOR,
    make.MODERATOR,
    make.OTHER_MODERATOR,
)
"""Who is named so often that they have an account from the beginning: one that a test makes changes
the reference data, and costs the next test a new copy.
"""


@dataclass
class Cluster:
    """The server of this run, and the database that every test's is copied from."""

    settings: Settings
    admin: str
    template: str
    current: Settings | None = None
    _broom: psycopg.Connection | None = None
    """Kept open to the database that is lent: connecting takes longer than wiping."""

    def borrow(self) -> Settings:
        """A database like the template: the demonstration province, no cases."""
        if self.current is None:
            name = f"{self.template}_{next(_numbers)}"
            self.run(f"create database {name} template {self.template} strategy file_copy")
            self.current = at_database(self.settings, name)
            self._broom = psycopg.connect(self.admin, dbname=name, autocommit=True)
        return self.current

    def give_back(self) -> None:
        """Wipe what the test wrote, or drop the database when it changed what the template has."""
        assert self.current is not None
        assert self._broom is not None
        [stamp] = self._broom.execute("select stamp from reference").fetchall()
        if stamp == self._loaded[0]:
            self._broom.execute(self._loaded[1])
        else:
            self.drop()

    def drop(self) -> None:
        """The next test gets a new copy."""
        if self.current is not None and self._broom is not None:
            self._broom.close()
            name = make_url(self.current.database_url).database
            self.run(f"drop database {name} with (force)")
        self.current = self._broom = None

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """As the superuser, outside of any transaction."""
        with psycopg.connect(self.admin, dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    @cached_property
    def _loaded(self) -> tuple[tuple[Any, ...], bytes]:
        """The stamp of the template, and what wipes all that it does not have."""
        [stamp] = self.run("select stamp from reference", self.template)
        tables = self.run(
            "select tablename from pg_tables where schemaname = 'public'", self.template
        )
        wiped = [table for (table,) in tables if table not in KEPT | {"alembic_version"}]
        deletes = "; ".join(f"delete from {table}" for table in wiped)
        accounts = self.run("select id from accounts", self.template)
        kept = ", ".join(f"'{account}'" for (account,) in accounts)
        rest = f"delete from accounts where id not in ({kept})"
        return stamp, f"set session_replication_role = replica; {deletes}; {rest}".encode()


def at_database(settings: Settings, name: str) -> Settings:
    """The same settings with another database."""
    return replace(
        settings,
        database_url=_at(settings.database_url, name),
        database_owner_url=_at(settings.database_owner_url, name),
    )


def _at(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Cluster]:
    """Every worker of the run joins the same server; the last one out stops it."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "server"
    addresses = embedded.ensure(home)
    kept = base / "home"
    kept.mkdir()
    # A test says the same on a disk that is nearly full.
    (kept / "attachments.toml").write_text("[disk]\nfree_share = 0\nfree_bytes = 0\n")
    settings = Settings(
        database_url=addresses.app,
        database_owner_url=addresses.owner,
        home=kept,
        secret_key="pepper of the tests",
        demonstration=True,
        outbox=True,
    )
    template = f"template_{worker_id}"
    made = Cluster(at_database(settings, template), embedded.admin(home), template)
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        made.run(f"alter system set {setting}")
    made.run("select pg_reload_conf()")
    made.run(f"create database {template} owner {embedded.OWNER}")
    schema.upgrade(made.settings)
    _load(made.settings)
    yield made
    made.drop()
    embedded.release(home)


def _load(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context(), clock.standing_at(MONDAY):
        with unit_of_work():
            load(settings.home)
            for code in NAMED:
                make.account_of(code)
        db.engine.dispose()


class Client(FlaskClient):
    """Each request has a context, and so a session and a transaction, of its own."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():
            return super().open(*args, **kwargs)

    # What comes back is looked into freely: its JSON is of any shape.
    get: Callable[..., Any]
    put: Callable[..., Any]
    post: Callable[..., Any]
    patch: Callable[..., Any]
    delete: Callable[..., Any]


@pytest.fixture(scope="session")
def whole_app(cluster: Cluster) -> Flask:
    """The application, made once; each test gives it a database of its own."""
    app = create_app(cluster.settings)
    app.test_client_class = Client
    return app


@pytest.fixture
def settings(cluster: Cluster) -> Iterator[Settings]:
    """Settings with a database of this test's own: the demonstration province, no cases."""
    yield cluster.borrow()
    cluster.give_back()


@pytest.fixture
def app(whole_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The application on a database of this test's own, inside its context."""
    with standing_on(whole_app, settings):
        yield whole_app


@contextmanager
def standing_on(whole_app: Flask, settings: Settings) -> Iterator[None]:
    """Inside, the application works on this database, in its context."""
    with whole_app.app_context():
        engines = cast(dict[str | None, Engine], db.engines)
        before = engines[None]
        engines[None] = create_engine(settings.database_url, **engine_options())
        whole_app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
        try:
            yield
        finally:
            db.session.remove()
            engines[None].dispose()
            engines[None] = before


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """It is Monday 2 March 2026, eight o'clock in the morning in Viet Nam."""
    with clock.standing_at(MONDAY):
        yield


@pytest.fixture
def client(app: Flask) -> Client:
    """Somebody who is not signed in."""
    return cast(Client, app.test_client())


SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Signs in a resident by telephone number (+84…), or whoever holds a position, by its code."""

    def signed_in(who: str) -> Client:
        with unit_of_work():
            token = make.token_of(who)
        client = cast(Client, app.test_client())
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return signed_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder for what an installation keeps."""
    return tmp_path / "home"
