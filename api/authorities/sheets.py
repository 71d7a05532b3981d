"""Lists that a province hands in as CSV files, read line by line."""

import csv
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from unicodedata import normalize

R = TypeVar("R")
E = TypeVar("E", bound=StrEnum)


class BadLine(Exception):
    """What is wrong with one line."""


class BadSheet(Exception):
    """The file cannot be loaded; each problem names file, line and reason."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Line:
    """One line of a sheet: its number in the file and its cells by column, trimmed and NFC."""

    number: int
    cells: Mapping[str, str]
    is_whole: bool = True
    """Whether it has no more cells than there are columns."""

    def text(self, column: str) -> str:
        """What stands there; refuses an empty cell."""
        found = self.cells[column]
        if not found:
            raise BadLine(f"{column} is empty")
        return found

    def optional(self, column: str) -> str | None:
        """What stands there, if anything."""
        return self.cells.get(column) or None

    def one_of(self, column: str, choices: type[E]) -> E:
        """One of the words allowed there."""
        try:
            return choices(self.text(column))
        except ValueError:
            allowed = ", ".join(choice.value for choice in choices)
            raise BadLine(f"{column} {self.cells[column]!r} is none of: {allowed}") from None

    def day(self, column: str) -> date:
        """A day as 2025-07-01 or 01/07/2025."""
        found = self.text(column)
        turned = "-".join(reversed(found.split("/"))) if "/" in found else found
        try:
            return date.fromisoformat(turned)
        except ValueError:
            raise BadLine(f"{column} {found!r} is no day like 2025-07-01 or 01/07/2025") from None

    def optional_day(self, column: str) -> date | None:
        """A day, if anything stands there."""
        return self.day(column) if self.optional(column) else None

    def whole(self, column: str) -> int:
        """A number above zero, written with digits alone."""
        found = self.text(column)
        if not (found.isascii() and found.isdigit() and int(found)):
            raise BadLine(f"{column} {found!r} is no number above zero, written like 12345")
        return int(found)

    def known(self, column: str, names: Container[str]) -> str:
        """A code that is among those known."""
        found = self.text(column)
        if found not in names:
            raise BadLine(f"{column} {found!r} is not known")
        return found


@dataclass(frozen=True)
class Sheet:
    """A CSV file with a header, comma or semicolon between cells, with or without BOM."""

    name: str
    lines: tuple[Line, ...]

    @classmethod
    def read(cls, path: Path, required: Sequence[str]) -> "Sheet":
        """The lines of the file; `BadSheet` when it is no such file."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise BadSheet([f"{path.name}:1: the file is not UTF-8"]) from None
        header = text.partition("\n")[0]
        delimiter = ";" if header.count(";") > header.count(",") else ","
        reader = csv.DictReader(
            normalize("NFC", text).splitlines(keepends=True), delimiter=delimiter
        )
        missing = [column for column in required if column not in (reader.fieldnames or ())]
        if missing:
            raise BadSheet([f"{path.name}:1: no column {', '.join(missing)}"])
        return cls(path.name, tuple(_lines(reader)))

    def rows(self, make: Callable[[Line], R]) -> tuple[R, ...]:
        """What every line says; when some are bad, `BadSheet` with all that is wrong."""
        made: list[R] = []
        problems: list[str] = []
        for line in self.lines:
            try:
                if not line.is_whole:
                    raise BadLine("more cells than columns")
                made.append(make(line))
            except BadLine as bad:
                problems.append(f"{self.name}:{line.number}: {bad}")
        if problems:
            raise BadSheet(problems)
        return tuple(made)


def _lines(reader: "csv.DictReader[str]") -> Iterator[Line]:
    for found in reader:
        # Surplus cells come under None, as a list; missing ones come as None.
        cells = {name: (cell or "").strip() for name, cell in found.items() if name is not None}
        yield Line(reader.line_num, cells, is_whole=len(cells) == len(found))
