"""Two thousand people watch a dialogue, each looking every two seconds, while its line moves.

`python -m tests.bench.watching` prints how much of one core our server takes for that, beside a
bare function that granian serves in the same way and that always answers the same few bytes.
"""

import asyncio
import json
import os
import re
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from granian.constants import Interfaces
from granian.server import Server

from api.cli import WORKERS
from api.core import clock
from api.core.database import THREADS, unit_of_work
from api.core.processes import wait_until_healthy
from api.dialogues.live import actions
from api.dialogues.live.models import Speaker
from api.dialogues.proceedings import open_
from tests import make
from tests.bench.load import HERE
from tests.bench.servers import free_port, serving
from tests.bench.world import World, world

VIEWERS = 2000
LASTS = timedelta(hours=3)
EVERY = 2.0
"""Seconds between two looks of one viewer."""
SECONDS = 20.0
WARM = 4.0
"""Seconds that are not measured: everybody connects."""
MOVES = 5.0
"""Seconds between two changes of the line."""
_BODY = b"{}"


@dataclass(frozen=True)
class Watched:
    """What the looks of some seconds cost."""

    cores: float
    """Time of the server's processes, as a part of the time of one core."""
    rate: float
    """Answers a second."""
    answers: dict[str, int]
    """How many of each status."""
    p95: float
    """Milliseconds."""


@dataclass(frozen=True)
class Measured:
    """Ours beside the floor."""

    ours: Watched
    floor: Watched


def main() -> None:
    """Measure, check, print."""
    with (
        tempfile.TemporaryDirectory(prefix="doithoai-bench-") as folder,
        world(Path(folder), 200) as here,
    ):
        print(json.dumps(asdict(measured(here)), indent=1))


def measured(here: World) -> Measured:
    """Both, one after the other, in the same minutes of the same machine."""
    with here.app.app_context(), unit_of_work():
        now = clock.now()
        nobody = {"registration_from": None, "registration_to": None}
        dialogue_id = make.dialogue(starts_at=now, ends_at=now + LASTS, **nobody).id
        open_(dialogue_id, make.actor(make.RECEIVER), None)
    with _moving(here.app, dialogue_id):
        ours = watched(here.ours, f"/api/v1/dialogues/{dialogue_id}/live")
    with _bare() as port:
        floor = watched(port, "/")
    assert set(ours.answers) == {"200", "304"}, ours.answers
    return Measured(ours, floor)


def watched(port: int, path: str) -> Watched:
    """So many viewers look at this address; what it costs whoever serves it."""
    raised = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(raised, 8192), raised))
    return asyncio.run(_crowd(port, path))


async def _crowd(port: int, path: str) -> Watched:
    took: list[float] = []
    statuses: Counter[str] = Counter()
    begin = time.monotonic() + WARM

    async def look(number: int) -> None:
        reader, writer = await asyncio.open_connection(HERE, port)
        tag, at = b"", begin - WARM + 1 + EVERY * number / VIEWERS
        while at < begin + SECONDS:
            await asyncio.sleep(at - time.monotonic())
            sent = time.perf_counter()
            writer.write(_request(port, path, tag))
            status, tag = await _answer(reader, tag)
            if at >= begin:
                took.append(time.perf_counter() - sent)
                statuses[status] += 1
            at += EVERY
        writer.close()

    looking = [asyncio.create_task(look(number)) for number in range(VIEWERS)]
    await asyncio.sleep(begin - time.monotonic())
    before, since = spent_by(port), time.monotonic()
    await asyncio.sleep(begin + SECONDS - time.monotonic())
    cores = (spent_by(port) - before) / (time.monotonic() - since)
    await asyncio.gather(*looking)
    slow = sorted(took)[int(0.95 * len(took))]
    return Watched(round(cores, 3), len(took) / SECONDS, dict(statuses), round(1000 * slow, 1))


def _request(port: int, path: str, tag: bytes) -> bytes:
    known = b"If-None-Match: " + tag + b"\r\n" if tag else b""
    return f"GET {path} HTTP/1.1\r\nHost: {HERE}:{port}\r\n".encode() + known + b"\r\n"


async def _answer(reader: asyncio.StreamReader, tag: bytes) -> tuple[str, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = head[9:12].decode()
    if (length := re.search(rb"content-length: (\d+)", head, re.IGNORECASE)) and status != "304":
        await reader.readexactly(int(length[1]))
    found = re.search(rb"etag: (\S+)", head, re.IGNORECASE)
    return status, found[1] if found else tag


def spent_by(port: int) -> float:
    """Seconds of processor time of the server on this port, with all processes it has started."""
    parents, spent, served = {}, {}, set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(") ")[2].split()
            words = (folder / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue  # it has ended
        parents[int(folder.name)] = int(fields[1])
        spent[int(folder.name)] = int(fields[11]) + int(fields[12])
        if str(port) in words or f"--port={port}" in words:
            served.add(int(folder.name))
    while more := {pid for pid, parent in parents.items() if parent in served} - served:
        served |= more
    return sum(spent[pid] for pid in served) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _moving(app: Flask, dialogue_id: UUID) -> Iterator[None]:
    """Meanwhile somebody joins the line now and then."""
    over = threading.Event()

    def move() -> None:
        while not over.wait(MOVES):
            with app.app_context(), unit_of_work():
                speaker = Speaker(name="Ông Nguyễn Văn Mẫu", village=None)
                actions.join(dialogue_id, uuid4(), speaker, make.actor(make.RECEIVER))

    mover = threading.Thread(target=move)
    mover.start()
    try:
        yield
    finally:
        over.set()
        mover.join()


@contextmanager
def _bare() -> Iterator[int]:
    port = free_port()
    served = ("-m", "tests.bench.watching", str(port))
    with Path(os.devnull).open("wb") as log, serving(served, {}, log):
        wait_until_healthy(f"http://{HERE}:{port}/")
        yield port


def bare(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The floor: nothing is looked at."""
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "2")])
    return [_BODY]


def _serve(port: int) -> None:
    Server(
        "tests.bench.watching:bare",
        address=HERE,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    if sys.argv[1:]:
        _serve(int(sys.argv[1]))
    else:
        main()
