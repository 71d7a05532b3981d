"""Two neighbours report the same drain: settled together, and nobody is lost on the way."""

from typing import Any

from sqlalchemy import select

from api.core.database import db, unit_of_work
from api.events.models import Event
from notifications.models import Audience, ChannelName, Message
from notifications.plan import plan
from notifications.queries import entry
from notifications.render import told
from tests import make
from tests.conftest import SignIn

SECOND = "Cống trước ngõ 12 tắc đã lâu, mưa là ngập vào nhà tôi."
OTHER = "0355000222"


def test_the_second_sender_reads_the_answer_and_never_the_words_of_the_first(
    sign_in: SignIn,
) -> None:
    first, second, head = map(sign_in, (make.RESIDENT, make.OTHER_RESIDENT, make.CHAIR))
    desk, clerk = sign_in(make.HANDLER), sign_in(make.RECEIVER)
    (_, target), (_, merged), (_, entered) = (make.new_address() for _ in range(3))
    first.put(target, json=make.body(petitioner={"name": "Bà Tư Kín"}))
    before = second.put(merged, json=make.body(text=SECOND)).json
    clerk.put(entered, json=make.body(text=SECOND, contact={"phone": OTHER}, channel="counter"))
    head.post(f"{target}/acceptance", json={})

    # The desk is shown what seems to be the same matter, and the head settles the three together.
    alike = desk.get(f"{merged}/similar").json["items"]
    assert {each["code"] for each in alike} >= {first.get(target).json["code"]}
    into = {"into": target.rpartition("/")[2], "reason": "Cùng một cống."}
    assert head.post(f"{merged}/merge", json=into).status_code == 201
    assert head.post(f"{entered}/merge", json=into).status_code == 201
    assert head.post(f"{merged}/merge", json=into).json["type"] == "/problems/merged-already"

    # What was owed on it has ended; whoever has its code reads where it went.
    read = second.get(merged).json
    assert (read["state"], read["public_state"]) == ("merged", "done")
    assert {each["state"] for each in read["obligations"]} == {"ended"}
    [went] = second.get(f"/api/v1/cases/{before['code']}").json["goes_on"]
    assert went["code"] == first.get(target).json["code"]

    # One sender alone does not take back what others wait for.
    refused = first.post(f"{target}/withdrawal", json={})
    assert refused.json["type"] == "/problems/taken-back-by-all"

    answer(head, target)
    shown = second.get(f"{merged}/relations")
    assert (
        shown.json["merged_into"]["answer"]["text"] == "Đã khơi thông cho ***, gọi *** nếu còn tắc."
    )
    assert "petition.answered" in [e["name"] for e in shown.json["merged_into"]["steps"]]
    assert "Bà Tư Kín" not in shown.text
    assert make.body()["text"] not in shown.text
    assert second.get(target).status_code == 404

    heard = hearers_of("petition.answered")
    assert [each.audience for each in heard] == [Audience.AUTHOR, Audience.MERGED, Audience.MERGED]
    own = next(m for m in heard if m.account_id == make.account_of(make.OTHER_RESIDENT).id)
    assert before["code"] in told(entry(own.id), ChannelName.INBOX, "vi").title
    assert before["code"] in second.get("/api/v1/inbox").text


def test_a_merge_by_mistake_is_taken_back_with_the_clocks_it_had(sign_in: SignIn) -> None:
    head, second = sign_in(make.CHAIR), sign_in(make.OTHER_RESIDENT)
    (_, target), (_, merged) = make.new_address(), make.new_address()
    sign_in(make.RESIDENT).put(target, json=make.body())
    second.put(merged, json=make.body(text=SECOND, visibility="public"))
    head.post(f"{merged}/acceptance", json={})
    before = second.get(merged).json

    into = {"into": target.rpartition("/")[2], "reason": "Cùng một cống."}
    assert head.post(f"{merged}/merge", json=into).status_code == 201
    apart = head.post(f"{merged}/separation", json={"reason": "Hai cống khác nhau."})

    assert apart.status_code == 201, apart.json
    after = second.get(merged).json
    assert (before["state"], after["state"]) == ("accepted", "accepted")
    assert owed(after) == owed(before)
    assert Audience.AUTHOR in [each.audience for each in hearers_of("petition.reopened")]
    assert "được mở lại" in second.get("/api/v1/inbox").text
    assert second.get(f"{merged}/relations").json["merged_into"] is None
    again = head.post(f"{merged}/separation", json={"reason": "Hai cống khác nhau."})
    assert again.json["type"] == "/problems/not-merged"


def answer(head: Any, address: str) -> None:
    text = "Đã khơi thông cho bà Tư Kín, gọi 0912345999 nếu còn tắc."
    head.post(f"{address}/draft", json={"text": text, "result": "resolved"})
    signed = {"number": 15, "symbol": "VP", "authority": "TM", "signed_on": "2026-03-02"}
    assert head.post(f"{address}/signature", json=signed).status_code == 201


def hearers_of(name: str) -> list[Message]:
    """Who is told of what happened under this name, in the order in which they were."""
    event = db.session.scalars(select(Event).where(Event.name == name)).one()
    with unit_of_work():
        plan(event)
    return list(
        db.session.scalars(select(Message).where(Message.event_id == event.id).order_by(Message.id))
    )


def owed(petition: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What is owed on it: the duty, its last day, how it stands."""
    return sorted((e["duty"], e["last_day"], e["state"]) for e in petition["obligations"])
