"""HTTP by hand: what is sent goes out byte for byte, also what no client would send."""

import json
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

HERE = "127.0.0.1"

PATIENCE = 20.0
"""Seconds to wait for an answer."""


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers by their names in small letters, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def problem(self) -> Mapping[str, Any]:
        """The one problem document that it is."""
        assert self.headers["content-type"] == "application/problem+json", self
        document: dict[str, Any] = json.loads(self.body)
        assert document["status"] == self.status
        assert document["title"]
        assert document["type"]
        return document


@dataclass(frozen=True)
class Wire:
    """A server's port, and the token of somebody who may hand in petitions there."""

    port: int
    token: str

    def send(
        self,
        method: bytes,
        target: bytes,
        headers: Mapping[bytes, bytes] | None = None,
        body: bytes | Iterable[bytes] = b"",
    ) -> Answer:
        """One request on a connection of its own; a body in pieces is sent as chunks."""
        given = {b"Host": f"{HERE}:{self.port}".encode(), b"Connection": b"close"}
        given |= headers or {}
        pieces = [body] if isinstance(body, bytes) else _chunked(body)
        if not isinstance(body, bytes):
            given[b"Transfer-Encoding"] = b"chunked"
        elif body:
            given.setdefault(b"Content-Length", str(len(body)).encode())
        lines = [b"%b %b HTTP/1.1" % (method, target)]
        lines += [b"%b: %b" % member for member in given.items()]
        head = b"\r\n".join([*lines, b"", b""])
        return _read(self._exchange(head, pieces))

    def put(self, body: bytes | Iterable[bytes], **headers: bytes) -> Answer:
        """Hand in a petition, or what is none, with a new id."""
        usual = {b"Content-Type": b"application/json", **self.bearer}
        given = {name.replace("_", "-").encode(): value for name, value in headers.items()}
        return self.send(b"PUT", new_address(), usual | given, body)

    @property
    def bearer(self) -> dict[bytes, bytes]:
        """The header of somebody signed in."""
        return {b"Authorization": b"Bearer " + self.token.encode()}

    def _exchange(self, head: bytes, pieces: Iterable[bytes]) -> bytes:
        with socket.create_connection((HERE, self.port), timeout=PATIENCE) as connection:
            connection.sendall(head)
            # A server that has refused already need not listen to the rest.
            with suppress(BrokenPipeError, ConnectionResetError):
                for piece in pieces:
                    connection.sendall(piece)
            got = b""
            with suppress(ConnectionResetError):
                while some := connection.recv(65536):
                    got += some
            return got


def new_address() -> bytes:
    """Where a petition may be put that nobody knows of."""
    return f"/api/v1/petitions/{uuid4()}".encode()


def _chunked(pieces: Iterable[bytes]) -> Iterable[bytes]:
    for piece in pieces:
        yield b"%x\r\n%b\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def _read(got: bytes) -> Answer:
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    members = (line.partition(": ") for line in lines)
    headers = {name.lower(): value for name, _, value in members}
    return Answer(int(first.split()[1]), headers, body)
