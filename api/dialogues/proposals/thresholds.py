"""From how many petitions on the product proposes a dialogue by itself; `data/proposals.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "proposals.toml"


@dataclass(frozen=True)
class Thresholds:
    """The product's practice, no law."""

    least_petitions: int
    least_people: int
    most_codes: int
    lapses_after: timedelta


@cache
def thresholds() -> Thresholds:
    """As they are written down."""
    given = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Thresholds(
        least_petitions=given["least_petitions"],
        least_people=given["least_people"],
        most_codes=given["most_codes"],
        lapses_after=timedelta(**given["lapses_after"]),
    )
