"""The structure of the shipped province."""

from collections import Counter, defaultdict

import pytest

from api.authorities.fields import field_of, fields
from api.authorities.models import HEADS, Level, Title, UnitKind
from api.authorities.policy import BODIES
from api.authorities.structure import Structure, shipped

COMMUNES = 114
CITY = "31"


@pytest.fixture(scope="module")
def structure() -> Structure:
    return shipped()


def test_the_province_has_its_city_and_114_communes(structure: Structure) -> None:
    levels = Counter(area.level for area in structure.areas)

    assert levels == {Level.PROVINCE: 1, Level.COMMUNE: COMMUNES}
    assert Counter(area.kind for area in structure.areas)["Đặc khu"] == 2


def test_every_area_has_each_body_once_with_its_head(structure: Structure) -> None:
    heads = {desk.unit_code for desk in structure.positions if desk.title in HEADS}
    bodies = defaultdict(list)
    for unit in structure.units:
        if unit.kind in BODIES:
            bodies[unit.area_code].append(unit)

    for area in structure.areas:
        assert sorted(unit.kind for unit in bodies[area.code]) == sorted(BODIES)
        assert {unit.code for unit in bodies[area.code]} <= heads


def test_every_area_has_a_reception_desk_with_an_officer(structure: Structure) -> None:
    officers = {d.unit_code for d in structure.positions if d.title is Title.RECEPTION_OFFICER}
    desks = {unit.code: unit.area_code for unit in structure.units if unit.kind is UnitKind.DESK}

    assert officers == set(desks)
    assert sorted(desks.values()) == sorted(area.code for area in structure.areas)


def test_no_unit_has_two_heads_and_no_code_is_used_twice(structure: Structure) -> None:
    heads = Counter(desk.unit_code for desk in structure.positions if desk.title in HEADS)
    codes = Counter(unit.code for unit in structure.units)
    codes += Counter(desk.code for desk in structure.positions)

    assert max(heads.values()) == 1
    assert max(codes.values()) == 1


def test_parents_stand_before_their_children_and_lead_to_a_body_of_the_city(
    structure: Structure,
) -> None:
    above: dict[str, str] = {}
    for unit in structure.units:
        if unit.parent_code is None:
            assert unit.area_code == CITY
            assert unit.kind in BODIES
            above[unit.code] = unit.code
        else:
            above[unit.code] = above[unit.parent_code]

    assert set(above.values()) == {"31-dang", "31-ubnd", "31-hdnd", "31-mttq"}


@pytest.mark.parametrize("suffix", ["dang", "ubnd", "hdnd", "mttq"])
def test_a_communes_body_stands_under_the_same_body_of_the_city(
    structure: Structure, suffix: str
) -> None:
    units = {unit.code: unit for unit in structure.units}

    for area in structure.areas:
        if area.level is Level.COMMUNE:
            assert units[f"{area.code}-{suffix}"].parent_code == f"31-{suffix}"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("31-ubnd", "Ủy ban nhân dân thành phố Hải Phòng"),
        ("31-dang", "Thành ủy Hải Phòng"),
        ("11359-ubnd", "Ủy ban nhân dân phường Gia Viên"),
        ("11359-kt", "Phòng Kinh tế, Hạ tầng và Đô thị phường Gia Viên"),
        ("11629-kt", "Phòng Kinh tế xã An Lão"),
        ("11914-kt", "Phòng Kinh tế, Hạ tầng và Đô thị đặc khu Cát Hải"),
        ("11914-ca", "Công an đặc khu Cát Hải"),
    ],
)
def test_units_are_named_as_they_name_themselves(
    structure: Structure, code: str, name: str
) -> None:
    names = {unit.code: unit.name for unit in structure.units}

    assert names[code] == name


def test_positions_are_named_with_their_place(structure: Structure) -> None:
    names = {desk.code: desk.name for desk in structure.positions}

    assert names["11359-ubnd-chu-tich"] == "Chủ tịch UBND phường Gia Viên"
    assert names["11629-kt-truong"] == "Trưởng phòng Kinh tế xã An Lão"
    assert len(set(names.values())) == len(names)


def test_a_government_has_two_deputies_a_party_committee_and_a_front_one(
    structure: Structure,
) -> None:
    deputies = Counter(d.unit_code for d in structure.positions if d.title is Title.DEPUTY)

    for unit in structure.units:
        if unit.kind is UnitKind.GOVERNMENT:
            assert deputies[unit.code] == 2
        if unit.kind in {UnitKind.PARTY, UnitKind.FRONT}:
            assert deputies[unit.code] == 1


def test_there_are_thirteen_fields_named_in_both_languages() -> None:
    assert len(fields()) == 13
    for field in fields().values():
        assert all(named.name(locale) for named in (field, *field.parts) for locale in ("vi", "en"))


def test_a_part_belongs_to_its_field_and_a_field_to_itself() -> None:
    assert field_of("chieu_sang") == "transport"
    assert field_of("transport") == "transport"
    assert field_of("can_bo_cong_chuc") == "administration"
    assert field_of(None) is None
