"""Suspending and lengthening: only what a rule in force provides moves a day."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions import legal_acts
from api.petitions.errors import (
    NoLongerTerm,
    NoPauseInLaw,
    PauseNotYetInLaw,
    PetitionNotOpen,
    ResumedBeforeSuspended,
    SignedOutsideTime,
)
from api.petitions.notes import Paper
from api.petitions.states import PetitionState
from api.regulation.models import Standing
from tests import make
from tests.conftest import MONDAY, SignIn
from tests.petitions.papers import accepted_complaint, duty, paper

pytestmark = pytest.mark.usefixtures("app")

JULY = date(2026, 7, 1)
SINCE_JULY = datetime(2026, 7, 6, 9, tzinfo=VIETNAM)


def test_a_complaint_stands_still_since_july_2026_on_the_grounds_of_the_law() -> None:
    with clock.standing_at(SINCE_JULY):
        petition, head = accepted_complaint(), make.actor(make.CHAIR)
        before = duty(petition, "luat-kn.settle-1").last_day
    with clock.standing_at(SINCE_JULY + timedelta(days=1)):
        legal_acts.suspend(petition.id, head, "awaiting_other_body", paper(), "Chờ kết luận.")
        assert duty(petition, "luat-kn.settle-1").standing(clock.now()) is Standing.SUSPENDED
        assert petition.state == PetitionState.SUSPENDED
    with clock.standing_at(SINCE_JULY + timedelta(days=15)):
        legal_acts.resume(petition.id, make.actor(make.CHAIR), "Đã có kết luận.")
        after = duty(petition, "luat-kn.settle-1").last_day

    assert petition.state == PetitionState.IN_PROGRESS
    assert before is not None
    assert after is not None
    assert after - before == timedelta(days=14)


def test_before_july_2026_a_complaint_goes_on_and_is_told_since_when_not() -> None:
    petition, head = accepted_complaint(), make.actor(make.CHAIR)

    with pytest.raises(PauseNotYetInLaw) as refused:
        legal_acts.suspend(petition.id, head, "force_majeure", paper(), "Bão.")

    assert refused.value.facts["since"] == "2026-07-01"


def test_a_decision_signed_before_the_law_allowed_it_stops_nothing_later() -> None:
    with clock.standing_at(datetime(2026, 6, 29, 9, tzinfo=VIETNAM)):
        petition, head = accepted_complaint(), make.actor(make.CHAIR)

    with clock.standing_at(SINCE_JULY), pytest.raises(PauseNotYetInLaw) as refused:
        too_early = Paper("7", "QĐ-UBND", JULY - timedelta(days=1))
        legal_acts.suspend(petition.id, head, "force_majeure", too_early, "Bão.")

    assert refused.value.facts["since"] == "2026-07-01"


def test_one_signed_on_the_first_day_of_the_law_stops_the_clock() -> None:
    with clock.standing_at(datetime(2026, 6, 29, 9, tzinfo=VIETNAM)):
        petition, head = accepted_complaint(), make.actor(make.CHAIR)

    with clock.standing_at(SINCE_JULY):
        in_time = Paper("7", "QĐ-UBND", JULY)
        legal_acts.suspend(petition.id, head, "force_majeure", in_time, "Bão.")

    assert petition.state == PetitionState.SUSPENDED


def test_the_grounds_of_the_law_are_told_to_who_names_another_one() -> None:
    with clock.standing_at(SINCE_JULY):
        petition = accepted_complaint()

        with pytest.raises(NoPauseInLaw) as refused:
            legal_acts.suspend(petition.id, make.actor(make.CHAIR), "holidays", paper(), "Nghỉ.")

    assert refused.value.facts["grounds"] == ["awaiting_other_body", "force_majeure"]


def test_the_paper_of_each_decision_is_on_record() -> None:
    head = make.actor(make.CHAIR)
    with clock.standing_at(SINCE_JULY):
        petition = accepted_complaint()
        legal_acts.suspend(petition.id, head, "force_majeure", paper(), "Bão.")
    with clock.standing_at(SINCE_JULY + timedelta(days=2)):
        legal_acts.resume(petition.id, head, "Hết bão.", Paper("8", "TB-UBND", clock.today()))
        legal_acts.extend(petition.id, head, Paper("9", "QĐ-UBND", clock.today()), "Nhiều hộ.")

    happened = db.session.scalars(select(Event).where(Event.case_id == petition.id))
    told = {each.name: each.facts for each in happened}
    assert told["petition.suspended"]["signed_on"] == "2026-07-06"
    assert told["petition.suspended"]["ground"] == "force_majeure"
    assert told["petition.resumed"] == {
        "number": "8",
        "symbol": "TB-UBND",
        "signed_on": "2026-07-08",
    }
    assert told["petition.extended"]["number"] == "9"


@pytest.mark.parametrize("days", [-1, 3])
def test_a_notice_that_it_goes_on_is_signed_between_the_suspension_and_today(days: int) -> None:
    head = make.actor(make.CHAIR)
    with clock.standing_at(SINCE_JULY):
        petition = accepted_complaint()
        legal_acts.suspend(petition.id, head, "force_majeure", paper(), "Bão.")
    signed_on = SINCE_JULY.date() + timedelta(days=days)

    with (
        clock.standing_at(SINCE_JULY + timedelta(days=2)),
        pytest.raises(ResumedBeforeSuspended),
    ):
        legal_acts.resume(petition.id, head, "Hết bão.", Paper("8", "TB-UBND", signed_on))

    assert petition.state == PetitionState.SUSPENDED


def test_a_part_of_a_paper_is_no_paper(sign_in: SignIn) -> None:
    with clock.standing_at(SINCE_JULY), unit_of_work():
        petition = accepted_complaint()
        legal_acts.suspend(petition.id, make.actor(make.CHAIR), "force_majeure", paper(), "Bão.")
        address = f"/api/v1/petitions/{petition.id}/resumption"

    with clock.standing_at(SINCE_JULY):
        refused = sign_in(make.CHAIR).post(address, json={"text": "Hết bão.", "number": "8"})
        whole = {"text": "Hết bão.", "number": "8", "symbol": "TB", "signed_on": "2026-07-06"}
        done = sign_in(make.CHAIR).post(address, json=whole)

    assert refused.status_code == 422
    assert set(refused.json["errors"]["json"]) == {"symbol", "signed_on"}
    assert (done.status_code, done.json["state"]) == (201, "in_progress")


@pytest.mark.parametrize(("kind", "ground"), [(True, "holidays"), (False, "force_majeure")])
def test_another_ground_or_another_kind_stops_no_clock(kind: bool, ground: str) -> None:
    with clock.standing_at(SINCE_JULY):
        petition = accepted_complaint() if kind else make.accepted()

        with pytest.raises(NoPauseInLaw) as refused:
            legal_acts.suspend(petition.id, make.actor(make.CHAIR), ground, paper(), "Nghỉ.")

    assert refused.value.facts["since"] is None


def test_a_decision_of_tomorrow_suspends_nothing() -> None:
    with clock.standing_at(SINCE_JULY):
        petition, tomorrow = accepted_complaint(), clock.today() + timedelta(days=1)

        with pytest.raises(SignedOutsideTime):
            legal_acts.suspend(
                petition.id,
                make.actor(make.CHAIR),
                "force_majeure",
                Paper("7", "QĐ", tomorrow),
                "x",
            )


def test_what_is_not_suspended_is_not_resumed() -> None:
    with pytest.raises(PetitionNotOpen):
        legal_acts.resume(make.accepted().id, make.actor(make.CHAIR), "Tiếp tục.")


def test_a_complex_complaint_has_the_higher_ceiling_once() -> None:
    petition, head = accepted_complaint(), make.actor(make.CHAIR)

    legal_acts.extend(petition.id, head, paper(), "Nhiều hộ.")

    assert duty(petition, "luat-kn.settle-1").term == "45cd"
    with pytest.raises(NoLongerTerm):
        legal_acts.extend(petition.id, head, paper(), "Vẫn nhiều hộ.")


def test_a_promise_is_lengthened_as_often_as_it_says() -> None:
    petition, head = make.accepted(), make.actor(make.CHAIR)
    before = duty(petition, "ck-mau.answer").last_day

    legal_acts.extend(petition.id, head, paper(), "Phải khảo sát.")

    after = duty(petition, "ck-mau.answer").last_day
    assert before is not None
    assert after is not None
    assert after > before
    with pytest.raises(NoLongerTerm):
        legal_acts.extend(petition.id, head, paper(), "Phải khảo sát nữa.")


def test_what_is_overdue_is_not_saved_by_a_longer_term() -> None:
    petition = make.accepted()

    with clock.standing_at(MONDAY + timedelta(days=60)), pytest.raises(NoLongerTerm):
        legal_acts.extend(petition.id, make.actor(make.CHAIR), paper(), "Quên.")
