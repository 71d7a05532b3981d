"""Lists of earlier petitions as files, and the command that takes them in."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select

from api.core.database import Model, db
from api.imports.commands import petitions
from api.petitions.models import Petition
from tests import make

CLERK = "giavien.tiepnhan"
"""Receives for the commune of the makers."""
CITY_CLERK = "31-tcd-tiep-nhan"
ELSEWHERE = "11413"
"""Another commune of the city."""

HEADINGS = ("STT", "Mã đơn", "Loại đơn", "Nội dung", "Mã xã", "Họ tên", "Điện thoại", "Ngày nhận")


def line(**given: Any) -> dict[str, Any]:
    """A line of a list: a reflection of the makers' commune."""
    usual = {"kind": "reflection", "text": "Cống trước ngõ 12 bị tắc.", "area": make.COMMUNE}
    return {name: value for name, value in (usual | given).items() if value is not ...}


def jsonl(path: Path, *lines: Mapping[str, Any] | str) -> Path:
    """A file of JSON lines; a text stands there as it is."""
    texts = [each if isinstance(each, str) else json.dumps(each) for each in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def sheet_of(book: Workbook) -> Worksheet:
    """The sheet that a new book has."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def xlsx(path: Path, *rows: Sequence[Any]) -> Path:
    """An Excel file of one sheet with these rows."""
    book = Workbook()
    for one in rows:
        sheet_of(book).append(list(one))
    book.save(path)
    return path


def row(**given: Any) -> list[Any]:
    """A row under `HEADINGS`: a reflection of the makers' commune; others are named by heading."""
    usual = {"Loại đơn": "Phản ánh", "Nội dung": "Cống tắc.", "Mã xã": make.COMMUNE}
    cells = usual | {name.replace("_", " "): value for name, value in given.items()}
    return [cells.get(heading) for heading in HEADINGS]


def take_in(app: Flask, path: Path, *options: str, by: str | None = CLERK) -> Result:
    """Runs the command as this official, or without saying as whom."""
    who = ("--as", by) if by else ()
    runner = app.test_cli_runner(catch_exceptions=False)
    return runner.invoke(petitions, ("import", str(path), *who, *options))


def report(path: Path) -> list[dict[str, str]]:
    """The refused lines of the file."""
    with path.with_name(f"{path.name}.refused.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def taken() -> Sequence[Petition]:
    """All petitions, in the order in which they came in."""
    return db.session.scalars(select(Petition).order_by(Petition.ordinal)).all()


def count(model: type[Model] = Petition) -> int:
    """How many there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0
