"""The product's own habits with what was promised, as `policy.toml` has them. No law says them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True)
class Policy:
    """How long others wait for who asked."""

    silent_days: int
    """So many days after a report who asked need not be waited for."""


@cache
def policy() -> Policy:
    """The policy of this installation; a file that is not whole is a KeyError."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Policy(silent_days=int(given["asking"]["silent_days"]))
