"""Proposing, deciding, lodging, assigning."""

from datetime import timedelta

import pytest

from api.authorities.directory import directory
from api.cases.models import Addressee, Kind
from api.core import clock
from api.core.database import unit_of_work
from api.core.errors import Forbidden, Missing
from api.petitions import actions
from api.petitions.errors import (
    ComplaintNotLodged,
    LodgedAlready,
    LodgedOutsideTime,
    NotForThisKind,
    NothingProposed,
    NotInThisUnit,
    NotTheHolder,
    PetitionNotOpen,
)
from api.petitions.models import Lodgement, Petition
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
    with pytest.raises(LodgedOutsideTime):
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


def test_a_handler_hands_the_work_on_and_is_told_so(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
    handler = sign_in(make.HANDLER)
    address = f"/api/v1/petitions/{petition.id}"

    handed_on = handler.post(
        f"{address}/assignment", json={"position": f"{make.COMMUNE}-vhxh-chuyen-vien"}
    )

    assert handed_on.status_code == 201
    assert handed_on.json["assigned"]["unit"].startswith("Phòng Văn hóa")
    assert handler.get(address).status_code == 404
