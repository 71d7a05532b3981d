"""A dialogue with the government of a commune: asked for by residents, looked at by reception."""

from collections.abc import Callable
from datetime import date

import pytest

from api.authorities import actions as authorities
from api.authorities.rows import VoterRow
from api.core.database import unit_of_work
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import carried, fill, offered

SignedIn = Callable[[str], Reader]

UNIT = f"{make.COMMUNE}-ubnd"
AT = f"/doi-thoai/{UNIT}"
AT_DESK = "/can-bo/yeu-cau-doi-thoai"
ASKED = {"topic": "Thoát nước các ngõ", "name": "Người yêu cầu mẫu", "address": "Ngõ 12"}


@pytest.fixture
def voters(app: object) -> None:
    """The commune's voters are known."""
    row = VoterRow(
        code=make.COMMUNE, voters=30, counted_on=date(2026, 3, 1), source="Danh sách mẫu"
    )
    with unit_of_work():
        authorities.keep_voters([row])


def figures(page: str) -> list[str]:
    """The three numbers: what counts, what it takes, what waits."""
    return [part.partition("</dd>")[0] for part in page.split("<dd>")[1:4]]


@pytest.mark.usefixtures("voters")
def test_one_request_goes_from_the_resident_to_the_number_everybody_reads(
    reading: SignedIn, reader: Reader
) -> None:
    resident, clerk = reading(make.RESIDENT), reading(make.RECEIVER)

    asked = fill(resident, AT, "", **ASKED)
    waiting, own = reader.get(AT).text, resident.get(str(asked.location)).text
    [judging] = [to for to in offered(clerk.get(AT_DESK).text) if to.startswith(AT_DESK)]
    judged = clerk.press(judging, is_voter="true")
    counts = reader.get(AT).text

    assert (asked.status_code, judged.status_code) == (303, 303)
    assert figures(waiting) == ["0", "3", "1"]
    assert "Thoát nước các ngõ" in own
    assert "Đã nhận yêu cầu" in own
    assert figures(counts) == ["1", "3", "0"]
    assert "10 phần trăm" in counts
    assert "Danh sách mẫu" in counts
    for private in ("Thoát nước các ngõ", "Người yêu cầu mẫu", "Ngõ 12"):
        assert private not in counts
    assert "Không có yêu cầu nào chờ" in clerk.get(AT_DESK).text


@pytest.mark.usefixtures("voters")
def test_what_does_not_count_is_told_with_its_reason_to_who_asked(reading: SignedIn) -> None:
    resident, clerk = reading(make.RESIDENT), reading(make.RECEIVER)
    fill(resident, AT, "", **ASKED)
    [judging] = [to for to in offered(clerk.get(AT_DESK).text) if to.startswith(AT_DESK)]

    nothing = clerk.press(judging)
    without = clerk.press(judging, is_voter="false")
    told = clerk.press(judging, is_voter="false", reason="Không có tên trong danh sách.")

    assert (nothing.status_code, without.status_code, told.status_code) == (422, 422, 303)
    assert f'href="#yeu-cau-{judging.rpartition("/")[2]}-reason"' in without.text
    assert "Không có tên trong danh sách." in resident.get(AT).text


def test_pressing_twice_is_asking_once_and_it_is_taken_back(reading: SignedIn, app: object) -> None:
    resident = reading(make.RESIDENT)
    typed = carried(resident.get(AT).text, AT) | ASKED

    first, second = resident.press(AT, **typed), resident.press(AT, **typed)
    another = fill(resident, AT, "", **ASKED)
    taken = fill(resident, AT, "rut")
    again = resident.get(AT).text

    assert (first.status_code, second.status_code, taken.status_code) == (303, 303, 303)
    assert another.status_code == 404
    assert AT in offered(again)
    assert resident.press(f"{AT}/rut").status_code == 404


def test_what_is_missing_is_told_at_its_field_and_the_rest_stays(
    reading: SignedIn, app: object
) -> None:
    refused = fill(reading(make.RESIDENT), AT, "", **(ASKED | {"address": ""}))

    assert refused.status_code == 422
    assert 'href="#yeu-cau-address"' in refused.text
    assert "Thoát nước các ngõ" in refused.text


def test_a_visitor_finds_the_commune_by_an_old_name_and_signs_in_to_ask(
    reader: Reader, app: object
) -> None:
    found = reader.get("/doi-thoai?q=Gia+Viên").text
    page = reader.get(AT).text

    assert f'href="{AT}"' in found
    assert "Chưa có số cử tri" in page
    assert f'href="/dang-nhap?tiep={AT}"' in page
    assert offered(page) == []
    assert reader.get("/doi-thoai/31-ubnd").status_code == 404
    assert reader.press(AT, **ASKED).status_code == 401


def test_only_the_reception_of_the_place_reads_who_asked(reading: SignedIn, app: object) -> None:
    fill(reading(make.RESIDENT), AT, "", **ASKED)

    elsewhere = reading("11407-tcd-tiep-nhan").get(AT_DESK)
    [judging] = [
        to for to in offered(reading(make.RECEIVER).get(AT_DESK).text) if to.startswith(AT_DESK)
    ]

    assert "Người yêu cầu mẫu" not in elsewhere.text
    assert reading(make.CHAIR).get(AT_DESK).status_code == 403
    foreign = reading("11407-tcd-tiep-nhan").press(judging, is_voter="true")
    assert foreign.status_code in {403, 404}
    assert "Người yêu cầu mẫu" not in foreign.text
    assert AT_DESK not in reading(make.CHAIR).get("/can-bo").text
