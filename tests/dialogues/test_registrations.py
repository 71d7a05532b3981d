"""People register for a dialogue, wait, move up, and are let in."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from api.core import clock
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.guests import (
    CLOSES,
    STARTS,
    announced,
    own,
    phone,
    posted,
    registered,
    when,
    with_village,
)


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    """The reception of the commune, which keeps the lists of its bodies."""
    return sign_in(make.RECEIVER)


def states(*people: tuple[Client, Any]) -> list[tuple[str, int | None]]:
    """What each of them reads now: where they stand."""
    found = [who.get(own(each)).json for who, each in people]
    return [(each["state"], each["position_in_line"]) for each in found]


def test_seats_go_in_order_who_waits_moves_up_and_nobody_overtakes(
    desk: Client, sign_in: SignIn
) -> None:
    # Given three seats: two are gone, a couple waits, and so does who comes after them
    dialogue = announced(desk)
    people = [sign_in(phone(number)) for number in range(4)]
    companions = (0, 0, 1, 0)
    made = [
        registered(who, dialogue, companions=more)
        for who, more in zip(people, companions, strict=True)
    ]
    first, second, couple, last = zip(people, made, strict=True)
    assert states(first, second) == [("confirmed", None)] * 2
    assert states(couple, last) == [("waiting", 1), ("waiting", 2)]
    assert desk.get(f"{dialogue}/seats").json["waiting"] == 2

    # When one comes alone instead of as a couple, there is a seat
    posted(people[2], f"{own(made[2])}/companions", companions=0)
    assert states(couple, last) == [("confirmed", None), ("waiting", 1)]

    # When one gives up the seat, who waits has it
    assert people[0].delete(own(made[0])).status_code == 204
    assert people[0].delete(own(made[0])).status_code == 204
    assert states(last) == [("confirmed", None)]

    # And who gave it up may register anew, at the end of the line, until the room is larger
    again = registered(people[0], dialogue, companions=2)
    assert again["position_in_line"] == 1
    assert posted(desk, f"{dialogue}/capacity", capacity=5)["left"] == 0
    assert states((people[0], again)) == [("waiting", 1)]
    posted(desk, f"{dialogue}/capacity", capacity=6)
    assert states((people[0], again)) == [("confirmed", None)]
    assert posted(desk, f"{dialogue}/capacity", 409, capacity=5)["promised"] == {"free": 6}


def test_the_same_again_is_the_same_and_nobody_is_registered_twice(
    desk: Client, sign_in: SignIn
) -> None:
    dialogue, resident = announced(desk), sign_in(make.RESIDENT)
    address, guest = f"{dialogue}/registrations/{uuid4()}", {"name": "Nguyễn Văn Mẫu"}

    answers = [resident.put(address, json=guest) for _ in range(2)]
    other = resident.put(address, json=guest | {"companions": 1})
    taken = sign_in(make.OTHER_RESIDENT).put(address, json=guest)
    twice = registered(resident, dialogue, 409)
    by_desk = registered(desk, dialogue, 409, name="Mẫu", phone=make.RESIDENT)
    written = registered(desk, dialogue, name="Trần Thị Thử", phone="0912 000 777")
    again = registered(desk, dialogue, 409, name="Thử", phone="+84912000777")

    assert [each.status_code for each in answers] == [201, 200]
    assert answers[0].json == answers[1].json
    assert [each.status_code for each in (other, taken)] == [409, 409]
    assert twice["registration"] == by_desk["registration"] == answers[0].json["id"]
    assert again["registration"] == written["id"]
    assert desk.get(f"{dialogue}/seats").json["left"] == 1


def test_names_and_numbers_are_read_by_the_organiser_and_one_s_own_by_oneself(
    desk: Client, sign_in: SignIn
) -> None:
    dialogue, resident = announced(desk), sign_in(make.RESIDENT)
    made = registered(resident, dialogue, name="Nguyễn Văn Đỗ", question="Bao giờ hết ngập?")

    [listed] = desk.get(f"{dialogue}/registrations?q=VĂN đỖ").json["items"]
    assert (listed["phone"], listed["question"]) == (make.RESIDENT, "Bao giờ hết ngập?")
    assert desk.get(f"{dialogue}/registrations?state=waiting").json["items"] == []
    assert [each["id"] for each in resident.get("/api/v1/registrations").json["items"]] == [
        made["id"]
    ]
    assert "phone" not in resident.get(own(made)).json
    unknown = resident.get(own({"id": uuid4()})).json
    for who in (make.OTHER_RESIDENT, "11407-tcd-tiep-nhan", make.FRONT, make.HANDLER):
        stranger = sign_in(who)
        assert stranger.get(f"{dialogue}/registrations").status_code == 403
        if who in (make.OTHER_RESIDENT, "11407-tcd-tiep-nhan"):
            assert stranger.get(own(made)).json["type"] == unknown["type"]
            assert stranger.delete(own(made)).status_code == 404
    for act in ("attendance", "confirmation"):
        assert sign_in(make.OTHER_RESIDENT).post(f"{own(made)}/{act}").status_code in (403, 404)
    assert resident.post(f"{own(made)}/attendance").status_code == 403


def test_before_the_window_and_after_it_only_a_desk_writes_somebody_down(
    desk: Client, sign_in: SignIn
) -> None:
    opens = clock.now() + timedelta(days=1)
    window = {"from": opens.isoformat(), "to": CLOSES.isoformat()}
    dialogue = announced(desk, registration=window)
    resident = sign_in(make.RESIDENT)

    closed = registered(resident, dialogue, 409)
    assert closed["type"] == "/problems/registration-closed"
    assert closed["from"][:10] == opens.isoformat()[:10]
    with when(sign_in, opens, make.RESIDENT) as then:
        registered(then, dialogue)
    with when(sign_in, CLOSES, make.OTHER_RESIDENT) as then:
        registered(then, dialogue, 409)
    with when(sign_in, CLOSES) as then:
        registered(then, dialogue, name="Người đăng ký tại chỗ")
        registered(then, dialogue, 422)
    assert registered(resident, announced(desk, capacity=None, chairs=[make.DEPUTY]), 409)["type"]
    registered(resident, dialogue, 403, walk_in=True)
    registered(resident, dialogue, 422, companions=6)
    registered(resident, dialogue, 422, needs=["helicopter"])
    registered(resident, dialogue, 422, village="khong-co")


def test_kept_seats_go_to_delegates_and_invited_people_and_groups_are_asked_for(
    desk: Client, sign_in: SignIn
) -> None:
    # Given four seats: one for a village's delegate, one for an invitation, two for anybody
    dialogue = announced(desk, capacity=4)
    village = with_village()
    posted(desk, f"{dialogue}/seating", 422, delegates={village: 4}, invited=1)
    posted(desk, f"{dialogue}/seating", 422, delegates={"khong-co": 1})
    groups = ["farmers", "women"]
    shared = posted(desk, f"{dialogue}/seating", delegates={village: 1}, invited=1, groups=groups)
    assert shared["left"] == 2
    invitation = desk.put(f"{dialogue}/invitations/{uuid4()}", json={}).json
    people = [sign_in(phone(number)) for number in range(5)]

    # When people come for them
    assert registered(people[0], dialogue, 422)["groups"] == groups
    found = [
        registered(people[0], dialogue, group="women"),
        registered(people[1], dialogue, group="women"),
        registered(people[2], dialogue, group="women"),
        registered(people[3], dialogue, group="farmers", invitation=invitation["code"].lower()),
        registered(desk, dialogue, group="farmers", name="A", village=village, delegate=True),
    ]
    spent = registered(people[4], dialogue, 409, group="women", invitation=invitation["code"])

    # Then kept seats were there for those they were kept for
    taken = ["confirmed", "confirmed", "waiting", "confirmed", "confirmed"]
    assert [each["state"] for each in found] == taken
    assert spent["type"] == "/problems/invitation-used-up"
    registered(people[4], dialogue, 422, group="women", invitation="ABCDEFGHJK")
    posted(desk, f"{dialogue}/seating", 409, groups=["women"])

    # And what is kept for nobody any more goes to who waits
    people[3].delete(own(found[3]))
    assert states((people[2], found[2])) == [("waiting", 1)]
    posted(desk, f"{dialogue}/seating", delegates={village: 1}, groups=["women"], overbooking=25)
    assert states((people[2], found[2])) == [("confirmed", None)]
    assert desk.get(f"{dialogue}/invitations").json["items"][0]["used"] == 0


def test_on_the_day_people_are_let_in_once_and_who_did_not_come_is_counted(
    desk: Client, sign_in: SignIn
) -> None:
    # Given two seats and one who waits
    dialogue = announced(desk, capacity=2)
    other = announced(desk, capacity=2, chairs=[make.DEPUTY])
    people = [sign_in(phone(number)) for number in range(4)]
    seated, absent, waiting = [registered(who, dialogue) for who in people[:3]]
    elsewhere = registered(people[3], other)
    scan = f"{dialogue}/check-in"
    posted(desk, scan, 409, ticket=seated["ticket"])
    made = zip(people, (seated, absent, waiting), strict=False)
    pictures = [who.get(f"{own(each)}/ticket.svg") for who, each in made]
    assert [each.status_code for each in pictures] == [200, 200, 409]

    # When they come on the day
    with when(sign_in, STARTS - timedelta(minutes=20)) as door:
        posted(door, scan, ticket=seated["ticket_content"])
        assert posted(door, scan, 409, ticket=seated["ticket"])["came_at"]
        assert posted(door, scan, 409, ticket=elsewhere["ticket"])["type"].endswith("of-another")
        posted(door, scan, 422, ticket=seated["ticket_content"].replace(".1.", ".6."))
        posted(door, f"{own(waiting)}/attendance", 409)
    with when(sign_in, STARTS + timedelta(minutes=10)) as door:
        posted(door, f"{dialogue}/opening")
        posted(door, f"{own(waiting)}/attendance")
        registered(door, dialogue, 409, name="Người đến sau", walk_in=True)
        assert people[1].delete(own(absent)).status_code in (401, 409)
    with when(sign_in, STARTS + timedelta(hours=3)) as door:
        held = posted(door, f"{dialogue}/closing", people=2)
        posted(door, scan, 409, ticket=absent["ticket"])

    # Then the figures say so
    assert held["attendance"]["registrations"] == {
        "registered": 3,
        "confirmed": 3,
        "came": 2,
        "absent": 1,
        "walk_ins": 0,
        "waiting": 0,
        "cancelled": 0,
    }
