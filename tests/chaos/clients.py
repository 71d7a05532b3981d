"""Impatient people: each hands in one petition after the other and repeats it until it is taken."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

from tests import make
from tests.attachments.files import FORM, SEND, form, picture
from tests.chaos.installation import HERE, RESIDENTS, Installation

PATIENCE = 10.0
"""Seconds to wait for one answer."""
LAST_CALL = 60.0
"""Seconds in which, after the last kill, everything sent must be taken."""
TAKEN = {200, 201}
WITH_A_PICTURE = 0.3
"""How many of the petitions."""


class Clients:
    """All of them, and what they remember together."""

    def __init__(self, running: Installation, number: int, random: Random) -> None:
        self.sent: set[UUID] = set()
        self.acknowledged: dict[UUID, str] = {}
        self.pictures: dict[UUID, UUID] = {}
        """The petition that each picture was sent with."""
        self.answers: Counter[str] = Counter()
        self.contradictions: list[str] = []
        self.over = threading.Event()
        self.lock = threading.Lock()
        self._all = [_Client(self, running, Random(random.random())) for _ in range(number)]

    def start(self) -> None:
        """They begin."""
        for client in self._all:
            client.start()

    def finish(self, meanwhile: Callable[[], None]) -> None:
        """No new petitions; return when each client has brought its last one home."""
        self.over.set()
        deadline = time.monotonic() + LAST_CALL
        while any(client.is_alive() for client in self._all) and time.monotonic() < deadline:
            meanwhile()
            time.sleep(0.1)


class _Client(threading.Thread):
    def __init__(self, clients: Clients, running: Installation, random: Random) -> None:
        super().__init__(daemon=True)
        self._clients = clients
        self._running = running
        self._random = random

    def run(self) -> None:
        """One petition after the other, each until it is acknowledged."""
        while not self._clients.over.is_set():
            chosen = self._new_id()
            pictures = self._pictures(chosen)
            body = json.dumps(self._body(chosen) | {"attachments": pictures})
            with self._clients.lock:
                self._clients.sent.add(chosen)
            while not self._try(chosen, body):
                self._wait()
            if self._random.random() < 0.2:  # some press the button again
                self._try(chosen, body)

    def _new_id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def _wait(self) -> None:
        time.sleep(self._random.uniform(0.02, 0.3))

    def _pictures(self, petition: UUID) -> list[str]:
        """The ids of what was taken in to go with it: none of most, one of the others."""
        if self._random.random() > WITH_A_PICTURE:
            return []
        chosen = self._new_id()
        colour = tuple(self._random.randbytes(3))
        sent = picture(colour=colour)
        body = form({"file": ("anh.jpg", sent), "id": str(chosen).encode()})
        while self._send("POST", SEND, body, FORM)[1] is None:
            self._wait()
        with self._clients.lock:
            self._clients.pictures[chosen] = petition
        return [str(chosen)]

    def _body(self, chosen: UUID) -> dict[str, object]:
        phone = self._random.choice(RESIDENTS)
        return make.body(text=f"Cống tắc, số {chosen}.", contact={"phone": phone})

    def _try(self, chosen: UUID, body: str) -> bool:
        """Whether it was taken; what was answered is counted."""
        where = f"/api/v1/petitions/{chosen}"
        answer, taken = self._send("PUT", where, body.encode(), "application/json")
        code = str(taken["code"]) if taken else None
        with self._clients.lock:
            self._clients.answers[answer] += 1
            if code is None:
                return False
            first = self._clients.acknowledged.setdefault(chosen, code)
            if first != code:
                self._clients.contradictions.append(f"{chosen}: {first}, then {code}")
        return True

    def _send(
        self, method: str, where: str, body: bytes, kind: str
    ) -> tuple[str, dict[str, Any] | None]:
        """What was answered, and what was taken when it was."""
        port = self._random.choice(self._running.ports)
        headers = {"Authorization": f"Bearer {self._running.token}", "Content-Type": kind}
        connection = http.client.HTTPConnection(HERE, port, timeout=PATIENCE)
        try:
            connection.request(method, where, body, headers)
            if self._random.random() < 0.05:
                return "(hung up before the answer)", None
            response = connection.getresponse()
            said = response.read()
            if response.status in TAKEN:
                return str(response.status), json.loads(said)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__, None
        finally:
            connection.close()
        return str(response.status), None
