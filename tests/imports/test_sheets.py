"""Lists as people keep them: JSON lines and Excel sheets, whole, odd and broken."""

import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from api.core.errors import Problem
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
from api.imports.sheets import (
    LARGEST_FILE,
    LARGEST_UNPACKED,
    LAST_ROW,
    MOST_LINES,
    NO_OBJECT,
    WIDEST,
    Row,
    opened,
)
from tests.imports.lists import HEADINGS, jsonl, row, sheet_of, xlsx

SHEET = "xl/worksheets/sheet1.xml"
NEEDED = ("Loại đơn", "Nội dung")


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return tmp_path / "list.jsonl"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "list.xlsx"


def rows(path: Path) -> list[Row]:
    with opened(path) as found:
        return list(found.rows())


def cells(path: Path) -> list[dict[str, Any]]:
    """What stands in each row, without the empty cells."""
    return [{k: v for k, v in one.cells.items() if v is not None} for one in rows(path)]


def changed(path: Path, part: str, before: str, after: str) -> Path:
    """The same file with something else in one of its parts."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert before.encode() in parts[part]
    parts[part] = parts[part].replace(before.encode(), after.encode())
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def test_lines_keep_their_numbers_and_a_mark_of_order_is_no_part_of_them(lines: Path) -> None:
    lines.write_bytes(b'\xef\xbb\xbf{"kind": "thanks"}\r\n\n  \n{"kind": "enquiry"}')

    assert rows(lines) == [Row(1, {"kind": "thanks"}), Row(4, {"kind": "enquiry"})]


def test_a_line_ends_where_the_file_says_and_not_inside_of_words(lines: Path) -> None:
    words = "một\u2028hai\x85ba"
    lines.write_text(json.dumps({"text": words}, ensure_ascii=False), encoding="utf-8")

    assert rows(lines) == [Row(1, {"text": words})]


@pytest.mark.parametrize("broken", ["{", "7", "null", "[" * 100_000, '{"a": ' + "9" * 5000 + "}"])
def test_a_line_that_is_no_object_is_a_fault_of_its_own(lines: Path, broken: str) -> None:
    jsonl(lines, broken, {"kind": "thanks"})

    assert rows(lines) == [Row(1, {}, NO_OBJECT), Row(2, {"kind": "thanks"})]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_other_encodings_are_refused_before_anything_is_taken(lines: Path, encoding: str) -> None:
    lines.write_text('{"kind": "thanks"}\n{"text": "Cảnh báo"}'.replace("ả", "â"), encoding)

    with pytest.raises(NotUtf8):
        rows(lines)


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_a_file_without_lines_is_refused(lines: Path, content: str) -> None:
    lines.write_text(content, encoding="utf-8")

    with pytest.raises(NothingInIt):
        rows(lines)


@pytest.mark.parametrize("name", ["list.csv", "list.xls", "list"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("x")

    with pytest.raises(UnknownFormat):
        rows(path)


def test_too_many_lines_are_refused_before_any_is_taken(lines: Path) -> None:
    lines.write_text("{}\n" * MOST_LINES)
    assert len(rows(lines)) == MOST_LINES

    lines.write_text("{}\n" * (MOST_LINES + 1))
    with pytest.raises(TooManyLines):
        rows(lines)


@pytest.mark.parametrize("name", ["list.jsonl", "list.xlsx"])
def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    with pytest.raises(TooManyLines):
        rows(path)


def test_a_small_file_that_unpacks_into_a_huge_one_is_not_unpacked(book: Path) -> None:
    packed = zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with packed, packed.open(SHEET, "w") as part:
        for _ in range(LARGEST_UNPACKED // 1_000_000 + 1):
            part.write(bytes(1_000_000))

    with pytest.raises(TooManyLines):
        rows(book)


def test_a_sheet_is_read_below_its_headings_by_what_they_are_called(book: Path) -> None:
    title = ["SỔ TIẾP NHẬN ĐƠN NĂM 2026"]
    xlsx(book, title, [], HEADINGS, row(Mã_đơn="7"), [1], [], row(Nội_dung="Đèn hỏng.", STT=3))

    found = rows(book)

    assert [one.number for one in found] == [4, 7]
    assert found[0].cells["Mã đơn"] == "7"
    assert found[1].cells["Nội dung"] == "Đèn hỏng."
    assert "STT" not in found[0].cells


def test_rows_that_were_joined_say_what_their_first_cell_says(book: Path) -> None:
    made = Workbook()
    for one in (NEEDED, ("Phản ánh", "Đèn hỏng."), (), ("Kiến nghị", "Sửa đường.")):
        sheet_of(made).append(one)
    sheet_of(made).merge_cells("A2:A3")
    sheet_of(made).merge_cells("B2:B3")
    made.save(book)

    assert [one.number for one in rows(book)] == [2, 4]


def test_the_first_sheet_that_is_not_hidden_is_the_one_read(book: Path) -> None:
    made = Workbook()
    sheet_of(made).sheet_state = "hidden"
    for name in ("Sổ", "Khác"):
        sheet = made.create_sheet(name)
        sheet.append(NEEDED)
        sheet.append(("Phản ánh", name))
    made.save(book)

    with opened(book) as found:
        assert found.sheet == "Sổ"
        assert [one.cells["Nội dung"] for one in found.rows()] == ["Sổ"]


def test_of_one_sheet_nothing_need_be_said(book: Path) -> None:
    with opened(xlsx(book, NEEDED, ("Phản ánh", "x"))) as found:
        assert found.sheet is None


def test_a_sheet_without_the_needed_headings_is_refused_with_their_names(book: Path) -> None:
    xlsx(book, ("Loại đơn", "Ghi chú"), ("Phản ánh", "x"))

    with pytest.raises(HeadingsMissing) as refused:
        rows(book)

    assert refused.value.facts == {"missing": "Nội dung"}


def test_a_column_of_which_nobody_knows_what_it_is_lets_nothing_in(book: Path) -> None:
    xlsx(book, (*NEEDED, "Ngày nhân đơn", "STT"), ("Phản ánh", "x", "01/01/2026", 1))

    with pytest.raises(UnknownHeadings) as refused:
        rows(book)

    assert refused.value.facts == {"columns": "Ngày nhân đơn"}


def test_two_columns_that_say_the_same_are_refused(book: Path) -> None:
    with pytest.raises(SameHeadings):
        rows(xlsx(book, (*NEEDED, "text"), ("Phản ánh", "x", "y")))


def test_of_a_formula_what_it_gave_is_taken_and_text_like_one_stays_text(book: Path) -> None:
    made = Workbook()
    sheet_of(made).append(NEEDED)
    sheet_of(made).append(("Phản ánh", '=CONCATENATE("Đèn"," hỏng")'))
    sheet_of(made).append(("Phản ánh", "=1+1 là hai"))
    sheet_of(made)["B3"].data_type = "s"
    made.save(book)
    changed(book, SHEET, "</f><v></v>", "</f><v>Đèn hỏng</v>")
    changed(book, SHEET, '<c r="B2">', '<c r="B2" t="str">')

    assert [one["Nội dung"] for one in cells(book)] == ["Đèn hỏng", "=1+1 là hai"]


def test_days_and_numbers_come_as_such(book: Path) -> None:
    day = datetime(2026, 2, 1, 9, 30)  # noqa: DTZ001 -- a spreadsheet knows no zones
    xlsx(book, HEADINGS, row(Ngày_nhận=day, Điện_thoại=912345678))

    assert cells(book)[0]["Ngày nhận"] == day
    assert cells(book)[0]["Điện thoại"] == 912345678


def test_what_a_file_says_of_its_size_is_not_believed(book: Path) -> None:
    xlsx(book, NEEDED, ("Phản ánh", "x"), ("Phản ánh", "y"))
    changed(book, SHEET, '<dimension ref="A1:B3"', '<dimension ref="A1"')

    assert [one["Nội dung"] for one in cells(book)] == ["x", "y"]


def test_reading_ends_where_a_spreadsheet_ends(book: Path) -> None:
    xlsx(book, NEEDED, ("Phản ánh", "x"), ("Phản ánh", "y"))
    changed(book, SHEET, '<row r="3">', f'<row r="{LAST_ROW * 1000}">')

    assert [one["Nội dung"] for one in cells(book)] == ["x"]


def test_columns_far_to_the_right_are_not_looked_at(book: Path) -> None:
    xlsx(book, NEEDED, ("Phản ánh", "x", *[None] * WIDEST, "xa"))

    assert cells(book) == [{"Loại đơn": "Phản ánh", "Nội dung": "x"}]


def broken(book: Path) -> dict[str, Path]:
    """Files that call themselves Excel's."""
    text, half, bomb, without = (book.with_stem(name) for name in ("text", "half", "bomb", "no"))
    text.write_text("Loại đơn;Nội dung")
    half.write_bytes(book.read_bytes()[:-200])
    bomb.write_bytes(book.read_bytes())
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    entities = f'<!DOCTYPE l [<!ENTITY l0 "ha">{laughs}]>'
    changed(bomb, SHEET, "<worksheet", f"{entities}<worksheet")
    changed(bomb, SHEET, "<sheetData>", "<sheetData>&l9;")
    with zipfile.ZipFile(without, "w") as packed:
        packed.writestr("x", "y")
    return {"text": text, "half": half, "bomb": bomb, "no": without}


@pytest.mark.parametrize("name", ["text", "half", "bomb", "no"])
def test_what_is_no_spreadsheet_is_refused_and_breaks_nothing(book: Path, name: str) -> None:
    path = broken(xlsx(book, NEEDED, ("Phản ánh", "x")))[name]

    with pytest.raises(NotASpreadsheet):
        rows(path)


def test_a_file_that_breaks_off_inside_is_refused_before_anything_is_taken(book: Path) -> None:
    xlsx(book, NEEDED, ("Phản ánh", "x"), ("Phản ánh", "y"))
    changed(book, SHEET, '<row r="3">', '<row r="three">')

    with pytest.raises(Problem) as refused, opened(book):
        pass

    assert isinstance(refused.value, NotASpreadsheet)
