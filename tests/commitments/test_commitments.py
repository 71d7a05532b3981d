"""What answers promised: opened, shown, reported done, confirmed, verified, seen."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.commitments import actions, queries
from api.commitments.errors import (
    DoneOutsideTime,
    NothingReported,
    NotTheirPromise,
    OwnPromise,
    PromiseNotOpen,
)
from api.commitments.models import STEPS, Commitment, CommitmentState
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.errors import Forbidden, Missing
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.models import Obligation, Standing
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import MONDAY, SignIn

pytestmark = pytest.mark.usefixtures("app")

DAY = date(2026, 3, 29)
"""A Sunday: a promised day stands, also when offices are closed."""


def promise(**given: Any) -> Commitment:
    """What the chair promised in a signed answer."""
    return of(make.promised(DAY, **given))


def of(petition: Petition) -> Commitment:
    [found] = queries.promised_in(petition.id)
    return queries.commitment_to_read(found.id)


def reported(**given: Any) -> Commitment:
    """The commune says that it is done."""
    made = promise(**given)
    return actions.report(made.id, make.actor(make.CHAIR), "Đã lắp 40 m cống.", clock.today())


def duty(commitment: Commitment) -> Obligation:
    [found] = obligations_of(commitment.id)
    return found


def test_a_promise_is_a_case_that_is_due_on_the_promised_day() -> None:
    petition = make.promised(DAY)

    commitment, owed = of(petition), duty(of(petition))

    assert (commitment.what, commitment.due_on) == ("Làm cống mới", DAY)
    assert (commitment.holder_id, commitment.author_id) == (petition.holder_id, petition.author_id)
    assert (owed.rule_id, owed.last_day) == ("viec-da-hua.keep", DAY)
    assert commitment.next_due_at == clock.midnight(DAY + timedelta(days=1))


def test_who_promised_is_reminded_before_the_day() -> None:
    owed = duty(promise())

    assert owed.next_reminder_at is not None
    assert clock.now() < owed.next_reminder_at < clock.midnight(DAY)


def test_an_answer_that_promises_nothing_opens_none() -> None:
    assert queries.promised_in(make.answered().id) == []


def test_each_state_is_reached_by_its_steps_only() -> None:
    assert STEPS[CommitmentState.VERIFIED] == frozenset()
    with pytest.raises(NothingReported):
        actions.confirm(promise().id, make.actor(make.RESIDENT), confirmed=True, words=None)


def test_the_unit_that_promised_and_its_desks_report_and_nobody_else() -> None:
    petition = make.promised(DAY)

    for name in (make.CITY_CHAIR, "31-sxd-truong"):
        with pytest.raises((NotTheirPromise, Missing)):
            actions.report(of(petition).id, make.actor(name), "Đã làm.", clock.today())
    with pytest.raises(Forbidden):
        actions.report(of(petition).id, make.actor(make.FRONT), "Đã làm.", clock.today())
    done = actions.report(of(petition).id, make.actor(make.HANDLER), "Đã làm.", clock.today())

    assert done.state == CommitmentState.REPORTED_DONE


@pytest.mark.parametrize("days", [-1, 1])
def test_it_is_done_neither_before_it_was_promised_nor_tomorrow(days: int) -> None:
    with pytest.raises(DoneOutsideTime):
        actions.report(
            promise().id, make.actor(make.CHAIR), "Đã làm.", clock.today() + timedelta(days=days)
        )


def test_what_was_reported_waits_for_a_word_before_it_is_reported_again() -> None:
    made = reported()

    with pytest.raises(PromiseNotOpen):
        actions.report(made.id, make.actor(make.CHAIR), "Đã làm thêm.", clock.today())


def test_kept_counts_from_the_report_however_late_it_is_verified() -> None:
    made = reported()

    with clock.standing_at(MONDAY + timedelta(days=60)):
        assert duty(made).standing(clock.now()) is Standing.OVERDUE
        actions.verify(made.id, make.actor(make.CITY_CHAIR), verified=True, reason=None)

    assert (duty(made).met_at, made.state) == (MONDAY, CommitmentState.VERIFIED)
    assert duty(made).standing(clock.now()) is Standing.MET


def test_what_is_rejected_is_open_again_and_counts_from_the_next_report() -> None:
    made = reported()
    front = make.actor(make.CITY_MONITOR)
    actions.verify(made.id, front, verified=False, reason="Còn thiếu nắp.")

    with clock.standing_at(MONDAY + timedelta(days=60)):
        actions.report(made.id, make.actor(make.CHAIR), "Đã lắp nắp.", clock.today())
        actions.verify(made.id, make.actor(make.CITY_MONITOR), verified=True, reason=None)

    assert duty(made).met_late
    names = db.session.scalars(
        select(Event.name).where(Event.case_id == made.id).order_by(Event.recorded_at, Event.id)
    ).all()
    assert [name.removeprefix("commitment.") for name in names] == [
        "made",
        "reported_done",
        "rejected",
        "reported_done",
        "verified",
    ]


@pytest.mark.parametrize("name", [make.CHAIR, make.DEPUTY])
def test_nobody_verifies_what_their_own_unit_promised(name: str) -> None:
    with pytest.raises(OwnPromise):
        actions.verify(reported().id, make.actor(name), verified=True, reason=None)


def test_the_front_does_not_verify_what_it_promised_itself() -> None:
    front = f"{make.COMMUNE}-mttq-chu-tich"
    petition = make.promised(DAY, head=front, addressee="front")
    actions.report(of(petition).id, make.actor(front), "Đã làm.", clock.today())

    with pytest.raises(OwnPromise):
        actions.verify(of(petition).id, make.actor(make.FRONT), verified=True, reason=None)
    actions.verify(of(petition).id, make.actor(make.CITY_MONITOR), verified=True, reason=None)

    assert of(petition).state == CommitmentState.VERIFIED


@pytest.mark.parametrize(
    ("act", "name", "status"),
    [
        ("evidence", make.RESIDENT, 403),
        ("evidence", make.RECEIVER, 403),
        ("evidence", make.SECRETARY, 404),
        ("confirmation", make.CHAIR, 403),
        ("confirmation", make.OTHER_RESIDENT, 404),
        ("verification", make.RESIDENT, 403),
        ("verification", make.HANDLER, 403),
        ("verification", "11383-mttq-chuyen-vien", 404),
        ("verification", make.FRONT, 201),
        ("verification", make.CITY_CHAIR, 201),
    ],
)
def test_who_does_what_to_a_promise(act: str, name: str, status: int, sign_in: SignIn) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "evidence": {"text": "Đã làm.", "done_on": "2026-03-02"},
        "confirmation": {"confirmed": True},
        "verification": {"verified": True},
    }
    with unit_of_work():
        made = reported()

    answer = sign_in(name).post(f"/api/v1/commitments/{made.id}/{act}", json=bodies[act])

    assert answer.status_code == status, answer.json


def test_who_says_that_it_is_not_done_says_why(sign_in: SignIn) -> None:
    with unit_of_work():
        made = reported()
    address = f"/api/v1/commitments/{made.id}/verification"

    answer = sign_in(make.CITY_CHAIR).post(address, json={"verified": False})

    assert answer.json["errors"]["json"] == {"reason": ["Hãy nêu rõ còn thiếu gì"]}


def test_two_who_judge_at_once_are_one(sign_in: SignIn) -> None:
    with unit_of_work():
        made = reported()
    address = f"/api/v1/commitments/{made.id}"
    asked = [
        (sign_in(make.RESIDENT), "confirmation", {"confirmed": False, "words": "Chưa."}),
        (sign_in(make.CITY_CHAIR), "verification", {"verified": True}),
    ]
    statuses: list[int] = []

    def judge(client: Any, act: str, body: dict[str, Any]) -> None:
        statuses.append(client.post(f"{address}/{act}", json=body).status_code)

    threads = [threading.Thread(target=judge, args=each) for each in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201, 409]


def test_it_is_seen_by_who_sees_the_petition_and_hidden_from_whom_it_is_about(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        petition = make.petition(about={"position": make.HANDLER})
        other = of(make.promised(DAY))
        accused = of_accused(petition)
    there = f"/api/v1/commitments/{accused.id}"

    seen = {
        name: sign_in(name).get(there).status_code
        for name in (make.RESIDENT, make.CITY_MONITOR, make.CHAIR, make.HANDLER, make.SECRETARY)
    }

    assert seen == {
        make.RESIDENT: 200,
        make.CITY_MONITOR: 200,
        make.CHAIR: 200,
        make.HANDLER: 404,
        make.SECRETARY: 404,
    }
    listed = sign_in(make.HANDLER).get("/api/v1/commitments").json["items"]
    assert [each["id"] for each in listed] == [str(other.id)]


def of_accused(petition: Petition) -> Commitment:
    """A promise in the answer to a petition about somebody."""
    chair = make.actor(make.CHAIR)
    made = actions.make(petition, "Kiểm tra", DAY, at=clock.now(), actor=chair)
    return queries.commitment_to_read(made.id)


def test_outside_one_reads_which_unit_did_it_and_inside_which_desk(sign_in: SignIn) -> None:
    with unit_of_work():
        made = reported()
        actions.verify(made.id, make.actor(make.CITY_MONITOR), verified=True, reason=None)
    there = f"/api/v1/commitments/{made.id}"

    [outside] = sign_in(make.RESIDENT).get(there).json["reports"]
    [inside] = sign_in(make.CHAIR).get(there).json["reports"]

    assert (outside["unit"], outside["position"]) == ("Ủy ban nhân dân phường Gia Viên", None)
    assert inside["position"] == "Chủ tịch UBND phường Gia Viên"
    assert (outside["verdict"]["by"], outside["verdict"]["position"]) == ("monitor", None)


def test_lists_are_narrowed_and_paged(sign_in: SignIn) -> None:
    with unit_of_work():
        first, second = promise(), reported(by=make.RECEIVER)
    chair = sign_in(make.CHAIR)

    def ids(question: str) -> list[str]:
        return [each["id"] for each in chair.get(f"/api/v1/commitments?{question}").json["items"]]

    assert ids("") == [str(second.id), str(first.id)]
    assert ids("state=given") == [str(first.id)]
    assert ids("mine=true") == [str(second.id), str(first.id)]
    assert ids(f"unit={make.COMMUNE}-ubnd") == [str(second.id), str(first.id)]
    assert ids(f"unit={make.COMMUNE}-dang") == []
    assert ids("overdue=true") == []
    page = chair.get("/api/v1/commitments?limit=1").json
    assert ids(f"limit=1&after={page['next']}") == [str(first.id)]
    mine = sign_in(make.RESIDENT).get("/api/v1/commitments?mine=true").json["items"]
    assert [each["id"] for each in mine] == [str(first.id)]


def test_a_promise_is_counted_and_listed_as_no_petition(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.promised(DAY)

    listed = sign_in(make.CHAIR).get("/api/v1/petitions").json["items"]

    assert [each["id"] for each in listed] == [str(petition.id)]
