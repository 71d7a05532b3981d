"""Other units give their part of an answer, each by a day of its own."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from api.authorities.directory import directory
from api.authorities.lookup import unit_named
from api.core import clock
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.queries import obligations_of
from notifications.audiences import members
from notifications.models import Audience
from tests import make
from tests.conftest import MONDAY, Client, SignIn

CULTURE = f"{make.COMMUNE}-vhxh"
OFFICE = f"{make.COMMUNE}-vp"
FRIDAY = MONDAY.date() + timedelta(days=4)


def asked(unit: str = CULTURE, **given: Any) -> dict[str, Any]:
    return {"unit": unit, "what": "Xin số hộ bị ngập.", "due_on": FRIDAY.isoformat()} | given


def test_a_unit_that_is_asked_sees_the_case_and_gives_its_part_by_its_own_day(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        petition = make.accepted()
        due = petition.next_due_at
    address = f"/api/v1/petitions/{petition.id}"
    handler, culture = sign_in(make.HANDLER), sign_in(f"{CULTURE}-chuyen-vien")
    sign_in(make.CHAIR).post(f"{address}/assignment", json={"position": make.HANDLER})
    assert culture.get(address).status_code == 404

    done = [handler.post(f"{address}/parts", json=asked(unit)) for unit in (CULTURE, OFFICE)]
    assert [each.status_code for each in done] == [201, 201]

    seen = culture.get(address)
    assert (seen.status_code, seen.json.get("petitioner", "-")) == (200, "-")
    assert culture.post(f"{address}/draft", json={}).status_code in {403, 422}
    assert codes(culture, "together=true") == [petition.code]
    assert [owed_by(petition)[unit] for unit in (CULTURE, OFFICE)] == [(FRIDAY, "open")] * 2
    assert who_was_told(petition, due) != []
    culture.post(f"{address}/parts/1/contribution", json={"text": "12 hộ."})
    assert owed_by(petition)[CULTURE] == (FRIDAY, "met")
    assert owed_by(petition)[OFFICE] == (FRIDAY, "open")
    first, second = late_parts(sign_in, address)
    assert (first["state"], first["late"], first["text"]) == ("contributed", False, "12 hộ.")
    assert (second["state"], second["late"]) == ("asked", True)
    answered = sign_and_read(sign_in, petition)
    assert answered["contributed"] == [first["unit"]]
    assert owed_by(petition)[OFFICE] == (FRIDAY, "ended")
    assert sign_in(make.RESIDENT).get(f"{address}/parts").status_code == 403


def test_who_says_why_not_sees_it_no_more_and_may_be_asked_again(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
    address = f"/api/v1/petitions/{petition.id}"
    head, culture = sign_in(make.CHAIR), sign_in(f"{CULTURE}-truong")
    head.post(f"{address}/parts", json=asked())

    declined = culture.post(f"{address}/parts/1/declining", json={"reason": "Không có số liệu."})

    assert declined.status_code == 201
    assert culture.get(address).status_code == 404
    assert owed_by(petition)[CULTURE] == (FRIDAY, "met")
    [part] = head.get(f"{address}/parts").json["items"]
    assert (part["state"], part["reason"]) == ("declined", "Không có số liệu.")
    assert head.post(f"{address}/parts", json=asked()).status_code == 201
    assert culture.get(address).status_code == 200


def test_who_may_not_be_asked_or_may_not_reply_is_refused(sign_in: SignIn) -> None:
    with unit_of_work():
        accused = make.petition(about={"unit": CULTURE})
        holder = _holder(accused)
        petition = make.accepted()
    address = f"/api/v1/petitions/{petition.id}"
    head = sign_in(make.CHAIR)

    refused = [
        sign_in(holder).post(f"/api/v1/petitions/{accused.id}/parts", json=asked()),
        head.post(f"{address}/parts", json=asked(f"{make.COMMUNE}-ubnd")),
        head.post(f"{address}/parts", json=asked(due_on="2026-03-01")),
        head.post(f"{address}/parts", json=asked("nowhere")),
        sign_in(make.RECEIVER).post(f"{address}/parts", json=asked()),
    ]

    assert [each.status_code for each in refused] == [409, 409, 422, 422, 403]
    head.post(f"{address}/parts", json=asked())
    assert (
        head.post(f"{address}/parts", json=asked()).json["type"] == "/problems/unit-asked-already"
    )
    said = {"text": "Ý kiến."}
    assert head.post(f"{address}/parts/1/contribution", json=said).status_code == 403
    culture = sign_in(f"{CULTURE}-chuyen-vien")
    assert culture.post(f"{address}/parts/2/contribution", json=said).status_code == 404
    assert culture.post(f"{address}/parts/1/contribution", json=said).status_code == 201
    again = culture.post(f"{address}/parts/1/contribution", json=said)
    assert again.json["type"] == "/problems/replied-already"


def codes(client: Client, query: str) -> list[str]:
    return [each["code"] for each in client.get(f"/api/v1/petitions?{query}").json["items"]]


def late_parts(sign_in: SignIn, address: str) -> Any:
    with clock.standing_at(MONDAY + timedelta(days=5)):
        return sign_in(make.HANDLER).get(f"{address}/parts").json["items"]


def who_was_told(petition: Petition, due: object) -> list[object]:
    """Who hears of the first request; the petition itself is due as before."""
    with unit_of_work():
        make.account_of(f"{CULTURE}-truong")
        case = db.session.get_one(Petition, petition.id)
        assert case.next_due_at == due
        told = select(Event).where(Event.name == "petition.part_asked").order_by(Event.id)
        return list(members(Audience.HOLDER, db.session.scalars(told).all()[0], case))


def owed_by(petition: Petition) -> dict[str, Any]:
    with unit_of_work():
        return {
            unit: (each.last_day, each.state.value)
            for each in obligations_of(petition.id)
            for unit in (CULTURE, OFFICE)
            if each.rule_id == "phoi-hop.contribute" and each.unit_id == unit_named(unit).id
        }


def sign_and_read(sign_in: SignIn, petition: Petition) -> Any:
    address, head = f"/api/v1/petitions/{petition.id}", sign_in(make.CHAIR)
    head.post(f"{address}/draft", json={"text": "Đã khơi thông.", "result": "resolved"})
    given = {"number": "1", "symbol": "UBND", "signed_on": "2026-03-02", "authority": "TM"}
    head.post(f"{address}/signature", json=given)
    return sign_in(make.RESIDENT).get(address).json["answer"]


def _holder(petition: Petition) -> str:
    return directory().position(petition.holder_id).code
