"""Workbooks and texts that somebody has broken, or made to break us, are refused like others."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from openpyxl import load_workbook

from api.regulation.adopted import read
from api.regulation.editing import changes, exported
from api.regulation.language import InvalidRegulation
from api.regulation.queries import competence_table

LAUGHS = b"".join(
    b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(8)
)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "%s">%s]><worksheet>&i;</worksheet>' % (
    b"x" * 1000,
    LAUGHS,
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hosts">]>'
    b"<worksheet>&a;</worksheet>"
)
DEEP = "[" * 20_000


def with_part(begins: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with every file of this folder in it changed."""
    made = BytesIO()
    with ZipFile(BytesIO(exported())) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.startswith(begins) else content)
    return made.getvalue()


def with_cell(sheet: str, key: str, value: str) -> bytes:
    """The workbook with this in the last row of a sheet, under this heading."""
    book = load_workbook(BytesIO(exported()))
    page = book[sheet]
    headings = [str(cell.value) for cell in page[1]]
    (place,) = (n for n, said in enumerate(headings, 1) if said == key or said.endswith(f"({key})"))
    page.cell(page.max_row, place).value = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("begins", "change"),
    [
        ("xl/worksheets", lambda content: content[: len(content) // 2]),
        ("xl/workbook.xml", lambda _: b"<"),
        ("xl/styles.xml", lambda _: b"<a"),
        ("xl/worksheets", lambda _: ENTITIES),
        ("xl/worksheets", lambda _: OUTSIDE),
    ],
)
def test_a_book_with_a_broken_part_is_none_that_can_be_read(
    app: Flask, begins: str, change: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(InvalidRegulation, match=r"no \.xlsx workbook"):
        changes("quy-dinh.xlsx", with_part(begins, change))


@pytest.mark.parametrize(
    ("sheet", "key", "value"),
    [
        ("Quy tắc", "when", DEEP),
        ("Quy tắc", "met_by", "{ a = " * 20_000),
        ("Thẩm quyền", "when", DEEP),
        ("Thẩm quyền", "when", '{ level = [1.5, "commune"] }'),
        ("Thẩm quyền", "prepares", "[1]"),
        ("Thẩm quyền", "with", "[1]"),
        ("Thẩm quyền", "receives", '["kt"]'),
        ("Thẩm quyền", "because", "nothing"),
        ("Thẩm quyền", "to", '{ desk = ["kt"] }'),
    ],
)
def test_a_cell_with_something_that_has_no_place_there_is_named(
    app: Flask, sheet: str, key: str, value: str
) -> None:
    with pytest.raises(InvalidRegulation) as refused:
        changes("quy-dinh.xlsx", with_cell(sheet, key, value))

    assert all(each.rule.startswith(f"{sheet}!") for each in refused.value.problems)


def test_a_text_nested_too_deep_is_refused(app: Flask) -> None:
    with pytest.raises(InvalidRegulation):
        read("a.toml", f"a = {DEEP}")

    assert [*competence_table().objections(f"a = {DEEP}")]


def test_a_competence_table_of_no_province_is_refused(app: Flask) -> None:
    table = competence_table()

    text = table.text().replace('province = "31"', 'province = "00"')

    assert [*table.objections(table.text())] == []
    assert [row for row, _, _ in table.objections(text)] == ["province"]
