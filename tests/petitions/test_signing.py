"""Drafting and signing the answer."""

from datetime import timedelta

import pytest
from flask import Flask

from api.authorities.policy import Authority
from api.core import clock
from api.core.database import db
from api.core.errors import Forbidden, Missing
from api.petitions import actions, queries
from api.petitions.answers import Draft, Result, Signature
from api.petitions.errors import (
    NothingToSign,
    NotTheHolder,
    SignedOutsideTime,
    WrongAuthority,
)
from api.petitions.states import PetitionState
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import SignIn

pytestmark = pytest.mark.usefixtures("app")


def test_an_assistant_drafts_and_never_signs() -> None:
    petition = make.accepted()
    assistant = make.actor(f"{make.COMMUNE}-ubnd-thu-ky")

    actions.draft(petition.id, assistant, Draft("Đã làm.", Result.RESOLVED))

    assert petition.state == PetitionState.AT_SIGNATURE
    with pytest.raises(Forbidden):
        actions.sign(petition.id, assistant, make.signature())


def test_a_later_draft_takes_the_place_of_an_earlier_one() -> None:
    petition = make.accepted()
    actions.draft(petition.id, make.actor(make.CHAIR), Draft("Một", Result.RESOLVED))
    actions.draft(petition.id, make.actor(make.CHAIR), Draft("Hai", Result.EXPLAINED))

    actions.sign(petition.id, make.actor(make.CHAIR), make.signature())

    answer = queries.petition_to_read(petition.id).answer
    assert answer is not None
    assert (answer.text, answer.result) == ("Hai", Result.EXPLAINED)
    assert answer.signer


def test_a_deputy_signs_for_the_chair_and_only_so() -> None:
    petition = make.at_signature()
    deputy = make.actor(make.DEPUTY)

    with pytest.raises(WrongAuthority):
        actions.sign(petition.id, deputy, make.signature(Authority.TM))
    actions.sign(petition.id, deputy, make.signature(Authority.KT))

    assert petition.state == PetitionState.ANSWERED


def test_the_chair_does_not_sign_for_the_chair() -> None:
    petition = make.at_signature()

    with pytest.raises(WrongAuthority):
        actions.sign(petition.id, make.actor(make.CHAIR), make.signature(Authority.KT))


def test_the_secretary_does_not_sign_for_the_government() -> None:
    petition = make.at_signature()

    with pytest.raises((Missing, NotTheHolder)):
        actions.sign(petition.id, make.actor(make.SECRETARY), make.signature())


def test_without_a_draft_there_is_nothing_to_sign() -> None:
    petition = make.accepted()

    with pytest.raises(NothingToSign):
        actions.sign(petition.id, make.actor(make.CHAIR), make.signature())


def test_an_answer_is_not_signed_tomorrow() -> None:
    petition = make.at_signature()
    tomorrow = clock.today() + timedelta(days=1)

    with pytest.raises(SignedOutsideTime):
        actions.sign(
            petition.id,
            make.actor(make.CHAIR),
            Signature("1", "UBND", tomorrow, Authority.TM),
        )


def test_what_is_promised_is_followed() -> None:
    petition = make.accepted()
    words = Draft("Sẽ làm.", Result.PLANNED, None, "Lắp cống mới", clock.today())
    actions.draft(petition.id, make.actor(make.CHAIR), words)

    actions.sign(petition.id, make.actor(make.CHAIR), make.signature())

    assert petition.state == PetitionState.FOLLOWING


def test_a_promise_without_a_day_is_refused(sign_in: SignIn) -> None:
    from api.core.database import unit_of_work  # noqa: PLC0415

    with unit_of_work():
        petition = make.accepted()
    address = f"/api/v1/petitions/{petition.id}/draft"

    response = sign_in(make.CHAIR).post(address, json={"text": "Sẽ làm.", "result": "planned"})

    assert response.json["type"] == "/problems/promise-missing"


def test_signing_in_time_meets_the_duty_at_that_moment() -> None:
    petition = make.answered()

    met = {each.rule_id: each.met_at for each in obligations_of(petition.id)}
    assert met["ck-mau.answer"] == clock.now()


def test_two_heads_at_once_make_one_answer(app: Flask, sign_in: SignIn) -> None:
    import threading  # noqa: PLC0415

    from api.core.database import unit_of_work  # noqa: PLC0415

    with unit_of_work():
        petition = make.at_signature()
    address = f"/api/v1/petitions/{petition.id}/signature"
    clients = [(sign_in(make.CHAIR), "TM"), (sign_in(make.DEPUTY), "KT")]
    statuses: list[int] = []

    def sign(client: object, authority: str) -> None:
        given = {"number": "1", "symbol": "UBND", "signed_on": "2026-03-02"}
        response = client.post(address, json=given | {"authority": authority})  # type: ignore[attr-defined]
        statuses.append(response.status_code)

    threads = [threading.Thread(target=sign, args=each) for each in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201, 409]
    db.session.expire_all()
