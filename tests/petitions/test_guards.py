"""What is refused because somebody else was there first, may not, or it cannot be."""

from datetime import timedelta

import pytest
from flask import Flask

from api.authorities.directory import directory
from api.authorities.policy import Authority
from api.cases.models import Addressee, Kind
from api.core import clock
from api.core.database import unit_of_work
from api.petitions import actions
from api.petitions.answers import Draft, Result, Signature
from api.petitions.errors import (
    AboutThem,
    ChangedMeanwhile,
    LodgedOutsideTime,
    NotForThisKind,
    PromiseMissing,
    SignedOutsideTime,
    WrongAuthority,
)
from api.petitions.models import Lodgement
from api.petitions.outcomes import Outcome
from api.petitions.states import PetitionState
from api.regulation.models import Standing
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import MONDAY, SignIn

pytestmark = pytest.mark.usefixtures("app")

YESTERDAY = MONDAY - timedelta(days=1)


def test_a_head_does_not_sign_words_that_were_changed_since(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.at_signature()
    head = sign_in(make.CHAIR)
    address = f"/api/v1/petitions/{petition.id}"
    read = head.get(address).json["draft"]["drafted_at"]
    with clock.standing_at(MONDAY + timedelta(minutes=1)):
        body = {"text": "Chữ khác.", "result": "resolved"}
        sign_in(make.HANDLER)
        head.post(f"{address}/draft", json=body)
    given = {"number": "1", "symbol": "UBND", "signed_on": "2026-03-02", "authority": "TM"}

    stale = head.post(f"{address}/signature", json=given | {"drafted_at": read})

    assert stale.status_code == 409
    assert stale.json["type"] == "/problems/changed-meanwhile"
    fresh = head.get(address).json["draft"]["drafted_at"]
    assert head.post(f"{address}/signature", json=given | {"drafted_at": fresh}).status_code == 201


def test_a_head_does_not_approve_another_proposal_than_was_read() -> None:
    petition = make.petition()
    guidance = {"text": "Xin đến Tổ hòa giải."}
    actions.propose(petition.id, make.actor(make.RECEIVER), Outcome.GUIDANCE, guidance, None)

    with pytest.raises(ChangedMeanwhile):
        actions.decide_on_proposal(
            petition.id, make.actor(make.CHAIR), approve=True, proposed_at=YESTERDAY
        )


def test_nothing_is_assigned_to_whom_it_is_about() -> None:
    accused = directory().position_by_code(make.HANDLER)
    assert accused is not None
    petition = make.petition(about={"position": make.HANDLER})
    holder = directory().position(petition.holder_id).code
    actions.decide(petition.id, make.actor(holder), Outcome.ACCEPTANCE, {})

    with pytest.raises(AboutThem):
        petition.assign(accused.unit_id, accused.id)


def test_a_head_may_sign_in_their_own_name_and_a_complaint_is_not_handed_down() -> None:
    petition = make.petition(kind=Kind.COMPLAINT)
    actions.lodge(petition.id, make.actor(make.RECEIVER), Lodgement.PAPER, clock.now())
    actions.decide(petition.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {})
    actions.draft(petition.id, make.actor(make.CHAIR), Draft("Bác khiếu nại.", Result.EXPLAINED))
    desk = directory().position_by_code("11359-kt-truong")
    assert desk is not None
    petition.assigned_unit_id = desk.unit_id

    with pytest.raises(WrongAuthority):
        actions.sign(petition.id, make.actor("11359-kt-truong"), make.signature(Authority.TL))
    own_name = Signature("1", "QĐ-UBND", clock.today())
    actions.sign(petition.id, make.actor(make.CHAIR), own_name)

    assert petition.state == PetitionState.ANSWERED


def test_an_answer_is_not_older_than_its_petition() -> None:
    petition = make.at_signature()

    with pytest.raises(SignedOutsideTime):
        actions.sign(
            petition.id,
            make.actor(make.CHAIR),
            Signature("1", "UBND", YESTERDAY.date(), Authority.TM),
        )


def test_a_complaint_is_not_lodged_before_it_was_received() -> None:
    petition = make.petition(kind=Kind.COMPLAINT)

    with pytest.raises(LodgedOutsideTime):
        actions.lodge(petition.id, make.actor(make.RECEIVER), Lodgement.PAPER, YESTERDAY)


def test_a_promise_for_yesterday_is_refused() -> None:
    petition = make.accepted()
    words = Draft("Sẽ làm.", Result.PLANNED, None, "Lắp cống", YESTERDAY.date())

    with pytest.raises(PromiseMissing):
        actions.draft(petition.id, make.actor(make.CHAIR), words)


def test_a_letter_from_before_the_unit_existed_is_refused(sign_in: SignIn) -> None:
    given = make.body(received_at="2024-05-06T08:00:00+07:00", reason="tìm thấy trong kho")

    response = sign_in(make.RECEIVER).put(make.new_address()[1], json=given)

    assert response.json["type"] == "/problems/received-before-unit"


def test_a_resident_names_no_source(sign_in: SignIn) -> None:
    given = make.body(source={"system": "1022", "ref": "A-17"})

    response = sign_in(make.RESIDENT).put(make.new_address()[1], json=given)

    assert response.json["type"] == "/problems/source-not-yours"


def test_the_party_passes_a_complaint_on_and_the_state_does_not() -> None:
    to_party = make.petition(kind=Kind.COMPLAINT, addressee=Addressee.PARTY)
    to_state = make.petition(kind=Kind.COMPLAINT)
    details = {"to": "UBND phường", "ground": "thẩm quyền"}

    actions.decide(to_party.id, make.actor(make.SECRETARY), Outcome.TRANSFER, details)

    assert to_party.state == PetitionState.TRANSFERRED
    with pytest.raises(NotForThisKind):
        actions.decide(to_state.id, make.actor(make.CHAIR), Outcome.TRANSFER, details)


def test_declining_too_late_leaves_the_lateness(app: Flask) -> None:
    petition = make.petition()
    with clock.standing_at(MONDAY + timedelta(days=60)):
        details = {"ground": "ngoài thẩm quyền", "text": "Không thuộc thẩm quyền."}
        actions.decide(petition.id, make.actor(make.CHAIR), Outcome.DECLINING, details)

        standings = {each.standing(clock.now()) for each in obligations_of(petition.id)}

    assert standings == {Standing.LATE}


def test_a_monitor_finds_nothing_by_words_that_it_may_not_read(sign_in: SignIn) -> None:
    sign_in(make.RESIDENT).put(make.new_address()[1], json=make.body(text="mương tắc"))

    by_monitor = sign_in(make.CITY_MONITOR).get("/api/v1/petitions?q=muong tac").json
    by_clerk = sign_in(make.RECEIVER).get("/api/v1/petitions?q=muong tac").json

    assert (len(by_monitor["items"]), len(by_clerk["items"])) == (0, 1)
    code = by_clerk["items"][0]["code"]
    found = sign_in(make.CITY_MONITOR).get(f"/api/v1/petitions?q={code}").json
    assert len(found["items"]) == 1
