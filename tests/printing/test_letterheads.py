"""Who writes and who signs: the forms of the State and of the Party, in the words of data."""

from datetime import date

import pytest

from api.authorities.lookup import position_named, unit_named
from api.authorities.policy import Authority
from api.printing.letterheads import (
    letterhead_of,
    number_line,
    place_and_day,
    signing_lines,
    title_of,
)
from tests import make

pytestmark = pytest.mark.usefixtures("app")

CHAIR, SECRETARY, CITY = make.CHAIR, make.SECRETARY, make.CITY_CHAIR
OFFICE = f"{make.COMMUNE}-vp-truong"
SIGNATURES = [
    (CHAIR, CHAIR, None, "CHỦ TỊCH"),
    (CHAIR, CHAIR, Authority.TM, "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH"),
    (CHAIR, make.DEPUTY, Authority.KT, "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH"),
    (CHAIR, OFFICE, Authority.TL, "TL. CHỦ TỊCH|CHÁNH VĂN PHÒNG"),
    (CITY, "31-sxd-truong", Authority.TUQ, "TUQ. CHỦ TỊCH|GIÁM ĐỐC"),
    ("31-sxd-truong", "31-sxd-pho", Authority.KT, "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC"),
    (SECRETARY, SECRETARY, Authority.TM, "T/M BAN THƯỜNG VỤ|BÍ THƯ"),
    (f"{make.COMMUNE}-mttq-chu-tich",) * 2 + (Authority.TM, "TM. BAN THƯỜNG TRỰC|CHỦ TỊCH"),
]


def test_over_a_signature_stands_on_whose_behalf_it_is() -> None:
    lines = [
        "|".join(signing_lines(position_named(holder), position_named(signer), authority))
        for holder, signer, authority, _ in SIGNATURES
    ]

    assert lines == [expected for *_, expected in SIGNATURES]


def test_a_deputy_in_charge_of_something_is_called_a_deputy() -> None:
    deputy = position_named(make.DEPUTY)

    assert deputy.name.endswith("(phụ trách kinh tế)")
    assert title_of(deputy) == "Phó Chủ tịch"


def test_a_letterhead_names_who_writes_and_whom_they_belong_to() -> None:
    government = letterhead_of(unit_named(f"{make.COMMUNE}-ubnd"))
    party = letterhead_of(unit_named(f"{make.COMMUNE}-dang"))
    department = letterhead_of(unit_named("31-sxd"))

    assert (government.above, government.unit) == ("", ["ỦY BAN NHÂN DÂN", "PHƯỜNG GIA VIÊN"])
    assert (party.above, party.is_party) == ("THÀNH ỦY HẢI PHÒNG", True)
    assert department.above == "UBND THÀNH PHỐ HẢI PHÒNG"


def test_numbers_and_days_are_written_so_that_nothing_is_added() -> None:
    government, party = unit_named(f"{make.COMMUNE}-ubnd"), unit_named(f"{make.COMMUNE}-dang")

    assert number_line(government, "15", "UBND-VP") == "Số: 15/UBND-VP"
    assert number_line(party, "15", "CV/ĐU") == "Số 15-CV/ĐU"
    assert "/" in number_line(government, None, None)
    assert place_and_day(government, date(2026, 2, 9)) == "Gia Viên, ngày 09 tháng 02 năm 2026"
    assert place_and_day(government, date(2026, 3, 12)) == "Gia Viên, ngày 12 tháng 3 năm 2026"
