"""What else happens to questions: groups change, dialogues are called off, outcomes corrected."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from api.cases.models import Case
from api.core.database import db, unit_of_work
from api.dialogues.questions import queries
from api.dialogues.questions.errors import NotInSession
from api.dialogues.questions.given import OutcomeGiven
from api.dialogues.questions.models import Outcome
from api.dialogues.questions.outcomes import decide
from api.dialogues.session_queries import dialogue_to_read
from tests import make
from tests.conftest import SignIn
from tests.dialogues.guests import STARTS, announced, posted, when
from tests.dialogues.test_questions import (
    DUE,
    KT_HEAD,
    LATER,
    QUESTIONS,
    asked,
    did,
    duties,
    looked_at,
)

PREPARE = "hoi-dap-doi-thoai.prepare"


def test_nobody_prepares_what_is_answered_with_another_or_at_no_dialogue(sign_in: SignIn) -> None:
    desk = sign_in(make.RECEIVER)
    dialogue = announced(desk)
    lead, alike = asked(desk, dialogue, field="drainage"), asked(desk, dialogue, field="drainage")
    for each in (lead, alike):
        did(desk, each, "assignment", due_on=DUE)

    grouped = did(desk, alike, "group", lead=lead["id"])
    posted(desk, f"{dialogue}/cancellation", reason="Bão", notice="Thông báo số 3")
    left = desk.get(f"{QUESTIONS}/{lead['id']}").json
    refused = did(desk, lead, "assignment", 409, due_on=DUE)

    assert duties(grouped) == {PREPARE: ("ended", DUE)}
    assert duties(left) == {PREPARE: ("ended", DUE)}
    assert (grouped["assigned"], left["assigned"]) == (None, None)
    assert refused["type"] == "/problems/dialogue-not-there"


def test_once_it_is_over_no_question_stands_alone_again_without_an_outcome(
    sign_in: SignIn,
) -> None:
    desk = sign_in(make.RECEIVER)
    dialogue = announced(desk)
    lead, alike = asked(desk, dialogue), asked(desk, dialogue)
    did(desk, alike, "group", lead=lead["id"])
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        posted(then, f"{dialogue}/opening")
        did(then, lead, "outcome", outcome="answered", said="Tuần tới sẽ làm.")
        posted(then, f"{dialogue}/closing", people=3)
        refused = did(then, alike, "group", 409, lead=None)

    assert refused["type"] == "/problems/dialogue-not-there"
    assert queries.lacking_outcome(UUID(lead["dialogue"])) == []


def test_who_was_named_by_mistake_owes_nothing_once_it_is_corrected(sign_in: SignIn) -> None:
    dialogue = announced(sign_in(make.RECEIVER))
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        posted(then, f"{dialogue}/opening")
        question = asked(then, dialogue)
        named = did(then, question, "outcome", outcome="owed", due_on=LATER, owner=KT_HEAD)
        corrected = did(then, question, "outcome", outcome="owed", due_on=LATER)

    assert named["owed_by"] != question["owed_by"]
    assert corrected["owed_by"] == question["owed_by"]
    assert corrected["assigned"] is None


def test_who_wanted_the_same_as_a_question_that_is_taken_back_is_not_forgotten(
    sign_in: SignIn,
) -> None:
    desk, resident = sign_in(make.RECEIVER), sign_in(make.RESIDENT)
    dialogue = announced(desk)
    lead, alike = asked(resident, dialogue), asked(desk, dialogue)
    looked_at(lead)
    did(desk, alike, "group", lead=lead["id"])
    did(sign_in(make.OTHER_RESIDENT), lead, "support")
    desk.put(f"{QUESTIONS}/{lead['id']}/place", json={"place": 1, "minutes": 5})

    did(resident, lead, "withdrawal")
    left = desk.get(f"{QUESTIONS}/{alike['id']}").json
    gone = desk.get(f"{QUESTIONS}/{lead['id']}").json

    assert (left["supporters"], left["place"], left["minutes"]) == (1, 1, 5)
    assert gone["place"] is None


def test_an_answer_in_writing_is_signed_on_a_day_that_there_was(sign_in: SignIn) -> None:
    dialogue = announced(sign_in(make.RECEIVER))
    paper = {"text": "Từ 15/4.", "number": "12", "symbol": "UBND-VP", "authority": "TM"}
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        posted(then, f"{dialogue}/opening")
        question = asked(then, dialogue)
        did(then, question, "outcome", outcome="owed", due_on=LATER)
        head = sign_in(make.CHAIR)
        for day in ("2026-03-19", "2026-03-21"):
            refused = did(head, question, "answer", 422, signed_on=day, **paper)
            assert refused["type"] == "/problems/answer-signed-at-no-time"
        signed = did(head, question, "answer", signed_on="2026-03-20", **paper)

    assert signed["answer"]["signed_on"] == "2026-03-20"


def test_an_outcome_given_while_the_dialogue_is_being_closed_finds_it_closed(
    sign_in: SignIn,
) -> None:
    dialogue = announced(sign_in(make.RECEIVER))
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        posted(then, f"{dialogue}/opening")
        question = asked(then, dialogue)
        did(then, question, "outcome", outcome="guided", to="Khiếu nại lần đầu")
        with unit_of_work():
            # A page has read it as it goes on, and somebody else was quicker to close it.
            read = dialogue_to_read(UUID(question["dialogue"]))
            before = read.state
            with db.engine.begin() as other:
                over = update(Case).values(state="held")
                other.execute(over.where(Case.id == read.id))
            another = OutcomeGiven(Outcome.ANSWERED, said="Đã làm xong.")
            with pytest.raises(NotInSession):
                decide(UUID(question["id"]), another, make.actor(make.RECEIVER))

    assert before == "in_session"
    assert then.get(f"{QUESTIONS}/{question['id']}").json["outcome"] == "guided"
