"""When results of a dialogue can have been published, and what a new day of it asks for."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import update

from api.cases.models import Case
from api.core import clock
from api.core.database import db, unit_of_work
from api.dialogues.session_queries import dialogue_named, dialogue_to_change
from tests import make
from tests.conftest import SignIn
from tests.dialogues.meetings import SCHEDULE, STARTS, done, duty, planned, told, when
from tests.dialogues.villages import VILLAGES, with_villages


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


def test_results_are_with_the_villages_when_the_last_of_them_has_got_them(
    sign_in: SignIn,
) -> None:
    with_villages()
    dialogue = planned(sign_in(make.RECEIVER), villages=list(VILLAGES[:2]))
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        done(then, dialogue, "opening")
        done(then, dialogue, "closing", people=120)
    late, in_time = STARTS + timedelta(days=20), STARTS + timedelta(days=3)
    with when(sign_in, late + timedelta(days=1)) as then:
        for way in ("mass_media", "office_board"):
            done(then, dialogue, "results", **told(way, in_time))
        done(then, dialogue, "results", **told("village_heads", late), villages=[VILLAGES[0]])
        # Written down last, told first: the other village had still to wait.
        shown = done(
            then, dialogue, "results", **told("village_heads", in_time), villages=[VILLAGES[1]]
        )

    assert shown["state"] == "published"
    assert duty(shown, "luat-72.dialogue-results")["state"] == "late"


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


def test_who_waited_for_a_dialogue_finds_it_as_it_is_by_then(sign_in: SignIn) -> None:
    dialogue = planned(sign_in(make.RECEIVER))
    with unit_of_work():
        # A page has read it, and somebody else was quicker
        read = dialogue_named(dialogue["code"])
        before = read.state
        with db.engine.begin() as other:
            announced = update(Case).values(state="announced")
            other.execute(announced.where(Case.code == dialogue["code"]))
        found = dialogue_to_change(UUID(dialogue["id"]))

        assert (before, found.state) == ("planned", "announced")
        assert found is read


def test_who_presides_while_they_are_to_receive_citizens_is_told_so(sign_in: SignIn) -> None:
    desk = sign_in(make.RECEIVER)
    with unit_of_work():
        make.reception(on=STARTS.date(), from_time=time(8), to_time=time(11))
    noon = STARTS.replace(hour=13)

    then = planned(desk)
    later = planned(desk, starts_at=noon.isoformat(), ends_at=_an_hour_after(noon))

    told_of = [[each["code"] for each in dialogue["warnings"]] for dialogue in (then, later)]
    assert told_of == [["receives-then"], []]
