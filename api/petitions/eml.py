"""An e-mail file (.eml) read into the members of a petition. Nothing of it is kept here."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from itertools import islice
from unicodedata import category, normalize

from api.core import clock
from api.core.clock import VIETNAM
from api.core.http import EARLIEST_YEAR
from api.petitions.errors import NoLetter

LARGEST = 10_000_000
"""Bytes of a file."""

MOST_PARTS = 200
"""Parts of a letter that are looked at."""

LONGEST_ID = 120
"""Letters of a number in a source."""

_CHARSETS = ("utf-8", "windows-1258")
"""Tried in this order where a letter names none that fits."""

_BLOCKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "blockquote"})
_UNREAD = frozenset({"script", "style", "head", "title"})


@dataclass(frozen=True)
class File:
    """A file that came with the letter: its name, what it says it is, and bytes."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Letter:
    """What stands in an e-mail file."""

    ref: str
    """The number by which it is never entered twice: its Message-ID, else the file's hash."""
    name: str | None
    address: str | None
    sent_at: datetime | None
    """None when the letter says none, or one that cannot be."""
    subject: str | None
    text: str
    files: Sequence[File]


def letter_in(content: bytes) -> Letter:
    """The letter in the file; refuses what is none."""
    try:
        message = message_from_bytes(content)
        parts = list(islice(_parts(message), MOST_PARTS))
    except RecursionError:
        raise NoLetter from None
    if not any(_raw(message, name) for name in ("From", "Subject", "Message-ID")):
        raise NoLetter
    name, address = parseaddr(" ".join(_raw(message, "From").split()))
    files = [_file(part) for part in parts if _is_file(part)]
    return Letter(
        ref=_ref(message, content),
        name=_decoded(name) or None,
        address=address if "@" in address else None,
        sent_at=_sent_at(message),
        subject=_header(message, "Subject"),
        text=_text([part for part in parts if not _is_file(part)]),
        files=files,
    )


def _parts(message: Message) -> Iterator[Message]:
    """The leaves, in their order; a letter inside the letter is one leaf."""
    content = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(content, list):
        for part in content:
            if isinstance(part, Message):
                yield from _parts(part)
    else:
        yield message


def _is_file(part: Message) -> bool:
    if part.get_content_type() not in {"text/plain", "text/html"}:
        return True
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _file(part: Message) -> File:
    name = part.get_filename() or part.get_content_type().replace("/", ".")
    return File(_decoded(collapse_rfc2231_value(name)), part.get_content_type(), len(_bytes(part)))


def _bytes(part: Message) -> bytes:
    """What the part holds; of a letter inside the letter, its whole."""
    if part.is_multipart():
        return b"".join(bytes(each) for each in part.get_payload() if isinstance(each, Message))
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(parts: Sequence[Message]) -> str:
    """The plain text of the letter, or what its HTML says when it has no other."""
    plain = [_written(part) for part in parts if part.get_content_type() == "text/plain"]
    if any(text.strip() for text in plain):
        return _tidy("\n\n".join(plain))
    return _tidy("\n\n".join(_of_html(_written(part)) for part in parts))


def _written(part: Message) -> str:
    return _read(_bytes(part), part.get_content_charset())


def _read(content: bytes, charset: str | None) -> str:
    """In the charset it names, when that fits; else in one of those that are met here."""
    for each in (charset, *_CHARSETS):
        try:
            if each is not None:
                return content.decode(each)
        except (LookupError, UnicodeError):
            continue
    return content.decode("latin-1")


def _header(message: Message, name: str) -> str | None:
    return _decoded(_raw(message, name)) or None


def _decoded(raw: str) -> str:
    """A header's words, whatever they were folded and encoded into."""
    raw = " ".join(raw.splitlines())  # a fold is one blank, which the decoder would take away
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        pieces = [(raw, None)]
    words = "".join(
        _read(piece, charset) if isinstance(piece, bytes) else _unencoded(piece)
        for piece, charset in pieces
    )
    return " ".join(_tidy(words).split())


def _raw(message: Message, name: str) -> str:
    """The header as it stands there, folded and encoded; nothing when there is none."""
    found = (value for each, value in message.raw_items() if each.lower() == name.lower())
    return str(next(found, ""))


def _unencoded(text: str) -> str:
    """Letters that stand in a header as they are, as many programs write them."""
    return _read(text.encode("utf-8", "surrogateescape"), None)


def _sent_at(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(_raw(message, "Date"))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    moment = found if found.tzinfo else found.replace(tzinfo=VIETNAM)
    is_likely = moment.year > EARLIEST_YEAR and moment <= clock.now()
    return moment if is_likely else None


def _ref(message: Message, content: bytes) -> str:
    given = "".join((_header(message, "Message-ID") or "").split()).strip("<>")
    if 0 < len(given) <= LONGEST_ID:
        return given
    return f"sha256:{hashlib.sha256(given.encode() or content).hexdigest()}"


def _tidy(text: str) -> str:
    """NFC, lines ended alike, without signs that no petition may have."""
    lined = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    kept = "".join(s for s in lined if s in "\n\t" or category(s) not in {"Cc", "Cs", "Cf"})
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in kept.split("\n"))).strip()


def _of_html(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.said)


class _Reader(HTMLParser):
    """Takes the words out of HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unread += tag in _UNREAD
        if tag in _BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        if tag in _BLOCKS - {"br"}:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.said.append(re.sub(r"\s+", " ", data))
