"""A dialogue from the plan to the publication of its results."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.core import clock
from api.core.clock import VIETNAM
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.meetings import (
    FRONT_UNIT,
    GOVERNMENT,
    PARTY,
    SCHEDULE,
    STARTS,
    done,
    duty,
    plan,
    planned,
    told,
    when,
)


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    """The reception of the commune, which keeps the schedule of its bodies."""
    return sign_in(make.RECEIVER)


def test_from_the_plan_to_the_published_results(
    desk: Client, client: Client, sign_in: SignIn
) -> None:
    dialogue = planned(desk)

    notice = duty(dialogue, "luat-72.dialogue-notice")
    assert (notice["state"], notice["last_day"]) == ("open", "2026-03-13")
    announced = done(desk, dialogue, "announcement", notices=[told(), told("portal")])
    assert announced["state"] == "announced"
    assert duty(announced, "luat-72.dialogue-notice")["state"] == "met"

    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        assert done(then, dialogue, "opening")["state"] == "in_session"
    with when(sign_in, STARTS + timedelta(hours=3)) as then:
        held = done(then, dialogue, "closing", people=120)
        assert duty(held, "luat-72.dialogue-results")["last_day"] == "2026-03-30"
        for way in ("mass_media", "office_board"):
            part = done(then, dialogue, "results", **told(way))
            assert duty(part, "luat-72.dialogue-results")["state"] == "open"
        whole = done(then, dialogue, "results", **told("village_heads"))
        assert client.get(f"{SCHEDULE}/{dialogue['id']}").json == whole

    assert whole["state"] == "published"
    assert duty(whole, "luat-72.dialogue-results")["state"] == "met"


def test_planned_twice_it_is_one_and_another_plan_with_its_id_is_refused(
    desk: Client,
) -> None:
    given = plan()

    answers = [desk.post(SCHEDULE, json=given) for _ in range(2)]
    other = desk.post(SCHEDULE, json=given | {"topic": "Việc khác"})

    assert [each.status_code for each in answers] == [201, 200]
    assert other.status_code == 409
    assert len(desk.get(SCHEDULE).json["items"]) == 1


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({}, 409),
        ({"place": "nhà  VĂN hóa khu dân cư số 3", "chairs": [make.DEPUTY]}, 409),
        ({"place": "Hội trường phường", "unit": PARTY, "chairs": [make.SECRETARY]}, 201),
        ({"place": "Hội trường phường", "chairs": [make.CHAIR]}, 409),
        (
            {
                "starts_at": (STARTS + timedelta(hours=3)).isoformat(),
                "ends_at": (STARTS + timedelta(hours=5)).isoformat(),
            },
            201,
        ),
    ],
)
def test_who_presides_and_the_room_are_at_one_dialogue_at_a_time(
    desk: Client, other: dict[str, Any], status: int
) -> None:
    planned(desk)

    assert desk.post(SCHEDULE, json=plan(**other)).status_code == status


def test_what_was_cancelled_takes_up_nobody_and_stands_in_the_schedule_with_its_reason(
    desk: Client,
) -> None:
    dialogue = planned(desk)

    gone = done(desk, dialogue, "cancellation", reason="Bão số 3", notice="Loa truyền thanh")

    assert (gone["state"], gone["called_off"]["reason"]) == ("cancelled", "Bão số 3")
    assert duty(gone, "luat-72.dialogue-notice")["state"] == "ended"
    assert desk.post(SCHEDULE, json=plan()).status_code == 201


def test_moved_it_keeps_its_earlier_date_and_what_is_owed_moves(desk: Client) -> None:
    dialogue = planned(desk)
    later = STARTS + timedelta(days=7)

    moved = done(
        desk,
        dialogue,
        "rescheduling",
        starts_at=later.isoformat(),
        ends_at=(later + timedelta(hours=2)).isoformat(),
        reason="Trùng kỳ họp HĐND",
        notice="Thông báo số 15",
    )

    assert datetime.fromisoformat(moved["starts_at"]) == later
    assert [each["reason"] for each in moved["changes"]] == ["Trùng kỳ họp HĐND"]
    assert duty(moved, "luat-72.dialogue-notice")["last_day"] == "2026-03-20"


def test_planned_too_late_to_announce_it_is_warned_held_and_counted_late(
    desk: Client,
) -> None:
    soon = clock.now() + timedelta(days=2)
    dialogue = planned(
        desk, starts_at=soon.isoformat(), ends_at=(soon + timedelta(hours=2)).isoformat()
    )

    assert [each["code"] for each in dialogue["warnings"]] == ["late"]
    assert "43" in dialogue["warnings"][0]["citation"]
    announced = done(desk, dialogue, "announcement", notices=[told()])
    assert duty(announced, "luat-72.dialogue-notice")["state"] == "late"


def test_without_the_four_things_the_law_asks_for_it_is_not_announced(desk: Client) -> None:
    given = plan()
    del given["how_to_take_part"]
    dialogue = desk.post(SCHEDULE, json=given).json

    refused = desk.post(f"{SCHEDULE}/{dialogue['id']}/announcement", json={"notices": [told()]})

    assert (refused.status_code, refused.json["missing"]) == (422, ["how_to_take_part"])
    assert desk.get(f"{SCHEDULE}/{dialogue['id']}").json["state"] == "planned"


def test_secretary_and_chair_together_serve_what_both_owe_once_each(
    desk: Client, sign_in: SignIn
) -> None:
    dialogue = planned(desk, co_organisers=[PARTY, FRONT_UNIT], chairs=[make.CHAIR, make.SECRETARY])

    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        done(then, dialogue, "opening")
        done(then, dialogue, "closing", people=80)

    monitor = sign_in(make.CITY_MONITOR)
    owed: Any = monitor.get(f"/api/v1/monitoring/obligations?unit={GOVERNMENT}").json["items"]
    yearly = [each for each in owed if each["rule"] == "luat-72.dialogue-yearly"]
    assert [each["state"] for each in yearly] == ["met"]


def test_one_of_before_is_entered_counts_for_its_year_and_says_so(
    desk: Client, sign_in: SignIn
) -> None:
    earlier = datetime(2026, 1, 20, 8, tzinfo=VIETNAM)
    over = earlier + timedelta(hours=2)

    dialogue = planned(desk, starts_at=earlier.isoformat(), ends_at=over.isoformat())
    done(desk, dialogue, "opening", at=earlier.isoformat())
    held = done(desk, dialogue, "closing", people=60)

    assert [each["code"] for each in held["warnings"]] == ["entered-late"]
    monitor = sign_in(make.CITY_MONITOR)
    owed: Any = monitor.get(f"/api/v1/monitoring/obligations?unit={GOVERNMENT}").json["items"]
    yearly = [each for each in owed if each["rule"] == "luat-72.dialogue-yearly"]
    assert [(each["state"], each["period"]["code"]) for each in yearly] == [("met", "2026")]


def test_an_announcement_of_before_the_plan_is_seen_as_one(desk: Client) -> None:
    dialogue = planned(desk)

    told_now = done(desk, dialogue, "announcement", notices=[told()])
    earlier = clock.now() - timedelta(days=3)
    told_before = done(desk, dialogue, "announcement", notices=[told("portal", earlier)])

    assert told_now["warnings"] == []
    assert [each["code"] for each in told_before["warnings"]] == ["announced-before"]


@pytest.mark.parametrize(
    "given",
    [
        {"capacity": -1},
        {"ends_at": STARTS.isoformat()},
        {"chairs": ["11407-ubnd-chu-tich"]},
        {"chairs": []},
        {"villages": ["khong-co"]},
        {"fields": ["khong-co"]},
        {"registration": {"from": "2026-03-19T08:00:00+07:00", "to": "2026-03-18T08:00:00+07:00"}},
        {"registration": {"from": "2026-03-19T08:00:00+07:00", "to": "2026-03-28T08:00:00+07:00"}},
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_nothing_is_planned(
    desk: Client, given: dict[str, Any]
) -> None:
    refused = desk.post(SCHEDULE, json=plan(**given))

    assert refused.status_code == 422, refused.json
    assert desk.get(SCHEDULE).json["items"] == []


def test_steps_out_of_turn_and_by_others_are_refused(desk: Client, sign_in: SignIn) -> None:
    dialogue = planned(desk)
    address = f"{SCHEDULE}/{dialogue['id']}"

    with when(sign_in, STARTS - timedelta(days=1)) as then:
        assert then.post(f"{address}/opening", json={}).status_code == 422
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        assert then.post(f"{address}/closing", json={"people": 1}).status_code == 409
        assert then.post(f"{address}/results", json=told()).status_code == 409
        elsewhere = sign_in("11407-tcd-tiep-nhan")
        assert elsewhere.post(f"{address}/opening", json={}).status_code == 403
        done(then, dialogue, "opening")
        absent = {"people": 1, "absent": [{"unit": PARTY, "reason": "Bận"}]}
        assert then.post(f"{address}/closing", json=absent).status_code == 422
        later = {"reason": "Mưa", "notice": "Loa"}
        assert then.post(f"{address}/cancellation", json=later).status_code == 409


def test_nobody_else_plans_a_dialogue_of_this_commune(sign_in: SignIn) -> None:
    for who in ("11407-tcd-tiep-nhan", make.HANDLER, make.FRONT, make.RESIDENT):
        assert sign_in(who).post(SCHEDULE, json=plan()).status_code == 403


def test_the_schedule_is_asked_by_unit_leader_time_and_state(desk: Client, client: Client) -> None:
    first = planned(desk)
    later = STARTS + timedelta(days=20)
    second = planned(
        desk,
        unit=PARTY,
        chairs=[make.SECRETARY],
        co_organisers=[],
        starts_at=later.isoformat(),
        ends_at=(later + timedelta(hours=1)).isoformat(),
        registration={
            "from": clock.now().isoformat(),
            "to": (later - timedelta(days=1)).isoformat(),
        },
        capacity=100,
    )
    done(desk, second, "announcement", notices=[told()])

    def found(**query: str) -> list[str]:
        names = {first["id"]: "first", second["id"]: "second"}
        return [
            names[each["id"]] for each in client.get(SCHEDULE, query_string=query).json["items"]
        ]

    assert found() == ["first", "second"]
    assert found(unit=FRONT_UNIT) == ["first"]
    assert found(position=make.SECRETARY) == ["second"]
    assert found(area=make.COMMUNE, **{"from": later.isoformat()}) == ["second"]
    assert found(state="registration") == ["second"]
    assert found(state="announced") == []
    assert found(kind="thematic") == []
