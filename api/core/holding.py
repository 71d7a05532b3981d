"""Who uses a home: locks, which the kernel drops on kill -9 too, and no list of process ids."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_held: dict[Path, tuple[int, int]] = {}  # home -> the process that holds it, its open lock file


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Nobody else starts, joins or stops anything in the home meanwhile."""
    with (home / "pg.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def hold(home: Path) -> bool:
    """Use the home from now on; whether this process did not before."""
    if holds(home):
        return False
    lock = os.open(home / "pg.users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)
    _held[home] = (os.getpid(), lock)
    return True


def holds(home: Path) -> bool:
    """Whether this process uses the home; what it was forked from does not count."""
    return _held.get(home, (0, -1))[0] == os.getpid()


def let_go(home: Path) -> None:
    """Use the home no longer."""
    _, lock = _held.pop(home)
    fcntl.flock(lock, fcntl.LOCK_UN)
    os.close(lock)


def is_used(home: Path) -> bool:
    """Whether any process uses the home."""
    with (home / "pg.users").open("a") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
