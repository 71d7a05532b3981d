"""What is never handed in here: refused with the lawful way, and nothing of it is kept."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from api.core.errors import Problem
from api.core.i18n import preferred_locale
from api.petitions.errors import CrimeReportNotOnline, DenunciationNotOnline

_FILE = Path(__file__).parent / "data" / "not_online.toml"

_REFUSALS: Mapping[str, type[Problem]] = {
    "denunciation": DenunciationNotOnline,
    "crime_report": CrimeReportNotOnline,
}


def refuse_what_is_not_handed_in_here(kind: object) -> None:
    """Refuses a denunciation or a crime report by its kind alone, before anything else is read."""
    if not isinstance(kind, str) or kind not in _REFUSALS:
        return
    ways = ways_of(kind, preferred_locale())
    raise _REFUSALS[kind](ways=ways, source=_ways()[kind]["source"])


def ways_of(kind: str, locale: str) -> list[str]:
    """The lawful way for what is not handed in here, a sentence each."""
    ways: list[str] = _ways()[kind]["ways"][locale]
    return ways


def source_of(kind: str) -> str:
    """The law that says so."""
    return str(_ways()[kind]["source"])


@cache
def _ways() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
