"""Who is responsible for a matter, and why."""

import pytest

from api.authorities.directory import Directory
from api.authorities.policy import BODIES
from api.cases.models import Addressee
from api.routing.actions import explained
from api.routing.errors import NobodyResponsible
from api.routing.models import SENTENCES
from tests.routing.asked import WARD, Asked


@pytest.mark.parametrize(
    ("addressee", "area", "holder"),
    [
        (Addressee.GOVERNMENT, WARD, "11359-ubnd-chu-tich"),
        (Addressee.PARTY, WARD, "11359-dang-bi-thu"),
        (Addressee.COUNCIL, WARD, "11359-hdnd-chu-tich"),
        (Addressee.FRONT, WARD, "11359-mttq-chu-tich"),
        (Addressee.GOVERNMENT, None, "31-ubnd-chu-tich"),
        (Addressee.PARTY, None, "31-dang-bi-thu"),
        (Addressee.COUNCIL, "31", "31-hdnd-chu-tich"),
        (Addressee.FRONT, "31", "31-mttq-chu-tich"),
    ],
)
def test_the_head_of_the_addressed_body_of_the_place_answers(
    ask: Asked, addressee: Addressee, area: str | None, holder: str
) -> None:
    route = ask(addressee=addressee, area=area)

    assert ask.holder(route) == holder
    assert ask.known.position(route.position_id).unit_id == route.unit_id
    assert route.source


@pytest.mark.parametrize(
    ("field", "area", "desk"),
    [
        ("transport", WARD, "11359-kt"),
        ("chieu_sang", WARD, "11359-kt"),
        ("security", WARD, "11359-ca"),
        ("education", WARD, "11359-vhxh"),
        ("administration", WARD, "11359-hcc"),
        ("transport", None, "31-sxd"),
        ("labour", None, "31-snv"),
        ("bao_hiem", None, "31-bhxh"),
        ("thue_tai_chinh", None, "31-thue"),
    ],
)
def test_the_desk_of_the_field_prepares(
    ask: Asked, field: str, area: str | None, desk: str
) -> None:
    route = ask(field=field, area=area)

    assert ask.preparing(route) == desk
    assert not route.is_fallback


@pytest.mark.parametrize(
    ("field", "area", "desk"),
    [
        (None, WARD, "11359-tcd"),
        ("moonlight", WARD, "11359-tcd"),
        (None, None, "31-tcd"),
        ("other", WARD, "11359-vp"),
        ("khac", None, "31-tcd"),
    ],
)
def test_what_names_no_field_falls_to_a_desk_that_receives_and_says_so(
    ask: Asked, field: str | None, area: str | None, desk: str
) -> None:
    route = ask(field=field, area=area)

    assert ask.preparing(route) == desk
    assert route.is_fallback
    assert ask.holder(route).endswith("ubnd-chu-tich")
    assert "No particular field is named" in explained(route.row_id, "en").reason


def test_a_matter_of_the_party_falls_to_no_desk_of_the_government(ask: Asked) -> None:
    route = ask(addressee=Addressee.PARTY, field=None)

    assert route.prepares_unit_id is None
    assert not route.is_fallback


def test_an_area_that_there_is_not_has_nobody(ask: Asked) -> None:
    with pytest.raises(NobodyResponsible):
        ask(area="99999")


def test_the_reason_is_said_in_the_readers_language(ask: Asked) -> None:
    route = ask()

    assert "Chủ tịch UBND cấp xã" in explained(route.row_id, "vi").reason
    assert "chair of its People's Committee" in explained(route.row_id, "en").reason
    assert explained(route.row_id, "vi").source == route.source


def test_a_row_that_is_gone_is_said_to_be_gone() -> None:
    assert "has changed" in explained("a-row-of-last-year", "en").reason


def test_every_reason_has_a_sentence_and_every_body_its_line(known: Directory) -> None:
    lines = {unit.kind for unit in known.units.values() if unit.parent_id is None}

    assert lines == BODIES
    assert len(set(SENTENCES.values())) == len(SENTENCES)
