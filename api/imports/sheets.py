"""Files of earlier petitions, JSON lines or Excel sheets, read line by line as one and the same."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from api.core import workbooks
from api.imports.errors import (
    HeadingsMissing,
    NotASpreadsheet,
    NothingInIt,
    NotUtf8,
    SameHeadings,
    TooManyLines,
    UnknownFormat,
    UnknownHeadings,
)
from api.imports.members import heading_of, is_left_out, member_of

LARGEST_FILE = 50_000_000
"""Bytes."""
LARGEST_UNPACKED = 300_000_000
"""Bytes of all that an Excel file holds packed."""
MOST_LINES = 100_000
"""Lines that are not empty."""
LAST_ROW = 1_048_576
"""The last that Excel has; a file may claim to have more."""
WIDEST = 200
"""Columns that are looked at."""
TITLE_ROWS = 20
"""So many rows may stand above the headings."""
_AT_ONCE = 1024
"""Rows that are read together; the last row is one of their last."""
NEEDED = ("kind", "text")
"""Without these a row says nothing."""

NO_OBJECT = "This line is not a JSON object"

Cells = Mapping[str, Any]
Opened = tuple[Callable[[], Iterator["Row"]], str | None]


@dataclass(frozen=True)
class Row:
    """One line: its number in the file, its cells by heading, or why it cannot be read."""

    number: int
    cells: Cells
    fault: str | None = None


@dataclass(frozen=True)
class Lines:
    """The lines of a file that are not empty, to be read as often as wanted."""

    rows: Callable[[], Iterator[Row]]
    count: int
    sheet: str | None = None
    """The sheet that is read, when there are others, which are not."""


@contextmanager
def opened(path: Path) -> Iterator[Lines]:
    """The file, looked through once; a refusal when nothing of it can be taken."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnknownFormat
    if path.stat().st_size > LARGEST_FILE:
        raise TooManyLines(largest=LARGEST_FILE)
    with reader(path) as (rows, sheet):
        count = sum(1 for _ in islice(rows(), MOST_LINES + 1))
        if count > MOST_LINES:
            raise TooManyLines(largest=MOST_LINES)
        if count == 0:
            raise NothingInIt
        yield Lines(rows, count, sheet)


@contextmanager
def _json_lines(path: Path) -> Iterator[Opened]:
    def rows() -> Iterator[Row]:
        # Not the lines of a text: U+2028 and its like end none, and stand in what people write.
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                text = _decoded(line, number)
                if text.strip():
                    yield _row(number, text)

    yield rows, None


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise NotUtf8(line=number) from None


def _row(number: int, text: str) -> Row:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    return Row(number, found) if isinstance(found, dict) else Row(number, {}, NO_OBJECT)


@contextmanager
def _excel(path: Path) -> Iterator[Opened]:
    """The first sheet that is shown; of formulas what they last gave."""
    with path.open("rb") as file:
        with _readable():
            workbooks.must_unpack_to(file, LARGEST_UNPACKED)
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not shown:
            raise NotASpreadsheet
        sheet = shown[0]
        sheet.reset_dimensions()  # what a file says of its size is often wrong
        above, names = _headings(_physical(sheet))

        def rows() -> Iterator[Row]:
            for number, values in islice(_physical(sheet), above, None):
                cells = {name: values[at] for at, name in names.items()}
                if not all(_is_empty(value) for value in cells.values()):
                    yield Row(number, cells)

        yield rows, sheet.title if len(book.sheetnames) > 1 else None


def _physical(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Every row with its number, the empty ones too."""
    rows = sheet.iter_rows(min_row=1, max_col=WIDEST, values_only=True)
    for first in range(1, LAST_ROW + 1, _AT_ONCE):
        with _readable():
            values = list(islice(rows, _AT_ONCE))
        yield from enumerate(values, first)
        if len(values) < _AT_ONCE:
            return


def _headings(rows: Iterator[tuple[int, Sequence[Any]]]) -> tuple[int, Mapping[int, str]]:
    """The row of the headings, and the columns that are read, by their place."""
    best: set[str | None] = set()
    for number, values in islice(rows, TITLE_ROWS):
        texts = {at: value for at, value in enumerate(values) if not _is_empty(value)}
        members = {member_of(str(text)) for text in texts.values()}
        if members.issuperset(NEEDED):
            return number, _columns(texts)
        best = max(best, members.intersection(NEEDED), key=len)
    missing = ", ".join(heading_of(member) for member in NEEDED if member not in best)
    raise HeadingsMissing(missing=missing)


def _columns(texts: Mapping[int, Any]) -> Mapping[int, str]:
    names = {at: str(text) for at, text in texts.items() if not is_left_out(str(text))}
    unknown = [name for name in names.values() if member_of(name) is None]
    if unknown:
        raise UnknownHeadings(columns=", ".join(unknown))
    members = [member_of(name) for name in names.values()]
    twice = [name for name in names.values() if members.count(member_of(name)) > 1]
    if twice:
        raise SameHeadings(columns=", ".join(twice))
    return names


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


@contextmanager
def _readable() -> Iterator[None]:
    """Inside, a damaged file is a refusal."""
    try:
        with workbooks.reading():
            yield
    except workbooks.NotAWorkbook:
        raise NotASpreadsheet from None
    except workbooks.TooLargeUnpacked:
        raise TooManyLines(largest=LARGEST_UNPACKED) from None


_READERS = {".jsonl": _json_lines, ".xlsx": _excel}
