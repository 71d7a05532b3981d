"""Texts that fit one SMS: without diacritics, and with names of bodies as short as they must be."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from unicodedata import combining, normalize

from notifications.channels.sms import fits

FILE = Path(__file__).with_name("short_names.toml")

FEWEST = 12
"""Characters of a name that are left in any case; templates leave room for as many."""


def fitted(template: str, facts: Mapping[str, str]) -> str:
    """The template with these facts as one SMS; the position is shortened as far as it must be."""
    bare = {name: plain(fact) for name, fact in facts.items()}
    text = ""
    for position in _shorter(facts["position"]):
        text = " ".join(template.format_map(bare | {"position": position}).split())
        if fits(text):
            break
    return text


def plain(text: str) -> str:
    """The text without diacritics."""
    bare = "".join(sign for sign in normalize("NFD", text) if not combining(sign))
    return bare.replace("đ", "d").replace("Đ", "D")


def _shorter(name: str) -> Iterator[str]:
    """The name, then with its usual abbreviations, then cut, ever shorter."""
    yield plain(name)
    for long, short in _abbreviations().items():
        name = name.replace(long, short)
    name = plain(name)
    yield name
    for length in range(len(name) - 1, FEWEST - 1, -1):
        yield name[:length].rstrip(" .,") + "."


@cache
def _abbreviations() -> Mapping[str, str]:
    names: Mapping[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))["names"]
    return names
