"""A file while it comes in: in a folder nobody reads from, counted and hashed as it is written."""

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from api.attachments.errors import EmptyFile, FileTooLarge

_PIECE = 64 * 1024


class Incoming(io.RawIOBase):
    """A file in quarantine that is being written; nobody but we may read it (0600).

    Raises `FileTooLarge` in the middle of the writing, so that no more than that is ever kept.
    """

    def __init__(self, folder: Path, largest: int) -> None:
        super().__init__()
        number, name = tempfile.mkstemp(dir=folder)  # made with 0600
        self._file: IO[bytes] = os.fdopen(number, "w+b")
        self._largest = largest
        self._hash = hashlib.sha256()
        self.path = Path(name)
        self.size = 0

    def write(self, piece: Any) -> int:
        """Take a piece more."""
        self.size += len(piece)
        if self.size > self._largest:
            raise FileTooLarge(largest=self._largest)
        self._hash.update(piece)
        return self._file.write(piece)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Where reading goes on."""
        self._file.flush()
        return self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        """What was written."""
        return self._file.read(size)

    def seekable(self) -> bool:
        """It is a file."""
        return True

    def readable(self) -> bool:
        """It can be read back."""
        return True

    def writable(self) -> bool:
        """It is being written."""
        return True

    @property
    def sha256(self) -> str:
        """Of all that came so far, in hexadecimal letters."""
        return self._hash.hexdigest()

    def finish(self) -> None:
        """All has come; refuses nothing at all."""
        if self.size == 0:
            raise EmptyFile
        self._file.flush()

    def head(self, length: int) -> bytes:
        """The first bytes."""
        with self.path.open("rb") as file:
            return file.read(length)

    def discard(self) -> None:
        """It is needed no more."""
        if not self._file.closed:
            self._file.close()
        self.path.unlink(missing_ok=True)


@contextmanager
def received(folder: Path, stream: IO[bytes], largest: int) -> Iterator[Incoming]:
    """The file that this stream holds, while it is looked at; gone afterwards."""
    incoming = Incoming(folder, largest)
    try:
        shutil.copyfileobj(stream, incoming, _PIECE)
        incoming.finish()
        yield incoming
    finally:
        incoming.discard()


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """An empty folder of our own in quarantine, gone afterwards with all that is in it."""
    made = Path(tempfile.mkdtemp(dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
