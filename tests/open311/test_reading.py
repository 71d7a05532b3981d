"""What other programs read: public field reports alone, never closer than their senders allow."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import xmltodict
from sqlalchemy import select

from api.cases.models import Kind, Visibility
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.core.ids import new_code
from api.open311.statuses import Status, status_of
from api.petitions.actions import draft, sign
from api.petitions.answers import Draft, Result
from api.petitions.public_places import cell_of
from api.petitions.publicity import withhold
from api.petitions.queries import petition_to_change
from api.petitions.states import PetitionState
from api.regulation.models import Obligation
from moderation.actions import screen
from tests import make
from tests.conftest import MONDAY, Client
from tests.moderation.looking import looked_at, received

V2 = "/open311/v2"
WORDS = "Cống tắc\x0b, gọi 0912 345 678."
POINT = {"lat": 20.8561, "lon": 106.6822}


def read(client: Client, query: str = "") -> list[dict[str, Any]]:
    """The reports in JSON."""
    answer = client.get(f"{V2}/requests.json{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json
    return found


def test_a_report_says_who_answers_by_when_and_where_in_both_forms(client: Client) -> None:
    with unit_of_work():
        made = looked_at(WORDS, location=POINT, field="thoat_nuoc")
        owed = select(Obligation).where(Obligation.case_id == made.id, Obligation.duty == "answer")
        lawful = db.session.scalars(owed).one()
        lawful.rule_id, lawful.rule_version = "qdi-11.answer", date(2019, 2, 18)
        lawful.due_at = MONDAY + timedelta(days=15)

    (found,) = read(client)
    (alone,) = client.get(f"{V2}/requests/{found['service_request_id'].lower()}.json").json
    xml = client.get(f"{V2}/requests.xml")

    assert alone == found
    assert found["service_code"] == "thoat_nuoc"
    assert found["service_name"] == "Thoát nước, ngập úng"
    assert found["agency_responsible"] == "Ủy ban nhân dân phường Gia Viên"
    assert found["requested_datetime"] == MONDAY.astimezone(VIETNAM).isoformat()
    assert found["expected_datetime"] == (MONDAY + timedelta(days=15)).isoformat()
    assert found["address"] == "Phường Gia Viên, Thành phố Hải Phòng"
    assert (found["lat"], found["long"]) == cell_of(POINT["lat"], POINT["lon"])
    assert "0912" not in json.dumps(found)
    assert (found["status"], found["status_notes"]) == ("open", "Đã gửi")
    assert xml.headers["Content-Type"] == "text/xml; charset=utf-8"
    row = xmltodict.parse(xml.data)["service_requests"]["request"]
    plain = {name: None if v is None else str(v) for name, v in found.items()}
    assert row == plain | {"description": "Cống tắc, gọi ***."}


def test_what_is_hidden_is_gone_at_once(client: Client) -> None:
    with unit_of_work():
        made = looked_at()
    assert len(read(client)) == 1

    with unit_of_work():
        withhold(petition_to_change(made.id), at=clock.now())

    assert read(client) == []
    assert client.get(f"{V2}/requests/{made.code}.json").status_code == 404


def test_without_a_lawful_day_none_is_told_and_a_promise_is_called_one(client: Client) -> None:
    with unit_of_work():
        looked_at()

    (found,) = read(client)

    assert found["expected_datetime"] is None
    assert found["service_notice"].startswith("Cam kết của cơ quan, không phải luật định")


@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_is_private_of_another_kind_or_unknown_looks_the_same(
    client: Client, form: str
) -> None:
    with unit_of_work():
        made = [make.petition(), looked_at(kind=Kind.PROPOSAL), looked_at("Đèn hỏng, lũ ăn hại.")]
        hidden = [(each.code, str(each.id)) for each in made]

    answers = [
        client.get(f"{V2}/{path}.{form}")
        for code, id_ in [*hidden, (new_code(), str(uuid4())), ("x", "x"), ("%00", "%ff")]
        for path in (f"requests/{code}", f"tokens/{id_}")
    ]
    answers += [client.get(f"{V2}/nowhere.{form}"), client.get(f"{V2}/services/nothing.{form}")]

    assert {each.status_code for each in answers} == {404}
    assert len({each.data for each in answers}) == 1
    assert len({str(each.headers["Content-Type"]) for each in answers}) == 1
    listed = ",".join(code for code, _ in hidden)
    assert read(client, f"?service_request_id={listed}") == read(client) == []


def test_a_list_is_narrowed_by_time_state_and_page(client: Client) -> None:
    with clock.standing_at(MONDAY - timedelta(days=100)), unit_of_work():
        old = looked_at("Biển báo gãy.").code
    with unit_of_work():
        new = [looked_at(f"Cống số {each} tắc.", by=f"+8491234567{each}").code for each in range(2)]

    def codes(query: str = "") -> list[str]:
        return [each["service_request_id"] for each in read(client, query)]

    assert codes() == codes("?status=open,closed") == new[::-1]
    assert codes("?start_date=2025-11-01T00:00:00Z") == [old]
    assert codes("?end_date=2025-12-01T00:00:00%2B07:00") == [old]
    assert codes("?end_date=2025-12-01T00:00:00+07:00") == [old]
    assert codes("?status=closed") == codes("?service_code=land") == []
    assert codes(f"?service_request_id={old}&status=closed") == [old]
    assert codes("?page_size=1&page=2&anything=1") == new[:1]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?start_date=2025-01-01T00:00:00Z&end_date=2025-06-01T00:00:00Z", 400),
        ("?start_date=yesterday", 400),
        ("?status=mended", 400),
        ("?page_size=1001", 400),
        ("?page=0", 400),
        ("?jurisdiction_id=sfgov.org", 404),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_the_form_it_was_asked(
    client: Client, query: str, status: int
) -> None:
    in_json = client.get(f"{V2}/requests.json{query}")
    in_xml = client.get(f"{V2}/requests.xml{query}")

    assert in_json.status_code == in_xml.status_code == status
    (error,) = in_json.json
    assert error["code"] == status
    row = xmltodict.parse(in_xml.data)["errors"]["error"]
    assert row == {"code": str(status), "description": error["description"]}
    assert in_xml.headers["Content-Type"] == "text/xml; charset=utf-8"


def test_an_answer_closes_it_and_is_read_without_personal_data(client: Client) -> None:
    with unit_of_work():
        made = make.at_signature(visibility=Visibility.PUBLIC)
        draft(made.id, make.actor(make.CHAIR), Draft("Đã gọi 0912 345 678.", Result.RESOLVED))
        sign(made.id, make.actor(make.CHAIR), make.signature())
        screen(received(made))
        code = made.code

    (found,) = client.get(f"{V2}/requests/{code}.json").json

    assert found["status"] == "closed"
    assert found["status_notes"].startswith("Đã trả lời: Đã gọi")
    assert "345" not in found["status_notes"]
    assert [each["service_request_id"] for each in read(client, "?status=closed")] == [code]
    assert read(client, "?status=open") == []
    assert status_of(PetitionState.FOLLOWING) is Status.OPEN


def test_every_state_is_open_or_closed() -> None:
    assert {status_of(each) for each in PetitionState} == set(Status)
