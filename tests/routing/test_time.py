"""Who answers when people come and go, a complaint comes again, or a unit is no more."""

from dataclasses import replace
from datetime import date

import pytest

from api.authorities.directory import Directory
from api.authorities.models import Manner
from api.authorities.views import AppointmentView
from api.cases.models import Kind
from api.routing.actions import explained
from api.routing.errors import NoSecondHere
from tests.authorities.provinces import START, held, unit_id, with_holders
from tests.routing.asked import WARD, Asked

CHAIR = "11359-ubnd-chu-tich"
DEPUTY = "11359-ubnd-pho-chu-tich-1"
CITY_CHAIR = "31-ubnd-chu-tich"
GONE = date(2026, 1, 15)
"""A day before the one on which it always is in tests."""


def asking(known: Directory, *holders: AppointmentView) -> Asked:
    return Asked(with_holders(known, holders))


def test_a_vacant_position_leaves_the_answer_to_the_head_above_and_says_so(
    known: Directory,
) -> None:
    ask = asking(
        known, held(known, CHAIR, "Mẫu A", until_on=GONE), held(known, CITY_CHAIR, "Mẫu B")
    )

    route = ask()

    assert ask.holder(route) == CITY_CHAIR
    assert ask.preparing(route) == "11359-kt"
    assert "Nobody holds that position at present" in explained(route.row_id, "en").reason


def test_what_is_vacant_above_too_goes_further_up_or_stays(known: Directory) -> None:
    left = held(known, CHAIR, "Mẫu A", until_on=GONE)
    both = asking(known, left, held(known, CITY_CHAIR, "Mẫu B", until_on=GONE))

    assert both.holder(both()) == CHAIR


def test_a_position_that_nobody_was_ever_entered_for_is_not_vacant(ask: Asked) -> None:
    assert ask.holder(ask()) == CHAIR


def test_a_matter_is_not_moved_up_to_the_person_it_is_about(known: Directory) -> None:
    ask = asking(
        known, held(known, CHAIR, "Mẫu A", until_on=GONE), held(known, CITY_CHAIR, "Mẫu B")
    )

    route = ask(area=WARD, position=CITY_CHAIR)

    assert ask.holder(route) != CITY_CHAIR


@pytest.mark.parametrize("manner", [Manner.ACTING, Manner.IN_CHARGE])
def test_whoever_is_in_charge_of_the_position_answers_and_it_is_said(
    known: Directory, manner: Manner
) -> None:
    ask = asking(known, replace(held(known, CHAIR, "Mẫu A"), manner=manner))

    route = ask()

    assert ask.holder(route) == CHAIR
    assert "for the time being" in explained(route.row_id, "en").reason


def test_a_deputy_in_charge_keeps_the_matter_in_the_unit(known: Directory) -> None:
    left = held(known, CHAIR, "Mẫu A", until_on=GONE)
    deputy = held(known, DEPUTY, "Mẫu C")
    in_charge = asking(known, left, replace(deputy, manner=Manner.IN_CHARGE))
    only_deputy = asking(known, left, deputy, held(known, CITY_CHAIR, "Mẫu B"))

    assert in_charge.holder(in_charge()) == CHAIR
    assert only_deputy.holder(only_deputy()) == CITY_CHAIR


def test_the_officials_of_the_day_that_is_asked_about_count(known: Directory) -> None:
    ask = asking(
        known, held(known, CHAIR, "Mẫu A", until_on=GONE), held(known, CITY_CHAIR, "Mẫu B")
    )

    before, after = ask(on=date(2026, 1, 14)), ask(on=GONE)

    assert (ask.holder(before), ask.holder(after)) == (CHAIR, CITY_CHAIR)


@pytest.mark.parametrize(
    ("unit", "holder", "prepares"),
    [
        (None, CITY_CHAIR, "31-tt"),
        ("11359-ubnd", CITY_CHAIR, "31-tt"),
        ("31-sxd", CITY_CHAIR, "31-tt"),
    ],
)
def test_a_complaint_settled_once_is_settled_again_by_the_head_above(
    ask: Asked, unit: str | None, holder: str, prepares: str
) -> None:
    route = ask(kind=Kind.COMPLAINT, unit=unit, instance=2)

    assert ask.holder(route) == holder
    assert ask.preparing(route) == prepares
    assert "It was settled once" in explained(route.row_id, "en").reason
    assert "settles the complaint first" not in explained(route.row_id, "en").reason


def test_nobody_here_settles_a_second_time_what_the_head_of_the_city_settled(ask: Asked) -> None:
    with pytest.raises(NoSecondHere):
        ask(kind=Kind.COMPLAINT, area=None, unit="31-ubnd", instance=2)


def test_what_an_ended_unit_decided_is_the_matter_of_the_one_that_took_its_place(
    known: Directory,
) -> None:
    heir = unit_id(known, "31-sxd")
    ended = replace(
        known.units[unit_id(known, "31-sct")], ended_on=date(2026, 1, 1), successor_id=heir
    )
    units = [*(each for each in known.units.values() if each.id != ended.id), ended]
    ask = Asked(Directory(known.areas.values(), units, known.positions.values(), ()))

    complaint = ask(kind=Kind.COMPLAINT, unit="31-sct")
    reflection = ask(unit="31-sct")
    before = ask(kind=Kind.COMPLAINT, unit="31-sct", on=START)

    assert ask.holder(complaint) == "31-sxd-truong"
    assert "took its place" in explained(complaint.row_id, "en").reason
    assert ask.holder(reflection) == CITY_CHAIR
    assert ask.holder(before) == "31-sct-truong"


def test_units_that_work_together_are_named_and_the_one_that_prepares_leads(ask: Asked) -> None:
    route = ask(field="environment")

    together = [ask.known.unit(each).code for each in route.cooperates_unit_ids]
    assert (ask.preparing(route), together) == ("11359-kt", ["11359-ca"])


def test_a_unit_that_it_is_about_does_not_work_with_the_one_that_prepares(ask: Asked) -> None:
    route = ask(field="environment", unit="11359-ca")

    assert route.cooperates_unit_ids == ()
