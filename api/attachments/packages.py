"""Documents that are looked into before they are kept: Office packages, and PDF."""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from api.attachments.errors import (
    Damaged,
    FormatNotTaken,
    HasMacros,
    Locked,
    TwoThingsAtOnce,
    UnpacksTooLarge,
)
from api.attachments.limits import Limits

_MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_TYPES = "[Content_Types].xml"
_LARGEST_TYPES = 1_000_000
_ACTIVE = re.compile(r"vbaproject\.bin|vbadata\.xml|/activex/|/oleobject|macrosheets/|\.exe$")
"""Parts of a document that are programs, or hold one."""

_ENCRYPTED = 0x1
_A_MEGABYTE = 1_000_000

_PDF_END = 2_048
_PDF_LOCK = re.compile(rb"/Encrypt[\s/<\d]")
_PDF_ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)[\s/<(\[\d]")
_PIECE = 1 << 20
_OVERLAP = 32


def package_in(path: Path, limits: Limits) -> str:
    """Which document it is; refuses bombs, programs inside, locks and other ZIP files.

    Nothing is unpacked but the list of its types: the sizes stand in the directory of a ZIP file,
    and no reader takes out more than those.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _must_be_alone(path, package)
            _must_be_modest(parts, limits)
            return _document(package, parts)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, KeyError) as wrong:
        raise Damaged from wrong


def must_be_plain_pdf(path: Path) -> None:
    """Refuses a PDF that is cut off, locked, or does something by itself."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _PDF_END))
        if b"%%EOF" not in file.read():
            raise Damaged
        file.seek(0)
        before = b""
        while piece := file.read(_PIECE):
            seen = before + piece
            if _PDF_LOCK.search(seen):
                raise Locked
            if _PDF_ACTIVE.search(seen):
                raise HasMacros
            before = seen[-_OVERLAP:]


def _must_be_alone(path: Path, package: zipfile.ZipFile) -> None:
    """Nothing before the first part, and nothing after the directory but its own record."""
    starts = [part.header_offset for part in package.infolist()]
    if not starts or min(starts) != 0:
        raise TwoThingsAtOnce
    record = 22  # bytes of the end of a ZIP file without its comment
    with path.open("rb") as file:
        file.seek(-(record + len(package.comment)), 2)
        if file.read(4) != b"PK\x05\x06":
            raise TwoThingsAtOnce


def _must_be_modest(parts: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    is_dense = unpacked > _A_MEGABYTE and unpacked / packed > limits.number("package", "ratio")
    if (
        len(parts) > limits.number("package", "entries")
        or unpacked > limits.number("package", "bytes")
        or is_dense
    ):
        raise UnpacksTooLarge


def _document(package: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> str:
    names = {part.filename for part in parts}
    if any(part.flag_bits & _ENCRYPTED for part in parts) or "EncryptedPackage" in names:
        raise Locked
    if any(".." in name.split("/") or name.startswith("/") or "\\" in name for name in names):
        raise Damaged
    if any(_ACTIVE.search(name.lower()) for name in names):
        raise HasMacros
    found = [code for part, code in _MAIN.items() if part in names]
    if _TYPES not in names or len(found) != 1:
        raise FormatNotTaken
    with package.open(_TYPES) as file:
        types = file.read(_LARGEST_TYPES).lower()
    if b"macroenabled" in types:
        raise HasMacros
    return found[0]
