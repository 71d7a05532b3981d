"""The product's own habits with what is owed: when to remind, and whom above. No law says them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

SHIPPED: Final = Path(__file__).parent / "policy.toml"
"""The policy every installation starts with."""

FILE: Final = "policy.toml"
"""Its name in a home that has its own."""


class InvalidPolicy(ValueError):
    """What is wrong with the file, and where."""


@dataclass(frozen=True)
class Rung:
    """So many working days after the last day, the head so many steps up is told."""

    after_working_days: int
    up: int


@dataclass(frozen=True)
class Policy:
    """When the one who owes is reminded, and the ladder of those told once it is overdue."""

    due_soon: Fraction
    """The part of the term, in working days, that is left when the reminder comes."""
    ladder: tuple[Rung, ...]


def load(path: Path = SHIPPED) -> Policy:
    """The policy in this file. Raises InvalidPolicy for one that cannot be followed."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        share = Fraction(str(raw["due_soon"]["share"]))
        ladder = tuple(_rung(table) for table in raw["overdue"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise InvalidPolicy(f"{path.name}: {wrong!r}") from wrong
    if not 0 < share < 1:
        raise InvalidPolicy(f"{path.name}: due_soon.share lies between 0 and 1")
    waits = [rung.after_working_days for rung in ladder]
    if waits != sorted(waits):
        raise InvalidPolicy(f"{path.name}: the rungs of [[overdue]] stand in the order of time")
    return Policy(share, ladder)


def _rung(table: Mapping[str, Any]) -> Rung:
    rung = Rung(**table)
    if any(type(number) is not int or number < 0 for number in (rung.after_working_days, rung.up)):
        raise ValueError(f"{table} needs whole numbers from 0")
    return rung
