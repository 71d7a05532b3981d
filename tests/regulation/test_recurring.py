"""Who owes what in which period: births and ends of units, desks and wordings of the law."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.authorities.directory import Directory
from api.authorities.structure import shipped
from api.authorities.views import AppointmentView
from api.regulation.language import DOCUMENTS, Regulation, load
from api.regulation.recurring import owed
from tests import make
from tests.authorities.provinces import directory_of, held, with_holders
from tests.regulation.sample import DOCUMENT, RECURRING, regulation, written

LAW = load(DOCUMENTS)
STRUCTURE = shipped()
BODY = f"{make.COMMUNE}-ubnd"


def province(founded: date = date(2025, 7, 1), ended: date | None = None) -> Directory:
    """The city, in which the government of one commune has these days of its own."""
    units = tuple(
        replace(unit, founded_on=founded, ended_on=ended) if unit.code == BODY else unit
        for unit in STRUCTURE.units
    )
    return directory_of(replace(STRUCTURE, units=units))


def chaired(known: Directory, from_on: date = date(2025, 7, 1)) -> Directory:
    """The same with somebody in the chair."""
    return with_holders(known, [held(known, make.CHAIR, "Nguyễn Văn Mẫu", from_on=from_on)])


def codes(
    known: Directory, since: date, until: date | None = None, law: Regulation = LAW
) -> dict[str, list[str]]:
    """The codes of the periods owed in, by the rule."""
    found: dict[str, list[str]] = {}
    for rule, period, _ in owed(law, known, known.positions.values(), since, until or since):
        found.setdefault(rule.id, []).append(period.code)
    return found


def test_a_unit_owes_for_the_month_on_whose_first_day_it_was_founded(tmp_path: Path) -> None:
    law = regulation(tmp_path, written(**RECURRING))
    whole, broken = province(date(2025, 7, 1)), province(date(2025, 7, 2))

    assert codes(chaired(whole), date(2025, 7, 15), law=law) == {"d.answer": ["2025-07"]}
    assert codes(chaired(broken), date(2025, 7, 15), law=law) == {}
    assert codes(chaired(broken), date(2025, 8, 15), law=law) == {"d.answer": ["2025-08"]}


@pytest.mark.parametrize(
    ("ended", "months"),
    [
        (date(2026, 8, 31), ["2026-07"]),
        (date(2026, 9, 1), ["2026-07", "2026-08"]),
        (date(2026, 9, 2), ["2026-07", "2026-08"]),
    ],
)
def test_a_unit_owes_up_to_its_last_whole_month(
    tmp_path: Path, ended: date, months: list[str]
) -> None:
    law = regulation(tmp_path, written(**RECURRING))
    known = chaired(province(ended=ended))

    assert codes(known, date(2026, 7, 1), date(2026, 12, 31), law) == {"d.answer": months}


def test_a_desk_owes_from_the_first_whole_period_after_somebody_first_held_it(
    tmp_path: Path,
) -> None:
    law = regulation(tmp_path, written(**RECURRING))

    known = chaired(province(), from_on=date(2026, 1, 2))

    assert codes(province(), date(2026, 2, 1), law=law) == {}
    assert codes(known, date(2026, 1, 31), law=law) == {}
    assert codes(known, date(2026, 2, 1), law=law) == {"d.answer": ["2026-02"]}


def test_a_desk_that_becomes_vacant_still_owes(tmp_path: Path) -> None:
    law = regulation(tmp_path, written(**RECURRING))
    known = province()
    left = held(known, make.CHAIR, "Nguyễn Văn Mẫu", until_on=date(2026, 1, 1))

    assert codes(with_holders(known, [left]), date(2026, 3, 1), law=law) == {
        "d.answer": ["2026-03"]
    }


def test_a_wording_that_ends_or_begins_inside_a_period_owes_nothing_for_it(
    tmp_path: Path,
) -> None:
    law = regulation(
        tmp_path,
        written(**RECURRING, until="2026-03-30"),
        written(**RECURRING, **{"from": "2026-03-31"}),
    )

    found = codes(chaired(province()), date(2026, 2, 1), date(2026, 4, 30), law)

    assert found == {"d.answer": ["2026-02", "2026-04"]}


def test_what_another_document_replaces_inside_a_period_owes_nothing_for_it(
    tmp_path: Path,
) -> None:
    law = regulation(tmp_path, written(**RECURRING))
    other = DOCUMENT.replace('"d"', '"e"').replace("2020-01-01", "2026-03-15")
    other += 'replaces = ["d.answer"]\n' + written(id='"e.other"')
    (tmp_path / "e.toml").write_text(other, encoding="utf-8")

    law = load(tmp_path)

    found = codes(chaired(province()), date(2026, 2, 1), date(2026, 4, 30), law)
    assert found == {"d.answer": ["2026-02"]}


def test_the_week_in_which_the_law_changed_owes_nothing_to_a_communal_chair() -> None:
    known = chaired(province())

    june = codes(known, date(2026, 6, 22))["luat-tcd.reception-commune"]
    between = codes(known, date(2026, 6, 29), date(2026, 6, 30))
    july = codes(known, date(2026, 7, 1), date(2026, 7, 31))["luat-tcd.reception-commune"]

    assert june == ["2026-W26"]
    assert "luat-tcd.reception-commune" not in between
    assert july == ["2026-07"]


@pytest.mark.parametrize(("year", "owes"), [(2025, False), (2026, True), (2027, True)])
def test_what_is_owed_every_year_is_owed_in_every_year_that_the_law_covers_whole(
    year: int, owes: bool, tmp_path: Path
) -> None:
    yearly = written(**RECURRING | {"every": '"year"', "from": "2025-06-16"})
    law = regulation(tmp_path, yearly)
    chairs = chaired(province(founded=date(2024, 1, 1)), date(2024, 1, 1))

    found = codes(chairs, date(year, 11, 1), law=law)

    assert ("d.answer" in found) is owes


def test_the_chair_of_a_commune_owes_a_dialogue_a_year_from_the_first_whole_year_on() -> None:
    found = codes(chaired(province()), date(2025, 7, 1), date(2027, 1, 1))

    assert found["luat-72.dialogue-yearly"] == ["2026", "2027"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("31-dang-bi-thu", {"qdi-11.reception-province": 1}),
        (make.SECRETARY, {"qdi-11.reception-commune": 2}),
        (make.CITY_CHAIR, {"luat-tcd.reception-province": 1}),
        (make.CHAIR, {"luat-tcd.reception-commune": 2, "luat-72.dialogue-yearly": 1}),
        (make.DEPUTY, {}),
        (f"{make.COMMUNE}-hdnd-chu-tich", {}),
        ("31-sxd-truong", {}),
    ],
)
def test_each_head_owes_what_the_law_says_of_their_title_and_level(
    code: str, expected: dict[str, int]
) -> None:
    known = province()
    known = with_holders(known, [held(known, code, "Nguyễn Văn Mẫu")])

    found = owed(LAW, known, known.positions.values(), date(2026, 11, 20), date(2026, 11, 20))

    assert {rule.id: rule.met_by.needed for rule, _, _ in found} == expected


def test_a_rule_that_was_not_checked_makes_nobody_owe(tmp_path: Path) -> None:
    law = regulation(tmp_path, written(**RECURRING | {"confidence": '"unverified"'}))

    assert codes(chaired(province()), date(2026, 11, 20), law=law) == {}


def everybody(known: Directory) -> Iterable[AppointmentView]:
    return [held(known, desk.code, "Nguyễn Văn Mẫu") for desk in known.positions.values()]


def test_in_the_whole_city_each_head_owes_once() -> None:
    known = province()
    known = with_holders(known, everybody(known))

    found = [
        (rule.id, position.code)
        for rule, _, position in owed(
            LAW, known, known.positions.values(), date(2026, 11, 20), date(2026, 11, 20)
        )
    ]

    communes = len({area.code for area in STRUCTURE.areas}) - 1
    assert communes == 114
    assert len(found) == len(set(found)) == 2 + 3 * communes
