"""Fixed reception days of a place, the month made from them, and the places people take there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.dialogues.receptions.bookings import Booking, forget_names
from api.dialogues.receptions.recalling import remind
from api.events.models import Event
from notifications.models import Audience, Message
from notifications.plan import plan as tell
from tests import make
from tests.conftest import Client, SignIn

V1 = "/api/v1"
AUGUST = datetime(2026, 8, 20, 9, 0, tzinfo=VIETNAM)
GOVERNMENT = f"{make.COMMUNE}-ubnd"
MONTH = f"{V1}/units/{GOVERNMENT}/reception-schedule"
SEPTEMBER = {"month": "2026-09"}
WISH = {"name": "Bà Năm", "matter": "proposal", "number": 3}


def fixed(**given: Any) -> dict[str, Any]:
    usual = {
        "unit": GOVERNMENT,
        "positions": [make.CHAIR],
        "weekday": 3,
        "nth": 1,
        "from_on": "2026-07-01",
        "from": "08:00",
        "to": "10:00",
        "place": "Trụ sở tiếp công dân phường",
        "places": 4,
        "minutes": 30,
    }
    return {name: value for name, value in (usual | given).items() if value is not None}


def set_(desk: Client, **given: Any) -> Any:
    answer = desk.put(f"{V1}/reception-patterns/{uuid4()}", json=fixed(**given))
    assert answer.status_code == 201, answer.json
    return answer.json


def told(event: str) -> list[UUID | None]:
    """Who of those with a place was told of it."""
    with unit_of_work():
        for each in db.session.scalars(select(Event).where(Event.name == event)):
            tell(each)
    found = (
        select(Message.account_id)
        .join(Event, Event.id == Message.event_id)
        .where(Event.name == event, Message.audience == Audience.BOOKED)
    )
    return list(db.session.scalars(found.order_by(Message.id)))


def test_a_fixed_day_on_a_holiday_is_held_on_the_next_working_day_and_everybody_reads_why(
    client: Client, sign_in: SignIn
) -> None:
    with clock.standing_at(AUGUST):
        desk = sign_in(make.RECEIVER)
        set_(desk)

        # One day a month is less than the chair owes: the rule says so, before it is published.
        [alone] = desk.get(MONTH, query_string=SEPTEMBER).json["days"]
        [short] = [
            each
            for each in desk.get(MONTH, query_string=SEPTEMBER).json["falls_short"]
            if each["position"] == make.CHAIR
        ]
        assert (short["rule"], short["needed"], short["days"]) == (
            "luat-tcd.reception-commune",
            2,
            1,
        )
        # 2 September is Independence Day; 3 September is a Thursday that is worked.
        assert (alone["fixed"], alone["on"]) == ("2026-09-02", "2026-09-03")
        assert (alone["because"], alone["state"]) == ("Quốc khánh", None)

        set_(desk, weekday=None, nth=None, day=31, places=None, minutes=None)
        preview = desk.get(MONTH, query_string=SEPTEMBER).json
        assert [each["on"] for each in preview["days"]] == ["2026-09-03", "2026-09-30"]
        assert make.CHAIR not in {each["position"] for each in preview["falls_short"]}
        assert client.get(f"{V1}/receptions?unit={GOVERNMENT}").json["items"] == []


def test_a_month_is_published_once_and_a_rule_changed_later_leaves_it_alone(
    client: Client, sign_in: SignIn
) -> None:
    with clock.standing_at(AUGUST):
        desk = sign_in(make.RECEIVER)
        first = set_(desk)
        set_(desk, weekday=None, nth=None, day=31, places=None, minutes=None)
        published = [desk.post(MONTH, json=SEPTEMBER).json["days"] for _ in range(2)]
        other_desk = sign_in("31-tcd-tiep-nhan").post(MONTH, json=SEPTEMBER)
        over = desk.post(MONTH, json={"month": "2026-07"})
        there = client.get(f"{V1}/receptions?unit={GOVERNMENT}").json["items"]
        at = f"{V1}/reception-patterns/{first['id']}"
        changed = desk.put(at, json=fixed(nth=-1, until_on="2026-10-31"))
        later = {
            month: [
                each["on"] for each in desk.get(MONTH, query_string={"month": month}).json["days"]
            ]
            for month in ("2026-09", "2026-10", "2026-12")
        }

    assert [each["state"] for each in published[1]] == ["planned", "planned"]
    assert (other_desk.status_code, over.json["type"]) == (403, "/problems/month-over")
    assert [each["on"] for each in there] == ["2026-09-03", "2026-09-30"]
    moved_from = [each["moved_from"] for each in there]
    assert moved_from == [{"on": "2026-09-02", "because": "Quốc khánh"}, None]
    assert client.get(f"{V1}/receptions/{there[0]['id']}/places").json["places"] == 4
    assert (changed.status_code, changed.json["nth"]) == (200, -1)
    # The last Wednesday; the 31st of October is a Saturday, and the other rule has ended by then.
    assert later["2026-10"] == ["2026-10-28", "2026-11-02"]
    assert later["2026-12"] == ["2026-12-31"]


@pytest.mark.parametrize(
    "given",
    [
        {"day": 5},
        {"nth": None},
        {"to": "07:00"},
        {"places": 9},
        {"places": None},
        {"weekday": 8},
        {"until_on": "2026-06-01"},
    ],
)
def test_a_fixed_day_that_cannot_be_is_refused(sign_in: SignIn, given: dict[str, Any]) -> None:
    answer = sign_in(make.RECEIVER).put(f"{V1}/reception-patterns/{uuid4()}", json=fixed(**given))

    assert answer.status_code == 422, answer.json


def september_day(desk: Client) -> str:
    """The address of a day of four places of half an hour: 16 September, from eight."""
    set_(desk, nth=3)
    [day] = desk.post(MONTH, json=SEPTEMBER).json["days"]
    return f"{V1}/receptions/{day['id']}"


def test_somebody_at_a_commune_takes_a_time_of_their_own_and_says_no_more_than_they_like(
    client: Client, sign_in: SignIn
) -> None:
    with clock.standing_at(AUGUST):
        desk, resident = sign_in(make.RECEIVER), sign_in(make.RESIDENT)
        at = september_day(desk)
        mine = f"{at}/bookings/{uuid4()}"

        # Somebody says who they are; what is denounced is taken above the commune, and not here.
        assert client.put(mine, json=WISH).status_code == 401
        assert resident.put(mine, json={"number": 3}).json["type"] == "/problems/who-and-what"
        denounced = resident.put(mine, json=WISH | {"matter": "denunciation", "brief": "Ông X"})
        assert denounced.status_code == 422
        assert "Ông X" not in denounced.text
        booked = resident.put(mine, json=WISH)
        assert (booked.status_code, booked.json["number"]) == (201, 3)
        assert booked.json["at"] == "2026-09-16T09:00:00+07:00"
        assert resident.put(mine, json=WISH).status_code == 200
        twice = resident.put(f"{at}/bookings/{uuid4()}", json=WISH | {"number": 4})
        assert twice.json["type"] == "/problems/booked-already"

        # The desk writes down who telephoned; a time that is taken is offered to nobody.
        by_phone = {"name": "Ông Tám", "phone": "0905123456", "matter": "other"}
        late = desk.put(f"{at}/bookings/{uuid4()}", json=by_phone | {"number": 3})
        assert (late.json["type"], late.json["free"]) == ("/problems/place-taken", [1, 2, 4])
        assert desk.put(f"{at}/bookings/{uuid4()}", json=by_phone).json["number"] == 1
        slots = client.get(f"{at}/places").json["free_slots"]
        assert [each["number"] for each in slots] == [2, 4]
        listed = desk.get(f"{at}/bookings").json["items"]
        told = {each["name"]: each["is_told"] for each in listed}
        assert told == {"Bà Năm": True, "Ông Tám": False}


def test_a_place_is_kept_when_the_day_is_moved_its_owner_is_told_and_forgotten_after_it(
    client: Client, sign_in: SignIn
) -> None:
    with clock.standing_at(AUGUST):
        desk, resident = sign_in(make.RECEIVER), sign_in(make.RESIDENT)
        at = september_day(desk)
        mine = f"{at}/bookings/{uuid4()}"
        resident.put(mine, json=WISH)
        other = {"id": str(uuid4()), "on": "2026-09-18", "from": "14:00", "to": "16:00"}
        other |= {"reason": "Chủ tịch dự họp Hội đồng nhân dân thành phố."}
        past = desk.post(f"{at}/rescheduling", json=other | {"on": "2026-08-19"})
        moved = [desk.post(f"{at}/rescheduling", json=other) for _ in range(2)]
        before, now = client.get(at).json, resident.get(mine).json
        account_id = make.account_of(make.RESIDENT).id
        told_of_the_move = told("reception.not_held")

    assert [each.status_code for each in (past, *moved)] == [422, 201, 201]
    assert f"{V1}/receptions/{moved[0].json['instead_of']}" == at
    assert (before["state"], before["reason"]) == ("not_held", other["reason"])
    # The same number on the new day, and the old address still leads to it.
    assert (now["at"], now["number"]) == ("2026-09-18T15:00:00+07:00", 3)
    assert told_of_the_move == [account_id]

    with clock.standing_at(datetime(2026, 9, 17, 18, 0, tzinfo=VIETNAM)):
        for _ in range(2):
            with unit_of_work():
                remind()
        assert told("reception.reminded") == [account_id]
    with clock.standing_at(datetime(2026, 9, 19, 9, 0, tzinfo=VIETNAM)), unit_of_work():
        forget_names()
    [kept] = db.session.scalars(select(Booking).execution_options(populate_existing=True))
    assert (kept.name, kept.phone, kept.matter, kept.account_id) == (None, None, None, None)


def test_two_residents_who_want_the_last_place_at_once_do_not_both_get_it(
    app: Flask, sign_in: SignIn
) -> None:
    with unit_of_work():
        day = make.reception(on=date(2026, 3, 3)).id
    opened = sign_in(make.RECEIVER).post(
        f"{V1}/receptions/{day}/places", json={"places": 1, "minutes": 30}
    )
    with unit_of_work():
        tokens = [make.token_of(each) for each in (make.RESIDENT, make.OTHER_RESIDENT)]
    db.session.remove()
    moment = clock.now()

    def press(token: str) -> int:
        found: int = (
            app.test_client()
            .put(
                f"{V1}/receptions/{day}/bookings/{uuid4()}",
                json={"name": "Bà Năm", "matter": "other"},
                headers={"Authorization": f"Bearer {token}"},
            )
            .status_code
        )
        return found

    with clock.standing_at(moment), ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(press, tokens))

    assert opened.json["free_slots"] == [{"number": 1, "at": "2026-03-03T08:00:00+07:00"}]
    assert statuses == [201, 409]


def test_nobody_is_called_after_the_end_or_at_another_time_than_they_were_told(
    sign_in: SignIn,
) -> None:
    with clock.standing_at(AUGUST):
        desk = sign_in(make.RECEIVER)
        at = september_day(desk)
        sign_in(make.RESIDENT).put(f"{at}/bookings/{uuid4()}", json=WISH)
        other = {"id": str(uuid4()), "on": "2026-09-18", "from": "14:00", "to": "15:00"}
        shorter = desk.post(f"{at}/rescheduling", json=other | {"reason": "Họp."})
        longer = desk.post(f"{at}/places", json={"places": 4, "minutes": 15})

    assert shorter.json["type"] == "/problems/too-little-time"
    assert longer.json["type"] == "/problems/times-are-taken"
