"""Ways round the rules that somebody might try."""

import threading
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from api.authorities.lookup import unit_named
from api.cases.models import Kind
from api.core.database import db, unit_of_work
from api.petitions import actions, aftermath, legal_acts, queries
from api.petitions.errors import AboutThem, OwedAnew
from api.petitions.outcomes import Outcome
from api.regulation.models import ObligationState
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import SignIn
from tests.petitions.papers import accepted_complaint

pytestmark = pytest.mark.usefixtures("app")


def test_what_is_about_a_head_is_not_handed_to_the_desks_under_that_head() -> None:
    petition = make.petition(about={"position": make.CHAIR})

    with pytest.raises(AboutThem):
        legal_acts.send_back(
            petition.id, make.actor(make.CITY_CHAIR), "Nhầm.", unit_named(f"{make.COMMUNE}-kt")
        )


def test_who_signs_for_a_head_sees_nothing_that_is_about_the_head(sign_in: SignIn) -> None:
    petition = make.petition(about={"position": make.CHAIR})
    petition.unit_id = unit_named(f"{make.COMMUNE}-ubnd").id
    petition.unit_area_code = make.COMMUNE
    db.session.flush()

    assert sign_in(make.DEPUTY).get(f"/api/v1/petitions/{petition.id}").status_code == 404


def test_who_was_overruled_answers_anew_and_does_not_hand_it_back() -> None:
    petition = make.answered()
    aftermath.contest(petition.id, make.actor(make.RESIDENT), "Cống vẫn tắc.")
    aftermath.decide_contest(
        petition.id, make.actor(make.CITY_CHAIR), uphold=True, reason="Làm lại."
    )

    with pytest.raises(OwedAnew):
        legal_acts.send_back(petition.id, make.actor(make.CHAIR), "Nhầm.", None)


def test_accepted_again_after_a_return_it_is_owed_once_and_by_the_first_day() -> None:
    petition = accepted_complaint()
    [first] = open_days(petition.id)
    legal_acts.send_back(petition.id, make.actor(make.CHAIR), "Nhầm.", None)

    actions.decide(petition.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {"complex": True})

    assert open_days(petition.id) == [first]


def open_days(petition_id: UUID) -> list[date | None]:
    return [
        each.last_day
        for each in obligations_of(petition_id)
        if each.duty == "settle" and each.state is ObligationState.OPEN
    ]


def test_who_only_points_at_a_petition_holds_nobody_up() -> None:
    with unit_of_work():
        petition = make.petition()
    with db.engine.connect() as other:
        other.execute(text("select 1 from cases where id = :id for key share"), {"id": petition.id})

        db.session.execute(text("set local lock_timeout = '2s'"))
        found = queries.petition_to_change(petition.id)

    assert found.id == petition.id


def test_who_waits_for_a_petition_reads_what_was_done_to_it_meanwhile(app: Flask) -> None:
    with unit_of_work():
        petition = make.petition(kind=Kind.COMPLAINT)
    lodged: list[bool] = []

    def wait_and_read() -> None:
        with app.app_context():
            lodged.append(queries.petition_to_change(petition.id).is_lodged)

    second = threading.Thread(target=wait_and_read)
    with db.engine.begin() as first:
        of_it = {"id": petition.id}
        first.execute(text("select 1 from cases where id = :id for no key update"), of_it)
        second.start()
        while not first.scalar(text("select exists (select from pg_locks where not granted)")):
            assert second.is_alive()
        first.execute(text("update petitions set lodged_at = now() where id = :id"), of_it)
    second.join()

    assert lodged == [True]
