"""How much of what is taken: the product's own numbers, which an installation may change."""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

SHIPPED: Final = Path(__file__).parent / "data/limits.toml"
"""The numbers every installation starts with."""

FILE: Final = "attachments.toml"
"""The file in a home that says what is different there."""


class InvalidLimits(ValueError):
    """Which number of the file cannot be followed."""


@dataclass(frozen=True)
class Limits:
    """The numbers by table and name, all of them positive or zero."""

    tables: Mapping[str, Mapping[str, float]]

    def number(self, table: str, name: str) -> int:
        """A whole number of this table: bytes, files, letters, seconds."""
        return int(self.tables[table][name])

    @property
    def largest(self) -> int:
        """Bytes of the largest file of any kind."""
        return int(max(self.tables["largest"].values()))

    @property
    def free_share(self) -> float:
        """The part of the disk that must be free for a file to be taken."""
        return self.tables["disk"]["free_share"]


def load(own: Path | None = None) -> Limits:
    """The numbers we ship, with those of an installation's own file over them."""
    tables = _read(SHIPPED)
    if own is not None and own.is_file():
        tables = _over(tables, _read(own), own.name)
    return Limits(tables)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as wrong:
        raise InvalidLimits(f"{path.name}: {wrong}") from wrong


def _over(
    tables: dict[str, dict[str, Any]], own: dict[str, dict[str, Any]], file: str
) -> dict[str, dict[str, Any]]:
    together = deepcopy(tables)
    for table, numbers in own.items():
        for name, number in numbers.items():
            if name not in together.get(table, {}):
                raise InvalidLimits(f"{file}: there is no [{table}] {name}")
            if type(number) not in (int, float) or number < 0:
                raise InvalidLimits(f"{file}: [{table}] {name} must be a number from 0")
            together[table][name] = number
    return together
