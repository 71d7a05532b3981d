"""A matter never goes to whom it is about, save as the law has it."""

from uuid import UUID

import pytest

from api.authorities.directory import Directory
from api.authorities.models import HEADS
from api.cases.models import Addressee, Kind
from api.core.ids import new_id
from api.routing.actions import explained
from tests.authorities.provinces import held, with_holders
from tests.routing.asked import WARD, Asked


@pytest.mark.parametrize(
    ("position", "holder"),
    [
        ("11359-ubnd-chu-tich", "31-ubnd-chu-tich"),
        ("11359-ubnd-pho-chu-tich-1", "11359-ubnd-chu-tich"),
        ("11359-kt-chuyen-vien", "11359-kt-truong"),
        ("31-sxd-truong", "31-ubnd-chu-tich"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.REFLECTION, Kind.COMPLAINT])
def test_about_an_official_the_head_above_answers(
    ask: Asked, position: str, holder: str, kind: Kind
) -> None:
    route = ask(position=position, kind=kind)

    assert ask.holder(route) == holder


@pytest.mark.parametrize(
    ("unit", "holder"),
    [
        ("11359-kt", "11359-ubnd-chu-tich"),
        ("11359-tcd", "11359-ubnd-chu-tich"),
        ("11359-ubnd", "31-ubnd-chu-tich"),
        ("31-sxd", "31-ubnd-chu-tich"),
    ],
)
def test_about_a_unit_the_head_above_it_answers(ask: Asked, unit: str, holder: str) -> None:
    route = ask(unit=unit)

    assert ask.holder(route) == holder


@pytest.mark.parametrize(
    ("unit", "holder"),
    [
        ("11359-kt", "11359-ubnd-chu-tich"),
        ("11359-ca", "11359-ubnd-chu-tich"),
        ("11359-ubnd", "11359-ubnd-chu-tich"),
        ("31-sxd", "31-sxd-truong"),
        ("11359-tcd", "11359-ubnd-chu-tich"),
    ],
)
def test_a_complaint_against_a_units_decision_is_first_settled_by_its_head(
    ask: Asked, unit: str, holder: str
) -> None:
    route = ask(unit=unit, kind=Kind.COMPLAINT)

    assert ask.holder(route) == holder
    assert "settles the complaint first" in explained(route.row_id, "en").reason


def test_the_desk_complained_of_does_not_prepare_the_answer(ask: Asked) -> None:
    complaint = ask(unit="11359-tcd", kind=Kind.COMPLAINT)
    assert ask.preparing(complaint) != "11359-tcd"
    by_unit = ask(unit="11359-kt")
    by_person = ask(position="11359-kt-truong")

    assert ask.preparing(by_unit) == "11359-vp"
    assert ask.preparing(by_person) == "11359-vp"
    assert ask.preparing(ask(unit="11359-kt", field="health")) == "11359-vhxh"


def test_above_the_commune_the_inspectorate_prepares(ask: Asked) -> None:
    route = ask(unit="11359-ubnd")

    assert ask.preparing(route) == "31-tt"
    assert "the head above that unit" in explained(route.row_id, "en").reason


def test_a_letter_to_the_party_about_the_government_stays_with_the_party(ask: Asked) -> None:
    route = ask(addressee=Addressee.PARTY, unit="11359-ubnd")

    assert ask.holder(route) == "11359-dang-bi-thu"


def test_who_holds_the_accused_position_and_another_does_not_answer_in_the_other(
    known: Directory,
) -> None:
    account = new_id()
    both = [
        held(known, "11359-dang-bi-thu", "Ông Mẫu A", account_id=account),
        held(known, "11359-ubnd-chu-tich", "Mẫu A", account_id=account),
    ]
    ask = Asked(with_holders(known, both))

    route = ask(addressee=Addressee.PARTY, position="11359-ubnd-chu-tich")

    assert ask.holder(route) == "31-dang-bi-thu"


def test_people_of_one_name_in_one_place_are_taken_for_one_person(known: Directory) -> None:
    both = [
        held(known, "11359-dang-bi-thu", "Mẫu A"),
        held(known, "11359-ubnd-chu-tich", "Mẫu A"),
    ]
    ask = Asked(with_holders(known, both))

    route = ask(addressee=Addressee.PARTY, position="11359-ubnd-chu-tich")

    assert ask.holder(route) == "31-dang-bi-thu"


def test_people_of_one_name_in_two_places_are_two_people(known: Directory) -> None:
    namesakes = [
        held(known, "11413-ubnd-chu-tich", "Mẫu A"),
        held(known, "11359-dang-bi-thu", "Mẫu A"),
    ]
    ask = Asked(with_holders(known, namesakes))

    route = ask(addressee=Addressee.PARTY, position="11413-ubnd-chu-tich")

    assert ask.holder(route) == "11359-dang-bi-thu"


def test_without_an_area_it_is_the_place_of_the_one_complained_of(ask: Asked) -> None:
    route = ask(addressee=Addressee.PARTY, area=None, unit="11413-kt")

    assert ask.holder(route) == "11413-dang-bi-thu"


def test_nobody_stands_above_the_head_of_the_city_so_another_body_receives_it(ask: Asked) -> None:
    route = ask(area=None, position="31-ubnd-chu-tich")

    assert ask.holder(route) == "31-hdnd-chu-tich"
    assert route.is_fallback
    assert "Nobody in the city stands directly above" in explained(route.row_id, "en").reason


def test_no_matter_goes_to_whom_it_is_about(ask: Asked) -> None:
    """Every addressee, every position and unit of a ward and of the city."""
    wanted = {WARD, "31"}
    units = [unit for unit in ask.known.units.values() if unit.area_code in wanted]
    desks = [desk for unit in units for desk in ask.known.positions_of(unit.id)]

    for addressee in Addressee:
        for desk in desks:
            route = ask(addressee=addressee, area=None, position=desk.code)
            assert route.position_id != desk.id
            assert route.prepares_unit_id is None or route.prepares_unit_id != desk.unit_id
        for unit in units:
            route = ask(addressee=addressee, area=None, unit=unit.code)
            touched: frozenset[UUID] = ask.known.below(unit.id)
            assert route.unit_id not in touched
            assert route.prepares_unit_id not in touched


def test_whoever_must_answer_is_a_head(ask: Asked) -> None:
    for addressee in Addressee:
        for unit in (each for each in ask.known.units.values() if each.area_code == WARD):
            for kind in (Kind.COMPLAINT, Kind.REFLECTION):
                route = ask(addressee=addressee, kind=kind, unit=unit.code)
                assert ask.known.position(route.position_id).title in HEADS
