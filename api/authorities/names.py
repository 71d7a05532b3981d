"""Names of places as people write them: with or without diacritics, composed or not, any tone."""

import re
from enum import StrEnum
from functools import lru_cache
from unicodedata import combining, normalize

_SIGNS = re.compile(r"[\W_]+")
_TONE = re.compile("([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])")
"""A tone on the second of two vowels (Hoá, Thuý), as others write it on the first (Hóa, Thúy)."""


class Match(StrEnum):
    """How what was asked agrees with a name."""

    EXACT = "exact"
    """The whole name, written so; its kind (Phường, Xã) may be left out."""
    ALIKE = "alike"
    """The whole name, but for diacritics."""
    PART = "part"
    """A part of the name."""


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """The text as somebody types it who leaves out diacritics, capitals and hyphens."""
    bare = "".join(sign for sign in normalize("NFD", text) if not combining(sign))
    return _SIGNS.sub(" ", bare.lower().replace("đ", "d")).strip()


@lru_cache(maxsize=32768)
def written(text: str) -> str:
    """The text with its diacritics, without capitals and hyphens, each tone in one place."""
    plain = _SIGNS.sub(" ", normalize("NFC", text).lower()).strip()
    return normalize("NFC", _TONE.sub(r"\1\3\2", normalize("NFD", plain)))
