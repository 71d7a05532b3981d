"""Letters that call themselves a denunciation or a crime report, whatever they are entered as."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

_FILE = Path(__file__).parent / "data" / "accusing.toml"


def calls_itself(title: str | None, text: str) -> str | None:
    """The kind that is not handed in here, when the letter names itself so; else None."""
    beginning = _plain(f"{title or ''}\n{text[: _words()['opening']]}")
    return _kind_by("calls_itself", beginning)


def mentions(title: str | None, text: str) -> str | None:
    """The kind that words in the letter speak of, so that somebody looks again; else None."""
    return _kind_by("mentions", _plain(f"{title or ''}\n{text}"))


def _kind_by(list_: str, text: str) -> str | None:
    for kind in ("denunciation", "crime_report"):
        phrases: Sequence[str] = _words()[kind][list_]
        if any(phrase in text for phrase in phrases):
            return kind
    return None


def _plain(text: str) -> str:
    return " ".join(normalize("NFC", text).lower().split())


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
