"""How everybody is told of a dialogue and of its results; read from `data/publicity.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "publicity.toml"


def ways() -> Mapping[str, Mapping[str, str]]:
    """Each way of telling everybody by its code, named in every language."""
    return {row["code"]: row for row in _table()["way"]}


def goes_to_villages(way: str) -> bool:
    """Whether this way is complete only when every village has got it."""
    return ways()[way].get("to_each") == "village"


def needed_to_announce() -> tuple[str, ...]:
    """What an announcement must say: members of the dialogue."""
    return tuple(_table()["announcement"]["needs"])


def needed_to_publish() -> frozenset[str]:
    """In which ways the results must be published before they count as published."""
    return frozenset(_table()["results"]["needs"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
