"""The line of a dialogue that goes on: who joins it, who speaks, and what everybody sees."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from api.core import clock
from api.core.database import db, unit_of_work
from api.core.errors import Problem
from api.dialogues.live import actions, queries
from api.dialogues.live.actions import AN_HOUR
from api.dialogues.live.models import Speaker
from api.dialogues.proceedings import open_
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.guests import (
    LATER,
    STARTS,
    VILLAGE,
    announced,
    own,
    phone,
    posted,
    registered,
    when,
    with_village,
)
from tests.dialogues.speakers import done, in_session, joined

BEFORE = STARTS - timedelta(minutes=20)
FOREIGN = make.CITY_CHAIR
"""A head who may plan dialogues, and does not organise this one."""


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    """The reception of the commune, which organises the dialogue."""
    return sign_in(make.RECEIVER)


def names(desk: Client, dialogue: str, state: str = "waiting") -> list[str]:
    """Who is in this state, in the order of the line, page by page."""
    found, address = [], f"{dialogue}/turns?state={state}&limit=2"
    while address:
        page = desk.get(address).json
        found += [each["name"] for each in page["items"]]
        address = page["next"] and f"{dialogue}/turns?state={state}&limit=2&after={page['next']}"
    return found


def test_who_has_come_joins_the_line_themselves_once_at_a_time(
    desk: Client, sign_in: SignIn
) -> None:
    # Given two who registered, one of whom has come
    with_village()
    dialogue = announced(desk, capacity=10)
    here = registered(sign_in(phone(1)), dialogue, name="Bà Lan", village=VILLAGE)
    registered(sign_in(phone(2)), dialogue, name="Ông Tư")
    assert joined(sign_in(phone(1)), dialogue, 409)["type"] == "/problems/not-the-hour"
    with when(sign_in, BEFORE) as door:
        posted(door, f"{own(here)}/attendance")
        lan = sign_in(phone(1))

        # When they join the line
        turn = joined(lan, dialogue)
        twice = joined(lan, dialogue, 409)
        others = [joined(sign_in(phone(number)), dialogue, 409) for number in (2, 3)]

        # Then it is theirs, for as long as everybody has, and they may leave it again
        assert (turn["name"], turn["village"], turn["minutes"]) == ("Bà Lan", VILLAGE, 5)
        assert (twice["type"], twice["turn"]) == ("/problems/in-line-already", turn["id"])
        assert {each["type"] for each in others} == {"/problems/not-at-the-door-yet"}
        assert done(door, turn, "start", 409)["type"] == "/problems/dialogue-not-there"
        assert lan.get(f"/api/v1/turns/{turn['id']}").json["position_in_line"] == 1
        assert [lan.delete(f"/api/v1/turns/{turn['id']}").status_code for _ in range(2)] == [
            204
        ] * 2
        assert joined(lan, dialogue)["number"] == 2


def test_nobody_joins_and_leaves_again_and_again(desk: Client, sign_in: SignIn) -> None:
    dialogue = announced(desk)
    here = registered(sign_in(phone(1)), dialogue)
    with when(sign_in, BEFORE) as door:
        posted(door, f"{own(here)}/attendance")
        restless = sign_in(phone(1))
        for _ in range(AN_HOUR.times):
            turn = joined(restless, dialogue)
            assert restless.delete(f"/api/v1/turns/{turn['id']}").status_code == 204

        assert joined(restless, dialogue, 429)["type"] == "/problems/too-many-turns"
        assert joined(door, dialogue, registration=here["id"])["state"] == "waiting"


def test_they_are_called_one_after_the_other_as_the_desk_orders_them(
    desk: Client, client: Client, sign_in: SignIn
) -> None:
    with_village()
    dialogue = announced(desk)
    with in_session(sign_in, dialogue) as then:
        lan = joined(then, dialogue, name="Bà Lan", village=VILLAGE, minutes=3)
        hoa, ba, _ = (joined(then, dialogue, name=name) for name in ("Hoa", "Ba", "Sáu"))

        # The third becomes the next; the first is called, and nobody else meanwhile
        assert done(then, ba, "place", place=1)["position_in_line"] == 1
        assert names(then, dialogue) == ["Ba", "Bà Lan", "Hoa", "Sáu"]
        assert done(then, lan, "start")["state"] == "speaking"
        refused = done(then, ba, "start", 409)
        assert (refused["type"], refused["name"]) == ("/problems/somebody-speaks", "Bà Lan")
        assert done(then, lan, "extension")["extra"] == 2
        assert done(then, lan, "extension", 409, minutes=60)["type"] == "/problems/too-long"
        assert done(then, ba, "extension", 409)["type"] == "/problems/turn-not-there"
        seen = client.get(f"{dialogue}/live").json

        # One is done, one was not there, one does not want to any more
        done(then, lan, "end")
        done(then, ba, "skip")
        assert done(then, ba, "start", 409)["type"] == "/problems/turn-not-there"
        assert then.delete(f"/api/v1/turns/{hoa['id']}").status_code == 204
        assert names(then, dialogue) == ["Sáu"]

    assert (seen["state"], seen["waiting"], seen["spoke"]) == ("in_session", 3, 0)
    assert seen["speaking"] == {
        "turn": lan["id"],
        "number": 1,
        "name": "Bà Lan",
        "village": "Tổ dân phố số 1",
        "started_at": seen["now"],
        "allotted": 5 * 60,
    }
    assert [each["name"] for each in seen["next"]] == ["Ba", "Hoa", "Sáu"]


def test_once_it_is_over_nothing_is_done_and_nobody_is_named(
    desk: Client, client: Client, sign_in: SignIn
) -> None:
    dialogue = announced(desk)
    with in_session(sign_in, dialogue) as then:
        turn, late = (joined(then, dialogue, name=name) for name in ("Bà Lan", "Cụ Sáu"))
        done(then, turn, "start")
    with when(sign_in, STARTS + timedelta(hours=2)) as then:
        posted(then, f"{dialogue}/closing", people=9)

        assert (names(then, dialogue, "done"), names(then, dialogue)) == (["Bà Lan"], ["Cụ Sáu"])
        assert joined(then, dialogue, 409, name="Ông Chín")["type"] == "/problems/not-the-hour"
        for act in ("start", "skip", "end"):
            assert done(then, late, act, 409)["type"] == "/problems/dialogue-not-there"
        assert done(then, late, "place", 409, place=1)["type"] == "/problems/dialogue-not-there"
        assert then.delete(f"/api/v1/turns/{late['id']}").status_code == 409
        seen = client.get(f"{dialogue}/live").json

    assert (seen["state"], seen["speaking"], seen["next"]) == ("held", None, [])
    assert (seen["spoke"], seen["waiting"]) == (1, 1)
    figures = queries.figures(UUID(seen["id"]))
    assert (figures.spoke, figures.waiting, figures.skipped, figures.left) == (1, 1, 0, 0)


def test_what_does_not_belong_into_the_line_is_refused(desk: Client, sign_in: SignIn) -> None:
    dialogue, other = announced(desk), announced(desk, **LATER)
    elsewhere = registered(desk, other, name="Ông Tư", phone=phone(2))
    listed = registered(desk, dialogue, name="Bà Lan")
    with in_session(sign_in, dialogue) as then:
        turn = joined(then, dialogue, registration=listed["id"])
        chosen = f"turns/{uuid4()}"
        same = [then.put(f"{dialogue}/{chosen}", json={"name": "Ông Ba"}) for _ in range(2)]

        assert turn["name"] == "Bà Lan"
        assert [each.status_code for each in same] == [201, 200]
        assert same[0].json == same[1].json
        assert then.put(f"{dialogue}/{chosen}", json={"name": "Ông Bốn"}).status_code == 409
        assert then.put(f"{other}/{chosen}", json={"name": "Ông Ba"}).status_code == 409
        wrong = joined(then, dialogue, 422, registration=elsewhere["id"])
        assert wrong["type"] == "/problems/not-in-this-list"
        assert joined(then, dialogue, 422)["type"] == "/problems/no-speaker"
        assert joined(then, dialogue, 409, registration=listed["id"])["turn"] == turn["id"]
        assert joined(then, dialogue, 422, name="A", village="x")["type"].endswith("-village")
        assert joined(then, dialogue, 422, name="A", minutes=0)["errors"]


def test_others_neither_see_the_line_nor_do_anything_with_it(desk: Client, sign_in: SignIn) -> None:
    dialogue = announced(desk)
    with in_session(sign_in, dialogue) as then:
        turn = joined(then, dialogue, name="Bà Lan")
        resident, foreign = sign_in(phone(1)), sign_in(FOREIGN)

        refused = joined(foreign, dialogue, 403, name="A")
        assert refused["type"] == "/problems/not-the-organiser"
        assert joined(resident, dialogue, 403, minutes=30)["type"].endswith("yourself-alone")
        assert done(resident, turn, "start", 403)
        assert done(foreign, turn, "start", 404)
        for stranger in (resident, foreign):
            assert stranger.get(f"/api/v1/turns/{turn['id']}").status_code == 404
            assert stranger.delete(f"/api/v1/turns/{turn['id']}").status_code == 404
            assert stranger.get(f"{dialogue}/turns").status_code == 403
        assert done(then, {"id": uuid4()}, "start", 404)


def test_an_older_look_at_a_turn_does_nothing_with_it(desk: Client, sign_in: SignIn) -> None:
    dialogue = announced(desk)
    with in_session(sign_in, dialogue) as then:
        turn = joined(then, dialogue, name="Bà Lan")
        started = then.post(f"/api/v1/turns/{turn['id']}/start", headers={"If-Match": '"1"'})
        address, seen = f"/api/v1/turns/{turn['id']}/extension", started.headers["ETag"]

        longer = [then.post(address, json={}, headers={"If-Match": seen}) for _ in range(2)]

        assert [each.status_code for each in longer] == [201, 409]
        assert longer[1].json["type"] == "/problems/turn-changed"
        assert then.get(f"/api/v1/turns/{turn['id']}").json["extra"] == 2


def test_of_two_desks_that_call_two_people_at_once_one_is_told(app: Flask) -> None:
    # Given two who wait, and as many desks as there are threads
    with unit_of_work():
        dialogue = make.dialogue()
        desk = make.actor(make.RECEIVER)
    with clock.standing_at(dialogue.starts_at):
        with unit_of_work():
            open_(dialogue.id, desk, None)
            turns = [
                actions.join(dialogue.id, uuid4(), Speaker(name=name), desk)[0].id
                for name in ("Bà Lan", "Ông Tư")
            ]

        # When both are called at one moment
        def call(turn: UUID) -> str:
            with app.app_context():
                try:
                    with unit_of_work():
                        return actions.start(turn, desk).state
                except Problem as refusal:
                    return type(refusal).__name__

        with ThreadPoolExecutor(2) as pool:
            said = sorted(pool.map(call, turns))

    # Then one speaks
    db.session.rollback()
    assert said == ["SomebodySpeaks", "speaking"]
    assert queries.speaking_at(dialogue.id) is not None
    assert len(queries.line_of(dialogue.id)) == 1
