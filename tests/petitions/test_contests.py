"""Contesting an answer, and what the head above decides on that."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from api.authorities.directory import directory
from api.cases.models import Addressee
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.errors import Forbidden, Missing
from api.petitions import actions, aftermath, queries
from api.petitions.answers import Draft, Result
from api.petitions.errors import (
    ContestedAlready,
    ContestTooLate,
    NobodyAbove,
    NothingContested,
    NotTheSuperior,
    PetitionNotOpen,
)
from api.petitions.states import PetitionState
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import MONDAY, SignIn
from tests.petitions.after import NEXT_MONTH, WHY, contested, decided, facts_of

pytestmark = pytest.mark.usefixtures("app")


def test_a_contest_goes_to_the_head_above_with_a_day() -> None:
    petition = contested()

    [review] = [each for each in obligations_of(petition.id) if each.duty == "contest-decision"]
    assert directory().position(review.position_id).code == make.CITY_CHAIR
    assert (petition.state, petition.contested_at) == (PetitionState.CONTESTED, clock.now())
    assert petition.next_due_at == review.due_at
    assert facts_of("petition.contested") == [{"to": str(review.position_id)}]


def test_an_answer_is_contested_once() -> None:
    petition = decided(contested(), uphold=False)

    with pytest.raises(ContestedAlready):
        aftermath.contest(petition.id, make.actor(make.RESIDENT), WHY)


@pytest.mark.parametrize(
    "state",
    [s for s in PetitionState if s not in {PetitionState.ANSWERED, PetitionState.FOLLOWING}],
)
def test_only_what_is_answered_is_contested(state: PetitionState) -> None:
    petition = make.answered()
    petition.state, petition.closed_at = state, clock.now()
    db.session.flush()

    with pytest.raises((PetitionNotOpen, ContestTooLate)):
        aftermath.contest(petition.id, make.actor(make.RESIDENT), WHY)


def test_who_stands_at_the_top_has_nobody_above() -> None:
    petition = make.answered(head=make.CITY_CHAIR, area=None)

    with pytest.raises(NobodyAbove):
        aftermath.contest(petition.id, make.actor(make.RESIDENT), WHY)


def test_a_contest_never_goes_to_whom_the_petition_is_about() -> None:
    petition = make.answered()
    accused = directory().position_by_code(make.CITY_CHAIR)
    assert accused is not None
    petition.about_position_id = accused.id
    db.session.flush()

    with pytest.raises(NobodyAbove):
        aftermath.contest(petition.id, make.actor(make.RESIDENT), WHY)


def test_when_it_is_upheld_another_answer_is_owed_and_the_first_stays() -> None:
    petition = decided(contested(), uphold=True)
    chair = make.actor(make.CHAIR)
    again = [each for each in obligations_of(petition.id) if each.rule_id == "ck-mau.answer-again"]

    actions.draft(petition.id, chair, Draft("Đã khơi lại.", Result.RESOLVED))
    actions.sign(petition.id, chair, make.signature())

    read = queries.petition_to_read(petition.id)
    assert [each.text for each in read.given] == ["Đã khơi thông cống.", "Đã khơi lại."]
    assert read.answer is not None
    assert (read.answer.ordinal, read.state) == (2, PetitionState.ANSWERED)
    assert [each.met_at for each in again] == [clock.now()]


def test_a_second_answer_that_is_late_counts_as_late_with_the_last_moment() -> None:
    petition = decided(contested(), uphold=True)

    with clock.standing_at(MONDAY + timedelta(days=40)):
        chair = make.actor(make.CHAIR)
        actions.draft(petition.id, chair, Draft("Đã khơi lại.", Result.RESOLVED))
        actions.sign(petition.id, chair, make.signature())
        last = clock.now()

    assert (petition.answered_at, petition.answered_late) == (last, True)


def test_when_it_is_not_upheld_the_answer_stands_and_the_sender_reads_why(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        petition = make.promised(NEXT_MONTH)
        aftermath.contest(petition.id, make.actor(make.RESIDENT), WHY)
        decided(petition, uphold=False)

    read = sign_in(make.RESIDENT).get(f"/api/v1/petitions/{petition.id}").json

    assert read["state"] == "following"
    assert read["contest"]["decision"]["reason"] == "Đã xem."
    assert read["contest"]["decision"]["upheld"] is False


@pytest.mark.parametrize("name", [make.CHAIR, make.DEPUTY])
def test_nobody_decides_whether_their_own_answer_was_right(name: str) -> None:
    petition = contested()

    with pytest.raises(NotTheSuperior):
        aftermath.decide_contest(petition.id, make.actor(name), uphold=False, reason="Đã đúng.")


def test_a_deputy_of_the_head_above_decides_for_them_and_another_province_body_does_not() -> None:
    petition = contested()

    for stranger in ("31-sxd-truong", make.SECRETARY):
        with pytest.raises((Missing, Forbidden)):
            aftermath.decide_contest(petition.id, make.actor(stranger), uphold=True, reason="Sai.")
    deputy = make.actor("31-ubnd-pho-chu-tich-1")
    aftermath.decide_contest(petition.id, deputy, uphold=True, reason="Sai.")

    assert petition.state == PetitionState.IN_PROGRESS


def test_there_is_nothing_to_decide_before_a_contest() -> None:
    with pytest.raises(NothingContested):
        decided(make.answered(), uphold=True)


def test_two_decisions_at_once_make_one(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = contested()
    address = f"/api/v1/petitions/{petition.id}/contest-decision"
    clients = [sign_in(make.CITY_CHAIR), sign_in("31-ubnd-pho-chu-tich-1")]
    statuses: list[int] = []

    def decide(client: Any, uphold: bool) -> None:
        response = client.post(address, json={"uphold": uphold, "reason": "Đã xem."})
        statuses.append(response.status_code)

    threads = [
        threading.Thread(target=decide, args=each)
        for each in zip(clients, (True, False), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201, 409]


def test_a_contest_of_the_partys_answer_goes_to_the_party_above() -> None:
    petition = make.answered(head=make.SECRETARY, addressee=Addressee.PARTY)

    aftermath.contest(petition.id, make.actor(make.RESIDENT), WHY)

    [review] = [each for each in obligations_of(petition.id) if each.duty == "contest-decision"]
    assert directory().position(review.position_id).code == "31-dang-bi-thu"
