"""Which files are taken, and how they are told apart: by their first bytes, never by their name."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from api.attachments.errors import FormatNotTaken, Locked, NotWhatItSays, TwoThingsAtOnce


class FileKind(StrEnum):
    """What people do with a file: look at it, read it, hear it, watch it."""

    PICTURE = "picture"
    DOCUMENT = "document"
    SOUND = "sound"
    VIDEO = "video"


@dataclass(frozen=True)
class Format:
    """One type of file that is taken."""

    code: str
    kind: FileKind
    media_type: str
    suffixes: tuple[str, ...]
    """As names of such files end; the first is the usual one."""


_P, _D, _S, _V = FileKind.PICTURE, FileKind.DOCUMENT, FileKind.SOUND, FileKind.VIDEO
_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: dict[str, Format] = {
    each.code: each
    for each in (
        Format("jpeg", _P, "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif")),
        Format("png", _P, "image/png", (".png",)),
        Format("webp", _P, "image/webp", (".webp",)),
        Format("heic", _P, "image/heic", (".heic", ".heif")),
        Format("avif", _P, "image/avif", (".avif",)),
        Format("pdf", _D, "application/pdf", (".pdf",)),
        Format("docx", _D, f"{_OFFICE}.wordprocessingml.document", (".docx",)),
        Format("xlsx", _D, f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)),
        Format("mp3", _S, "audio/mpeg", (".mp3",)),
        Format("m4a", _S, "audio/mp4", (".m4a", ".m4b")),
        Format("ogg", _S, "audio/ogg", (".ogg", ".oga", ".opus")),
        Format("wav", _S, "audio/wav", (".wav",)),
        Format("amr", _S, "audio/amr", (".amr",)),
        Format("mp4", _V, "video/mp4", (".mp4", ".m4v")),
        Format("mov", _V, "video/quicktime", (".mov", ".qt")),
        Format("3gp", _V, "video/3gpp", (".3gp", ".3g2", ".3gpp")),
        Format("webm", _V, "video/webm", (".webm",)),
    )
}

ACCEPTED = ",".join(suffix for each in FORMATS.values() for suffix in each.suffixes)
"""All of them, as a browser's file chooser wants them named."""

PACKAGE = "package"
"""What DOCX and XLSX look like from outside; which it is stands inside."""

HEAD = 64
"""Bytes from which a file is told; what hides further on is looked for separately."""

_BRANDS: dict[bytes, str] = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"), "heic"),
    **dict.fromkeys((b"mif1", b"msf1"), "heic"),
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"M4A ", b"M4B "), "m4a"),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42"), "mp4"),
    **dict.fromkeys((b"avc1", b"dash", b"MSNV", b"M4V ", b"M4VP", b"M4VH"), "mp4"),
    b"qt  ": "mov",
}
"""The first word of the files that ISO 14496-12 describes; 3gp has a number in its own."""

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", PACKAGE),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"#!AMR\n", "amr"),
    (b"#!AMR-WB\n", "amr"),
)

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A compound file: Office before 2007, and Office of any year under a password."""

_FOREIGN = (b"PK\x05\x06", b"PK\x03\x04")
"""Marks of a ZIP file, which is read from its end: it hides behind anything."""
_SPOKEN = (b"<html", b"<script", b"<svg", b"<!doctype", b"<?php", b"%pdf-")
"""Marks, in small letters, of what a browser or reader would run when it guesses."""

_END = 70_000
"""Bytes at the end in which a hidden ZIP file shows: the longest comment and its record."""
_START = 1_024
"""Bytes at the beginning in which readers look for a PDF, browsers for a page."""


def told_by(head: bytes) -> str:
    """The code of the format that begins so, or `PACKAGE`; refuses all that is not taken."""
    if head.startswith(_OLD_OFFICE):
        raise Locked
    found = _by_beginning(head) or _by_container(head)
    if found is None:
        raise FormatNotTaken
    return found


def must_match(found: Format, name: str, declared: str) -> None:
    """Refuses a file whose name or declared type says that it is something else.

    Telephones mix up the types of pictures, or of recordings; that is no lie worth refusing.
    """
    suffix = PurePath(name).suffix.lower()
    said = [each for each in FORMATS.values() if suffix in each.suffixes]
    said += [each for each in FORMATS.values() if each.media_type == declared.lower()]
    if any(not _is_near(found, each) for each in said):
        raise NotWhatItSays(found=found.media_type)


def must_be_one_thing(path: Path, found: Format) -> None:
    """Refuses what can also be read as something else, when it is kept byte for byte.

    Pictures are made anew from what is seen in them, so nothing of such can ride along.
    """
    if found.kind is FileKind.PICTURE:
        return
    with path.open("rb") as file:
        start = file.read(_START)
        file.seek(max(0, path.stat().st_size - _END))
        end = file.read()
    is_package = found.code in {"docx", "xlsx"}
    hides = not is_package and any(mark in end for mark in _FOREIGN)
    own = b"%pdf-" if found.code == "pdf" else b""
    lowered = start.lower()
    speaks = any(mark in lowered for mark in _SPOKEN if mark != own)
    if hides or speaks:
        raise TwoThingsAtOnce


def _is_near(one: Format, other: Format) -> bool:
    if one.code == other.code:
        return True
    recordings = {FileKind.SOUND, FileKind.VIDEO}
    are_recordings = {one.kind, other.kind} <= recordings
    return one.kind is other.kind is FileKind.PICTURE or are_recordings


def _by_beginning(head: bytes) -> str | None:
    for beginning, code in _BEGINNINGS:
        if head.startswith(beginning):
            return code
    return "mp3" if len(head) > 2 and _is_mpeg_frame(*head[:3]) else None


def _is_mpeg_frame(sync: int, version: int, rate: int) -> bool:
    """Eleven set bits, then a layer that there is and a bit rate that there is."""
    has_layer = version & 0xE0 == 0xE0 and version & 0x06 != 0
    return sync == 0xFF and has_layer and rate & 0xF0 != 0xF0


def _by_container(head: bytes) -> str | None:
    if head.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head else None
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    if brand in {b"mif1", b"msf1"} and b"avif" in head[16:]:
        return "avif"
    return "3gp" if brand[:3] in {b"3gp", b"3g2", b"3ge"} else _BRANDS.get(brand)
