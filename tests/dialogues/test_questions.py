"""Questions at a dialogue: asked, put together, prepared, and each with exactly one outcome."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api.core import clock
from api.core.database import db, unit_of_work
from api.dialogues.questions import queries
from api.events.models import Event
from moderation.questions import let_time_decide, not_decided_in_time, screen_question
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.guests import DIALOGUES, STARTS, announced, registered, when

QUESTIONS = "/api/v1/questions"
KT_HEAD = f"{make.COMMUNE}-kt-truong"
DUE = "2026-03-18"
LATER = "2026-04-10"


def asked(who: Client, dialogue: str, text: str = "Bao giờ nạo vét mương?", **given: Any) -> Any:
    answer = who.put(f"{dialogue}/questions/{uuid4()}", json={"text": text, **given})
    assert answer.status_code == 201, answer.json
    return answer.json


def did(who: Client, question: Any, act: str, expected: int = 201, /, **given: Any) -> Any:
    answer = who.post(f"{QUESTIONS}/{question['id']}/{act}", json=given)
    assert answer.status_code == expected, answer.json
    return answer.json


def duties(question: Any) -> dict[str, tuple[str, str]]:
    return {each["rule"]: (each["state"], each["last_day"]) for each in question["obligations"]}


def looked_at(question: Any) -> None:
    """What the worker does with the event of asking."""
    mine = (Event.case_id == UUID(question["id"]), Event.name == "question.asked")
    with unit_of_work():
        screen_question(db.session.scalars(select(Event).where(*mine)).one())


def test_a_question_goes_from_asking_to_an_answer_in_writing(sign_in: SignIn) -> None:
    desk, resident = sign_in(make.RECEIVER), sign_in(make.RESIDENT)
    dialogue = announced(desk)

    question = asked(resident, dialogue, asker="Bà Lan", field="drainage")
    again = resident.put(
        f"{dialogue}/questions/{question['id']}",
        json={"text": "Bao giờ nạo vét mương?", "asker": "Bà Lan", "field": "drainage"},
    )
    assigned = did(desk, question, "assignment", due_on=DUE)

    assert (again.status_code, question["number"], question["state"]) == (200, 1, "asked")
    assert assigned["assigned"]["code"].startswith(make.COMMUNE)
    assert duties(assigned) == {"hoi-dap-doi-thoai.prepare": ("open", DUE)}

    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        did(then, question, "preparation", 403, text="Đã có kế hoạch.")
        head = sign_in(make.CHAIR)
        did(head, question, "preparation", text="Đã có kế hoạch quý II.")
        assert then.post(f"{dialogue}/opening", json={}).status_code == 201
        refused = then.post(f"{dialogue}/closing", json={"people": 80})
        owed = did(then, question, "outcome", outcome="owed", due_on=LATER, said="Cần đo lại.")
        closed = then.post(f"{dialogue}/closing", json={"people": 80})
        signed = did(
            head,
            question,
            "answer",
            text="Mương được nạo vét từ ngày 15/4.",
            number="12",
            symbol="UBND-VP",
            signed_on="2026-03-20",
            authority="TM",
        )

    assert (refused.status_code, closed.status_code) == (409, 201)
    assert refused.json["questions"] == [{"id": question["id"], "number": 1}]
    assert duties(owed)["hoi-dap-doi-thoai.answer"] == ("open", LATER)
    assert duties(signed)["hoi-dap-doi-thoai.prepare"] == ("late", DUE)
    assert duties(signed)["hoi-dap-doi-thoai.answer"] == ("met", LATER)


def test_who_prepares_and_by_when_may_change_and_nobody_owes_it_for_nothing(
    sign_in: SignIn,
) -> None:
    desk = sign_in(make.RECEIVER)
    question = asked(desk, announced(desk), field="drainage")
    rule = "hoi-dap-doi-thoai.prepare"

    did(desk, question, "assignment", due_on="2026-03-15")
    later = duties(did(desk, question, "assignment", due_on=DUE))
    did(sign_in(make.CHAIR), question, "preparation", text="Đã có kế hoạch.")
    other = did(desk, question, "assignment", unit=f"{make.COMMUNE}-vhxh", due_on=DUE)
    back = did(desk, question, "assignment", unit=f"{make.COMMUNE}-kt", due_on=DUE)

    assert later == {rule: ("open", DUE)}
    assert [each["state"] for each in other["obligations"]] == ["met", "open"]
    assert [each["state"] for each in back["obligations"]] == ["met", "ended", "open"]


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"outcome": "answered", "said": "Tuần tới sẽ làm."}, "settled"),
        ({"outcome": "owed"}, "owed"),
        ({"outcome": "not_reached", "due_on": LATER}, "owed"),
        ({"outcome": "out_of_competence", "to": "Công ty Thoát nước"}, "settled"),
        ({"outcome": "guided", "to": "Khiếu nại lần đầu"}, "settled"),
        ({"outcome": "withdrawn"}, "withdrawn"),
        ({"outcome": "committed", "what": "Nạo vét mương", "due_on": LATER}, "settled"),
    ],
    ids=lambda each: each["outcome"] if isinstance(each, dict) else "",
)
def test_each_outcome_says_what_belongs_to_it(
    sign_in: SignIn, given: dict[str, Any], state: str
) -> None:
    desk = sign_in(make.RECEIVER)
    dialogue = announced(desk)
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        then.post(f"{dialogue}/opening", json={})
        question = asked(then, dialogue, asker="Ông Sơn")
        nothing = then.post(f"{QUESTIONS}/{question['id']}/outcome", json={"outcome": "answered"})
        foreign = then.post(
            f"{QUESTIONS}/{question['id']}/outcome", json=given | {"to": "x", "measure": "y"}
        )
        decided = did(then, question, "outcome", **given)
        same = did(then, question, "outcome", **given)

    assert (nothing.status_code, foreign.status_code) == (422, 422)
    assert (decided["outcome"], decided["state"]) == (given["outcome"], state)
    assert same["outcome_at"] == decided["outcome_at"]
    assert (decided["commitment"] is not None) == (given["outcome"] == "committed")


def test_a_wrong_outcome_is_corrected_until_a_promise_was_made(sign_in: SignIn) -> None:
    dialogue = announced(sign_in(make.RECEIVER))
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        then.post(f"{dialogue}/opening", json={})
        question = asked(then, dialogue)
        did(then, question, "outcome", outcome="owed", due_on=LATER)
        promised = did(then, question, "outcome", outcome="committed", what="Lắp đèn", due_on=LATER)
        refused = did(then, question, "outcome", 409, outcome="guided", to="Khiếu nại")
        closed = then.post(f"{dialogue}/closing", json={"people": 3})
        late = asked_status(then, dialogue)

    assert [each["state"] for each in promised["obligations"]] == ["ended"]
    assert refused["type"] == "/problems/promise-made"
    assert closed.status_code == 201
    assert late == (409, "/problems/questions-not-taken")


def asked_status(who: Client, dialogue: str) -> tuple[int, str]:
    answer = who.put(f"{dialogue}/questions/{uuid4()}", json={"text": "Còn tôi?"})
    return answer.status_code, answer.json["type"]


def test_alike_questions_get_one_outcome_and_every_asker_keeps_theirs(sign_in: SignIn) -> None:
    desk, resident = sign_in(make.RECEIVER), sign_in(make.RESIDENT)
    other = sign_in(make.OTHER_RESIDENT)
    dialogue = announced(desk)
    first, second = asked(resident, dialogue), asked(other, dialogue, "Mương tắc")
    third = asked(desk, dialogue, "Mương số 3", asker="Tổ dân phố 3")

    did(desk, second, "group", lead=first["id"])
    did(desk, first, "group", lead=third["id"])
    [lead, *_] = [q for q in queries.questions_of(UUID(third["dialogue"])) if q.leads_id is None]
    shown = did(desk, third, "group", 422, lead=third["id"])
    refused = did(desk, third, "group", 409, lead=first["id"])
    after = other.post(f"{QUESTIONS}/{second['id']}/withdrawal")
    counts = resident.get(f"{dialogue}/questions/counts").json

    assert lead.id == UUID(third["id"])
    assert shown["type"] == "/problems/questions-apart"
    assert refused["type"] == "/problems/follows-another"
    assert after.json["outcome"] == "withdrawn"
    assert (counts["asked"], counts["groups"], counts["lacking"]) == (3, 2, 1)


def test_who_led_a_group_and_withdraws_leaves_it_to_the_next(sign_in: SignIn) -> None:
    desk, resident = sign_in(make.RECEIVER), sign_in(make.RESIDENT)
    dialogue = announced(desk)
    first, second = asked(resident, dialogue), asked(desk, dialogue, "Mương tắc")
    third = asked(desk, dialogue, "Mương hôi")
    for each in (second, third):
        did(desk, each, "group", lead=first["id"])

    resident.post(f"{QUESTIONS}/{first['id']}/withdrawal")
    left = desk.get(f"{QUESTIONS}/{second['id']}").json

    assert (left["lead"], left["together"]) == (None, 1)


def test_what_is_shown_in_public_waits_for_a_look_and_nothing_else_does(sign_in: SignIn) -> None:
    desk, resident, front = sign_in(make.RECEIVER), sign_in(make.RESIDENT), sign_in(make.FRONT)
    dialogue = announced(desk, co_organisers=[f"{make.COMMUNE}-mttq"])
    calm = asked(resident, dialogue, "Gọi tôi số 0912345678, bao giờ nạo vét mương?")
    accusing = asked(resident, dialogue, "Chủ tịch phường bao che cho nhà thầu.")
    for each in (calm, accusing):
        looked_at(each)

    other = sign_in(make.OTHER_RESIDENT)
    public = other.get(f"{dialogue}/questions").json["items"]
    unseen = other.get(f"{QUESTIONS}/{accusing['id']}")
    by_organiser = desk.post(f"{QUESTIONS}/{accusing['id']}/screening", json={"publish": True})
    hidden = did(front, accusing, "screening", publish=False, reason="Nêu đích danh cá nhân.")
    own = resident.get(f"{QUESTIONS}/{accusing['id']}").json
    supported = did(other, calm, "support")
    mine = resident.post(f"{QUESTIONS}/{calm['id']}/support")

    assert [each["id"] for each in public] == [calm["id"]]
    assert "0912345678" not in public[0]["public_text"]
    assert (unseen.status_code, by_organiser.status_code) == (404, 403)
    assert hidden["is_public"] is False
    assert own["withheld_because"] == "Nêu đích danh cá nhân."
    assert (supported["supporters"], supported["supporting"]) == (1, True)
    assert mine.status_code == 409


def test_what_nobody_decides_on_in_time_is_shown_unless_it_accuses(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    dialogue = announced(sign_in(make.RECEIVER))
    rude = asked(resident, dialogue, "Làm ăn như đồ khốn nạn, bao giờ sửa đường?")
    accusing = asked(resident, dialogue, "Chủ tịch phường bao che cho nhà thầu.")
    for each in (rude, accusing):
        looked_at(each)
    now = clock.now()

    early = not_decided_in_time(now)
    late = not_decided_in_time(now + timedelta(days=20))
    with unit_of_work():
        for question_id in late:
            let_time_decide(question_id)
    public = resident.get(f"{dialogue}/questions").json["items"]

    assert early == []
    assert {str(each) for each in late} == {rude["id"], accusing["id"]}
    assert [each["id"] for each in public] == [rude["id"]]
    assert "khốn nạn" not in public[0]["public_text"]


def test_questions_are_taken_in_their_hours_and_of_who_may_ask(sign_in: SignIn) -> None:
    desk, resident = sign_in(make.RECEIVER), sign_in(make.RESIDENT)
    dialogue = announced(desk)
    registration = registered(resident, dialogue, name="Lan", question="Chợ dời đi đâu?")
    [own] = resident.get(QUESTIONS).json["items"]
    stranger = sign_in(make.CITY_CHAIR).put(f"{dialogue}/questions/{uuid4()}", json={"text": "Hỏi"})
    with when(sign_in, STARTS - timedelta(days=1), make.RESIDENT) as late:
        too_late = asked_status(late, dialogue)
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        then.post(f"{dialogue}/opening", json={})
        there = asked(sign_in(make.RESIDENT), dialogue, "Hỏi thêm")
        elsewhere = asked_status(sign_in(make.OTHER_RESIDENT), dialogue)
        placed = then.put(f"{QUESTIONS}/{there['id']}/place", json={"place": 1, "minutes": 5})
        moved = then.put(f"{QUESTIONS}/{own['id']}/place", json={"place": 1})

    assert (own["text"], own["asker"]) == ("Chợ dời đi đâu?", "Lan")
    assert registration["state"] == "confirmed"
    assert stranger.status_code == 403
    assert too_late == (409, "/problems/questions-not-taken")
    assert there["is_live"]
    assert elsewhere == (409, "/problems/only-on-the-spot")
    assert (placed.json["place"], moved.json["place"]) == (1, 1)
    assert [q.place for q in queries.questions_of(UUID(own["dialogue"]))] == [1, 2]


def test_a_promise_is_made_to_all_who_asked_and_owed_by_who_was_named(sign_in: SignIn) -> None:
    desk, resident = sign_in(make.RECEIVER), sign_in(make.RESIDENT)
    dialogue = announced(desk)
    question = asked(desk, dialogue, asker="Tổ dân phố 3")
    alike = asked(resident, dialogue, asker="Bà Lan")
    did(desk, alike, "group", lead=question["id"])
    promise = {"outcome": "committed", "what": "Lắp đèn", "measure": "Đủ 12 đèn sáng"}
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        then.post(f"{dialogue}/opening", json={})
        elsewhere = did(
            then, question, "outcome", 422, outcome="owed", owner=make.CITY_CHAIR, due_on=LATER
        )
        past = did(then, question, "outcome", 422, due_on="2026-03-01", **promise)
        made = did(then, question, "outcome", due_on=LATER, owner=KT_HEAD, **promise)
        mine = sign_in(make.RESIDENT).get(f"/api/v1/commitments/{made['commitment']['id']}")

    assert elsewhere["type"] == "/problems/owed-by-others"
    assert past["type"] == "/problems/day-of-answer-passed"
    assert made["owed_by"]["unit"] == mine.json["unit"]
    assert (mine.json["measure"], mine.json["due_on"]) == ("Đủ 12 đèn sáng", LATER)


def test_a_dialogue_that_is_not_there_has_no_questions(sign_in: SignIn) -> None:
    answer = sign_in(make.RESIDENT).get(f"{DIALOGUES}/{uuid4()}/questions")

    assert answer.status_code == 404
