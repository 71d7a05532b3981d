"""A closed loop of clients: each sends, waits for the answer, and sends again."""

import json
import socket
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from random import Random
from uuid import UUID

HERE = "127.0.0.1"
PATIENCE = 10.0
"""Seconds after which an answer counts as lost."""
MOST = 50_000
"""Requests of one client, at most."""


@dataclass(frozen=True)
class Script:
    """What one client sends, again and again: one of the paths, `{new}` in it being a new id."""

    method: str
    paths: Sequence[str]
    body: str = ""
    token: str = ""


@dataclass
class Plan:
    """A whole run."""

    port: int
    seconds: float
    scripts: Sequence[Script]


@dataclass
class Tally:
    """What came of it: seconds of each good answer, and the statuses of the others."""

    took: list[float] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)


class Client(threading.Thread):
    """One connection that is kept, one request at a time."""

    def __init__(self, plan: Plan, script: Script, number: int) -> None:
        super().__init__(daemon=True)
        self._port = plan.port
        self._until = time.monotonic() + plan.seconds
        self._script = script
        self._random = Random(time.time_ns() + number)
        self.tally = Tally()

    def run(self) -> None:
        """Until the time is over."""
        with socket.create_connection((HERE, self._port), timeout=PATIENCE) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(MOST):
                if time.monotonic() >= self._until:
                    return
                self._once(connection)

    def _once(self, connection: socket.socket) -> None:
        request = self._request()
        began = time.perf_counter()
        connection.sendall(request)
        status = _answer(connection)
        if status.startswith("2"):
            self.tally.took.append(time.perf_counter() - began)
        else:
            self.tally.bad.append(status)

    def _request(self) -> bytes:
        script = self._script
        path = self._random.choice(script.paths)
        if "{new}" in path:
            path = path.replace("{new}", str(UUID(int=self._random.getrandbits(128), version=4)))
        lines = [f"{script.method} {path} HTTP/1.1", f"Host: {HERE}:{self._port}"]
        if script.token:
            lines.append(f"Authorization: Bearer {script.token}")
        body = script.body.encode()
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body


def _answer(connection: socket.socket) -> str:
    """The status of the answer, once all of it has come."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, body = got.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    missing = int(fields.get(b"content-length", b"0")) - len(body)
    while missing > 0:
        missing -= len(_more(connection))
    return head.split(b" ", 2)[1].decode()


def _more(connection: socket.socket) -> bytes:
    some = connection.recv(65536)
    if not some:
        raise ConnectionError("the server hung up")
    return some


def main() -> None:
    """The plan comes as JSON on standard input, the tally goes to standard output."""
    given = json.load(sys.stdin)
    plan = Plan(given["port"], given["seconds"], [Script(**each) for each in given["scripts"]])
    clients = [Client(plan, script, number) for number, script in enumerate(plan.scripts)]
    for client in clients:
        client.start()
    whole = Tally()
    for client in clients:
        client.join(plan.seconds + 2 * PATIENCE)
        whole.took += client.tally.took
        whole.bad += client.tally.bad
    json.dump(asdict(whole), sys.stdout)


if __name__ == "__main__":
    main()
