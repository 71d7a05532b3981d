"""The head above the one who answers, who is never the one a case is about."""

import pytest
from sqlalchemy import select

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.authorities.models import Appointment
from api.cases.access import head_above
from api.core.database import db
from api.core.reference import forget_stamp
from tests import make

pytestmark = pytest.mark.usefixtures("app")


def above(**about: str) -> str | None:
    """The code of who stands above the commune's chair, on a petition about this one."""
    petition = make.petition()
    if "unit" in about:
        petition.about_unit_id = unit_named(about["unit"]).id
    if "position" in about:
        petition.about_position_id = position_named(about["position"]).id
    found = head_above(petition)
    return found.code if found else None


def test_above_a_commune_stands_the_city() -> None:
    assert above() == make.CITY_CHAIR


@pytest.mark.parametrize(
    "about", [{"unit": "31-ubnd"}, {"position": make.CITY_CHAIR}], ids=["unit", "position"]
)
def test_who_it_is_about_stands_above_nobody(about: dict[str, str]) -> None:
    assert above(**about) is None


def test_it_may_be_about_a_desk_of_the_city() -> None:
    assert above(unit="31-sxd") == make.CITY_CHAIR


def test_one_person_at_two_desks_is_one_person() -> None:
    secretary = "31-dang-bi-thu"
    account = make.account_of(make.CITY_CHAIR)
    held = db.session.scalars(
        select(Appointment).where(Appointment.position_id == position_named(secretary).id)
    ).one()
    assert above(position=secretary) == make.CITY_CHAIR

    held.account_id = account.id
    db.session.flush()
    forget_stamp()

    assert above(position=secretary) is None


def test_above_the_head_of_the_province_stands_nobody() -> None:
    petition = make.petition(area=None)

    assert directory().position(petition.holder_id).code == make.CITY_CHAIR
    assert head_above(petition) is None
