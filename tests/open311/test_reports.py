"""Programs hand in reports by a key of their own, residents signed in; nothing is doubled."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from api.cases.models import Channel, Visibility
from api.core.database import db, unit_of_work
from api.core.limits import Limit
from api.open311 import actions
from api.open311.actions import add_key
from api.open311.commands import open311
from api.petitions.models import Petition
from tests import make
from tests.conftest import Client, SignIn

TO = "/open311/v2/requests.json"


@pytest.fixture
def key(app: Flask) -> str:
    """Of the program 1022."""
    with unit_of_work():
        return add_key("1022")


def sent(**given: Any) -> dict[str, Any]:
    """What a program sends."""
    usual = {"service_code": "drainage", "description": "Cống tắc.", "address_string": "Ngõ 12"}
    return usual | given


def taken() -> list[Petition]:
    return [*db.session.scalars(select(Petition).order_by(Petition.ordinal))]


def test_a_report_by_key_is_a_petition_once_with_its_source_and_what_was_agreed(
    client: Client, key: str
) -> None:
    whole = sent(
        api_key=key,
        source_ref="A-1",
        last_name="Nguyễn",
        first_name="Một",
        phone="0912 345 678",
        email="mot@example.vn",
        media_url="https://example.vn/a.jpg",
        lat="20.8561",
        long="106.6822",
        visibility="public",
        device_id="abc",
        jurisdiction_id="31",
    )

    first, again = client.post(TO, data=whole), client.post(TO, data=whole)
    other = client.post(TO, data=whole | {"description": "Khác."})
    in_xml = client.post(TO.replace("json", "xml"), data=sent(api_key=key))

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json == again.json
    assert in_xml.status_code == 201
    assert b"<service_requests><request><service_request_id>" in in_xml.data
    petition, plain = taken()
    assert first.json[0]["service_request_id"] == petition.code
    assert petition.channel is Channel.OPEN311
    assert (petition.source_system, petition.source_ref) == ("1022", "A-1")
    assert petition.petitioner == {"name": "Nguyễn Một"}
    assert petition.contact == {"phone": "+84912345678", "email": "mot@example.vn"}
    assert petition.visibility is Visibility.PUBLIC
    assert petition.intake is not None
    assert petition.intake["consent"]["how"] == "in_program"
    assert petition.intake["media_url"] == "https://example.vn/a.jpg"
    assert (plain.visibility, plain.intake, plain.source_ref) == (Visibility.PRIVATE, None, None)


def test_a_resident_signed_in_hands_in_their_own(sign_in: SignIn) -> None:
    answer = sign_in(make.RESIDENT).post(TO, data=sent(source_ref="1"))

    assert answer.status_code == 201
    (petition,) = taken()
    assert petition.author_id == make.account_of(make.RESIDENT).id
    assert petition.channel is Channel.OPEN311
    assert petition.source_ref is None
    assert sign_in(make.RECEIVER).post(TO, data=sent()).status_code == 403


def test_without_a_key_that_is_in_use_nothing_is_taken(
    client: Client, key: str, app: Flask, sign_in: SignIn
) -> None:
    runner = app.test_cli_runner()

    assert client.post(TO, data=sent()).status_code == 403
    assert client.post(TO, data=sent(api_key="wrong")).status_code == 403
    assert sign_in(make.RESIDENT).post(TO, data=sent(api_key="wrong")).status_code == 403
    assert runner.invoke(open311, ["keys", "revoke", "1022"]).exit_code == 0
    assert client.post(TO, data=sent(api_key=key)).status_code == 403
    assert runner.invoke(open311, ["keys", "revoke", "1022"]).exit_code == 1
    assert runner.invoke(open311, ["keys", "add", "1022"]).exit_code == 1
    assert runner.invoke(open311, ["keys", "add", "Tên dài"]).exit_code == 1
    made = runner.invoke(open311, ["keys", "add", "zalo"]).output.strip()
    assert client.post(TO, data=sent(api_key=made)).status_code == 201
    listed = runner.invoke(open311, ["keys", "list"]).output
    assert listed.splitlines() == ["1022\t02/03/2026\t02/03/2026", "zalo\t02/03/2026"]
    assert made not in listed


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_code": "nothing"},
        {"service_code": ""},
        {"description": ""},
        {"address_string": ""},
        {"lat": "20.8", "address_string": "Ngõ 12"},
        {"lat": "north", "long": "east"},
        {"media_url": "file:///etc/passwd"},
        {"visibility": "secret"},
        {"email": "nobody"},
        {"description": "Đơn tố cáo ông Mẫu nhận tiền."},
        {"description": "\x00"},
    ],
)
def test_a_report_that_cannot_be_answered_is_refused_with_the_reason(
    client: Client, key: str, wrong: dict[str, str]
) -> None:
    answer = client.post(TO, data=sent(api_key=key) | wrong)

    assert answer.status_code == 400
    assert {each["code"] for each in answer.json} == {400}
    assert all(each["description"] for each in answer.json)
    assert "Mẫu" not in answer.text
    assert taken() == []


def test_a_key_hands_in_so_many_an_hour_and_the_picture_is_an_address_in_words(
    client: Client, key: str, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "OF_A_KEY", Limit("open311", 1, timedelta(hours=1)))
    picture = "https://example.vn/a.jpg"

    first = client.post(TO, data=sent(api_key=key, media_url=picture, area=make.COMMUNE))
    second = client.post(TO, data=sent(api_key=key))

    assert (first.status_code, second.status_code) == (201, 429)
    assert second.json[0]["code"] == 429
    shown = sign_in(make.RECEIVER).get(f"/can-bo/vu-viec/{taken()[0].id}").text
    assert picture in shown
    assert f'="{picture}' not in shown


def test_a_file_is_refused_and_another_body_too(client: Client, key: str) -> None:
    picture = (BytesIO(b"GIF89a"), "a.gif")

    with_file = client.post(TO, data=sent(api_key=key, media=picture))
    as_json = client.post(TO, json=sent(api_key=key))

    assert with_file.status_code == 400
    assert as_json.status_code == 415
    assert as_json.json[0]["code"] == 415
    assert taken() == []
