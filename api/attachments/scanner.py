"""Asking clamd whether there is a virus in a file, in its own words (INSTREAM)."""

import logging
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from api.settings import BadSetting

log = logging.getLogger(__name__)

_LARGEST_PIECE = 1 << 20
_LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    """What is known of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"
    """Nobody could be asked, or no answer came in time: the file waits."""


@dataclass(frozen=True)
class Scanner:
    """A clamd at this address, which is given so many seconds for one file."""

    address: str | tuple[str, int]
    seconds: float

    def look(self, pieces: Iterable[bytes]) -> Verdict:
        """Have the file looked through. Never raises: what went wrong is `UNKNOWN`."""
        try:
            with self._connected() as connection:
                connection.sendall(b"zINSTREAM\0")
                for piece in _cut(pieces):
                    connection.sendall(struct.pack("!L", len(piece)) + piece)
                connection.sendall(struct.pack("!L", 0))
                return _read(connection)
        except OSError as wrong:
            log.warning("the virus scanner does not answer: %s", type(wrong).__name__)
            return Verdict.UNKNOWN

    def _connected(self) -> socket.socket:
        if isinstance(self.address, tuple):
            return socket.create_connection(self.address, timeout=self.seconds)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(self.seconds)
        try:
            connection.connect(self.address)
        except OSError:
            connection.close()
            raise
        return connection


def scanner_at(address: str, seconds: float) -> Scanner | None:
    """The scanner that the setting names, `unix:/path` or `host:port`; None when it is empty."""
    if not address:
        return None
    if address.startswith("unix:"):
        return Scanner(address.removeprefix("unix:"), seconds)
    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()):
        raise BadSetting("CLAMD must look like unix:/run/clamav/clamd.ctl or 127.0.0.1:3310")
    return Scanner((host, int(port)), seconds)


def _cut(pieces: Iterable[bytes]) -> Iterable[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), _LARGEST_PIECE):
            yield piece[start : start + _LARGEST_PIECE]


def _read(connection: socket.socket) -> Verdict:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
        some = connection.recv(_LONGEST_ANSWER)
        if not some:
            break
        answer += some
    said = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    if said.endswith(" OK"):
        return Verdict.CLEAN
    if said.endswith(" FOUND"):
        return Verdict.INFECTED
    log.warning("the virus scanner could not look: %s", said[:200])
    return Verdict.UNKNOWN
