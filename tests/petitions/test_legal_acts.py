"""Returning, filing, directing, urging, asking, withdrawing."""

import pytest

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.cases.models import Addressee, Kind
from api.core import clock
from api.core.database import unit_of_work
from api.core.errors import Forbidden
from api.petitions import actions, legal_acts, queries
from api.petitions.answers import Draft, Result
from api.petitions.errors import (
    AboutThem,
    NoHeadThere,
    NotTheHolder,
    PetitionNotOpen,
    ReturnedToItself,
    WithdrawnOnPaper,
)
from api.petitions.outcomes import Outcome
from api.petitions.states import STEPS, PetitionState
from tests import make
from tests.conftest import SignIn
from tests.petitions.papers import accepted_complaint, duty, paper

pytestmark = pytest.mark.usefixtures("app")

ELSEWHERE = "11383"


def test_what_is_sent_back_to_another_unit_is_owed_there_by_the_same_day() -> None:
    petition = make.accepted()
    day = duty(petition, "ck-mau.answer").last_day

    legal_acts.send_back(
        petition.id, make.actor(make.CHAIR), "Đất phường khác.", unit_named(f"{ELSEWHERE}-ubnd")
    )

    owed = duty(petition, "ck-mau.answer")
    assert directory().position(petition.holder_id).code == f"{ELSEWHERE}-ubnd-chu-tich"
    assert (owed.position_id, owed.unit_id) == (petition.holder_id, petition.unit_id)
    assert owed.last_day == day
    assert (petition.state, petition.returned_at) == (PetitionState.RECEIVED, clock.now())
    assert (petition.assigned_unit_id, petition.register) == (None, None)


def test_without_another_unit_it_stays_and_is_routed_by_the_desk() -> None:
    petition = make.accepted()
    holder = petition.holder_id

    legal_acts.send_back(petition.id, make.actor(make.CHAIR), "Nhầm lĩnh vực.", None)
    clerk = make.actor(make.RECEIVER)
    actions.assign(petition.id, clerk, position_named(make.HANDLER).id)

    assert (petition.state, petition.holder_id) == (PetitionState.RECEIVED, holder)


def test_a_proposal_that_waits_falls_when_it_is_sent_back() -> None:
    petition, clerk = make.petition(), make.actor(make.RECEIVER)
    actions.propose(petition.id, clerk, Outcome.GUIDANCE, {"text": "x"}, None)

    legal_acts.send_back(petition.id, make.actor(make.CHAIR), "Nhầm.", None)
    actions.propose(petition.id, clerk, Outcome.DECLINING, {"text": "x", "ground": "y"}, None)

    assert petition.state == PetitionState.PROPOSED


def test_it_is_not_sent_to_whom_it_is_about_nor_to_itself_nor_where_nobody_heads() -> None:
    petition = make.petition(about={"unit": f"{ELSEWHERE}-ubnd"}, area=make.COMMUNE)
    holder = make.actor(directory().position(petition.holder_id).code)
    own = directory().unit(petition.unit_id)

    with pytest.raises(AboutThem):
        legal_acts.send_back(petition.id, holder, "Của họ.", unit_named(f"{ELSEWHERE}-ubnd"))
    with pytest.raises(ReturnedToItself):
        legal_acts.send_back(petition.id, holder, "Của tôi.", own)
    with pytest.raises(NoHeadThere):
        legal_acts.send_back(petition.id, holder, "Nơi tiếp.", unit_named(f"{make.COMMUNE}-tcd"))


