"""`python -m tests.chaos`: kill at random while people hand in, then count what is there."""

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.chaos.clients import Clients
from tests.chaos.installation import Installation, installation
from tests.chaos.kills import Killer
from tests.chaos.verdict import Finding, findings, wait_until_quiet

QUIET_WITHIN = 150.0
"""Seconds for the queue to get empty; a job whose worker was killed waits for its rescue first."""


def main() -> int:
    """0 when nothing was lost, doubled or left undone."""
    arguments = _arguments()
    logging.basicConfig(level=logging.ERROR)
    print(f"seed {arguments.seed}: again with --seed {arguments.seed}", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="doithoai-chaos-") as folder,
        installation(Path(folder)) as running,
    ):
        return _judge(arguments, running)


def _judge(arguments: argparse.Namespace, running: Installation) -> int:
    random = Random(arguments.seed)
    clients = Clients(running, arguments.clients, random)
    killer = Killer(running, random)
    began = time.monotonic()
    clients.start()
    killer.kill(arguments.kills, arguments.servers)
    deaths = ", ".join(f"{name} {times}" for name, times in sorted(killer.killed.items()))
    print(f"killed: {deaths}; after {time.monotonic() - began:.0f} s", flush=True)
    clients.finish(running.look)
    is_quiet = wait_until_quiet(running, QUIET_WITHIN)
    print(
        f"quiet after {time.monotonic() - began:.0f} s: {'yes' if is_quiet else 'NO'}", flush=True
    )
    found = findings(running, clients)
    _show(found, clients)
    return 0 if is_quiet and all(each.holds for each in found) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="kills of web and worker")
    parser.add_argument("--servers", type=int, default=5, help="kills of PostgreSQL, among them")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=Random().randrange(10**6))
    return parser.parse_args()


def _show(found: list[Finding], clients: Clients) -> None:
    """A table of what must hold, and how the clients were answered on the way."""
    for each in found:
        print(f"  {'ok  ' if each.holds else 'FAIL'}  {each.sentence:<62}{each.figure}")
    print("answers on the way:")
    for answer, times in sorted(clients.answers.items()):
        print(f"        {answer:<62}{times}")


if __name__ == "__main__":
    sys.exit(main())
