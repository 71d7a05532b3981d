"""A place at a reception above the communes, without a subject and without signing in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api.core import clock
from api.core.database import db, unit_of_work
from api.dialogues.receptions.bookings import Booking, forget_names
from tests import make
from tests.conftest import MONDAY, Client, SignIn

CITY_DESK = "31-tcd-tiep-nhan"
RECEPTIONS = "/api/v1/receptions"


def city_day() -> UUID:
    """A reception day of the city's chair, tomorrow."""
    with unit_of_work():
        return make.reception(
            CITY_DESK,
            unit="31-tcd",
            positions=(make.CITY_CHAIR,),
            on=MONDAY.date() + timedelta(days=1),
            from_time=time(8),
            place="Trụ sở tiếp công dân thành phố",
        ).id


def test_anybody_takes_a_place_says_nothing_of_why_and_gives_it_back(
    client: Client, sign_in: SignIn
) -> None:
    at = f"{RECEPTIONS}/{city_day()}"
    desk = sign_in(CITY_DESK)
    mine = f"{at}/bookings/{uuid4()}"
    body = {"name": "Cô Sáu", "phone": "0912345678"}

    # Whoever keeps the day opens it; until then one comes and waits.
    assert client.put(mine, json={}).json["type"] == "/problems/not-booked-here"
    assert sign_in(make.RECEIVER).post(f"{at}/places", json={"places": 2}).status_code == 403
    opened = desk.post(f"{at}/places", json={"places": 2}).json
    assert opened == {"places": 2, "free": 2, "minutes": None, "free_slots": []}

    booked = client.put(mine, json=body)
    assert (booked.status_code, booked.json["number"]) == (201, 1)
    assert client.put(mine, json=body).status_code == 200
    assert client.put(mine, json={"name": "Ai đó"}).json["type"] == "/problems/booking-id-taken"
    assert "Sáu" not in client.get(mine).text
    assert client.put(f"{at}/bookings/{uuid4()}", json={}).json["number"] == 2
    full = client.put(f"{at}/bookings/{uuid4()}", json={})
    assert (full.status_code, full.json["type"]) == (409, "/problems/reception-full")
    assert desk.post(f"{at}/places", json={"places": 1}).status_code == 409

    # The desk of that place reads who comes, and nobody else does.
    assert [each["name"] for each in desk.get(f"{at}/bookings").json["items"]] == ["Cô Sáu", None]
    assert client.get(f"{at}/bookings").status_code == 401
    assert sign_in(make.RECEIVER).get(f"{at}/bookings").status_code == 403

    # Given back, the place is free, its number is not given again and its name is forgotten.
    assert client.delete(mine).json["state"] == "cancelled"
    assert client.delete(mine).status_code == 409
    assert client.get(f"{at}/places").json["free"] == 1
    assert client.put(f"{at}/bookings/{uuid4()}", json={}).json["number"] == 3
    assert db.session.scalar(select(Booking.name).where(Booking.number == 1)) is None


def test_there_is_no_member_in_which_a_subject_could_stand(client: Client, sign_in: SignIn) -> None:
    at = f"{RECEPTIONS}/{city_day()}"
    sign_in(CITY_DESK).post(f"{at}/places", json={"places": 2})

    for subject in ("subject", "text", "reason", "about", "note", "kind", "brief", "matter"):
        refused = client.put(f"{at}/bookings/{uuid4()}", json={subject: "Tố cáo ông X"})
        assert refused.status_code == 422
        assert "ông X" not in refused.text


def test_a_day_that_began_takes_no_bookings_and_names_are_forgotten_after_it(
    client: Client, sign_in: SignIn
) -> None:
    city = city_day()
    desk = sign_in(CITY_DESK)

    desk.post(f"{RECEPTIONS}/{city}/places", json={"places": 5})
    body = {"name": "Ông Tám"}
    booked = client.put(f"{RECEPTIONS}/{city}/bookings/{uuid4()}", json=body)

    assert booked.status_code == 201
    with clock.standing_at(MONDAY + timedelta(days=1)):
        late = client.put(f"{RECEPTIONS}/{city}/bookings/{uuid4()}", json={})
        assert late.json["type"] == "/problems/booking-too-late"
        with unit_of_work():
            forget_names()
        assert db.session.scalar(select(Booking.name)) == "Ông Tám"
    with clock.standing_at(MONDAY + timedelta(days=2)), unit_of_work():
        forget_names()
    db.session.expire_all()
    assert db.session.scalar(select(Booking.name)) is None


@pytest.mark.usefixtures("app")
def test_two_who_want_the_last_place_at_once_do_not_both_get_it(
    app: Flask, sign_in: SignIn
) -> None:
    at = f"{RECEPTIONS}/{city_day()}"
    sign_in(CITY_DESK).post(f"{at}/places", json={"places": 1})
    db.session.remove()

    def press(_: int) -> int:
        found: int = app.test_client().put(f"{at}/bookings/{uuid4()}", json={}).status_code
        return found

    with clock.standing_at(MONDAY), ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(press, range(4)))

    assert statuses == [201, 409, 409, 409]
