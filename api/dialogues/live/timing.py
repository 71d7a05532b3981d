"""How long people speak, and how many are called ahead; read from `data/live.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "data" / "live.toml"


def minutes() -> int:
    """How many minutes a turn has unless the desk says otherwise."""
    return int(_table()["turn"]["minutes"])


def more_minutes() -> int:
    """How many minutes are added unless the desk says otherwise."""
    return int(_table()["turn"]["more_minutes"])


def longest() -> int:
    """How many minutes a turn may have at most, what is added included."""
    return int(_table()["turn"]["longest"])


def shown_next() -> int:
    """How many of those who wait everybody sees by name."""
    return int(_table()["screen"]["next"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
