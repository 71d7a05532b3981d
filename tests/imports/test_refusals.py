"""Lines of a list that are refused: said why, one by one, and never with their words."""

import unicodedata
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from api.core.database import db
from api.settings import Settings
from tests.imports.lists import ELSEWHERE, count, jsonl, line, report, take_in, taken

MARK = "Ôngấynhậntiền"
"""Words that must stand nowhere."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.jsonl"


@pytest.mark.parametrize(
    "kind",
    [
        "denunciation",
        "Tố cáo",
        "ĐƠN TỐ CÁO",
        unicodedata.normalize("NFD", "Khiếu nại, tố cáo"),
        "crime_report",
        "Tố giác tội phạm",
    ],
)
def test_of_a_denunciation_or_crime_report_nothing_is_kept_anywhere(
    app: Flask, path: Path, kind: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    jsonl(path, line(ref="9", kind=kind, text=MARK, place=MARK, received_at=MARK), line(ref="10"))

    result = take_in(app, path)

    assert result.exit_code == 1
    (refused,) = report(path)
    assert (refused["line"], refused["ref"], refused["member"]) == ("1", "9", "kind")
    assert ("không nhận qua mạng" in refused["reason"]) or ("cơ quan công an" in refused["reason"])
    assert MARK not in result.output + caplog.text + str(report(path))
    stored = "".join(everything())
    assert MARK not in stored
    assert line()["text"] in stored
    assert [petition.source_ref for petition in taken()] == ["10"]


def test_a_line_that_calls_itself_so_is_refused_the_same_whatever_its_kind(
    app: Flask, path: Path
) -> None:
    take_in(app, jsonl(path, line(title="Đơn tố cáo", text=MARK), line(text=f"TÔI TỐ CÁO {MARK}")))

    assert [refused["member"] for refused in report(path)] == ["kind", "kind"]
    assert MARK not in str(report(path)) + "".join(everything())
    assert count() == 0


def test_a_line_that_does_not_say_its_kind_is_refused(app: Flask, path: Path) -> None:
    take_in(app, jsonl(path, line(kind=...), line(kind="Không rõ")))

    assert [refused["member"] for refused in report(path)] == ["kind", "kind"]
    assert count() == 0


def test_all_that_is_wrong_with_a_line_is_said_at_once(app: Flask, path: Path) -> None:
    wrong = line(text=..., ref="5", received_at="31/02/2026", petitioner={"address": "Thôn 1"})

    take_in(app, jsonl(path, {"kind": "thanks"} | wrong | {"addres": "?", "about": {"unit": 1}}))

    reasons = {refused["member"]: refused["reason"] for refused in report(path)}
    assert set(reasons) == {"text", "petitioner.name", "received_at", "addres"}
    assert reasons["text"] == reasons["petitioner.name"] == "Thiếu mục bắt buộc này."
    assert reasons["received_at"].startswith("Ghi ngày theo dạng 31/12/2025")
    assert reasons["addres"] == "Không có mục này."


def test_a_bad_line_does_not_stop_the_others(app: Flask, path: Path) -> None:
    jsonl(path, '{"kind": "refl', "[1, 2]", "[" * 100_000, line(ref="4"), "", line(area="00000"))

    result = take_in(app, path)

    assert "Đã đọc 5 dòng: nhập 1, đã có từ trước 0, không nhập được 4" in result.output
    assert [(refused["line"], refused["member"]) for refused in report(path)] == [
        ("1", ""),
        ("2", ""),
        ("3", ""),
        ("6", "area"),
    ]


def test_the_refusals_can_be_read_in_english(app: Flask, path: Path) -> None:
    jsonl(path, line(area=ELSEWHERE), line(kind="Tố cáo"), line(text=...), "{")

    result = take_in(app, path, "--locale", "en")

    assert "4 lines read: 0 taken in, 0 already there, 4 refused" in result.output
    reasons = [refused["reason"] for refused in report(path)]
    assert reasons[0] == "This is of a place that the official named does not receive for"
    assert "Send a paper signed or fingerprinted by you" in reasons[1]
    assert reasons[2:] == ["Missing data for required field.", "This line is not a JSON object"]


def test_a_spreadsheet_reckons_with_nothing_in_the_report(app: Flask, path: Path) -> None:
    take_in(app, jsonl(path, line(ref="=cmd|' /C calc'!A0", area=ELSEWHERE), line(**{"+x": 1})))

    assert report(path)[0]["ref"] == "'=cmd|' /C calc'!A0"
    assert report(path)[1]["member"] == "'+x"


def test_words_that_stand_where_the_number_belongs_are_not_repeated(app: Flask, path: Path) -> None:
    take_in(app, jsonl(path, line(ref=f"{MARK} " * 20), line(ref=f"{MARK}\n{MARK}")))

    assert [refused["ref"] for refused in report(path)] == ["", ""]
    assert count() == 0


def test_the_report_is_of_this_run_alone(app: Flask, path: Path) -> None:
    take_in(app, jsonl(path, line(area=ELSEWHERE)))
    assert len(report(path)) == 1

    take_in(app, jsonl(path, line()))

    assert not path.with_name("list.jsonl.refused.csv").exists()


def test_the_report_may_stand_elsewhere_but_not_in_place_of_the_list(
    app: Flask, path: Path, tmp_path: Path
) -> None:
    jsonl(path, line(area=ELSEWHERE))
    before = path.read_text()

    elsewhere = take_in(app, path, "--report", str(tmp_path / "r.csv"))
    instead = take_in(app, path, "--report", str(path))
    nowhere = take_in(app, path, "--report", str(tmp_path / "none" / "r.csv"))

    assert elsewhere.exit_code == 1
    assert "line,ref,member,reason" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert (instead.exit_code, path.read_text()) == (2, before)
    assert nowhere.exit_code == 1
    assert "Error" in nowhere.output


def everything() -> list[str]:
    """Every row of every table, as text."""
    tables = db.session.scalars(
        text("select tablename from pg_tables where schemaname = 'public'")
    ).all()
    return [
        str(row)
        for table in tables
        for row in db.session.scalars(text(f'select t::text from "{table}" t'))
    ]
