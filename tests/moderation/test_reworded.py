"""What a person kept back or covered is not public at once when its author words it anew."""

from typing import Any

import pytest
from flask import Flask

from api.core import clock
from api.core.database import unit_of_work
from api.events.actions import record
from api.petitions.models import Petition
from moderation import actions
from moderation.models import ScreeningState, Verdict
from tests import make
from tests.moderation.looking import CLEAN, INSULTING, look_at, looked_at

WITHHELD = Verdict(publish=False, reasons=("spam",))
COVERED = Verdict(publish=True, text="Cống tắc cả tháng, cán bộ toàn ***, gọi *** không ai nghe.")


def reworded(petition: Petition, text: str = CLEAN) -> list[str]:
    """Its reasons now."""
    actions.change(petition.id, make.actor(make.RESIDENT), None, text)
    return look_at(petition).reasons


def decided(verdict: Verdict, by: str = make.MODERATOR) -> Petition:
    petition = looked_at(INSULTING)
    actions.decide(look_at(petition).id, make.actor(by), verdict)
    return petition


def upheld() -> Petition:
    petition = decided(WITHHELD)
    actions.appeal(petition.id, make.actor(make.RESIDENT), "Xin xem lại.")
    actions.decide(look_at(petition).id, make.actor(make.OTHER_MODERATOR), WITHHELD)
    return petition


@pytest.mark.parametrize("is_upheld", [False, True])
def test_what_a_person_kept_back_waits_for_a_person_however_often_it_is_reworded(
    app: Flask, is_upheld: bool
) -> None:
    petition = upheld() if is_upheld else decided(WITHHELD)

    once, twice = reworded(petition), reworded(petition, "Cống vẫn tắc.")

    assert once == twice == ["spam", "decided_before"]
    assert look_at(petition).state is ScreeningState.HELD
    assert petition.published_at is None


def test_the_machine_s_reasons_stand_beside_the_person_s(app: Flask) -> None:
    petition = decided(WITHHELD)

    assert reworded(petition, "Gọi 0912345678.") == ["personal_data", "spam", "decided_before"]


def test_what_a_moderator_covered_waits_when_its_author_words_it_anew(app: Flask) -> None:
    petition = decided(COVERED)

    reasons = reworded(petition)

    assert reasons == ["personal_data", "abuse", "decided_before"]
    assert petition.published_at is None
    assert reworded(petition, "Cống vẫn tắc.") == reasons


@pytest.mark.parametrize(("verdict", "is_public"), [(WITHHELD, False), (COVERED, True)])
def test_what_is_added_changes_no_decision_of_a_person(
    app: Flask, verdict: Verdict, is_public: bool
) -> None:
    petition = decided(verdict)

    actions.screen(record("petition.supplemented", petition, at=clock.now()))

    assert (petition.published_at is not None) == is_public


def test_once_a_person_has_agreed_new_words_are_looked_at_like_any(app: Flask) -> None:
    petition = decided(WITHHELD)
    reworded(petition)
    actions.decide(look_at(petition).id, make.actor(make.MODERATOR), Verdict(publish=True))

    assert reworded(petition, "Cống vẫn tắc.") == []
    assert petition.published_at is not None


def test_the_time_alone_does_not_publish_what_was_reworded(app: Flask) -> None:
    with unit_of_work():
        petition = decided(WITHHELD)
        reworded(petition)
        due_at: Any = look_at(petition).due_at

    with clock.standing_at(due_at), unit_of_work():
        actions.release(look_at(petition).id)

    assert look_at(petition).state is ScreeningState.HELD
