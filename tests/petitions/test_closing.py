"""Rating an answer, and closing a petition."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.core import clock
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions import actions, aftermath, contests
from api.petitions.answers import Draft, Result
from api.petitions.errors import (
    ContestTooLate,
    MayStillBeContested,
    NotAnswered,
    NothingContested,
    PetitionNotOpen,
    PromiseMissing,
    PromiseOpen,
)
from api.petitions.states import ANSWERED, PetitionState
from tests import make
from tests.conftest import MONDAY, SignIn
from tests.petitions.after import NEXT_MONTH, WHY, contested, decided, facts_of

pytestmark = pytest.mark.usefixtures("app")


def test_the_last_rating_counts_and_the_event_has_only_its_stars() -> None:
    petition, sender = make.answered(), make.actor(make.RESIDENT)

    aftermath.rate(petition.id, sender, 1, "Chưa ai đến.")
    aftermath.rate(petition.id, sender, 4, None)

    assert (petition.rating, petition.rating_words) == (4, None)
    assert facts_of("petition.rated") == [{"stars": 1}, {"stars": 4}]


@pytest.mark.parametrize("state", [s for s in PetitionState if s not in ANSWERED])
def test_what_has_no_answer_is_not_rated(state: PetitionState) -> None:
    petition = make.petition()
    petition.state = state

    with pytest.raises(NotAnswered):
        petition.rate(5, None, clock.now())


def test_six_stars_and_half_stars_are_refused(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.answered()
    address = f"/api/v1/petitions/{petition.id}/rating"

    statuses = [
        sign_in(make.RESIDENT).post(address, json={"stars": stars}).status_code
        for stars in (0, 6, 2.5, "5")
    ]

    assert statuses == [422] * 4


def test_rating_words_are_read_by_the_monitor_too(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.answered()
        aftermath.rate(petition.id, make.actor(make.RESIDENT), 2, "Chưa ai đến.")
    address = f"/api/v1/petitions/{petition.id}"

    readers = (make.RESIDENT, make.RECEIVER, make.CHAIR, make.HANDLER, make.CITY_MONITOR)

    for name in readers:
        rating = sign_in(name).get(address).json["rating"]
        assert (rating["stars"], rating["words"]) == (2, "Chưa ai đến.")


def test_only_the_sender_rates_contests_and_says_yes(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.answered()
    address = f"/api/v1/petitions/{petition.id}"
    bodies: dict[str, dict[str, Any]] = {
        "rating": {"stars": 5},
        "contest": {"reasons": WHY},
        "closure": {},
    }

    stranger = sign_in(make.OTHER_RESIDENT)
    statuses = {stranger.post(f"{address}/{act}", json=bodies[act]).status_code for act in bodies}

    assert statuses == {404}
    assert sign_in(make.CHAIR).post(f"{address}/rating", json={"stars": 5}).status_code == 403


def test_the_sender_says_yes_and_it_is_closed() -> None:
    petition = make.promised(NEXT_MONTH)

    aftermath.close(petition.id, make.actor(make.RESIDENT))

    assert (petition.state, petition.closed_at) == (PetitionState.CLOSED, clock.now())
    assert facts_of("petition.closed") == [{"by": "author"}]


def test_the_sender_who_agrees_after_all_ends_the_review() -> None:
    petition = contested()

    aftermath.close(petition.id, make.actor(make.RESIDENT))

    assert petition.next_due_at is None
    with pytest.raises(NothingContested):
        decided(petition, uphold=True)


def test_the_head_does_not_close_what_the_sender_may_still_contest() -> None:
    with pytest.raises(MayStillBeContested):
        aftermath.close(make.answered().id, make.actor(make.CHAIR))


def test_the_head_closes_what_nobody_can_contest_any_more() -> None:
    entered = make.answered(by=make.RECEIVER)
    reviewed = decided(contested(), uphold=False)

    for petition in (entered, reviewed):
        aftermath.close(petition.id, make.actor(make.CHAIR))
        assert petition.state == PetitionState.CLOSED
    assert facts_of("petition.closed") == [{"by": "head"}] * 2


def test_the_head_does_not_close_while_it_is_looked_at_again() -> None:
    with pytest.raises(PetitionNotOpen):
        aftermath.close(contested().id, make.actor(make.CHAIR))


def test_the_head_does_not_close_an_open_promise() -> None:
    with pytest.raises(PromiseOpen):
        aftermath.close(make.promised(NEXT_MONTH).id, make.actor(make.CHAIR))


def test_a_window_that_was_set_opens_and_shuts(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = {"after_closing": {"term": "10cd"}, "after_answer": {"term": "10cd"}}
    monkeypatch.setattr(contests, "_windows", lambda: windows)
    early, late = make.answered(), make.answered()
    for petition in (early, late):
        aftermath.close(petition.id, make.actor(make.RESIDENT))
    answered = make.answered()

    aftermath.contest(early.id, make.actor(make.RESIDENT), WHY)
    with clock.standing_at(MONDAY + timedelta(days=11)):
        with pytest.raises(ContestTooLate):
            aftermath.contest(late.id, make.actor(make.RESIDENT), WHY)
        aftermath.close(answered.id, make.actor(make.CHAIR))

    assert (early.state, early.closed_at) == (PetitionState.CONTESTED, None)
    assert answered.state == PetitionState.CLOSED


def test_a_promise_whose_day_has_passed_is_not_signed() -> None:
    petition = make.accepted()
    words = Draft("Sẽ làm.", Result.PLANNED, None, "Lắp cống", MONDAY.date())
    actions.draft(petition.id, make.actor(make.CHAIR), words)

    with clock.standing_at(MONDAY + timedelta(days=1)), pytest.raises(PromiseMissing):
        actions.sign(petition.id, make.actor(make.CHAIR), make.signature())


def test_what_the_sender_writes_stands_in_no_event() -> None:
    petition = contested()
    aftermath.rate(petition.id, make.actor(make.RESIDENT), 1, "Chưa ai đến.")

    told = str([event.facts for event in db.session.scalars(select(Event))])

    assert WHY not in told
    assert "Chưa ai đến" not in told
