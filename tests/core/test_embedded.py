"""The embedded server: who may do what in it, who keeps it alive, and what a kill leaves behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.core import embedded
from tests.core.servers import (
    JOIN_AND_WAIT,
    THEN_FORK,
    User,
    ask,
    execute,
    is_running,
    server_of,
    stop,
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home of its own, without a server afterwards."""
    home = tmp_path / "home"
    yield home
    stop(home)


def test_the_app_and_the_owner_each_reach_the_database_under_their_own_name(home: Path) -> None:
    addresses = embedded.ensure(home)

    who = "select current_user || ' in ' || current_database()"
    assert ask(addresses.app, who) == "doithoai_app in doithoai"
    assert ask(addresses.owner, who) == "doithoai_owner in doithoai"


def test_no_role_has_power_over_the_server_and_only_the_owner_makes_tables(home: Path) -> None:
    addresses = embedded.ensure(home)

    powers = execute(
        home,
        "select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls"
        " from pg_roles where rolname like 'doithoai%'",
    )
    may_create = "select has_schema_privilege(current_user, 'public', 'create')"
    assert powers == [(False,), (False,)]
    assert ask(addresses.owner, may_create) is True
    assert ask(addresses.app, may_create) is False


def test_what_is_committed_is_on_the_disk_and_nobody_connects_from_outside(home: Path) -> None:
    embedded.ensure(home)

    settings = execute(
        home,
        "select current_setting('fsync'), current_setting('full_page_writes'),"
        " current_setting('data_checksums'), current_setting('listen_addresses')",
    )
    assert settings == [("on", "on", "on", "")]


def test_letters_of_vietnamese_are_letters_to_the_database(home: Path) -> None:
    address = embedded.ensure(home).app

    assert ask(address, "select lower('ĐƯỜNG NGẬP Ở PHƯỜNG')") == "đường ngập ở phường"


def test_one_home_holds_more_than_one_database(home: Path) -> None:
    embedded.ensure(home)
    second = embedded.ensure(home, "another")
    execute(home, 'create database "copy" template another strategy file_copy')

    assert ask(second.app, "select current_database()") == "another"
    assert ask(second.app.replace("/another?", "/copy?"), "select current_database()") == "copy"


def test_a_second_process_joins_and_the_last_one_out_stops_the_server(home: Path) -> None:
    with User(home) as first, User(home) as second:
        server = server_of(home)
        assert first.address == second.address

        assert first.leave() == ""
        assert server_of(home) == server
        assert ask(second.address, "select 1") == 1

        assert second.leave() == ""
        assert not is_running(home)


def test_a_killed_user_no_longer_counts(home: Path) -> None:
    with User(home) as killed, User(home) as last:
        killed.kill()

        assert ask(last.address, "select 1") == 1
        last.leave()

        assert not is_running(home)


def test_a_server_whose_only_user_was_killed_is_joined_by_the_next(home: Path) -> None:
    with User(home) as killed:
        server = server_of(home)
        killed.kill()

    address = embedded.ensure(home).app

    assert server_of(home) == server
    assert ask(address, "select 1") == 1


def test_a_server_that_died_in_use_is_started_again(home: Path) -> None:
    address = embedded.ensure(home).app
    server = server_of(home)

    os.kill(server, signal.SIGKILL)
    while Path(f"/proc/{server}/cwd").exists():
        pass
    embedded.keep(home)

    assert ask(address, "select 1") == 1
    embedded.release(home)
    embedded.keep(home)
    assert not is_running(home)


def test_a_killed_server_is_started_again_and_keeps_what_was_committed(home: Path) -> None:
    embedded.ensure(home)
    execute(home, "create table kept as select 42 as answer")
    server = server_of(home)

    os.kill(server, signal.SIGKILL)
    embedded.ensure(home)

    assert server_of(home) != server
    assert execute(home, "select answer from kept") == [(42,)]


def test_everything_killed_at_once_comes_back(home: Path) -> None:
    with User(home) as user:
        os.kill(server_of(home), signal.SIGKILL)
        user.kill()

    with User(home) as next_user:
        assert ask(next_user.address, "select 1") == 1
        assert next_user.leave() == ""


def test_a_lock_file_that_names_somebody_elses_process_is_not_believed(home: Path) -> None:
    embedded.ensure(home)
    embedded.release(home)
    (home / "pg/postmaster.pid").write_text(f"{os.getpid()}\n{home}/pg\n0\n5432\n{home}\n\n\nready")

    address = embedded.ensure(home).app

    assert ask(address, "select 1") == 1


def test_a_creation_that_was_cut_short_is_done_again(home: Path) -> None:
    half = home / "pg.new-cut"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")

    address = embedded.ensure(home).app

    assert ask(address, "select 1") == 1
    assert not half.exists()


def test_two_homes_run_side_by_side(home: Path, tmp_path: Path) -> None:
    with User(tmp_path / "other") as other:
        embedded.ensure(home)
        execute(home, "create role known_here")
        known = ask(other.address, "select count(*) from pg_roles where rolname = 'known_here'")
        other.leave()

        assert known == 0
        assert execute(home, "select 1") == [(1,)]


@pytest.mark.parametrize(
    "name",
    ["a" * 120, "nhà của Đối Thoại", """it's "so, $HOME" `rare`"""],
    ids=["too long for a socket", "Vietnamese with spaces", "what a shell would read"],
)
def test_a_home_may_have_any_name(tmp_path: Path, name: str) -> None:
    home = tmp_path / name

    try:
        assert ask(embedded.ensure(home).app, "select 1") == 1
    finally:
        stop(home)


def test_a_joining_process_may_have_another_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / ("a" * 120)
    with User(home) as first:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

        assert embedded.ensure(home).app == first.address

        embedded.release(home)
        first.leave()


def test_a_forked_child_that_ends_does_not_stop_the_server(home: Path) -> None:
    with User(home, JOIN_AND_WAIT + THEN_FORK) as parent:
        assert parent.leave() == ""

    assert not is_running(home)


def test_a_home_made_by_another_postgresql_is_refused_with_advice(home: Path) -> None:
    embedded.ensure(home)
    stop(home)
    (home / "pg/PG_VERSION").write_text("9\n")

    with pytest.raises(embedded.ServerUnavailable, match="PG_BIN"):
        embedded.ensure(home)


def test_the_programs_named_by_pg_bin_are_used(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "postgres").write_text("#!/bin/sh\necho this one; exit 1\n")
    (programs / "postgres").chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(programs))

    with pytest.raises(embedded.ServerUnavailable, match="this one"):
        embedded.ensure(home)


def test_where_no_server_comes_with_the_system_an_address_is_asked_for(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Darwin")

    with pytest.raises(embedded.ServerUnavailable, match="DATABASE_URL"):
        embedded.ensure(home)
