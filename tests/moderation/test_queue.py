"""What waits for a decision: who may look at it, and what they see."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api.authorities.directory import directory
from api.cases.access import moderates, roles_on, visible
from api.cases.models import Addressee
from api.core import clock
from api.core.access import Role
from api.core.database import db, unit_of_work
from api.core.errors import Forbidden
from api.petitions.models import Petition
from moderation.actions import decide
from moderation.models import Verdict
from tests import make
from tests.conftest import MONDAY, SignIn
from tests.moderation.looking import (
    INSULTING,
    QUEUE,
    codes,
    decision_of,
    held,
    look_at,
    looked_at,
)

OFFICE = "31-vp-xet-cong-khai-1"
"""A moderator of the government's own office."""


def test_the_queue_shows_masked_words_reasons_and_unit_and_nothing_of_the_sender(
    sign_in: SignIn,
) -> None:
    petition = held(
        petitioner={"name": "Bà Tám Riêng"}, contact={"phone": "0355000111"}, helper="Cô Chín Riêng"
    )

    answer = sign_in(make.MODERATOR).get(QUEUE)

    [found] = answer.json["items"]
    assert found["code"] == petition.code
    assert found["unit"] == "Ủy ban nhân dân phường Gia Viên"
    assert found["masked_text"].endswith("lũ ăn hại, gọi *** không ai nghe.")
    assert [each["code"] for each in found["reasons"]] == ["personal_data", "abuse"]
    assert found["masked"] == {"phone": 1}
    assert not found["late"]
    assert not any(word in answer.text for word in ("Riêng", "355000111", "0912", make.RESIDENT))


def test_the_oldest_comes_first_and_page_follows_page(sign_in: SignIn) -> None:
    waiting = [held(f"Đồ khốn nạn số {number}.").code for number in range(3)]
    held("Cống tắc.")
    moderator = sign_in(make.MODERATOR)

    first = moderator.get(f"{QUEUE}?limit=2").json
    second = moderator.get(f"{QUEUE}?limit=2&after={first['next']}").json

    assert [each["code"] for each in first["items"] + second["items"]] == waiting
    assert second["next"] is None


@pytest.mark.parametrize("who", [make.RESIDENT, make.RECEIVER, make.CHAIR, make.CITY_MONITOR])
def test_the_queue_is_for_moderators_alone(sign_in: SignIn, who: str) -> None:
    petition = held()
    somebody = sign_in(who)

    assert somebody.get(QUEUE).status_code == 403
    assert somebody.post(decision_of(petition), json={"publish": True}).status_code == 403


def test_nobody_looks_at_what_is_about_or_answered_by_their_own_unit(sign_in: SignIn) -> None:
    of_city = held(area=None)
    of_party = held("Đồ khốn nạn.", area=None, addressee=Addressee.PARTY)
    about_committee = held("Đồ mất dạy.", about={"unit": "31-dang"})
    of_commune = held("Đồ ngu dốt.")

    of_office, of_committee = sign_in(OFFICE), sign_in(make.MODERATOR)

    assert set(codes(of_office)) == {of_party.code, about_committee.code, of_commune.code}
    assert set(codes(of_committee)) == {of_city.code, of_commune.code}
    for somebody, not_theirs in ((of_office, of_city), (of_committee, of_party)):
        refused = somebody.post(decision_of(not_theirs), json={"publish": True})
        unknown = somebody.post(
            f"/api/v1/moderation/screenings/{uuid4()}/decision", json={"publish": True}
        )
        assert refused.status_code == unknown.status_code == 404
        assert refused.json["type"] == unknown.json["type"]


def test_who_receives_does_not_moderate(app: Flask) -> None:
    petition = held(addressee=Addressee.PARTY)
    moderator, clerk = make.actor(make.MODERATOR), make.actor(make.RECEIVER)
    both = replace(moderator, position_ids=moderator.position_ids | clerk.position_ids)

    assert roles_on(moderator, petition) == {Role.MODERATOR}
    assert roles_on(both, petition) == {Role.RECEIVER}
    assert not moderates(both, petition)


def test_who_receives_in_the_place_decides_nothing_as_moderator_in_the_city(app: Flask) -> None:
    petition = held(addressee=Addressee.PARTY)
    moderator, clerk = make.actor(make.MODERATOR), make.actor(make.RECEIVER)
    both = replace(moderator, position_ids=moderator.position_ids | clerk.position_ids)

    with pytest.raises(Forbidden):
        decide(look_at(petition).id, both, Verdict(publish=True))


def test_a_moderator_s_list_holds_exactly_what_they_may_look_at(app: Flask) -> None:
    petitions = [
        looked_at(text, area=area, addressee=addressee, about=about)
        for text in ("Cống tắc.", "Đồ khốn nạn.")
        for area in (make.COMMUNE, None)
        for addressee in (Addressee.GOVERNMENT, Addressee.PARTY)
        for about in (None, {"unit": "31-ubnd"}, {"position": make.HANDLER})
    ]

    for who in (make.MODERATOR, OFFICE, make.CHAIR, make.OTHER_RESIDENT, make.FRONT):
        somebody = make.actor(who)
        listed = set(db.session.scalars(select(Petition.id).where(visible(somebody))))
        assert listed == {each.id for each in petitions if roles_on(somebody, each)}
    anybody = set(db.session.scalars(select(Petition.id).where(visible(None))))
    assert anybody == {each.id for each in petitions if each.published_at}


def test_what_waits_too_long_says_so(sign_in: SignIn) -> None:
    held("Ông Nam nhận hối lộ.")

    with clock.standing_at(MONDAY + timedelta(days=10)):
        [found] = sign_in(make.MODERATOR).get(QUEUE).json["items"]

    assert found["late"]


def test_a_moderator_reads_the_original_while_it_waits_and_never_the_sender(
    sign_in: SignIn,
) -> None:
    petition = held(petitioner={"name": "Bà Tám Riêng"}, contact={"phone": "0355000111"})
    where = f"/api/v1/petitions/{petition.id}"

    read = sign_in(make.MODERATOR).get(where)

    assert read.json["text"] == INSULTING
    assert read.json["masked_text"] != INSULTING
    assert "Riêng" not in read.text
    assert "355000111" not in read.text
    assert "receipt_number" not in read.json
    assert sign_in(OFFICE).get(where).status_code == 200
    with unit_of_work():
        petition.held_at = None
        db.session.merge(petition)
    assert sign_in(make.MODERATOR).get(where).status_code == 404


def test_every_moderator_s_desk_belongs_to_the_province_and_has_a_second_person(
    app: Flask,
) -> None:
    known = directory()
    desks = [each for each in known.positions.values() if each.title == "moderator"]
    units = [known.unit(each.unit_id) for each in desks]

    assert {unit.level for unit in units} == {"province"}
    assert all(len([u for u in units if u.id == unit.id]) == 2 for unit in units)
    assert len({unit.parent_id for unit in units}) == 2
