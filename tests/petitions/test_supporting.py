"""Having the same matter, and hearing how it goes on."""

from typing import Any

from sqlalchemy import select

from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.models import Petition
from moderation.actions import screen
from notifications.models import Audience, Message
from notifications.plan import plan
from tests import make
from tests.conftest import Client, SignIn

SUPPORT = {"supporters": 1, "supporting": True, "following": True}


def public(sign_in: SignIn, **given: Any) -> str:
    """The address of a public petition of the resident."""
    _, address = make.new_address()
    handed_in = sign_in(make.RESIDENT).put(address, json=make.body(visibility="public", **given))
    assert handed_in.status_code == 201, handed_in.json
    with unit_of_work():
        screen(db.session.scalars(select(Event).order_by(Event.id.desc())).first())  # type: ignore[arg-type]
    return address


def test_each_supports_once_follows_by_it_and_stops_when_they_want(
    sign_in: SignIn, client: Client
) -> None:
    address = public(sign_in)
    neighbour = sign_in(make.OTHER_RESIDENT)

    twice = [neighbour.post(f"{address}/support") for _ in range(2)]

    assert [each.status_code for each in twice] == [201, 201]
    assert twice[1].json == SUPPORT
    assert client.get(f"{address}/support").json["supporters"] == 1
    followed = neighbour.get("/api/v1/petitions?following=true").json["items"]
    assert len(followed) == 1
    assert (
        len(db.session.scalars(select(Event).where(Event.name == "petition.supported")).all()) == 1
    )

    # Who stops is not made to follow again by supporting again.
    assert neighbour.delete(f"{address}/following").json["following"] is False
    assert neighbour.post(f"{address}/support").json == SUPPORT | {"following": False}
    assert neighbour.get("/api/v1/petitions?following=true").json["items"] == []
    assert neighbour.delete(f"{address}/support").json["supporters"] == 0
    assert neighbour.put(f"{address}/following").json["following"] is True


def test_ones_own_what_is_not_public_and_what_is_over_is_not_supported(
    sign_in: SignIn, client: Client
) -> None:
    resident, neighbour, head = map(sign_in, (make.RESIDENT, make.OTHER_RESIDENT, make.CHAIR))
    address, (_, private) = public(sign_in), make.new_address()
    resident.put(private, json=make.body())

    assert resident.post(f"{address}/support").json["type"] == "/problems/own-petition"
    assert neighbour.post(f"{private}/support").status_code == 404
    assert head.post(f"{address}/support").status_code == 403
    assert client.post(f"{address}/support").status_code == 401
    assert client.get("/api/v1/petitions?following=true").status_code == 401

    head.post(f"{address}/filing", json={"ground": "Đơn trùng"})
    assert neighbour.post(f"{address}/support").json["type"] == "/problems/already-over"


def test_followers_hear_of_public_steps_while_it_is_public(sign_in: SignIn) -> None:
    address = public(sign_in)
    neighbour, head = sign_in(make.OTHER_RESIDENT), sign_in(make.CHAIR)
    neighbour.put(f"{address}/following")
    head.post(f"{address}/acceptance", json={})
    follower = make.account_of(make.OTHER_RESIDENT).id

    assert heard("petition.accepted")[follower] is Audience.FOLLOWERS

    assert address.rpartition("/")[2] in neighbour.get("/api/v1/inbox").text
    with unit_of_work():
        found = db.session.scalars(select(Petition)).one()
        found.published_at = None
    head.post(f"{address}/draft", json={"text": "Đã khơi.", "result": "resolved"})
    signed = {"number": 15, "symbol": "VP", "authority": "TM", "signed_on": "2026-03-02"}
    assert head.post(f"{address}/signature", json=signed).status_code == 201
    assert follower not in heard("petition.answered")
    assert neighbour.get("/api/v1/inbox").json["items"] == []


def heard(name: str) -> dict[Any, Audience]:
    """Who is told of what happened under this name, and as what."""
    event = db.session.scalars(select(Event).where(Event.name == name)).one()
    with unit_of_work():
        plan(event)
    told = db.session.scalars(select(Message).where(Message.event_id == event.id))
    return {each.account_id: each.audience for each in told}
