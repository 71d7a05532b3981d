"""Proposing, deciding, lodging, assigning, drafting, signing."""

from datetime import timedelta

import pytest
from flask import Flask

from api.authorities.directory import directory
from api.authorities.policy import Authority
from api.cases.models import Addressee, Kind
from api.core import clock
from api.core.database import db
from api.core.errors import Forbidden, Missing
from api.petitions import actions, queries
from api.petitions.errors import (
    ComplaintNotLodged,
    LodgedAlready,
    LodgedInFuture,
    NotForThisKind,
    NothingProposed,
    NothingToSign,
    NotInThisUnit,
    NotTheHolder,
    PetitionNotOpen,
    SignedInFuture,
    WrongAuthority,
)
from api.petitions.models import Draft, Lodgement, Petition, Result, Signature
from api.petitions.outcomes import Outcome
from api.petitions.states import PUBLIC, STEPS, PetitionState
from api.regulation.models import ObligationState
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import SignIn

pytestmark = pytest.mark.usefixtures("app")

GUIDANCE = {"text": "Xin đến Tổ hòa giải."}


def duties(petition: Petition) -> dict[str, ObligationState]:
    return {each.rule_id: each.state for each in obligations_of(petition.id)}


def test_a_clerk_proposes_and_the_head_decides() -> None:
    petition = make.petition()

    actions.propose(petition.id, make.actor(make.RECEIVER), Outcome.GUIDANCE, GUIDANCE, "hòa giải")
    assert petition.state == PetitionState.PROPOSED
    actions.decide_on_proposal(petition.id, make.actor(make.CHAIR), approve=True, reason=None)

    assert petition.state == PetitionState.GUIDED
    assert set(duties(petition).values()) == {ObligationState.MET, ObligationState.ENDED}


def test_a_proposal_not_approved_goes_back_with_its_reason() -> None:
    petition = make.petition()
    actions.propose(petition.id, make.actor(make.RECEIVER), Outcome.GUIDANCE, GUIDANCE, None)

    actions.decide_on_proposal(petition.id, make.actor(make.CHAIR), approve=False, reason="sai")

    assert petition.state == PetitionState.RECEIVED
    with pytest.raises(NothingProposed):
        actions.decide_on_proposal(petition.id, make.actor(make.CHAIR), approve=True, reason=None)


def test_a_clerk_decides_nothing() -> None:
    petition = make.petition()

    with pytest.raises(Forbidden):
        actions.decide(petition.id, make.actor(make.RECEIVER), Outcome.ACCEPTANCE, {})


def test_the_head_of_the_city_does_not_decide_for_the_commune() -> None:
    petition = make.petition()

    with pytest.raises(NotTheHolder):
        actions.decide(petition.id, make.actor(make.CITY_CHAIR), Outcome.ACCEPTANCE, {})


def test_another_commune_does_not_even_see_it() -> None:
    petition = make.petition()
    elsewhere = make.CHAIR.replace(make.COMMUNE, "11383")

    with pytest.raises(Missing):
        actions.decide(petition.id, make.actor(elsewhere), Outcome.ACCEPTANCE, {})


def test_acceptance_gives_numbers_in_the_register_without_gaps() -> None:
    numbers = [make.accepted().register for _ in range(3)]

    assert numbers == ["1/2026", "2/2026", "3/2026"]


@pytest.mark.parametrize("outcome", [Outcome.TRANSFER])
def test_a_complaint_is_not_transferred(outcome: Outcome) -> None:
    petition = make.petition(kind=Kind.COMPLAINT)

    with pytest.raises(NotForThisKind):
        actions.decide(petition.id, make.actor(make.CHAIR), outcome, {"to": "x", "ground": "y"})


def test_a_complaint_is_accepted_only_once_it_is_lodged_and_then_the_law_counts() -> None:
    petition = make.petition(kind=Kind.COMPLAINT)
    head, clerk = make.actor(make.CHAIR), make.actor(make.RECEIVER)
    with pytest.raises(ComplaintNotLodged):
        actions.decide(petition.id, head, Outcome.ACCEPTANCE, {})

    actions.lodge(petition.id, clerk, Lodgement.PAPER, clock.now())
    assert duties(petition)["luat-kn.accept-1"] is ObligationState.OPEN
    actions.decide(petition.id, head, Outcome.ACCEPTANCE, {})

    owed = {each.rule_id: each for each in obligations_of(petition.id)}
    assert owed["luat-kn.accept-1"].state is ObligationState.MET
    assert owed["luat-kn.settle-1"].term == "30cd"
    with pytest.raises(LodgedAlready):
        actions.lodge(petition.id, clerk, Lodgement.PAPER, clock.now())


def test_a_complex_complaint_has_the_higher_ceiling() -> None:
    petition = make.petition(kind=Kind.COMPLAINT)
    actions.lodge(petition.id, make.actor(make.RECEIVER), Lodgement.IN_PERSON, clock.now())

    actions.decide(petition.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {"complex": True})

    owed = {each.rule_id: each.term for each in obligations_of(petition.id)}
    assert owed["luat-kn.settle-1"] == "45cd"


def test_only_a_complaint_is_lodged_and_not_tomorrow() -> None:
    reflection, complaint = make.petition(), make.petition(kind=Kind.COMPLAINT)
    clerk = make.actor(make.RECEIVER)

    with pytest.raises(NotForThisKind):
        actions.lodge(reflection.id, clerk, Lodgement.PAPER, clock.now())
    with pytest.raises(LodgedInFuture):
        actions.lodge(complaint.id, clerk, Lodgement.PAPER, clock.now() + timedelta(days=1))


def test_assignment_stays_in_the_unit_and_its_desks() -> None:
    petition = make.accepted()
    known = directory()
    desk = known.position_by_code(make.HANDLER)
    elsewhere = known.position_by_code("31-sxd-chuyen-vien")
    assert desk is not None
    assert elsewhere is not None

    with pytest.raises(NotInThisUnit):
        actions.assign(petition.id, make.actor(make.CHAIR), elsewhere.id)
    actions.assign(petition.id, make.actor(make.CHAIR), desk.id)

    assert petition.state == PetitionState.IN_PROGRESS
    assert petition.assigned_id == desk.id


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

    answer = queries.answer_to(petition.id)
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

    with pytest.raises(SignedInFuture):
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


def test_a_letter_to_the_party_starts_the_partys_clock() -> None:
    petition = make.petition(addressee=Addressee.PARTY)

    owed = {each.rule_id: each for each in obligations_of(petition.id)}
    known = directory()
    assert owed["qdi-11.notice"].term == "10wd"
    assert known.position(petition.holder_id).code == make.SECRETARY


@pytest.mark.parametrize(
    "state", [s for s in PetitionState if PetitionState.ACCEPTED not in STEPS[s]]
)
def test_only_what_is_in_intake_can_be_accepted(state: PetitionState) -> None:
    petition = make.petition()
    petition.state = state

    with pytest.raises(PetitionNotOpen):
        petition.decide(Outcome.ACCEPTANCE, clock.now())


def test_every_state_says_where_it_may_go_and_what_people_see() -> None:
    assert set(STEPS) == set(PetitionState)
    assert set(PUBLIC) == set(PetitionState)


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
