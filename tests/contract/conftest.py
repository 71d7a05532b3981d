"""A real web server over a database of its own, for what only a real one shows."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from api.accounts.actions import sign_out
from api.app import create_app
from api.authorities.acting import who
from api.core.database import db, unit_of_work
from api.core.processes import wait_until_healthy
from api.settings import Settings
from tests import make
from tests.conftest import Cluster, at_database
from tests.contract.wire import HERE, Wire

GRACE = 20.0
"""Seconds the server has to end by itself."""


@pytest.fixture(scope="module")
def wire(cluster: Cluster) -> Iterator[Wire]:
    """The server as `doithoai serve` starts it."""
    name = f"{cluster.template}_wire"
    cluster.run(f"create database {name} template {cluster.template} strategy file_copy")
    settings = at_database(cluster.settings, name)
    token = _token(settings)
    port = _free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(
        command, env=os.environ | _environment(settings), stdin=subprocess.DEVNULL
    )
    try:
        wait_until_healthy(f"http://{HERE}:{port}/readyz")
        yield Wire(port, token)
    finally:
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        cluster.run(f"drop database {name} with (force)")


@pytest.fixture
def closed_session(wire: Wire, cluster: Cluster) -> str:
    """The token of somebody who has signed out."""
    settings = at_database(cluster.settings, f"{cluster.template}_wire")
    return _token(settings, closed=True)


def _token(settings: Settings, *, closed: bool = False) -> str:
    with create_app(settings).app_context():
        with unit_of_work():
            token = make.token_of(make.RECEIVER)
            found = who(token)
            assert found is not None
            if closed:
                sign_out(found)
        db.engine.dispose()
        return token


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "DATABASE_URL": settings.database_url,
        "DOITHOAI_HOME": str(settings.home),
        "SECRET_KEY": settings.secret_key,
        "DEMONSTRATION": "yes",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