def test_who_sends_it_to_another_unit_reads_it_a_last_time(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.petition()
    head, address = sign_in(make.CHAIR), f"/api/v1/petitions/{petition.id}"

    sent = head.post(f"{address}/return", json={"reason": "Khác.", "to": f"{ELSEWHERE}-ubnd"})

    assert sent.status_code == 201, sent.json
    assert sent.json["holder"]["reason"].startswith("Đơn vị nhận trước đã chuyển trả")
    assert head.get(address).status_code == 404
    assert sign_in(f"{ELSEWHERE}-ubnd-chu-tich").get(address).status_code == 200
    assert sign_in(make.RESIDENT).get(address).json["notes"] == []


def test_an_answered_petition_is_neither_lengthened_nor_urged() -> None:
    petition = make.answered(head=make.SECRETARY, addressee=Addressee.PARTY)

    with pytest.raises(PetitionNotOpen):
        legal_acts.extend(petition.id, make.actor(make.SECRETARY), paper(), "Muộn.")
    with pytest.raises(PetitionNotOpen):
        legal_acts.urge(petition.id, make.actor(make.SECRETARY), "Khẩn trương.")


def test_the_party_head_directs_the_chair_who_prepares_and_signs_nothing() -> None:
    petition = make.accepted(head=make.SECRETARY, addressee=Addressee.PARTY)

    legal_acts.direct(petition.id, make.actor(make.SECRETARY), "Đề nghị UBND khơi cống.")

    chair = make.actor(make.CHAIR)
    owed = duty(petition, "ck-mau.directed")
    assert directory().position(owed.position_id).code == make.CHAIR
    actions.draft(petition.id, chair, Draft("UBND đã khơi cống.", Result.RESOLVED))
    with pytest.raises(NotTheHolder):
        actions.sign(petition.id, chair, make.signature())
    actions.sign(petition.id, make.actor(make.SECRETARY), make.signature())
    assert owed.met_at == clock.now()


def test_the_government_neither_directs_nor_urges() -> None:
    petition = make.accepted()

    for act in (legal_acts.direct, legal_acts.urge):
        with pytest.raises(Forbidden):
            act(petition.id, make.actor(make.CHAIR), "Khẩn trương.")


def test_nobody_is_directed_about_themselves() -> None:
    petition = make.petition(addressee=Addressee.PARTY, about={"position": make.CHAIR})

    with pytest.raises(AboutThem):
        legal_acts.direct(petition.id, make.actor(make.SECRETARY), "Giải quyết.")


def test_the_party_above_urges_and_the_sender_reads_that_but_not_the_words(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        petition = make.accepted(head=make.SECRETARY, addressee=Addressee.PARTY)
    address = f"/api/v1/petitions/{petition.id}"

    urged = sign_in("31-dang-bi-thu").post(f"{address}/urging", json={"text": "Quá chậm rồi."})

    assert urged.status_code == 201, urged.json
    author = sign_in(make.RESIDENT)
    assert "petition.urged" in author.get(f"{address}/timeline").text
    assert "Quá chậm" not in author.get(address).text
    assert "Quá chậm" in sign_in(make.SECRETARY).get(address).text


@pytest.mark.parametrize(
    "state", [s for s in PetitionState if PetitionState.SUPPLEMENT not in STEPS[s]]
)
def test_the_sender_is_asked_for_more_only_at_intake(state: PetitionState) -> None:
    petition = make.petition()
    petition.state = state

    with pytest.raises(PetitionNotOpen):
        petition.become(PetitionState.SUPPLEMENT, clock.now())


def test_asking_does_not_stop_the_clock_and_a_proposal_still_waits_afterwards() -> None:
    petition, clerk = make.petition(), make.actor(make.RECEIVER)
    due = petition.next_due_at
    actions.propose(petition.id, clerk, Outcome.GUIDANCE, {"text": "x"}, None)

    legal_acts.ask(petition.id, clerk, "Số nhà nào?")
    assert (petition.state, petition.next_due_at) == (PetitionState.SUPPLEMENT, due)
    legal_acts.inform(petition.id, make.actor(make.RESIDENT), "Số 12.")

    assert petition.state == PetitionState.PROPOSED
    notes = queries.petition_to_read(petition.id).notes
    assert [each.words for each in notes] == ["Số nhà nào?", "Số 12."]


def test_nobody_adds_what_they_were_not_asked_for() -> None:
    with pytest.raises(PetitionNotOpen):
        legal_acts.inform(make.petition().id, make.actor(make.RESIDENT), "Thêm.")


def test_who_withdraws_ends_what_is_owed() -> None:
    petition = make.accepted()

    legal_acts.withdraw(petition.id, make.actor(make.RESIDENT), "Đã xong rồi.")

    assert (petition.state, petition.closed_at) == (PetitionState.WITHDRAWN, clock.now())
    assert petition.next_due_at is None
    with pytest.raises(PetitionNotOpen):
        legal_acts.withdraw(petition.id, make.actor(make.RESIDENT), None)


def test_a_lodged_complaint_is_withdrawn_on_paper_only() -> None:
    lodged, online = accepted_complaint(), make.petition(kind=Kind.COMPLAINT)

    legal_acts.withdraw(online.id, make.actor(make.RESIDENT), None)

    assert online.state == PetitionState.WITHDRAWN
    with pytest.raises(WithdrawnOnPaper):
        legal_acts.withdraw(lodged.id, make.actor(make.RESIDENT), None)


def test_a_repeat_is_filed_with_its_ground_and_that_may_be_proposed(sign_in: SignIn) -> None:
    with unit_of_work():
        first, second = make.petition(), make.petition()
    head = sign_in(make.CHAIR)

    filed = head.post(f"/api/v1/petitions/{first.id}/filing", json={"ground": "Đơn trùng"})
    proposed = sign_in(make.RECEIVER).post(
        f"/api/v1/petitions/{second.id}/proposal", json={"act": "filing", "ground": "Đơn trùng"}
    )
    decided = head.post(f"/api/v1/petitions/{second.id}/decision", json={"approve": True})

    assert (filed.json["state"], proposed.json["state"]) == ("filed", "proposed")
    assert decided.json["state"] == "filed"
    assert decided.json["decision"]["details"] == {"ground": "Đơn trùng"}
