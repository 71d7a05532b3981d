"""It comes to the wrong office three times; the head above then says whose it is, and answers."""

from typing import Any

from api.authorities.directory import directory
from api.core.database import unit_of_work
from api.petitions.queries import petition_with
from tests import make
from tests.conftest import SignIn

SECOND, THIRD = "11383", "11407"
NOT_OURS = {"reason": "Không thuộc địa bàn quản lý."}
SIGNED = {"number": "9", "symbol": "UBND", "signed_on": "2026-03-02", "authority": "TM"}


def test_what_no_office_keeps_goes_up_with_its_day_and_nobody_is_late_for_another(
    sign_in: SignIn,
) -> None:
    petition_id, address = make.new_address()
    resident = sign_in(make.RESIDENT)
    handed_in: Any = resident.put(address, json=make.body()).json
    day = answer_day(handed_in)

    # Each office sends it on to the next one, which is told and sees it from then on.
    for here, there in ((make.COMMUNE, SECOND), (SECOND, THIRD)):
        head = sign_in(chair(here))
        read: Any = head.get(address)
        body = NOT_OURS | {"to": f"{there}-ubnd"}
        returned = head.post(
            f"{address}/return", json=body, headers={"If-Match": read.headers["ETag"]}
        )
        assert returned.status_code == 201, returned.json
        assert head.get(address).status_code == 404
        assert sign_in(chair(there)).get(address).json["holder"]["unit_code"] == f"{there}-ubnd"

    # Whoever still reads the old page of the first office cannot send it on once more.
    assert sign_in(chair(make.COMMUNE)).post(f"{address}/return", json=NOT_OURS).status_code == 404

    # The third office names the first again: now it goes to the head above instead, by name.
    third = sign_in(chair(THIRD))
    back = NOT_OURS | {"to": f"{make.COMMUNE}-ubnd"}
    assert third.post(f"{address}/return", json=back).status_code == 201
    city = sign_in(make.CITY_CHAIR)
    above: Any = city.get(address).json
    assert (above["holder"]["unit_code"], holder(petition_id)) == ("31-ubnd", make.CITY_CHAIR)
    assert [each["facts"].get("escalated") for each in returns(city, address)] == [None, None, True]
    assert city.get("/api/v1/petitions?mine=true").json["items"][0]["code"] == above["code"]

    # The sender waits no longer for it, and reads each step without the desks inside.
    told: Any = resident.get(address).json
    assert answer_day(told) == day
    steps = returns(resident, address)
    assert [each["position"] for each in steps] == [None] * 3
    assert [each["facts"] for each in steps] == [{}] * 3

    # The city answers it itself.
    for act, body in (
        ("acceptance", {}),
        ("draft", {"text": "Đã khơi thông cống.", "result": "resolved"}),
        ("signature", SIGNED),
    ):
        done = city.post(f"{address}/{act}", json=body)
        assert done.status_code == 201, done.json
    answered: Any = resident.get(address).json
    assert (answered["state"], answered["answer"]["number"]) == ("answered", "9")


def answer_day(petition: Any) -> str:
    [day] = {each["last_day"] for each in petition["obligations"] if each["duty"] == "answer"}
    return str(day)


def returns(client: Any, address: str) -> list[Any]:
    items = client.get(f"{address}/timeline").json["items"]
    return [each for each in items if each["name"] == "petition.returned"]


def holder(petition_id: Any) -> str:
    with unit_of_work():
        found = petition_with(petition_id)
        assert found is not None
        return directory().position(found.holder_id).code


def chair(commune: str) -> str:
    return f"{commune}-ubnd-chu-tich"
