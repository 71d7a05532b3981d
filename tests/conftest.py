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
"""What the template is loaded with; what a test changes of it is put back."""

KEEPING = b"""
create schema kept;
create table kept.touched (name text);
create function kept.touch() returns trigger language plpgsql security definer as
    $$ begin insert into kept.touched values (tg_table_name); return null; end $$;
create procedure kept.keep(kind text) language plpgsql as $$ begin
    execute format('create table kept.%1$I as table public.%1$I', kind);
    execute format('create trigger touch after insert or update or delete or truncate'
        ' on public.%I for each statement execute function kept.touch()', kind);
end $$;
create procedure kept.put_back(kind text) language plpgsql as $$ declare columns text; begin
    select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
        where attrelid = ('public.' || kind)::regclass
        and attnum > 0 and not attisdropped and attgenerated = '';
    execute format('delete from public.%I', kind);
    execute format('insert into public.%1$I (%2$s) select %2$s from kept.%1$I', kind, columns);
end $$;
create procedure kept.put_all_back() language plpgsql as $$ declare kind text; begin
    for kind in select distinct name from kept.touched loop call kept.put_back(kind); end loop;
    delete from kept.touched;
end $$;
""" + b"".join(b"call kept.keep('%s');" % name.encode() for name in sorted(KEPT))


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
    """The server of this run, and the database of a worker that its tests use in turn.

    The second of a worker's databases, the template, is never worked in: what needs a database
    beside the others (a server of its own) is copied from it.
    """

    settings: Settings
    admin: str
    template: str
    current: Settings | None = None
    engine: Engine | None = None
    """Of the database that is lent; its connections outlive a test."""
    _broom: psycopg.Connection | None = None
    """Kept open to the database that is lent: connecting takes longer than wiping."""

    @contextmanager
    def lent(self) -> Iterator[Settings]:
        """A database like the template: the demonstration province, no cases."""
        if self.current is None:
            name = f"{self.template}_{next(_numbers)}"
            self.run(f"create database {name} template {self.template} strategy file_copy")
            self.current = at_database(self.settings, name)
            self.engine = create_engine(self.current.database_url, **engine_options())
            self._broom = psycopg.connect(self.admin, dbname=name, autocommit=True)
            self._broom.execute(KEEPING)
        try:
            yield self.current
        finally:
            self._sweep()

    def _sweep(self) -> None:
        """Wipe what the test wrote, and put back what it changed of what the template has."""
        assert self._broom is not None
        try:
            self._broom.execute(self._wiping)
            self._broom.execute("call kept.put_all_back()")
        except psycopg.Error:
            self.drop()  # so that the next test works, and this one is told
            raise

    def drop(self) -> None:
        """The next test gets a new copy."""
        if self.current is not None and self._broom is not None and self.engine is not None:
            self._broom.close()
            self.engine.dispose()
            name = make_url(self.current.database_url).database
            self.run(f"drop database {name} with (force)")
        self.current = self.engine = self._broom = None

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """As the superuser, outside of any transaction."""
        with psycopg.connect(self.admin, dbname=database, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    @cached_property
    def _wiping(self) -> bytes:
        """Empties every table that the template has empty; no trigger hears of it."""
        tables = self.run(
            "select tablename from pg_tables where schemaname = 'public'", self.template
        )
        wiped = [table for (table,) in tables if table not in KEPT | {"alembic_version"}]
        deletes = "; ".join(f"delete from {table}" for table in wiped)
        return (
            f"set session_replication_role = replica; set lock_timeout = '20s'; {deletes}".encode()
        )


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
    with cluster.lent() as settings:
        yield settings


@pytest.fixture
def app(whole_app: Flask, cluster: Cluster, settings: Settings) -> Iterator[Flask]:
    """The application on a database of this test's own, inside its context."""
    with standing_on(whole_app, cluster):
        yield whole_app


@contextmanager
def standing_on(whole_app: Flask, cluster: Cluster) -> Iterator[None]:
    """Inside, the application works on the database that the cluster lends, in its context."""
    assert cluster.current is not None
    assert cluster.engine is not None
    with whole_app.app_context():
        engines = cast(dict[str | None, Engine], db.engines)
        before, engines[None] = engines[None], cluster.engine
        whole_app.config["SQLALCHEMY_DATABASE_URI"] = cluster.current.database_url
        try:
            yield
        finally:
            db.session.remove()
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
