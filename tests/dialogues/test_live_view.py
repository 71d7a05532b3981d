"""What everybody sees of a dialogue that goes on: kept for a second, and told by its tag."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api.core import clock
from api.core.database import db, unit_of_work
from api.dialogues.guests import forgotten_after
from api.dialogues.live import queries
from api.dialogues.live.jobs import forget_turns
from api.dialogues.live.models import LiveSnapshot, Turn
from api.events.models import Event
from moderation.questions import screen_question
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.guests import LATER, STARTS, announced, posted
from tests.dialogues.speakers import done, in_session, joined


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    """The reception of the commune, which organises the dialogue."""
    return sign_in(make.RECEIVER)


def test_what_who_speaks_asks_is_seen_with_what_became_of_it(
    desk: Client, client: Client, sign_in: SignIn
) -> None:
    # Given somebody who speaks, and one who spoke at another dialogue
    dialogue, other = (
        announced(desk),
        announced(desk, **LATER),
    )
    with in_session(sign_in, dialogue) as then:
        turn = joined(then, dialogue, name="Bà Lan")
        done(then, turn, "start")
        asked = {"text": "Gọi tôi số 0912345678: bao giờ nạo vét mương?", "turn": turn["id"]}

        # When they ask two things, and one of them is answered
        first, second = (then.put(f"{dialogue}/questions/{uuid4()}", json=asked) for _ in range(2))
        early = client.get(f"{dialogue}/live").json
        with unit_of_work():
            for event in db.session.scalars(select(Event).where(Event.name == "question.asked")):
                screen_question(event)
        outcome = {"outcome": "answered", "said": "Tuần tới sẽ làm."}
        answered = then.post(f"/api/v1/questions/{first.json['id']}/outcome", json=outcome)
        elsewhere = then.put(f"{other}/questions/{uuid4()}", json=asked)

    # Then everybody sees it, the words only once they may be public
    assert (second.status_code, answered.status_code, elsewhere.status_code) == (201, 201, 404)
    assert early["question"] == {"number": 2, "text": None}
    assert early["questions"] == {"decided": 0, "open": 2}
    with clock.standing_at(STARTS + timedelta(minutes=6)):
        seen = client.get(f"{dialogue}/live").json
    assert seen["questions"] == {"decided": 1, "open": 1}
    assert "nạo vét mương" in seen["question"]["text"]
    assert "0912345678" not in seen["question"]["text"]
    assert queries.figures(UUID(seen["id"])).matters == 2


def test_the_screen_is_asked_again_only_after_a_second_and_says_when_nothing_changed(
    desk: Client, client: Client, sign_in: SignIn
) -> None:
    dialogue = announced(desk)
    with in_session(sign_in, dialogue) as then:
        first = client.get(f"{dialogue}/live")
        joined(then, dialogue, name="Bà Lan")

        # Within the second everybody has the same, and who has it is told so
        held = client.get(f"{dialogue}/live")
        known = client.get(f"{dialogue}/live", headers={"If-None-Match": first.headers["ETag"]})
        assert held.json == first.json
        assert (known.status_code, known.data) == (304, b"")
        assert known.headers["ETag"] == first.headers["ETag"]
        plain = client.get(f"{dialogue}/seats").headers
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Vary"):
            assert held.headers[name] == known.headers[name] == plain[name]
        assert "X-Request-Id" not in held.headers
    with clock.standing_at(STARTS + timedelta(minutes=5, seconds=1)):
        new = client.get(f"{dialogue}/live", headers={"If-None-Match": first.headers["ETag"]})
        asked = client.get(f"{dialogue}/live?x=1", headers={"If-None-Match": new.headers["ETag"]})
    with clock.standing_at(STARTS + timedelta(minutes=5, seconds=3)):
        later = client.get(f"{dialogue}/live", headers={"If-None-Match": new.headers["ETag"]})

    # After it the change is there; the passing of time alone is none
    assert (new.status_code, new.json["waiting"], new.json["version"]) == (200, 1, 2)
    assert (later.status_code, asked.status_code) == (304, 304)


def test_an_unknown_dialogue_is_nobodys_to_see_and_is_looked_for_each_time(
    desk: Client, client: Client
) -> None:
    planned = announced(desk)
    nowhere = client.get(f"/api/v1/dialogues/{uuid4()}/live")

    assert nowhere.status_code == 404
    assert nowhere.json["type"] == "/problems/missing"
    assert "X-Request-Id" in nowhere.headers
    ahead = client.get(f"{planned}/live").json
    assert (ahead["state"], ahead["version"], ahead["speaking"]) == ("announced", 0, None)
    assert client.post(f"{planned}/live").status_code == 405


def test_names_are_forgotten_some_time_after_the_day_and_figures_stay(
    desk: Client, client: Client, sign_in: SignIn
) -> None:
    dialogue, other = announced(desk), announced(desk, **LATER)
    with in_session(sign_in, dialogue) as then:
        turn, _ = (joined(then, dialogue, name=name) for name in ("Bà Lan", "Ông Tư"))
        done(then, turn, "start")
        joined(then, other, name="Cụ Sáu")
        posted(then, f"{dialogue}/closing", people=2)
        seen = db.session.scalars(select(LiveSnapshot)).all()
        assert "Ông Tư" not in str(
            [each.body for each in seen if dialogue.endswith(str(each.dialogue_id))]
        )

    for seconds, kept in ((0, {"Bà Lan", "Ông Tư", "Cụ Sáu"}), (1, {None, "Cụ Sáu"})):
        over = STARTS + timedelta(hours=3, seconds=seconds) + forgotten_after()
        with clock.standing_at(over), unit_of_work():
            forget_turns()
        assert set(db.session.scalars(select(Turn.name))) == kept
    assert client.get(f"{dialogue}/live").json["spoke"] == 1
