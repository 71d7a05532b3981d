"""Twelve neighbours ask together: two stand for all, each is told, none takes it back alone."""

from typing import Any

from sqlalchemy import select

from api.core.database import db, unit_of_work
from api.events.models import Event
from notifications.models import Message
from notifications.plan import plan
from tests import make
from tests.conftest import SignIn

SON, NEW = "0912345678", "0355000333"
GROUP: dict[str, Any] = {
    "count": 12,
    "representatives": [
        {"name": "Bà Tư", "address": "Ngõ 12", "contact": {"phone": SON}, "position": "main"},
        {"name": "Ông Năm", "contact": "0987654321"},
    ],
    "appointment": {"form": "written", "signed_on": "2026-03-01"},
}


def test_each_representative_reads_and_hears_and_one_alone_takes_nothing_back(
    sign_in: SignIn,
) -> None:
    clerk, first, second = map(sign_in, (make.RECEIVER, make.RESIDENT, make.OTHER_RESIDENT))
    _, address = make.new_address()
    letter = make.body(kind="proposal", channel="counter", people=GROUP)

    entered = clerk.put(address, json=letter)
    assert entered.status_code == 201, entered.json
    assert entered.json["petitioner"] == {"name": "Bà Tư", "address": "Ngõ 12"}
    assert clerk.put(address, json=letter).status_code == 200

    # Signed in with the number they left, both find it among their own, and nobody else does.
    for own in (first, second):
        assert [each["code"] for each in own.get("/api/v1/petitions?mine=true").json["items"]] == [
            entered.json["code"]
        ]
        assert own.get(address).json["text"] == letter["text"]
    assert sign_in("+84355000444").get(address).status_code == 404
    assert hearers("petition.received") >= {make.RESIDENT, make.OTHER_RESIDENT}

    # The office knows how many they are; names are for the senders and for intake.
    people = first.get(f"{address}/people").json
    assert (people["count"], people["named"], people["appointment"]) == (12, 2, "written")
    assert [each["name"] for each in people["representatives"]] == ["Bà Tư", "Ông Năm"]
    assert sign_in(make.CHAIR).get(f"{address}/people").json["representatives"] is None

    refused = second.post(f"{address}/withdrawal", json={})
    assert refused.json["type"] == "/problems/taken-back-by-all"
    part = second.post(f"{address}/withdrawal", json={"part": "Việc đèn đường"})
    assert part.json["type"] == "/problems/taken-back-by-all"
    assert second.delete(f"{address}/people/own").status_code == 204
    assert second.get(address).status_code == 404
    assert first.get(address).json["state"] == "received"

    # The others name somebody else, and the desk enters the paper that says so.
    others = {"representatives": [GROUP["representatives"][0], {"name": "Cô Sáu", "contact": NEW}]}
    changed = clerk.put(f"{address}/people", json=others | {"count": 12, "reason": "Ông Năm thôi."})
    assert changed.status_code == 200, changed.json
    assert sign_in("+84355000333").get(address).status_code == 200
    assert make.RESIDENT in hearers("petition.represented")
    assert "người đại diện đã thay đổi" in first.get("/api/v1/inbox").text
    [kept, new] = first.get(f"{address}/people").json["representatives"]
    assert (kept["id"], new["name"]) == (people["representatives"][0]["id"], "Cô Sáu")
    assert [each["name"] for each in first.get(f"{address}/timeline").json["items"]] == [
        "petition.received",
        "petition.represented",
        "petition.represented",
    ]


def test_a_complaint_names_no_more_than_the_decree_lets(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    named = [{"name": f"Người {number}"} for number in range(6)]

    def put(kind: str, count: int | None, most: int) -> tuple[int, int | None]:
        people = {"representatives": named[:most]} | ({"count": count} if count else {})
        answer = resident.put(make.new_address()[1], json=make.body(kind=kind, people=people))
        return answer.status_code, answer.json.get("most")

    assert put("complaint", 7, 2) == (201, None)
    assert put("complaint", 7, 3) == (422, 2)
    assert put("complaint", 30, 5) == (201, None)
    assert put("complaint", 30, 6) == (422, 5)
    assert put("complaint", 4, 4) == (201, None)
    assert put("proposal", 30, 6) == (201, None)
    assert put("proposal", 2, 3) == (422, None)


def hearers(name: str) -> set[str]:
    """The numbers of the residents who are told of what happened under this name."""
    event = db.session.scalars(
        select(Event).where(Event.name == name).order_by(Event.id.desc())
    ).first()
    assert event is not None
    with unit_of_work():
        plan(event)
    told = db.session.scalars(select(Message.account_id).where(Message.event_id == event.id))
    known = (make.RESIDENT, make.OTHER_RESIDENT)
    accounts = set(told)
    return {number for number in known if make.account_of(number).id in accounts}
