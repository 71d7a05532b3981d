"""When results of a dialogue can have been published, and what a new day of it asks for."""

from datetime import date, datetime, timedelta

from api.core import clock
from tests import make
from tests.conftest import SignIn
from tests.dialogues.meetings import SCHEDULE, STARTS, done, duty, planned, told, when


def test_no_results_were_published_before_it_began(sign_in: SignIn) -> None:
    dialogue = planned(sign_in(make.RECEIVER))
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        done(then, dialogue, "opening")
        held = done(then, dialogue, "closing", people=120)
        early = told(at=STARTS - timedelta(days=1))
        refused = then.post(f"{SCHEDULE}/{dialogue['id']}/results", json=early)
        shown = then.get(f"{SCHEDULE}/{dialogue['id']}").json

    assert (refused.status_code, refused.json["type"]) == (422, "/problems/published-too-early")
    assert shown["results"] == held["results"] == []


def test_moved_to_another_day_it_is_announced_anew(sign_in: SignIn) -> None:
    desk = sign_in(make.RECEIVER)
    dialogue = planned(desk)
    done(desk, dialogue, "announcement", notices=[told()])

    def moved(to: datetime) -> str:
        ends = (to + timedelta(hours=1)).isoformat()
        given = {"reason": "Trùng kỳ họp HĐND", "notice": "Thông báo số 15"}
        after = done(
            desk, dialogue, "rescheduling", starts_at=to.isoformat(), ends_at=ends, **given
        )
        return str(duty(after, "luat-72.dialogue-notice")["state"])

    assert moved(STARTS + timedelta(hours=1)) == "met"
    assert moved(STARTS + timedelta(days=7)) == "open"
    assert moved(clock.now() + timedelta(days=2)) == "overdue"
    again = done(desk, dialogue, "announcement", notices=[told()])
    assert duty(again, "luat-72.dialogue-notice")["state"] == "late"


def test_announced_too_late_it_is_owed_by_the_new_day_once_it_moves(sign_in: SignIn) -> None:
    begins = clock.now() + timedelta(days=4)
    desk = sign_in(make.RECEIVER)
    dialogue = planned(desk, starts_at=begins.isoformat(), ends_at=_an_hour_after(begins))
    late = done(desk, dialogue, "announcement", notices=[told()])
    later = begins + timedelta(days=30)

    moved = done(
        desk,
        dialogue,
        "rescheduling",
        starts_at=later.isoformat(),
        ends_at=_an_hour_after(later),
        reason="Trùng kỳ họp HĐND",
        notice="Thông báo số 15",
    )

    before, after = (duty(each, "luat-72.dialogue-notice") for each in (late, moved))
    assert (before["state"], after["state"]) == ("late", "open")
    days = [date.fromisoformat(each["last_day"]) for each in (before, after)]
    assert days[1] - days[0] == timedelta(days=30)


def _an_hour_after(moment: datetime) -> str:
    return (moment + timedelta(hours=1)).isoformat()
