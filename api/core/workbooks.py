"""Excel workbooks that somebody sent: what is none, or half of one, and what is far too large."""

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import BadZipFile, ZipFile

from openpyxl.utils.exceptions import InvalidFileException

_BROKEN = (
    BadZipFile,
    InvalidFileException,
    zlib.error,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,  # of its XML, whichever library reads it
    TypeError,
    ValueError,
)
"""What openpyxl answers to a file that is no workbook, or half of one."""


class NotAWorkbook(Exception):
    """The file cannot be read as a workbook."""


class TooLargeUnpacked(Exception):
    """What the file holds packed is larger than anybody needs."""


@contextmanager
def reading() -> Iterator[None]:
    """Inside, a damaged file is `NotAWorkbook`, and what does not matter is not said."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _BROKEN:
        raise NotAWorkbook from None


def must_unpack_to(file: IO[bytes], most: int) -> None:
    """Refuses a file that holds more bytes than this, before any of it is unpacked."""
    with ZipFile(file) as packed:
        if sum(part.file_size for part in packed.infolist()) > most:
            raise TooLargeUnpacked
