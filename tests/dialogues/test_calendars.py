"""Calendars: to subscribe to in public, and all that a leader owes by a private address."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from icalendar import Calendar

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import unit_of_work
from tests import make
from tests.conftest import MONDAY, Client, SignIn
from tests.dialogues import meetings

V1 = "/api/v1"
OF_CHAIR = f"{V1}/positions/{make.CHAIR}"
MARCH = {"month": "2026-03"}


def events(answer: Any) -> dict[str, Any]:
    """What is in a calendar, by id, as another program reads it."""
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert max(len(line) for line in answer.data.split(b"\r\n")) <= 75
    read = Calendar.from_ical(answer.data)
    return {str(each["uid"]): each for each in read.walk("VEVENT")}


def test_a_dialogue_keeps_its_place_in_a_calendar_when_it_is_moved_and_called_off(
    client: Client, sign_in: SignIn
) -> None:
    desk = sign_in(make.RECEIVER)
    planned = meetings.planned(desk)
    uid = f"dialogue-{planned['id']}@doithoai"
    at = f"{V1}/dialogues.ics?area={make.COMMUNE}"
    first = client.get(at)
    same = client.get(at, headers={"If-None-Match": first.headers["ETag"]})
    before = events(first)[uid]
    moved_to = meetings.STARTS + timedelta(days=3)
    with clock.standing_at(MONDAY + timedelta(minutes=1)):
        meetings.done(
            desk,
            planned,
            "rescheduling",
            starts_at=moved_to.isoformat(),
            ends_at=(moved_to + timedelta(hours=2)).isoformat(),
            reason="Bão số 3.",
            notice="Đã niêm yết.",
        )
        moved = events(client.get(at))[uid]
        meetings.done(desk, planned, "cancellation", reason="Bão số 4.", notice="Đã niêm yết.")
        changed = client.get(at, headers={"If-None-Match": first.headers["ETag"]})
        gone = events(changed)[uid]

    assert (same.status_code, same.data) == (304, b"")
    assert str(before["summary"]) == "Đối thoại: Thoát nước và vệ sinh môi trường khu dân cư"
    assert before.decoded("dtstart") == meetings.STARTS
    assert before["dtstart"].params["TZID"] == VIETNAM.key
    assert moved.decoded("dtstart") == moved_to
    assert [each["sequence"] for each in (before, moved, gone)] == [0, 1, 2]
    assert [str(each["status"]) for each in (before, moved, gone)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert client.get(f"{V1}/dialogues.ics?area=31313").status_code == 422
    assert events(client.get(f"{V1}/dialogues.ics?unit=31-ubnd")) == {}


def test_a_reception_day_that_is_moved_is_called_off_and_stands_on_the_other_day(
    client: Client, sign_in: SignIn
) -> None:
    with unit_of_work():
        before = make.reception(on=date(2026, 3, 10)).id
    other = {"id": str(uuid4()), "on": "2026-03-12", "reason": "Họp Hội đồng nhân dân."}
    sign_in(make.RECEIVER).post(f"{V1}/receptions/{before}/rescheduling", json=other)

    found = events(client.get(f"{V1}/receptions.ics?unit={make.COMMUNE}-ubnd"))

    old, new = (found[f"reception-{each}@doithoai"] for each in (before, UUID(other["id"])))
    assert (str(old["status"]), old["sequence"]) == ("CANCELLED", 1)
    assert (str(new["status"]), new["sequence"]) == ("CONFIRMED", 0)
    assert new.decoded("dtstart").date() == date(2026, 3, 12)


def test_a_leader_subscribes_by_an_address_of_their_own_to_all_they_owe(
    client: Client, sign_in: SignIn
) -> None:
    with unit_of_work():
        petition = make.petition(text="Cống trước nhà tôi bị tắc.")
        code, reception = petition.code, make.reception(on=date(2026, 3, 10)).id
    planned = meetings.planned(sign_in(make.RECEIVER))
    head = sign_in(make.CHAIR)

    month = head.get(f"{OF_CHAIR}/calendar", query_string=MARCH).json
    first = head.post(f"{OF_CHAIR}/calendar-feed").json["address"]
    by_address = client.get(first)
    found = events(by_address)

    kinds = {each["kind"]: each for each in month["items"]}
    assert kinds.keys() == {"dialogue", "reception", "duty"}
    assert {f"{each['kind']}-{each['id']}@doithoai" for each in month["items"]} <= found.keys()
    assert f"reception-{reception}@doithoai" in found
    assert f"dialogue-{planned['id']}@doithoai" in found
    duty = next(each for each in found.values() if code in str(each["summary"]))
    assert isinstance(duty.decoded("dtstart"), date)
    assert "Cống" not in by_address.data.decode()


def test_an_address_is_made_and_ended_by_its_holder_and_nobody_else_reads_the_calendar(
    client: Client, sign_in: SignIn
) -> None:
    head = sign_in(make.CHAIR)
    first = head.post(f"{OF_CHAIR}/calendar-feed").json["address"]
    assert sign_in(make.DEPUTY).get(f"{OF_CHAIR}/calendar", query_string=MARCH).status_code == 200
    for other in (make.RECEIVER, make.HANDLER, make.SECRETARY):
        refused = sign_in(other).get(f"{OF_CHAIR}/calendar", query_string=MARCH)
        assert refused.status_code == 403
    assert sign_in(make.DEPUTY).post(f"{OF_CHAIR}/calendar-feed").status_code == 403
    second = head.post(f"{OF_CHAIR}/calendar-feed").json["address"]
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert head.delete(f"{OF_CHAIR}/calendar-feed").status_code == 204
    assert client.get(second).status_code == 404
    assert head.delete(f"{OF_CHAIR}/calendar-feed").status_code == 409
