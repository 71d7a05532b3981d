"""What everybody reads of a question: never what nobody has looked at, or what was taken away."""

from datetime import timedelta
from uuid import UUID

from api.dialogues.papers.outcomes import asked_at
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.guests import LATER, STARTS, announced, when
from tests.dialogues.speakers import done, in_session, joined
from tests.dialogues.test_questions import QUESTIONS, asked, did, looked_at


def test_a_name_that_accuses_or_tells_a_number_is_looked_at_like_the_words(
    sign_in: SignIn,
) -> None:
    resident = sign_in(make.RESIDENT)
    dialogue = announced(sign_in(make.RECEIVER))
    usual = asked(resident, dialogue, asker="Bà Lan, tổ 3")
    number = asked(resident, dialogue, asker="Gọi 0912345678")
    accusing = asked(resident, dialogue, asker="Chủ tịch phường bao che cho nhà thầu")
    for each in (usual, number, accusing):
        looked_at(each)

    public = sign_in(make.OTHER_RESIDENT).get(f"{dialogue}/questions").json["items"]

    assert [each["id"] for each in public] == [usual["id"], number["id"]]
    assert public[0]["asker"] == "Bà Lan, tổ 3"
    assert "0912345678" not in public[1]["asker"]


def test_words_that_are_masked_while_they_are_on_the_screen_go_from_it(
    client: Client, sign_in: SignIn
) -> None:
    dialogue = announced(sign_in(make.RECEIVER), co_organisers=[f"{make.COMMUNE}-mttq"])
    with in_session(sign_in, dialogue) as then:
        turn = joined(then, dialogue, name="Bà Lan")
        done(then, turn, "start")
        question = asked(then, dialogue, "Anh Tám bao giờ sửa ngõ?", turn=turn["id"])
        looked_at(question)
        front = sign_in(make.FRONT)
        did(front, question, "screening", publish=True, text="Bao giờ sửa ngõ?")
        seen = client.get(f"{dialogue}/live").json

    assert seen["question"]["text"] == "Bao giờ sửa ngõ?"


def test_papers_say_nothing_of_where_a_hidden_question_was_handed_on_to(sign_in: SignIn) -> None:
    dialogue = announced(sign_in(make.RECEIVER))
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        then.post(f"{dialogue}/opening", json={})
        question = asked(then, dialogue, "Chủ tịch phường bao che cho nhà thầu.")
        looked_at(question)
        did(then, question, "outcome", outcome="guided", to="Thanh tra, về ông Tám")
    [told] = asked_at(UUID(question["dialogue"]))

    assert (told.words, told.outcome, told.to) == (None, "guided", None)


def test_who_does_not_say_what_is_shown_reads_no_words_that_wait_for_it(sign_in: SignIn) -> None:
    desk, front = sign_in(make.RECEIVER), sign_in(make.FRONT)
    alone = announced(desk)
    together = announced(desk, co_organisers=[f"{make.COMMUNE}-mttq"], **LATER)
    own, theirs = (
        asked(sign_in(make.RESIDENT), each, "Chủ tịch phường bao che cho nhà thầu.")
        for each in (alone, together)
    )
    for each in (own, theirs):
        looked_at(each)

    waiting = front.get(f"{QUESTIONS}/to-screen").json["items"]
    moderated = sign_in(make.MODERATOR).get(f"{QUESTIONS}/to-screen").json["items"]

    assert [each["id"] for each in waiting] == [theirs["id"]]
    assert [each["id"] for each in moderated] == [own["id"], theirs["id"]]
    assert front.get(f"{QUESTIONS}/{own['id']}").status_code == 404
    assert own["id"] not in front.get("/can-bo/cau-hoi-cho-xet").text
