"""A petition turns out to be of another kind: what is owed follows, and the sender reads why."""

from datetime import timedelta

import pytest

from api.cases.models import Kind
from api.core import clock
from api.core.database import unit_of_work
from api.petitions.errors import (
    BecomesNoComplaint,
    LodgedAlready,
    NotTheHolder,
    PetitionNotOpen,
    SameKind,
)
from api.petitions.models import Petition
from api.petitions.retyping import retype
from api.regulation.models import Obligation, Standing
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import MONDAY, SignIn
from tests.petitions.papers import accepted_complaint

pytestmark = pytest.mark.usefixtures("app")

LATER = MONDAY + timedelta(days=3)
WHY = "Nội dung là kiến nghị, không phải phản ánh."


def owed(petition: Petition) -> dict[str, Obligation]:
    return {each.rule_id: each for each in obligations_of(petition.id)}


def to(petition: Petition, kind: Kind) -> Petition:
    """The chair says so, three days after receipt."""
    with clock.standing_at(LATER):
        return retype(petition.id, make.actor(make.CHAIR), kind, WHY)


def test_what_the_new_kind_owes_is_owed_from_the_day_of_receipt() -> None:
    petition = make.petition(kind=Kind.REFLECTION)
    before = owed(petition)

    to(petition, Kind.COMPLAINT)

    found = owed(petition)
    fell_away = {each for each, owes in found.items() if owes.standing(LATER) is Standing.ENDED}
    new = found.keys() - before.keys()
    assert fell_away == before.keys()
    assert "ck-mau.classify-complaint" in new
    assert {found[each].started_at for each in new} == {petition.opened_at}


def test_what_both_kinds_owe_goes_on_untouched() -> None:
    petition = make.petition(kind=Kind.REFLECTION)
    before = owed(petition)["ck-mau.classify"]
    day = before.last_day

    to(petition, Kind.PROPOSAL)

    after = owed(petition)["ck-mau.classify"]
    assert (after.id, after.last_day, after.standing(LATER)) == (before.id, day, Standing.OPEN)


def test_what_was_done_already_is_not_owed_again() -> None:
    petition = make.accepted(kind=Kind.REFLECTION)

    to(petition, Kind.PROPOSAL)

    classified = [each for each in obligations_of(petition.id) if each.duty == "classify"]
    assert [each.standing(LATER) for each in classified] == [Standing.MET]


def test_the_sender_reads_why(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.petition(kind=Kind.REFLECTION)
    address = f"/api/v1/petitions/{petition.id}"

    said = sign_in(make.CHAIR).post(
        f"{address}/classification", json={"kind": "proposal", "reason": WHY}
    )

    assert said.status_code == 201, said.json
    read = sign_in(make.RESIDENT).get(address).json
    assert (read["kind"], read["notes"][0]["words"]) == ("proposal", WHY)


@pytest.mark.parametrize(
    "given", [{}, {"kind": "proposal"}, {"kind": "denunciation", "reason": WHY}]
)
def test_what_says_nothing_or_may_not_be_is_refused(sign_in: SignIn, given: dict[str, str]) -> None:
    with unit_of_work():
        petition = make.petition(kind=Kind.REFLECTION)

    said = sign_in(make.CHAIR).post(f"/api/v1/petitions/{petition.id}/classification", json=given)

    assert said.status_code == 422
    with unit_of_work():
        assert owed(petition)["ck-mau.classify"].standing(clock.now()) is Standing.OPEN


def test_the_same_kind_is_no_other_one() -> None:
    with pytest.raises(SameKind):
        to(make.petition(kind=Kind.REFLECTION), Kind.REFLECTION)


def test_a_lodged_complaint_stays_one() -> None:
    with pytest.raises(LodgedAlready):
        to(accepted_complaint(), Kind.PROPOSAL)


def test_what_is_taken_on_becomes_no_complaint() -> None:
    with pytest.raises(BecomesNoComplaint):
        to(make.accepted(kind=Kind.REFLECTION), Kind.COMPLAINT)


def test_what_is_answered_keeps_its_kind() -> None:
    with pytest.raises(PetitionNotOpen):
        to(make.answered(), Kind.PROPOSAL)


def test_only_who_must_answer_says_its_kind() -> None:
    petition = make.petition(kind=Kind.REFLECTION)

    with pytest.raises(NotTheHolder):
        retype(petition.id, make.actor(make.CITY_CHAIR), Kind.PROPOSAL, WHY)
