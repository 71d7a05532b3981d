"""Every petition is looked at; only what its sender wants public, and nothing holds, is public."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.cases.models import Visibility
from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.events.actions import record
from api.events.jobs import dispatch
from api.events.models import Event
from api.petitions.actions import decide
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from api.petitions.public_text import Maker, PublicText
from api.petitions.publicity import public_text
from api.regulation.queries import obligations_of
from moderation.actions import change, screen
from moderation.jobs import PATIENCE, catch_up, let_time_decide
from moderation.models import Screening, ScreeningState
from moderation.policy import policy
from tests import make
from tests.conftest import MONDAY
from tests.moderation.looking import (
    CLEAN,
    INSULTING,
    event,
    events,
    look_at,
    looked_at,
    received,
    to_be_public,
)


def test_what_nothing_holds_is_public_at_once(app: Flask) -> None:
    petition = looked_at(CLEAN)

    assert petition.published_at == MONDAY
    assert petition.held_at is None
    assert look_at(petition).state is ScreeningState.CLEARED
    assert events(petition) == ["petition.received", "petition.published"]


def test_what_its_sender_keeps_private_is_masked_and_not_public(app: Flask) -> None:
    petition = looked_at(INSULTING, visibility=Visibility.PRIVATE)

    shown = public_text(petition)
    assert shown is not None
    assert "0912" not in shown.text
    assert (petition.published_at, petition.held_at) == (None, None)
    assert events(petition) == ["petition.received"]
    assert look_at(petition).state is ScreeningState.CLEARED


def test_personal_data_is_masked_and_the_rest_public(app: Flask) -> None:
    petition = looked_at("Gọi 0912 345 678 để xem chỗ tắc.", title="Cống của 0912345678")

    shown = public_text(petition)
    assert shown is not None
    assert (shown.title, shown.text) == ("Cống của ***", "Gọi *** để xem chỗ tắc.")
    assert shown.made_by is Maker.MASKING
    assert petition.published_at is not None
    assert look_at(petition).masked == {"phone": 2}
    assert petition.text == "Gọi 0912 345 678 để xem chỗ tắc."


def test_what_is_doubtful_waits_for_a_person_with_its_reasons(app: Flask) -> None:
    petition = looked_at(INSULTING)

    screening = look_at(petition)
    assert (petition.published_at, petition.held_at) == (None, MONDAY)
    assert screening.state is ScreeningState.HELD
    assert screening.reasons == ["personal_data", "abuse"]
    assert screening.due_at is not None
    assert event(petition, "screening.held").facts == {
        "screening": str(screening.id),
        "reasons": ["abuse"],
    }


def test_what_is_about_a_person_waits_for_a_person(app: Flask) -> None:
    petition = looked_at(CLEAN, about={"position": make.HANDLER})

    assert look_at(petition).reasons == ["accuses_person"]
    assert petition.published_at is None


def test_what_is_about_a_unit_does_not_wait(app: Flask) -> None:
    petition = looked_at(CLEAN, about={"unit": f"{make.COMMUNE}-kt"})

    assert petition.published_at is not None


def test_the_same_words_again_wait(app: Flask) -> None:
    looked_at("Cống  tắc.")
    again = looked_at("CỐNG  tắc.")
    other = looked_at("Cống  tắc.", by=make.OTHER_RESIDENT)

    assert look_at(again).reasons == ["duplicate"]
    assert other.published_at is not None


def test_who_sends_very_many_waits(app: Flask) -> None:
    sent = [looked_at(f"Đèn số {number} hỏng.") for number in range(policy().signs.petitions + 1)]

    assert [look_at(each).reasons for each in sent[:-1]] == [[]] * policy().signs.petitions
    assert look_at(sent[-1]).reasons == ["flooding"]


def test_what_a_clerk_enters_has_no_sender_to_count(app: Flask) -> None:
    agreed = {"consent": {"how": "in_writing"}}

    looked_at(CLEAN, by=make.RECEIVER, intake=agreed)
    again = looked_at(CLEAN, by=make.RECEIVER, intake=agreed)

    assert again.published_at is not None


def test_the_same_event_twice_is_one_look(app: Flask) -> None:
    petition = looked_at(INSULTING)

    screen(received(petition))

    assert db.session.scalar(select(func.count()).select_from(Screening)) == 1
    assert events(petition).count("screening.held") == 1


def test_what_is_added_is_looked_at_and_an_author_s_version_stays(app: Flask) -> None:
    petition = looked_at(INSULTING)
    change(petition.id, make.actor(make.RESIDENT), None, "Cống tắc, gọi 0912345678.")

    added = record("petition.supplemented", petition, at=clock.now())
    screen(added)

    shown = public_text(petition)
    assert shown is not None
    assert (shown.text, shown.made_by) == ("Cống tắc, gọi ***.", Maker.AUTHOR)
    assert look_at(petition).event_id == added.id
    assert petition.published_at is not None
    assert events(petition).count("petition.published") == 1


@pytest.mark.parametrize("is_broken", [True, False])
def test_receipt_and_clocks_wait_for_no_look(
    app: Flask, monkeypatch: pytest.MonkeyPatch, is_broken: bool
) -> None:
    monkeypatch.setitem(
        app.extensions["doithoai.subscribers"], "petition.received", (_broken,) * is_broken
    )
    with unit_of_work():
        petition = to_be_public(INSULTING)
    jobs.work(app, wait=False)

    db.session.rollback()
    found = db.session.get_one(Petition, petition.id)
    assert found.state == "received"
    assert all(each.due_at for each in obligations_of(found.id))
    assert found.next_due_at is not None
    assert db.session.get(PublicText, found.id) is None
    with unit_of_work():
        accepted = decide(found.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {})
        assert accepted.state == "accepted"


def test_what_came_in_while_nothing_looked_is_looked_at_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setitem(app.extensions["doithoai.subscribers"], "petition.received", ())
        with unit_of_work():
            petition_id = to_be_public(INSULTING).id
        jobs.work(app, wait=False)

    for minutes in (1, 0):
        with clock.standing_at(MONDAY + PATIENCE + timedelta(minutes=minutes)):
            with unit_of_work():
                catch_up()
            jobs.work(app, wait=False)
    with unit_of_work():
        happened = received(db.session.get_one(Petition, petition_id))
        dispatch(happened, app.extensions["doithoai.subscribers"]["petition.received"])

    petition = db.session.get_one(Petition, petition_id)
    assert look_at(petition).state is ScreeningState.HELD
    assert db.session.scalar(select(func.count()).select_from(Screening)) == 1


def test_a_first_offer_that_is_still_repeated_is_not_overtaken(app: Flask) -> None:
    with unit_of_work():
        to_be_public()
    with clock.standing_at(MONDAY + PATIENCE), unit_of_work():
        catch_up()

    assert jobs.waiting("moderation.look") == 0


def test_when_nobody_decides_in_time_it_is_public_without_the_words_found(app: Flask) -> None:
    with unit_of_work():
        petition_id = looked_at(INSULTING).id
    due_at = look_at(db.session.get_one(Petition, petition_id)).due_at
    assert due_at is not None

    for moment, is_public in ((due_at - timedelta(seconds=1), False), (due_at, True)):
        with clock.standing_at(moment):
            with unit_of_work():
                let_time_decide()
            jobs.work(app, wait=False)
        db.session.rollback()
        petition = db.session.get_one(Petition, petition_id)
        assert (petition.published_at is not None) == is_public

    shown = public_text(petition)
    assert shown is not None
    assert shown.text == "Cống tắc cả tháng, cán bộ toàn ***, gọi *** không ai nghe."
    decided = event(petition, "screening.decided")
    assert decided.facts["by_time"] is True
    assert decided.actor_id is None


def test_an_accusation_waits_for_a_person_however_long(app: Flask) -> None:
    with unit_of_work():
        petition_id = looked_at("Ông Nam nhận hối lộ.").id

    with clock.standing_at(MONDAY + timedelta(days=60)):
        with unit_of_work():
            let_time_decide()
        jobs.work(app, wait=False)

    db.session.rollback()
    petition = db.session.get_one(Petition, petition_id)
    assert look_at(petition).state is ScreeningState.HELD
    assert petition.published_at is None


def test_two_working_days_are_counted_on_the_working_calendar(app: Flask) -> None:
    friday = MONDAY + timedelta(days=4)
    with clock.standing_at(friday):
        petition = looked_at(INSULTING)

    due_at = look_at(petition).due_at
    assert due_at is not None
    assert clock.vietnam_date(due_at) == (friday + timedelta(days=5)).date()


def _broken(_: Event) -> None:
    raise ConnectionError("moderation is away")
