"""Starting and ending what is measured, on this machine alone."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import quantiles
from typing import IO

from tests.bench.load import HERE, PATIENCE, Plan

GRACE = 20.0
"""Seconds a process has to end by itself."""


@dataclass(frozen=True)
class Measured:
    """Good answers a second, and how long they took in milliseconds."""

    rate: float
    p50: float
    p95: float
    bad: int


@contextmanager
def serving(
    command: Sequence[str], environment: Mapping[str, str], log: IO[bytes]
) -> Iterator[None]:
    """A server of ours while it is needed; what it says goes to the log."""
    process = subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def measured(plan: Plan) -> Measured:
    """One run of the plan, by a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(asdict(plan)),
        capture_output=True,
        text=True,
        check=True,
        timeout=plan.seconds + 4 * PATIENCE,
    )
    tally = json.loads(ended.stdout)
    took = sorted(1000 * seconds for seconds in tally["took"])
    cuts = quantiles(took, n=20) if len(took) > 1 else [float("nan")] * 19
    return Measured(len(took) / plan.seconds, cuts[9], cuts[18], len(tally["bad"]))


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
