"""Making a picture anew in a child process: fresh for each, few at a time, ended when it is slow.

Its program is `pictures.py`, which this process never imports.
"""

import fcntl
import hashlib
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.attachments.errors import BusyWithFiles, Damaged, TooManyPixels
from api.attachments.limits import Limits

log = logging.getLogger(__name__)

_PROGRAM = Path(__file__).with_name("pictures.py")
TURN = "turn-"
"""Begins the names of the files by which processes take turns."""

_LOOKED_EVERY = 0.02  # seconds between two looks for a turn


@dataclass(frozen=True)
class Rendition:
    """One size of a picture, as it lies in a folder."""

    path: Path
    width: int
    height: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Developed:
    """A picture made anew, in all its sizes, and where it says it was taken."""

    renditions: Mapping[str, Rendition]
    place: tuple[float, float] | None


def develop(path: Path, folder: Path, limits: Limits, turns: Path) -> Developed:
    """Make the picture anew into the folder; whatever is wrong with it is a refusal.

    `turns` is the folder in which the processes of this machine take turns.
    """
    with _turn(turns, limits):
        answer = _ask(path, folder, limits)
    made = {name: _rendition(folder / f"{name}.jpg", size) for name, size in answer["made"].items()}
    place = answer["place"]
    return Developed(made, (place[0], place[1]) if place else None)


def _ask(path: Path, folder: Path, limits: Limits) -> dict[str, Any]:
    given = {
        **{name: limits.number("picture", name) for name in ("pixels", "side")},
        **{
            name: limits.number("child", name)
            for name in ("memory", "cpu_seconds", "output_bytes", "open_files")
        },
    }
    command = [sys.executable, "-I", str(_PROGRAM), str(path), str(folder), json.dumps(given)]
    try:
        done = subprocess.run(
            command,
            env={},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.number("child", "wall_seconds"),
            check=False,
            start_new_session=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as wrong:
        log.warning("a picture was not made anew: %s", type(wrong).__name__)
        raise Damaged from wrong
    if answer.get("refused") == "pixels":
        raise TooManyPixels(pixels=given["pixels"], side=given["side"])
    if done.returncode != 0 or "refused" in answer:
        log.info("a picture was not taken: %s", answer.get("refused"))
        raise Damaged
    return answer


@contextmanager
def _turn(folder: Path, limits: Limits) -> Iterator[None]:
    """So many at a time on this machine, whichever of its processes they are asked by."""
    until = time.monotonic() + limits.number("child", "wait_seconds")
    places = [folder / f"{TURN}{number}" for number in range(limits.number("child", "at_once"))]
    while (taken := _first_free(places)) is None:
        if time.monotonic() > until:
            raise BusyWithFiles
        time.sleep(_LOOKED_EVERY)
    try:
        yield
    finally:
        os.close(taken)


def _first_free(places: list[Path]) -> int | None:
    for place in places:
        number = os.open(place, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(number)
        else:
            return number
    return None


def _rendition(path: Path, said: Mapping[str, int]) -> Rendition:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Rendition(path, said["width"], said["height"], len(content), digest)
