"""A moderator decides: what becomes of it, and of two who decide at once."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from api.core.database import db, unit_of_work
from api.petitions.models import Petition
from api.petitions.publicity import public_text
from moderation import actions
from moderation.errors import DecidedMeanwhile
from moderation.models import Screening, ScreeningState, Verdict
from tests import make
from tests.conftest import Client, SignIn
from tests.moderation.looking import (
    INSULTING,
    codes,
    decision_of,
    event,
    events,
    held,
    look_at,
    looked_at,
)


def test_a_moderator_publishes_and_everybody_reads_it(sign_in: SignIn, client: Client) -> None:
    petition = held()

    decided = sign_in(make.MODERATOR).post(decision_of(petition), json={"publish": True})

    assert decided.status_code == 201, decided.json
    assert decided.json["state"] == "cleared"
    assert client.get(f"/api/v1/petitions/{petition.id}").status_code == 200
    assert events(petition)[-2:] == ["petition.published", "screening.decided"]
    facts = event(petition, "screening.decided").facts
    assert facts == {
        "screening": str(look_at(petition).id),
        "publish": True,
        "reasons": ["personal_data", "abuse"],
    }


def test_a_moderator_withholds_with_a_reason(sign_in: SignIn, client: Client) -> None:
    petition = held()
    moderator = sign_in(make.MODERATOR)

    without = moderator.post(decision_of(petition), json={"publish": False})
    unknown = moderator.post(
        decision_of(petition), json={"publish": False, "reasons": ["critical"]}
    )
    decided = moderator.post(decision_of(petition), json={"publish": False, "reasons": ["abuse"]})

    assert (without.status_code, unknown.status_code) == (422, 422)
    assert decided.json["state"] == "withheld"
    assert decided.json["reasons"] == ["abuse"]
    assert client.get(f"/api/v1/petitions/{petition.id}").status_code == 404
    assert codes(moderator) == []


def test_a_moderator_masks_more_and_changes_no_word(sign_in: SignIn, client: Client) -> None:
    petition = held("Ông Nam ở ngõ 12 là đồ khốn nạn.", title="Về ông Nam")
    moderator = sign_in(make.MODERATOR)

    changed = moderator.post(
        decision_of(petition),
        json={"publish": True, "masked_text": "Ông Nam ở ngõ 12 là người tốt."},
    )
    masked = moderator.post(
        decision_of(petition),
        json={"publish": True, "masked_text": "*** ở ngõ 12 là ***.", "masked_title": "Về ***"},
    )

    assert changed.status_code == 422
    assert "masked_text" in changed.json["errors"]
    assert masked.status_code == 201, masked.json
    read = client.get(f"/api/v1/petitions/{petition.id}").json
    assert (read["masked_title"], read["masked_text"]) == ("Về ***", "*** ở ngõ 12 là ***.")


def test_a_title_is_not_added_where_there_is_none(sign_in: SignIn) -> None:
    petition = held()

    answer = sign_in(make.MODERATOR).post(
        decision_of(petition), json={"publish": True, "masked_title": "Tiêu đề mới"}
    )

    assert answer.status_code == 422


def test_who_comes_second_is_told_that_somebody_has_decided(sign_in: SignIn) -> None:
    petition = held()
    where = decision_of(petition)

    first = sign_in(make.MODERATOR).post(where, json={"publish": False, "reasons": ["abuse"]})
    second = sign_in(make.OTHER_MODERATOR).post(where, json={"publish": True})

    assert first.status_code == 201
    assert second.status_code == 409
    assert second.json["type"] == "/problems/decided-meanwhile"


def test_of_two_who_decide_at_once_one_does(app: Flask) -> None:
    petition = held()
    screening_id = look_at(petition).id
    with unit_of_work():
        moderators = [make.actor(make.MODERATOR), make.actor(make.OTHER_MODERATOR)]
    verdicts = [Verdict(publish=True), Verdict(publish=False, reasons=("abuse",))]
    start, outcomes = threading.Barrier(2), list[str]()

    def decide(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    actions.decide(screening_id, moderators[number], verdicts[number])
                outcomes.append("done")
            except DecidedMeanwhile:
                outcomes.append("too late")

    _at_once(decide)

    db.session.rollback()
    assert sorted(outcomes) == ["done", "too late"]
    assert events(db.session.get_one(Petition, petition.id)).count("screening.decided") == 1


def test_nothing_but_publicity_changes_by_a_decision(sign_in: SignIn) -> None:
    petition = held()
    before = sign_in(make.CHAIR).get(f"/api/v1/petitions/{petition.id}").json

    sign_in(make.MODERATOR).post(
        decision_of(petition), json={"publish": False, "reasons": ["abuse"]}
    )

    after = sign_in(make.CHAIR).get(f"/api/v1/petitions/{petition.id}").json
    assert after | {"version": 0} == before | {"version": 0}


def test_one_case_has_one_open_look(app: Flask) -> None:
    with unit_of_work():
        petition = looked_at(INSULTING)
        actions.change(petition.id, make.actor(make.RESIDENT), None, "Vẫn là lũ ăn hại.")

    states = list(db.session.scalars(select(Screening.state).order_by(Screening.id)))
    assert states == [ScreeningState.SUPERSEDED, ScreeningState.HELD]
    shown = public_text(petition)
    assert shown is not None
    assert shown.text == "Vẫn là lũ ăn hại."
    assert db.session.scalar(select(func.count()).select_from(Screening)) == 2


def _at_once(work: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
