"""The workbook in which officials edit the law: written, and read back row by row."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from api.core import workbooks
from api.regulation.cells import InvalidCell, read, written
from api.regulation.language import InvalidRegulation, InvalidRule

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST: Final = 5_000_000
"""Bytes of a workbook."""
LARGEST_UNPACKED: Final = 50_000_000
"""Bytes of all that it holds packed."""
MOST_ROWS: Final = 20_000
"""Rows of a sheet that are looked at."""
WIDEST: Final = 60
"""Columns of a sheet that are looked at."""


@dataclass(frozen=True)
class Words:
    """The sheets by what is kept in them, their columns in order, and what stands above them."""

    titles: Mapping[str, str]
    columns: Mapping[str, Sequence[str]]
    headings: Mapping[str, str]
    help: Mapping[str, Any]

    def heading(self, key: str) -> str:
        """What stands above the column of this key."""
        return f"{self.headings[key]} ({key})" if key in self.headings else key


@dataclass(frozen=True)
class Line:
    """One row of a sheet: its number, and the values under their keys."""

    number: int
    values: Mapping[str, Any]


@dataclass
class Book:
    """What stands in the sheets, by what is kept in each."""

    file: str = ""
    sheets: dict[str, list[Line]] = field(default_factory=dict)

    def put(self, sheet: str, tables: Iterable[Mapping[str, Any]]) -> None:
        """Write these tables into a sheet, below its headings."""
        self.sheets[sheet] = [Line(number, table) for number, table in enumerate(tables, 2)]

    def where(self, sheet: str, line: Line) -> str:
        """The row, as one names it."""
        return f"{words().titles[sheet]}!{line.number}"


@cache
def words() -> Words:
    """What the workbook calls things."""
    path = Path(__file__).parent / "data" / "sheets.toml"
    return Words(**tomllib.loads(path.read_text(encoding="utf-8")))


def save(book: Book, known: Mapping[str, Iterable[str]]) -> bytes:
    """The workbook as a file; every value in it is a text, and none is a formula.

    `known` are the words that may stand under a key, which the first sheet lists.
    """
    made = Workbook(write_only=True)
    _teach(made, known)
    for sheet, lines in book.sheets.items():
        keys = list(words().columns[sheet])
        keys += [
            k for k in dict.fromkeys(k for each in lines for k in each.values) if k not in keys
        ]
        page = made.create_sheet(words().titles[sheet])
        page.freeze_panes = "C2"
        for number in range(1, len(keys) + 1):
            page.column_dimensions[get_column_letter(number)].width = 28
        page.append([_cell(page, words().heading(key), is_heading=True) for key in keys])
        for line in lines:
            values = [line.values.get(key) for key in keys]
            page.append([None if v is None else _cell(page, written(v)) for v in values])
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def open_book(file: str, content: bytes) -> Book:
    """What stands in the sheets of the file. Raises InvalidRegulation with all that is wrong."""
    problems: list[InvalidRule] = []
    book = Book(file)
    with _readable(file):
        workbooks.must_unpack_to(BytesIO(content), LARGEST_UNPACKED)
        found = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        titles = {title: sheet for sheet, title in words().titles.items() if sheet != "help"}
        for page in found.worksheets:
            if page.title in titles:
                sheet = titles[page.title]
                book.sheets[sheet] = list(_lines(book, sheet, page, problems))
    if not book.sheets:
        wanted = ", ".join(words().titles.values())
        problems.append(InvalidRule(file, "", "", f"none of the sheets {wanted} is in it"))
    if problems:
        raise InvalidRegulation(problems)
    return book


def _lines(book: Book, sheet: str, page: Any, problems: list[InvalidRule]) -> Iterator[Line]:
    page.reset_dimensions()  # what a file says of its size is often wrong
    rows = page.iter_rows(min_row=1, max_row=MOST_ROWS + 1, max_col=WIDEST)
    keys = [_key(cell.value) for cell in next(rows, ())]
    for number, cells in enumerate(rows, 2):
        line = Line(number, {})
        values = dict(_values(book.where(sheet, line), keys, cells, book.file, problems))
        if values:
            yield Line(number, values)
        if number > MOST_ROWS:
            reason = f"there are more than {MOST_ROWS} rows"
            problems.append(InvalidRule(book.file, book.where(sheet, line), "", reason))


def _values(
    where: str, keys: Sequence[str], cells: Sequence[Any], file: str, problems: list[InvalidRule]
) -> Iterator[tuple[str, Any]]:
    for key, cell in zip(keys, cells, strict=False):
        try:
            value = _value(key, cell)
        except InvalidCell as wrong:
            problems.append(InvalidRule(file, where, words().heading(key), str(wrong)))
            continue
        if value is not None:
            yield key, value


def _value(key: str, cell: Any) -> Any:
    if cell.value is None:
        return None
    if cell.data_type == "f":
        raise InvalidCell("is a formula")
    if not key:
        raise InvalidCell("stands under no heading")
    return read(key, cell.value)


def _key(heading: object) -> str:
    """The word in parentheses at the end of a heading, or the heading itself."""
    text = "" if heading is None else str(heading).strip()
    return text.rpartition("(")[2].rstrip(")").strip()


def _teach(made: Workbook, known: Mapping[str, Iterable[str]]) -> None:
    page = made.create_sheet(words().titles["help"])
    page.column_dimensions["A"].width = 34
    page.column_dimensions["B"].width = 120
    for number, line in enumerate(words().help["lines"], 1):
        page.append([_cell(page, str(number)), _cell(page, line)])
    page.append([])
    page.append([None, _cell(page, words().help["words"], is_heading=True)])
    for key, allowed in known.items():
        listed = ", ".join(sorted(allowed))
        page.append([_cell(page, words().heading(key), is_heading=True), _cell(page, listed)])


def _cell(page: Any, text: str, *, is_heading: bool = False) -> Any:
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"  # also what begins with a sign by which a spreadsheet would reckon
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell


@contextmanager
def _readable(file: str) -> Iterator[None]:
    """Inside, a damaged file is a mistake like others."""
    try:
        with workbooks.reading():
            yield
    except (workbooks.NotAWorkbook, workbooks.TooLargeUnpacked):
        reason = "is no .xlsx workbook that can be read"
        raise InvalidRegulation([InvalidRule(file, "", "", reason)]) from None
