"""Places named in a text: of today, of before, and thôn; a hint, whatever way they are written."""

from unicodedata import normalize

import pytest

from api.authorities import actions
from api.authorities.mentions import By, mentions_in
from api.authorities.models import NeighbourhoodKind
from api.authorities.names import fold
from api.authorities.rows import NeighbourhoodRow
from api.core.database import unit_of_work
from tests import make
from tests.authorities.provinces import START

pytestmark = pytest.mark.usefixtures("app")

TEXT = "Cống trước chợ phường Gia Viên bị tắc."


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        normalize("NFD", TEXT),
        fold(TEXT),
        TEXT.upper(),
        "Ở P. Gia Viên, cống tắc",
        "Người dân Gia Viên phản ánh",
    ],
)
def test_a_commune_is_found_however_it_is_written(text: str) -> None:
    found = mentions_in(text)

    assert make.COMMUNE in {each.area_code for each in found if each.by is By.NAME}
    assert {each.words for each in found} == {"gia viên"} or text == fold(text)


def test_a_name_of_today_may_be_an_old_name_of_another_and_both_are_said() -> None:
    found = mentions_in(TEXT)

    assert {each.by for each in found} == {By.NAME, By.FORMER}
    assert all(each.former for each in found if each.by is By.FORMER)


@pytest.mark.parametrize("text", ["", "người dân gia viên", "Đề nghị sửa đường.", "📍📍", "xã"])
def test_what_is_not_said_to_be_a_place_is_none(text: str) -> None:
    assert mentions_in(text) == []


def test_a_former_commune_leads_to_all_that_it_went_into() -> None:
    [first, *others] = [each for each in mentions_in("Tại phường An Biên") if each.former]

    assert first.former is not None
    assert first.former.name == "Phường An Biên"
    assert first.former.district
    assert all(each.former for each in others)


def test_without_diacritics_places_that_then_are_one_string_are_all_said() -> None:
    bare = {each.area_code for each in mentions_in("xa cam giang")}
    spelt = {each.area_code for each in mentions_in("xã Cẩm Giàng")}

    assert spelt < bare


def test_a_thon_is_found_by_its_name_after_its_kind() -> None:
    with unit_of_work():
        actions.keep_neighbourhoods(
            [
                NeighbourhoodRow(
                    area_code=make.COMMUNE,
                    code="1",
                    name="Tổ dân phố Mẫu Hạ 2",
                    kind=NeighbourhoodKind.GROUP,
                    since_on=START,
                )
            ]
        )

        [found] = mentions_in("Ở tổ dân phố Mẫu Hạ 2 mất nước.")
        nothing = mentions_in("mẫu hạ 2")

    assert (found.area_code, found.by) == (make.COMMUNE, By.NEIGHBOURHOOD)
    assert found.neighbourhood == "Tổ dân phố Mẫu Hạ 2"
    assert nothing == []
