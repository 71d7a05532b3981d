"""Suspending and lengthening: only what a rule in force provides moves a day."""

from datetime import datetime, timedelta

import pytest

from api.core import clock
from api.core.clock import VIETNAM
from api.petitions import legal_acts
from api.petitions.errors import (
    NoLongerTerm,
    NoPauseInLaw,
    PetitionNotOpen,
    SignedOutsideTime,
)
from api.petitions.notes import Paper
from api.petitions.states import PetitionState
from api.regulation.models import Standing
from tests import make
from tests.conftest import MONDAY
from tests.petitions.papers import accepted_complaint, duty, paper

pytestmark = pytest.mark.usefixtures("app")

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

    with pytest.raises(NoPauseInLaw) as refused:
        legal_acts.suspend(petition.id, head, "force_majeure", paper(), "Bão.")

    assert refused.value.facts["since"] == "2026-07-01"


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
