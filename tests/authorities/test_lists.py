"""The lists a province hands in, and what is wrong with a line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest

from api.authorities.lists import (
    APPOINTMENT_COLUMNS,
    POSITION_COLUMNS,
    UNIT_COLUMNS,
    appointment_rows,
    position_rows,
    unit_rows,
)
from api.authorities.models import Level, Title
from api.authorities.rows import AppointmentRow, PositionRow, UnitRow
from api.authorities.sheets import BadSheet, Sheet

UNITS = "code,name,kind,unit_kind,level,area_code,parent_code,founded_on,ended_on"
GOOD = "x-ubnd,Ủy ban,government,commune,commune,1,,2025-07-01,"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(text: str) -> Path:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def units(path: Path) -> tuple[UnitRow, ...]:
    areas = {"1": Level.COMMUNE}
    return unit_rows(Sheet.read(path, UNIT_COLUMNS), areas=areas, units={"known": None})


def positions(path: Path) -> tuple[PositionRow, ...]:
    sheet = Sheet.read(path, POSITION_COLUMNS)
    return position_rows(sheet, units={"u", "v"}, heads={"v": "v-head"}, fronts={"v"})


def appointments(path: Path) -> tuple[AppointmentRow, ...]:
    return appointment_rows(
        Sheet.read(path, APPOINTMENT_COLUMNS),
        positions={"p", "q"},
        logins={"an"},
        held={"q": [("Mẫu Cũ", date(2025, 7, 1), None)]},
    )


def problems(read: Callable[[Path], object], path: Path) -> tuple[str, ...]:
    with pytest.raises(BadSheet) as refused:
        read(path)
    return refused.value.problems


def test_a_list_may_have_a_mark_of_its_encoding_semicolons_and_split_letters(write: Write) -> None:
    text = "\ufeff" + f"{UNITS}\r\n{normalize('NFD', GOOD)}\r\n".replace(",", ";")

    (row,) = units(write(text))

    assert row.code == "x-ubnd"
    assert row.name == "Ủy ban"
    assert row.parent_code is None
    assert row.ended_on is None


def test_every_bad_line_is_named_with_its_number_and_reason(write: Write) -> None:
    path = write(
        "\n".join(
            [
                UNITS,
                GOOD,
                "y,,government,commune,commune,1,,2025-07-01,",
                "z,Tên,palace,commune,commune,1,,2025-07-01,",
                "w,Tên,desk,commune,commune,1,,01.07.2025,",
            ]
        )
    )

    assert problems(units, path) == (
        "list.csv:3: name is empty",
        "list.csv:4: kind 'palace' is none of: party, government, council, front, department, desk",
        "list.csv:5: founded_on '01.07.2025' is no day like 2025-07-01 or 01/07/2025",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("x,T,desk,commune,commune,9,,2025-07-01,", "area_code '9' is not known"),
        ("x,T,desk,commune,province,1,,2025-07-01,", "area 1 is of the level commune"),
        ("x,T,desk,commune,commune,1,none,2025-07-01,", "parent_code 'none' is not known"),
        ("x,T,desk,commune,commune,1,x,2025-07-01,", "parent_code leads back to the unit itself"),
        ("x,T,desk,commune,commune,1,,2025-07-01,2025-07-01", "ended_on is not after founded_on"),
        ("x,T,desk,commune,commune,1,,2025-07-01,,more", "more cells than columns"),
        (",T,desk,commune,commune,1,,2025-07-01,", "code is empty"),
    ],
)
def test_a_bad_unit_is_refused(write: Write, line: str, reason: str) -> None:
    assert problems(units, write(f"{UNITS}\n{line}\n")) == (f"list.csv:2: {reason}",)


def test_a_unit_may_stand_before_its_parent_but_not_twice_or_in_a_ring(write: Write) -> None:
    line = "{},T,desk,commune,commune,1,{},2025-07-01,"
    child, parent = line.format("a", "b"), line.format("b", "known")

    assert [row.code for row in units(write(f"{UNITS}\n{child}\n{parent}"))] == ["a", "b"]
    assert problems(units, write(f"{UNITS}\n{child}\n{child}\n{parent}")) == (
        "list.csv:3: code 'a' stands in the file twice",
    )
    ring = f"{UNITS}\n{child}\n{line.format('b', 'a')}"
    assert len(problems(units, write(ring))) == 2


def test_a_ring_through_units_known_before_is_seen(write: Write) -> None:
    path = write(f"{UNITS}\ntop,T,desk,commune,commune,1,known,2025-07-01,")

    with pytest.raises(BadSheet, match="leads back"):
        unit_rows(
            Sheet.read(path, UNIT_COLUMNS),
            areas={"1": Level.COMMUNE},
            units={"known": "top", "top": None},
        )


def test_a_file_without_its_columns_or_in_another_encoding_is_refused(tmp_path: Path) -> None:
    short = tmp_path / "short.csv"
    short.write_text("code,name\n", encoding="utf-8")
    old = tmp_path / "old.csv"
    old.write_bytes("code,tên\n".encode("utf-16"))

    assert problems(units, short) == (
        "short.csv:1: no column kind, unit_kind, level, area_code, founded_on",
    )
    assert problems(units, old) == ("old.csv:1: the file is not UTF-8",)


def test_positions_are_read_and_a_unit_has_one_head(write: Write) -> None:
    header = ",".join(POSITION_COLUMNS)
    head = "u-head,u,department_head,Trưởng phòng"

    (row,) = positions(write(f"{header}\n{head}"))

    assert row.title is Title.DEPARTMENT_HEAD
    second = f"{header}\n{head}\nu-2,u,government_chair,Chủ tịch\nv-2,v,front_chair,Chủ tịch\n"
    assert problems(positions, write(second)) == (
        "list.csv:3: unit u has a head already: u-head",
        "list.csv:4: unit v has a head already: v-head",
    )


def test_inspectors_are_in_the_front_of_a_commune_alone(write: Write) -> None:
    header = ",".join(POSITION_COLUMNS)
    board = "{0}-board,{0},inspector,Trưởng Ban Thanh tra nhân dân"

    (row,) = positions(write(f"{header}\n{board.format('v')}"))

    assert row.title is Title.INSPECTOR
    assert problems(positions, write(f"{header}\n{board.format('u')}")) == (
        "list.csv:2: an inspector is in the Front of a commune, and u is none",
    )


def test_the_same_head_may_be_loaded_again(write: Write) -> None:
    header = ",".join(POSITION_COLUMNS)

    (row,) = positions(write(f"{header}\nv-head,v,government_chair,Chủ tịch"))

    assert row.code == "v-head"


def test_nobody_holds_a_position_on_a_day_when_another_does(write: Write) -> None:
    header = "position_code,person,manner,from_on,until_on,login"
    lines = [
        "p,Mẫu A,elected,2025-07-01,2026-01-01,an",
        "p,Mẫu B,elected,01/01/2026,,",
        "p,Mẫu C,acting,2026-05-01,,",
        "q,Mẫu D,appointed,2025-09-01,,",
        "q,Mẫu Cũ,appointed,2025-07-01,2025-09-01,",
        "p,Mẫu E,appointed,2024-01-01,2024-02-01,nobody",
    ]

    assert problems(appointments, write("\n".join([header, *lines]))) == (
        "list.csv:4: the position is held by Mẫu B from 2026-01-01",
        "list.csv:5: the position is held by Mẫu Cũ from 2025-07-01",
        "list.csv:7: login 'nobody' is not known",
    )
    good = appointments(write("\n".join([header, *lines[:2]])))
    assert [row.from_on for row in good] == [date(2025, 7, 1), date(2026, 1, 1)]
    assert good[0].login == "an"
    assert good[1].login is None
