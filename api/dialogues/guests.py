"""What who registers may be asked: needs, groups, how many come along; `data/registration.toml`."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "registration.toml"


def needs() -> Mapping[str, Mapping[str, str]]:
    """What somebody may need to take part, by its code, named in every language."""
    return {row["code"]: row for row in _table()["need"]}


def groups() -> Mapping[str, Mapping[str, str]]:
    """For whom a dialogue may be, by its code, named in every language."""
    return {row["code"]: row for row in _table()["group"]}


def most_companions() -> int:
    """How many people somebody may bring along."""
    return int(_table()["most_companions"])


def reminded_before() -> timedelta:
    """How long before the day, or before they are to say that they come, people are reminded."""
    return timedelta(hours=_table()["reminder"]["hours_before"])


def forgotten_after() -> timedelta:
    """How long after a dialogue it is forgotten who registered for it."""
    return timedelta(**_table()["forgetting"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
