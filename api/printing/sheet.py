"""What stands on an official paper, before anybody says how it looks."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from unicodedata import category, normalize

LONGEST_WORD: Final = 60
"""Letters after which a word may be broken: a line of the paper holds about so many."""

_UNBROKEN = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_BREAK = "\u200b"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the order of letters around: what is printed reads as it was written."""


@dataclass(frozen=True)
class Block:
    """A paragraph: plain words, a heading, or a fact with its name before it."""

    text: str
    label: str = ""
    """What the fact is called; empty for plain words."""
    is_heading: bool = False


@dataclass(frozen=True)
class Letterhead:
    """Who writes: the unit, what stands above it, and what stands opposite."""

    unit: Sequence[str]
    """The unit's name in capitals, in the lines it is written in."""
    above: str
    """The body above it, in capitals; empty where none is written."""
    country: str
    motto: str
    """Empty on papers of the Party."""

    @property
    def is_party(self) -> bool:
        """Whether it is a paper of the Party, which has a form of its own."""
        return not self.motto


@dataclass(frozen=True)
class Signing:
    """The lines over the signature, and the name under it."""

    lines: Sequence[str]
    person: str = ""


@dataclass(frozen=True)
class Proof:
    """How somebody who holds the paper sees whether it is the one that was signed."""

    address: str
    code: str
    fingerprint: str


@dataclass(frozen=True)
class Sheet:
    """One official paper in Vietnamese, complete: a template only arranges it."""

    letterhead: Letterhead
    number: str
    """The line of number and symbol."""
    place_and_day: str
    subject: str
    blocks: Sequence[Block]
    signing: Signing
    title: str = ""
    """In capitals; empty for a letter, whose subject stands under its number."""
    to: Sequence[str] = ()
    recipients: Sequence[str] = ()
    mark: str = ""
    """Written large across the paper: that it is a draft only."""
    notes: Sequence[str] = ()
    """Small, at the foot."""
    proof: Proof | None = None
    signs_left: str = ""
    """What stands left of the signature instead of the recipients, for somebody to fill in."""

    def as_data(self) -> dict[str, Any]:
        """All of it as templates read it: composed, and every word short enough for a line."""
        return {**_ready(asdict(self)), "is_party": self.letterhead.is_party}


def _ready(value: Any) -> Any:
    if isinstance(value, str):
        plain = "".join(sign for sign in normalize("NFC", value) if _is_printed(sign))
        return _UNBROKEN.sub(lambda found: found.group() + _BREAK, plain)
    if isinstance(value, dict):
        return {key: _ready(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_ready(each) for each in value]
    return value


def _is_printed(sign: str) -> bool:
    return sign in "\n\t" or (category(sign) not in {"Cc", "Cs"} and sign not in _TURNING)
