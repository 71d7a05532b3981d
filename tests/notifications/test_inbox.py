"""The inbox over HTTP."""

from datetime import timedelta
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.authorities.directory import directory
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.i18n import short_date
from api.petitions.models import Petition
from api.regulation.models import Obligation, ObligationState
from api.regulation.queries import open_obligations
from notifications.plan import plan
from tests import make
from tests.conftest import SignIn
from tests.notifications.telling import event_of, messages
from tests.notifications.telling import told as happened


def told(number: int = 1, by: str = make.RESIDENT) -> list[str]:
    """Hand in so many petitions, tell of them, and say their codes, newest first."""
    codes = []
    for _ in range(number):
        with unit_of_work():
            petition = make.petition(by)
            plan(event_of(petition.id))
            codes.append(petition.code)
    return codes[::-1]


def test_the_inbox_says_which_case_who_answers_and_until_when(
    petition: Petition, sign_in: SignIn
) -> None:
    with unit_of_work():
        plan(event_of(petition.id))
    holder = directory().position(petition.holder_id).name
    days = db.session.scalars(
        select(Obligation.last_day).where(
            Obligation.case_id == petition.id, Obligation.last_day.is_not(None)
        )
    ).all()

    [item] = sign_in(make.RESIDENT).get("/api/v1/inbox").get_json()["items"]

    assert (item["event"], item["code"]) == ("petition.received", petition.code)
    assert petition.code in item["title"]
    assert holder in item["text"]
    assert days != []
    assert all(short_date(day, "vi") in item["text"] for day in days if day)
    assert item["read_at"] is None
    assert petition.text not in item["text"]


def test_a_duty_that_ended_is_not_promised_any_more(petition: Petition, sign_in: SignIn) -> None:
    with unit_of_work():
        plan(event_of(petition.id))
        for obligation in open_obligations(petition.id):
            obligation.state = ObligationState.ENDED

    [item] = sign_in(make.RESIDENT).get("/api/v1/inbox").get_json()["items"]

    assert "\n" not in item["text"]


def test_who_opens_nothing_new_is_told_what_is_owed_still(app: Flask, sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
        plan(event_of(petition.id, "petition.accepted"))
    still = [each.last_day for each in open_obligations(petition.id) if each.last_day]

    [item] = sign_in(make.RESIDENT).get("/api/v1/inbox").get_json()["items"]

    assert still != []
    assert all(short_date(day, "vi") in item["text"] for day in still)


def test_the_inbox_speaks_the_language_that_is_asked_for(app: Flask, sign_in: SignIn) -> None:
    [code] = told()

    page = sign_in(make.RESIDENT).get("/api/v1/inbox", headers={"Accept-Language": "en"})

    assert page.get_json()["items"][0]["title"] == f"Case {code} was sent"


def test_pages_go_from_the_newest_to_the_oldest(app: Flask, sign_in: SignIn) -> None:
    codes, resident = told(5), sign_in(make.RESIDENT)
    page = resident.get("/api/v1/inbox?limit=2").get_json()
    found = [[item["code"] for item in page["items"]]]

    while page["next"] is not None:
        page = resident.get(f"/api/v1/inbox?limit=2&after={page['next']}").get_json()
        found.append([item["code"] for item in page["items"]])

    assert found == [codes[:2], codes[2:4], codes[4:]]


def test_everybody_reads_their_own_inbox(app: Flask, sign_in: SignIn) -> None:
    told()

    assert sign_in(make.OTHER_RESIDENT).get("/api/v1/inbox").get_json()["items"] == []


def test_reading_is_noted_once(app: Flask, sign_in: SignIn) -> None:
    told()
    address = f"/api/v1/inbox/{messages()[0].id}/reading"
    resident = sign_in(make.RESIDENT)

    first = resident.post(address)
    with clock.standing_at(clock.now() + timedelta(minutes=5)):
        second = resident.post(address)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.get_json()["read_at"] is not None
    assert first.get_json() == second.get_json()
    assert resident.get("/api/v1/inbox").get_json()["items"][0]["read_at"] is not None


def test_the_inbox_says_how_much_was_read(app: Flask, sign_in: SignIn) -> None:
    told(3)
    resident = sign_in(make.RESIDENT)
    before = resident.get("/api/v1/inbox?limit=1").get_json()["counts"]

    resident.post(f"/api/v1/inbox/{messages()[0].id}/reading")

    assert before == {"read": 0, "unread": 3}
    assert resident.get("/api/v1/inbox").get_json()["counts"] == {"read": 1, "unread": 2}


def test_all_that_was_shown_is_read_at_once_and_nothing_that_came_since(
    app: Flask, sign_in: SignIn
) -> None:
    told(3)
    shown = messages()[1].id
    resident = sign_in(make.RESIDENT)

    answer = resident.post("/api/v1/inbox/reading", json={"until": str(shown)})

    assert (answer.status_code, answer.get_json()) == (200, {"read": 2, "unread": 1})
    assert [message.read_at is not None for message in messages()] == [True, True, False]


def test_who_reads_all_reads_nothing_of_others(app: Flask, sign_in: SignIn) -> None:
    told(2)
    told(1, by=make.OTHER_RESIDENT)
    [foreign] = messages(make.OTHER_RESIDENT)
    resident = sign_in(make.RESIDENT)

    refused = resident.post("/api/v1/inbox/reading", json={"until": str(foreign.id)})
    sign_in(make.OTHER_RESIDENT).post("/api/v1/inbox/reading", json={"until": str(foreign.id)})

    assert refused.status_code == 404
    assert [message.read_at for message in messages()] == [None, None]


def test_the_inbox_leads_to_the_case(petition: Petition, sign_in: SignIn) -> None:
    with unit_of_work():
        plan(event_of(petition.id))

    [item] = sign_in(make.RESIDENT).get("/api/v1/inbox").get_json()["items"]

    assert item["case_id"] == str(petition.id)


def test_what_is_no_case_s_has_no_code(app: Flask, sign_in: SignIn) -> None:
    chair = sign_in(make.CHAIR)
    happened("obligation.due_soon", position=make.CHAIR, duty="receive", due_on="2026-03-31")

    [item] = chair.get("/api/v1/inbox").get_json()["items"]

    assert (item["case_id"], item["code"]) == (None, None)
    assert "31/03/2026" in item["text"]


def test_a_message_of_another_account_is_not_there(app: Flask, sign_in: SignIn) -> None:
    told()
    other = sign_in(make.OTHER_RESIDENT)

    assert other.post(f"/api/v1/inbox/{messages()[0].id}/reading").status_code == 404
    assert other.post(f"/api/v1/inbox/{uuid4()}/reading").status_code == 404
    assert messages()[0].read_at is None


def test_nobody_reads_an_inbox_without_signing_in(client: FlaskClient) -> None:
    assert client.get("/api/v1/inbox").status_code == 401
