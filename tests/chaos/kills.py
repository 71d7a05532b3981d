"""Death at random: of a web server, of a worker, of both processes' parts, of PostgreSQL."""

import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

from tests.chaos.installation import Installation

AT_LEAST = 1.5
"""Seconds a process lives before it may die again: it is to die at work, not at its start."""
LONGEST_WAIT = 40.0
"""Seconds without anything to kill after which something is wrong."""
TICK = 0.05


class Killer:
    """Kills what works, never what has only begun to start."""

    def __init__(self, running: Installation, random: Random) -> None:
        self._running = running
        self._random = random
        self._born: dict[int, float] = {}
        self.killed: Counter[str] = Counter()

    def kill(self, times: int, servers: int) -> None:
        """So many web servers and workers, and so many times PostgreSQL, evenly among them."""
        every = times // (servers + 1) + 1
        done = 0
        while done < times:
            name, pid = self._next()
            self._wait(self._random.uniform(0, 1.0))
            if not self._end(name, pid):
                continue
            done += 1
            if done % every == 0:
                self._running.kill_server()
                self.killed["postgres"] += 1

    def _next(self) -> tuple[str, int]:
        """Somebody at work, in the end."""
        deadline = time.monotonic() + LONGEST_WAIT
        while not (found := self._at_work()):
            if time.monotonic() > deadline:
                raise TimeoutError("nothing comes up any more")
            self._wait(TICK)
        return self._random.choice(found)

    def _at_work(self) -> list[tuple[str, int]]:
        now = time.monotonic()
        pids = self._running.supervisor.pids
        self._born = {pid: self._born.get(pid, now) for pid in pids.values()}
        return [
            (name, pid)
            for name, pid in pids.items()
            if now - self._born[pid] > AT_LEAST and self._is_up(name)
        ]

    def _is_up(self, name: str) -> bool:
        kind, _, port = name.partition(" ")
        return kind != "web" or self._running.is_serving(int(port))

    def _end(self, name: str, pid: int) -> bool:
        """Kill all of it, or only the process that does its work; False when it had died before."""
        kind = name.partition(" ")[0]
        working = _children_of(pid)
        with suppress(ProcessLookupError):
            if working and self._random.random() < 0.5:
                os.kill(self._random.choice(working), signal.SIGKILL)
                kind += "'s child"
            else:
                os.killpg(pid, signal.SIGKILL)
            self.killed[kind] += 1
            return True
        return False

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        self._running.look()
        while time.monotonic() < until:
            time.sleep(TICK)
            self._running.look()


def _children_of(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except FileNotFoundError:
        return []
    return [int(child) for child in text.split()]
