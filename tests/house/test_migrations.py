"""The steps of the database: numbered, in a row, there and back, and as the models say."""

import re
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from sqlalchemy import make_url

from api.core import embedded, schema
from api.settings import Settings
from migrations.head import HEAD
from tests.conftest import Cluster, at_database
from tests.house.sources import ROOT

VERSIONS = ROOT / "migrations/versions"

DATABASE = "steps"


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[Settings]:
    """A database with nothing in it."""
    name = f"{cluster.template}_{DATABASE}"
    cluster.run(f"create database {name} owner {embedded.OWNER}")
    yield at_database(cluster.settings, name)
    cluster.run(f"drop database {name} with (force)")


def test_they_are_numbered_without_gaps_and_each_follows_the_one_before() -> None:
    steps = [_module(path) for path in sorted(VERSIONS.glob("*.py")) if path.name != "__init__.py"]
    numbers = [f"{number:04d}" for number in range(1, len(steps) + 1)]

    assert [step.revision for step in steps] == numbers
    assert [step.down_revision for step in steps] == [None, *numbers[:-1]]
    assert numbers[-1] == HEAD


def test_every_file_is_named_for_its_number_and_its_purpose() -> None:
    odd = [
        path.name
        for path in VERSIONS.glob("*.py")
        if not re.fullmatch(r"\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.py", path.name)
    ]

    assert [name for name in odd if name != "__init__.py"] == []


def test_up_from_nothing_ends_with_what_the_models_say(empty: Settings) -> None:
    schema.upgrade(empty)

    assert _revision(empty) == HEAD
    assert not schema.has_drifted(empty)


def test_a_table_the_models_do_not_know_counts_as_drift(empty: Settings) -> None:
    schema.upgrade(empty)
    with psycopg.connect(_plain(empty)) as connection:
        connection.execute("alter table cases add column forgotten text")

    assert schema.has_drifted(empty)


def test_every_step_can_be_taken_back_and_again_with_the_same_result(empty: Settings) -> None:
    schema.upgrade(empty)
    whole = _tables(empty), _rights(empty)

    for number in range(int(HEAD), 1, -1):
        schema.downgrade(empty, f"{number - 1:04d}")
        assert _revision(empty) == f"{number - 1:04d}"
    bare = _tables(empty)
    schema.upgrade(empty)

    assert bare < whole[0]
    assert (_tables(empty), _rights(empty)) == whole
    assert not schema.has_drifted(empty)


def test_the_role_that_runs_may_add_to_what_happened_and_never_change_it(empty: Settings) -> None:
    schema.upgrade(empty)

    assert ("events", "SELECT") in _rights(empty)
    assert ("events", "INSERT") in _rights(empty)
    assert {right for table, right in _rights(empty) if table == "events"} == {"SELECT", "INSERT"}


def _module(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"step_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _plain(settings: Settings) -> str:
    url = make_url(settings.database_owner_url).set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


def _asked(settings: Settings, question: str) -> list[tuple[str, ...]]:
    with psycopg.connect(_plain(settings)) as connection:
        return connection.execute(question.encode()).fetchall()


def _revision(settings: Settings) -> str:
    return _asked(settings, "select version_num from alembic_version")[0][0]


def _tables(settings: Settings) -> set[tuple[str, ...]]:
    """Every column of every table, as the database describes it."""
    return set(
        _asked(
            settings,
            "select table_name, column_name, data_type, is_nullable, coalesce(column_default, '')"
            " from information_schema.columns where table_schema = 'public'",
        )
    )


def _rights(settings: Settings) -> set[tuple[str, ...]]:
    """What the role that runs may do with each table."""
    return set(
        _asked(
            settings,
            "select table_name, privilege_type from information_schema.table_privileges"
            f" where grantee = '{embedded.APP}'",
        )
    )
