"""The directory, asked without a database."""

from dataclasses import replace
from datetime import date

import pytest

from api.authorities.directory import Directory
from api.authorities.models import Title, UnitKind
from api.core.ids import new_id
from tests.authorities.provinces import held, position_id, province, unit_id, with_holders


@pytest.fixture(scope="module")
def known() -> Directory:
    return province()


def test_a_body_and_a_desk_are_found_by_their_area(known: Directory) -> None:
    body = known.body("11359", UnitKind.GOVERNMENT)
    desk = known.desk("11359", "kt")

    assert body is not None
    assert body.code == "11359-ubnd"
    assert desk is not None
    assert desk.code == "11359-kt"
    assert known.body("99999", UnitKind.GOVERNMENT) is None
    assert known.desk("11359", "sxd") is None


def test_a_body_that_has_ended_is_not_found(known: Directory) -> None:
    ended = known.unit(unit_id(known, "11359-ubnd"))
    units = [
        replace(unit, ended_on=date(2025, 8, 1)) if unit == ended else unit
        for unit in known.units.values()
    ]

    later = Directory(known.areas.values(), units, known.positions.values(), [])

    assert later.body("11359", UnitKind.GOVERNMENT) is None
    assert later.desk("11359", "ubnd") is None
    assert later.unit(ended.id).code == "11359-ubnd"


def test_unknown_codes_are_nothing_and_unknown_ids_are_a_bug(known: Directory) -> None:
    assert known.area("nowhere") is None
    assert known.unit_by_code("nowhere") is None
    assert known.position_by_code("nowhere") is None
    with pytest.raises(KeyError):
        known.unit(new_id())


def test_below_a_government_are_its_desks_and_the_communes(known: Directory) -> None:
    city = known.below(unit_id(known, "31-ubnd"))
    ward = known.below(unit_id(known, "11359-ubnd"))

    assert unit_id(known, "31-sxd") in city
    assert unit_id(known, "11359-kt") in city
    assert unit_id(known, "31-dang") not in city
    assert {known.unit(each).code for each in ward} == {
        f"11359-{suffix}" for suffix in ("ubnd", "tcd", "kt", "vhxh", "vp", "hcc", "ca", "tyt")
    }


def test_the_same_place_holds_all_bodies_of_the_area(known: Directory) -> None:
    place = known.same_place(unit_id(known, "11359-kt"))

    assert {known.unit(each).area_code for each in place} == {"11359"}
    assert unit_id(known, "11359-dang") in place
    assert len(place) == 11


@pytest.mark.parametrize(
    ("position", "superior"),
    [
        ("11359-kt-chuyen-vien", "11359-kt-truong"),
        ("11359-kt-truong", "11359-ubnd-chu-tich"),
        ("11359-ubnd-pho-chu-tich-1", "11359-ubnd-chu-tich"),
        ("11359-ubnd-chu-tich", "31-ubnd-chu-tich"),
        ("11359-tcd-tiep-nhan", "11359-ubnd-chu-tich"),
        ("11359-dang-bi-thu", "31-dang-bi-thu"),
        ("31-ubkt-truong", "31-dang-bi-thu"),
    ],
)
def test_the_superior_is_the_next_head_up(known: Directory, position: str, superior: str) -> None:
    above = known.superior_of(position_id(known, position))

    assert above is not None
    assert above.code == superior


def test_nobody_stands_above_the_head_of_the_province(known: Directory) -> None:
    assert known.superior_of(position_id(known, "31-ubnd-chu-tich")) is None


def test_a_title_is_looked_for_in_the_unit_and_then_beside_it(known: Directory) -> None:
    own = known.titled(unit_id(known, "11359-kt"), Title.HANDLER)
    beside = known.titled(unit_id(known, "11359-ubnd"), Title.RECEPTION_OFFICER)

    assert own is not None
    assert own.code == "11359-kt-chuyen-vien"
    assert beside is not None
    assert beside.code == "11359-tcd-tiep-nhan"


def test_a_position_is_held_from_its_first_day_until_the_day_it_is_handed_over(
    known: Directory,
) -> None:
    change = date(2026, 3, 1)
    chair = "11359-ubnd-chu-tich"
    account = new_id()
    people = with_holders(
        known,
        [
            held(known, chair, "Mẫu B", account_id=account, from_on=change),
            held(known, chair, "Mẫu A", until_on=change),
        ],
    )
    position = position_id(people, chair)

    before = people.holder_on(position, date(2026, 2, 28))
    after = people.holder_on(position, change)

    assert before is not None
    assert before.person == "Mẫu A"
    assert after is not None
    assert after.person == "Mẫu B"
    assert people.holder_on(position, date(2025, 6, 30)) is None
    assert people.appointments_of(account, date(2026, 2, 28)) == []
    assert [each.person for each in people.appointments_of(account, change)] == ["Mẫu B"]


def test_of_two_who_hold_a_position_it_is_the_one_who_came_last(known: Directory) -> None:
    chair = "11359-ubnd-chu-tich"
    people = with_holders(
        known,
        [
            held(known, chair, "Mẫu B", from_on=date(2026, 1, 1)),
            held(known, chair, "Mẫu A"),
        ],
    )

    holder = people.holder_on(position_id(people, chair), date(2026, 2, 1))

    assert holder is not None
    assert holder.person == "Mẫu B"


def test_nobody_acts_for_a_unit_that_has_ended(known: Directory) -> None:
    account = new_id()
    units = [
        replace(unit, ended_on=date(2026, 1, 1)) if unit.code == "11359-kt" else unit
        for unit in known.units.values()
    ]
    people = [held(known, "11359-kt-truong", "Mẫu A", account_id=account)]

    later = Directory(known.areas.values(), units, known.positions.values(), people)

    assert len(later.appointments_of(account, date(2025, 12, 31))) == 1
    assert later.appointments_of(account, date(2026, 1, 1)) == []
