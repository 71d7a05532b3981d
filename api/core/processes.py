"""Child processes that are kept running, and that end together with the process that keeps them."""

import ctypes
import http.client
import itertools
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

GRACE = 30.0  # seconds a child has to finish what it is doing, before it is killed
START_WITHIN = 60.0  # seconds until everything must have answered once
STEADY = 10.0  # seconds of life after which a child's earlier deaths are forgotten
LONGEST_PAUSE = 5.0  # seconds between two attempts to start a child that keeps dying
DEATHS_BEFORE_READY = 3  # a child that dies this often before all are ready will not come up

_TENDED_EVERY = 10  # looks at the children between two calls of `tend`
_TICK = 0.1  # seconds between two looks at the children
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """A program to keep running: its name in the log, its command, its environment (None: ours)."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] | None = None


class Kept:
    """One child while it is kept; between a death and the next start it has no process."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.deaths = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._start_again_at = 0.0

    def look(self) -> None:
        """Notice a death; start what is not running and whose pause is over."""
        if self.process is not None and self.has_ended():
            self._count_death()
        if self.process is None and time.monotonic() >= self._start_again_at:
            self._start()

    def has_ended(self) -> bool:
        """Whether it has no process any more; what the dead process had started goes with it."""
        if self.process is not None and _is_dead(self.process.pid):
            self.kill()
        return self.process is None

    def ask_to_stop(self) -> None:
        """Let it finish what it is doing."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it, and every process that it started, at once."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _start(self) -> None:
        # A group of its own: Ctrl-C at the terminal reaches us alone, and we can end all of it.
        tethered = [sys.executable, "-m", __spec__.name, str(os.getpid()), *self.child.command]
        self.process = subprocess.Popen(
            tethered, env=self.child.environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self._started_at = time.monotonic()
        log.info("%s started, process %s", self.child.name, self.process.pid)

    def _count_death(self) -> None:
        lived = time.monotonic() - self._started_at
        self.deaths = 1 if lived >= STEADY else self.deaths + 1
        self._start_again_at = time.monotonic() + min(_TICK * 2**self.deaths, LONGEST_PAUSE)
        log.warning("%s ended after %.1f s", self.child.name, lived)


class Supervisor:
    """Keeps children running; for one thread only, since the kernel ends them with that thread."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._kept = [Kept(child) for child in children]

    @property
    def pids(self) -> dict[str, int]:
        """The process ids of the children that have a process now, by name."""
        return {kept.child.name: kept.process.pid for kept in self._kept if kept.process}

    @property
    def keeps_dying(self) -> bool:
        """Whether a child has died so often in a row that it will hardly come up."""
        return any(kept.deaths >= DEATHS_BEFORE_READY for kept in self._kept)

    def keep_also(self, children: Sequence[Child]) -> None:
        """Look after these too from now on."""
        self._kept += [Kept(child) for child in children]

    def look(self) -> None:
        """Start what is not running; to be called several times a second."""
        for kept in self._kept:
            kept.look()

    def stop(self, *, grace: float = GRACE, hurry: Callable[[], bool] = lambda: False) -> None:
        """Ask every child to stop, wait that many seconds (less in a hurry), kill what is left."""
        for kept in self._kept:
            kept.ask_to_stop()
        deadline = time.monotonic() + grace
        while not all(kept.has_ended() for kept in self._kept):
            if time.monotonic() > deadline or hurry():
                break
            time.sleep(_TICK)
        for kept in self._kept:
            kept.kill()


def run(
    children: Sequence[Child],
    *,
    health: str,
    ready: Callable[[], None],
    within: float = START_WITHIN,
    afterwards: Sequence[Child] = (),
    tend: Callable[[], None] = lambda: None,
) -> int:
    """Keep the children running until somebody asks this process to stop; the exit code.

    Calls `ready` once, when the address `health` first answers 200. When it has not after `within`
    seconds, or a child cannot be kept running before that, everything is stopped and 1 returned.
    `afterwards` are started only then, so that they do not slow the others down. `tend` is called
    once a second, for what else must be looked after.
    SIGINT, SIGTERM and SIGHUP stop the children in peace, a second SIGINT at once.
    """
    supervisor = Supervisor(children)
    with _requests_to_stop() as requests:
        try:
            if not _come_up(supervisor, health, within, requests):
                return 0 if requests else 1
            supervisor.keep_also(afterwards)
            ready()
            ticks = itertools.count()
            while not requests:
                supervisor.look()
                if next(ticks) % _TENDED_EVERY == 0:
                    tend()
                time.sleep(_TICK)
            return 0
        finally:
            supervisor.stop(hurry=lambda: requests.count(signal.SIGINT) > 1)


def is_healthy(address: str) -> bool:
    """Whether something answers 200 at this http address, now and without a proxy."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=1)) as connection:
        try:
            connection.request("GET", parts.path)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False


def wait_until_healthy(address: str, *, within: float = START_WITHIN) -> None:
    """Return when the address answers 200; raises TimeoutError after that many seconds."""
    deadline = time.monotonic() + within
    while not is_healthy(address):
        if time.monotonic() > deadline:
            raise TimeoutError(address)
        time.sleep(_TICK)


def is_free(port: int) -> bool:
    """Whether nobody on this machine listens on the port; ask before starting a server there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _come_up(supervisor: Supervisor, health: str, within: float, requests: Sequence[int]) -> bool:
    deadline = time.monotonic() + within
    while not requests and not supervisor.keeps_dying and time.monotonic() < deadline:
        supervisor.look()
        if is_healthy(health):
            return True
        time.sleep(_TICK)
    return False


@contextmanager
def _requests_to_stop() -> Iterator[list[int]]:
    """The signals to stop that came so far; afterwards they mean again what they meant before."""
    requests: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        requests.append(number)

    before = {number: signal.signal(number, remember) for number in _STOPPING}
    try:
        yield requests
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_dead(pid: int) -> bool:
    """Whether a child of ours has ended; it stays a zombie, so its id is still its own."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _become(parent: int, command: Sequence[str]) -> None:
    """Turn into the command; the kernel asks it to stop when the parent ends, however that ends.

    SIGTERM and not SIGKILL, so that the command can stop what it has started itself.
    """
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)  # the parent ended before the kernel knew
    os.execvp(command[0], list(command))  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    _become(int(sys.argv[1]), sys.argv[2:])
