"""Keeping processes: started again when they die, stopped in peace, and never left behind."""

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

import pytest

from api.core import processes
from api.core.processes import Child, Supervisor

SERVER = """
import http.server, os, sys

status = int(sys.argv[2])

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass

server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
print("serving", os.getpid(), flush=True)
server.serve_forever()
"""

KEEP_A_SERVER = """
import sys
from api.core.processes import Child, run

port, status, within, server = sys.argv[1:]
sys.exit(run(
    [Child("server", [sys.executable, "-c", server, port, status])],
    health=f"http://127.0.0.1:{port}/readyz",
    ready=lambda: print("ready", flush=True),
    within=float(within),
))
"""

STUBBORN = """
import signal, sys

signal.signal(signal.SIGTERM, signal.SIG_IGN)
door = open(sys.argv[1], "w")
print("here", file=door, flush=True)
signal.pause()
"""

PARENT_OF_STUBBORN = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {STUBBORN!r}, sys.argv[1]])
"""


class Keeper:
    """A process that keeps one web server running, and whose output both write to."""

    def __init__(self, port: int, *, status: object = 200, within: float = 30) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", KEEP_A_SERVER, str(port), str(status), str(within), SERVER],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.output: IO[str] = self.process.stdout

    def server(self) -> int:
        """The process id of the server, once it says that it serves."""
        line = next(line for line in self.output if line.startswith("serving"))
        return int(line.split()[1])

    def rest(self) -> str:
        """What is said until everybody who could say something has ended."""
        return self.output.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.communicate()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@pytest.fixture
def door(tmp_path: Path) -> Path:
    """A pipe with a name: opening it waits for the other side, and it ends with its last writer."""
    path = tmp_path / "door"
    os.mkfifo(path)
    return path


def is_shut(door: IO[str]) -> bool:
    """Whether all who had the door open have ended, or do so before a test has waited too long."""
    shut, _, _ = select.select([door], [], [], 20)
    return bool(shut) and door.read() == ""


@pytest.fixture
def supervisor(request: pytest.FixtureRequest, door: Path) -> Iterator[Supervisor]:
    """Keeps the program that the test names, which opens the door."""
    supervisor = Supervisor([Child("it", [sys.executable, "-c", request.param, str(door)])])
    supervisor.look()
    yield supervisor
    supervisor.stop(grace=0)


@pytest.mark.parametrize("request_to_stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_says_when_it_is_ready_and_stops_when_asked(
    port: int, request_to_stop: signal.Signals
) -> None:
    with Keeper(port) as keeper:
        keeper.server()
        assert keeper.output.readline() == "ready\n"

        keeper.process.send_signal(request_to_stop)

        assert keeper.rest() == ""
        assert keeper.process.wait() == 0


def test_a_killed_child_is_started_again(port: int) -> None:
    with Keeper(port) as keeper:
        first = keeper.server()
        keeper.output.readline()

        os.kill(first, signal.SIGKILL)

        assert keeper.server() != first
        processes.wait_until_healthy(f"http://127.0.0.1:{port}/readyz")


def test_the_children_of_a_killed_keeper_end_too(port: int) -> None:
    with Keeper(port) as keeper:
        server = os.pidfd_open(keeper.server())
        keeper.output.readline()

        keeper.process.kill()

        has_ended, _, _ = select.select([server], [], [], 20)
        if not has_ended:
            signal.pidfd_send_signal(server, signal.SIGKILL)
        os.close(server)
        assert has_ended
        assert processes.is_free(port)


def test_what_never_gets_healthy_is_stopped_and_is_a_failure(port: int) -> None:
    with Keeper(port, status=503, within=0.5) as keeper:
        keeper.server()

        assert keeper.rest() == ""
        assert keeper.process.wait() == 1


def test_a_child_that_cannot_come_up_is_a_failure_long_before_the_time_is_over(port: int) -> None:
    with Keeper(port, status="none", within=15) as keeper:
        said = keeper.rest()

        assert said.count("ValueError") == processes.DEATHS_BEFORE_READY
        assert "ready" not in said.splitlines()
        assert keeper.process.wait() == 1


@pytest.mark.parametrize("supervisor", [STUBBORN], indirect=True)
def test_a_child_that_does_not_stop_is_killed_when_its_time_is_over(
    supervisor: Supervisor, door: Path
) -> None:
    with door.open() as other_side:
        assert other_side.readline() == "here\n"

        supervisor.stop(grace=0.2)

        assert is_shut(other_side)
    assert supervisor.pids == {}


@pytest.mark.parametrize("supervisor", [STUBBORN], indirect=True)
def test_a_child_that_does_not_stop_is_killed_at_once_in_a_hurry(
    supervisor: Supervisor, door: Path
) -> None:
    with door.open() as other_side:
        assert other_side.readline() == "here\n"

        supervisor.stop(grace=600, hurry=lambda: True)

        assert is_shut(other_side)


@pytest.mark.parametrize("supervisor", [PARENT_OF_STUBBORN], indirect=True)
def test_what_a_dead_child_had_started_goes_with_it(supervisor: Supervisor, door: Path) -> None:
    with door.open() as other_side:
        assert other_side.readline() == "here\n"
        child = supervisor.pids["it"]
        os.kill(child, signal.SIGKILL)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)

        supervisor.look()

        assert is_shut(other_side)


def test_a_child_whose_parent_is_gone_before_it_begins_does_not_begin(door: Path) -> None:
    somebody_else = "1"

    ended = subprocess.run(
        [sys.executable, "-m", processes.__name__, somebody_else, "touch", f"{door}-touched"],
        check=False,
    )

    assert ended.returncode == 1
    assert not door.with_name("door-touched").exists()


def test_a_port_is_free_until_somebody_listens(port: int) -> None:
    assert processes.is_free(port)

    with socket.create_server(("127.0.0.1", port)):
        assert not processes.is_free(port)


def test_waiting_for_nobody_ends_with_an_error(port: int) -> None:
    with pytest.raises(TimeoutError, match=str(port)):
        processes.wait_until_healthy(f"http://127.0.0.1:{port}/", within=0)
