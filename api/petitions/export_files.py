"""Exported rows as files: CSV and JSON piece by piece, a workbook as a whole."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from api.core.i18n import translate
from api.petitions.exports import HEADINGS, Export, in_words

BOM = "\ufeff"
"""By which Excel knows that letters are in UTF-8."""

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""How a cell begins that a spreadsheet would run."""

_AT_ONCE = 64 * 1024


def as_csv(export: Export, *, separator: str, bom: bool) -> Iterator[str]:
    """Lines with a heading; nothing in them is a formula."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator, lineterminator="\r\n")
    written.write(BOM if bom else "")
    writer.writerow(_headings(export.locale))
    for row in export.rows():
        writer.writerow(_cells(row, export.locale))
        if written.tell() > _AT_ONCE:
            yield written.getvalue()
            written.seek(0)
            written.truncate()
    yield written.getvalue()


def as_json(export: Export) -> Iterator[str]:
    """One object whose `items` are the rows, with codes as the lists have them."""
    yield '{"items": ['
    between = ""
    for row in export.rows():
        yield between + json.dumps(row, ensure_ascii=False)
        between = ",\n"
    yield "]}"


def as_xlsx(export: Export) -> Iterator[bytes]:
    """A workbook of one sheet; it is made in a file that is gone when it was sent."""
    with tempfile.TemporaryFile() as file:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(translate("Petitions", export.locale))
        sheet.append(_headings(export.locale))
        for row in export.rows():
            sheet.append(_cells(row, export.locale))
        book.save(file)
        book.close()
        file.seek(0)
        while piece := file.read(_AT_ONCE):
            yield piece


def harmless(cell: object) -> object:
    """The cell so that no spreadsheet takes it for a formula."""
    if isinstance(cell, str) and cell.lstrip(" ")[:1] in _FORMULA:
        return f"'{cell}"
    return cell


def _headings(locale: str) -> list[str]:
    return [translate(heading, locale) for heading in HEADINGS.values()]


def _cells(row: dict[str, Any], locale: str) -> list[object]:
    shown = in_words(row, locale)
    return [harmless(shown[name]) if shown[name] else "" for name in HEADINGS]
