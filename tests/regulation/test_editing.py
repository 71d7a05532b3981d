"""Officials edit the law in a workbook: what they do not change stays, what they do is proposed."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from api.regulation import editing
from api.regulation.adopted import read
from api.regulation.book import Book, open_book, save, words
from api.regulation.editing import changes, exported
from api.regulation.language import InvalidRegulation
from api.regulation.queries import regulation
from tests.regulation.papers import adopted, swapped

Edit = Callable[[Workbook], None]


def edited(edit: Edit) -> bytes:
    """The law as a workbook, after somebody has changed something in it."""
    book = load_workbook(BytesIO(exported()))
    edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def column(page: Any, key: str) -> int:
    """The number of the column of this key."""
    headings = [str(cell.value) for cell in page[1]]
    return next(n for n, text in enumerate(headings, 1) if text.endswith(f"({key})"))


def row_of(page: Any, value: str, key: str = "id") -> int:
    """The number of the last row that has this value."""
    return rows_of(page, value, key)[-1]


def rows_of(page: Any, value: str, key: str = "id") -> list[int]:
    """The numbers of the rows that have this value."""
    at = column(page, key)
    return [n for n in range(2, page.max_row + 1) if page.cell(n, at).value == value]


def copy_of_row(page: Any, number: int, **given: str) -> None:
    """A row below the last, like this one but for what is given."""
    values = [page.cell(number, at).value for at in range(1, page.max_column + 1)]
    for key, value in given.items():
        values[column(page, key.rstrip("_")) - 1] = value
    page.append(values)


def problems(content: bytes) -> list[tuple[str, str, str]]:
    """Where its mistakes stand, and what is wrong."""
    with pytest.raises(InvalidRegulation) as refused:
        changes("quy-dinh.xlsx", content)
    return [(each.rule, each.key, each.reason) for each in refused.value.problems]


def nothing(_: Workbook) -> None:
    """Changed by nobody."""


def test_what_nobody_changed_is_no_change(app: Flask) -> None:
    for content in (exported(), edited(nothing)):
        found = changes("quy-dinh.xlsx", content)

        assert (found.documents, found.days, found.competence) == ({}, [], None)


def test_every_rule_of_every_document_stands_in_it_as_it_is(app: Flask) -> None:
    law = regulation()
    book = open_book("quy-dinh.xlsx", exported())

    rules = {
        (line.values["id"], line.values["from"]): dict(line.values) for line in book.sheets["rules"]
    }
    written = {
        (line.values["id"], line.values["from"]): dict(line.values)
        for line in editing.book().sheets["rules"]
    }

    assert rules == written
    assert set(rules) == {(rule.id, rule.version) for rule in law.rules}
    assert {line.values["id"] for line in book.sheets["documents"]} == {
        document.id for document in law.documents
    }


def test_what_was_adopted_stands_in_it_too_and_is_no_change(app: Flask) -> None:
    adopted()
    swapped()

    book = open_book("quy-dinh.xlsx", exported())
    found = changes("quy-dinh.xlsx", exported())

    assert any(line.values["id"] == "qd-tra-loi.answer" for line in book.sheets["rules"])
    assert (found.documents, found.days) == ({}, [])


def test_a_new_wording_is_a_row_with_a_later_first_day(app: Flask) -> None:
    def edit(book: Workbook) -> None:
        page = book["Quy tắc"]
        copy_of_row(page, row_of(page, "qdi-11.notice"), from_="1/1/2027", term="15wd")

    found = changes("quy-dinh.xlsx", edited(edit))

    ((name, text),) = found.documents.items()
    (rule,) = read(name, text).rules
    before = [r for r in regulation().rules if r.id == "qdi-11.notice"][-1]
    assert name == f"{before.document.id}.toml"
    assert (rule.id, str(rule.term), rule.version) == ("qdi-11.notice", "15wd", date(2027, 1, 1))
    assert (rule.when, rule.met_by) == (before.when, before.met_by)


def test_a_wording_that_ran_is_not_overwritten_and_the_row_is_named(app: Flask) -> None:
    numbers = []

    def edit(book: Workbook) -> None:
        page = book["Quy tắc"]
        numbers.extend(rows_of(page, "qdi-11.notice")[:1])
        page.cell(numbers[0], column(page, "term")).value = "20wd"

    ((where, key, reason),) = problems(edited(edit))

    assert where == f"Quy tắc!{numbers[0]} · qdi-11.notice"
    assert key == "Từ ngày (from)"
    assert reason.startswith("another wording began on")


@pytest.mark.parametrize(
    ("sheet", "key", "value", "said"),
    [
        ("Quy tắc", "term", "soon", "is no term"),
        ("Quy tắc", "from", "hôm nay", "must be a day"),
        ("Quy tắc", "when", "{ kind = }", "cannot be read"),
        ("Quy tắc", "document", "khong-co", "is no document"),
        ("Quy tắc", "term", "=1+1", "is a formula"),
        ("Văn bản", "basis", "custom", "is not a basis"),
        ("Lịch làm việc", "kind", "party", "is not a word of the calendar"),
        ("Lịch làm việc", "status", "expected", "known are approved"),
        ("Thẩm quyền", "confidence", "rumour", "is none of"),
    ],
)
def test_a_mistake_names_sheet_row_and_heading(
    app: Flask, sheet: str, key: str, value: str, said: str
) -> None:
    def edit(book: Workbook) -> None:
        page = book[sheet]
        page.cell(page.max_row, column(page, key)).value = value

    found = problems(edited(edit))

    assert all(where.startswith(f"{sheet}!") for where, _, _ in found)
    assert any(f"({key})" in heading and said in reason for _, heading, reason in found)


def test_a_day_of_the_calendar_that_was_decided_is_proposed(app: Flask) -> None:
    def edit(book: Workbook) -> None:
        page = book["Lịch làm việc"]
        row = row_of(page, "2026-11-23", "date")
        page.cell(row, column(page, "status")).value = "approved"
        page.cell(row, column(page, "source")).value = "Thông báo 1"

    (day,) = changes("quy-dinh.xlsx", edited(edit)).days

    assert (day.on, day.status.value, day.source) == (
        date(2026, 11, 23),
        "approved",
        "Thông báo 1",
    )


def test_the_competence_table_is_proposed_whole(app: Flask) -> None:
    def edit(book: Workbook) -> None:
        page = book["Thẩm quyền"]
        page.cell(page.max_row, column(page, "source")).value = "Quyết định 9/QĐ-UBND"

    text = changes("quy-dinh.xlsx", edited(edit)).competence

    assert text is not None
    assert "Quyết định 9/QĐ-UBND" in text


def test_nothing_in_the_workbook_is_reckoned_with(app: Flask) -> None:
    book = Book()
    book.put("documents", [{"id": "=1+1", "title": '=HYPERLINK("x")', "from": date(2027, 1, 1)}])

    page = load_workbook(BytesIO(save(book, {})))["Văn bản"]

    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}
    assert {cell.number_format for row in page.iter_rows() for cell in row if cell.value} == {"@"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_workbook_is_refused(app: Flask, content: bytes) -> None:
    ((_, _, reason),) = problems(content)

    assert "no .xlsx workbook" in reason


def test_every_column_has_a_heading_that_is_read_back(app: Flask) -> None:
    every = {key for keys in words().columns.values() for key in keys}

    assert every == set(words().headings)
