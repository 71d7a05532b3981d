"""Where many people ask about one matter."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from api.core import clock
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.models import Petition
from api.petitions.supporters import add_supporter
from moderation.actions import screen
from tests import make
from tests.conftest import SignIn

SPOTS = "/api/v1/monitoring/hot-spots"

DRAIN = (
    "Cống trước ngõ 12 bị tắc, mưa là ngập.",
    "Cống ngõ 12 tắc, cứ mưa là ngập hết.",
    "Mưa là ngập vì cống trước ngõ 12 tắc.",
)


def handed_in(by: str, days_ago: int = 1, **given: Any) -> Petition:
    with clock.standing_at(clock.now() - timedelta(days=days_ago)), unit_of_work():
        made = make.petition(by, **given)
        event = db.session.scalars(select(Event).where(Event.case_id == made.id)).first()
        assert event is not None
        screen(event)
    return made


def test_petitions_of_one_commune_field_and_matter_are_counted_with_their_people(
    sign_in: SignIn,
) -> None:
    drains = [
        handed_in(make.RESIDENT, 80, text=DRAIN[0]),
        handed_in(make.RESIDENT, 3, text=DRAIN[1]),
        handed_in(make.OTHER_RESIDENT, 2, text=DRAIN[2]),
    ]
    for text in ("Rác ở chợ không ai thu.", "Đèn đường hỏng."):
        handed_in(make.OTHER_RESIDENT, text=text)
    for _ in range(2):
        handed_in(make.RESIDENT, text=DRAIN[0], area="11407")
    with unit_of_work():
        supporter = make.account_of("+84355000444")
        add_supporter(drains[0].id, supporter.id, clock.now())

    [spot] = sign_in(make.CHAIR).get(SPOTS).json["items"]

    assert (spot["petitions"], spot["people"]) == (3, 3)
    assert (spot["lately"], spot["before"]) == (2, 1)
    assert (spot["area"], spot["field"]) == (make.COMMUNE, "drainage")
    assert [each["code"] for each in spot["examples"]] == [each.code for each in drains[::-1]]
    asked = sign_in(make.FRONT)
    assert len(asked.get(f"{SPOTS}?field=drainage&area={make.COMMUNE}").json["items"]) == 1
    assert asked.get(f"{SPOTS}?field=education").json["items"] == []
    assert asked.get(f"{SPOTS}?since={clock.today() - timedelta(days=10)}").json["items"] == []


def test_a_spot_is_one_of_points_too_and_of_what_one_sees(sign_in: SignIn) -> None:
    for number, text in enumerate(("Ngập nước.", "Nắp hố ga vỡ", "Mùi hôi thối bốc lên")):
        at = {"lat": 20.85 + number * 0.0005, "lon": 106.68}
        handed_in(make.RESIDENT, text=text, location=at)

    assert len(sign_in(make.CHAIR).get(SPOTS).json["items"]) == 1
    elsewhere = sign_in("11407-mttq-chuyen-vien")
    assert elsewhere.get(SPOTS).json["items"] == []
    assert sign_in(make.RESIDENT).get(SPOTS).status_code == 403
