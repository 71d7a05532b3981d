"""Handing in a petition."""

import threading
import unicodedata
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.core import clock
from api.core.database import THREADS, db
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.models import Obligation
from tests import make
from tests.conftest import Client, SignIn


def count(model: type[Petition] | type[Event] | type[Obligation]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_it_is_received_with_code_holder_and_due_dates(sign_in: SignIn) -> None:
    _, address = make.new_address()

    response = sign_in(make.RESIDENT).put(address, json=make.body())

    assert response.status_code == 201
    petition = response.json
    assert petition["state"] == "received"
    assert len(petition["code"]) == 10
    assert petition["receipt_number"].isdigit()
    assert petition["holder"]["unit_code"] == f"{make.COMMUNE}-ubnd"
    assert petition["holder"]["source"]
    assert {each["basis"] for each in petition["obligations"]} == {"promise"}
    assert all(each["explanation"] for each in petition["obligations"])


def test_the_same_again_is_the_same_petition(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    _, address = make.new_address()
    first = resident.put(address, json=make.body())

    again = resident.put(address, json=make.body())

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert (count(Petition), count(Event)) == (1, 1)


def test_another_body_with_the_same_id_is_refused(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    _, address = make.new_address()
    resident.put(address, json=make.body())

    other = resident.put(address, json=make.body(text="Đèn đường hỏng."))

    assert other.status_code == 409
    assert other.json["type"] == "/problems/id-taken"
    assert count(Petition) == 1


def test_the_same_body_by_somebody_else_is_refused_without_a_word_of_it(sign_in: SignIn) -> None:
    _, address = make.new_address()
    first = sign_in(make.RESIDENT).put(address, json=make.body()).json

    other = sign_in(make.OTHER_RESIDENT).put(address, json=make.body())

    assert other.status_code == 409
    assert first["code"] not in other.text


def test_two_hundred_at_once_make_one(app: Flask, sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    _, address = make.new_address()
    statuses: list[int] = []

    def put() -> None:
        statuses.append(resident.put(address, json=make.body()).status_code)

    for _ in range(200 // THREADS):
        threads = [threading.Thread(target=put) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(statuses) == [200] * 199 + [201]
    assert (count(Petition), count(Event)) == (1, 1)


def test_decomposed_text_is_kept_composed_and_is_the_same_body(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    _, address = make.new_address()
    text = "Đường hẻm ngập nước"

    first = resident.put(address, json=make.body(text=unicodedata.normalize("NFD", text)))
    again = resident.put(address, json=make.body(text=text))

    assert first.json["text"] == text
    assert again.status_code == 200


def test_the_longest_text_is_taken_even_when_decomposed(sign_in: SignIn) -> None:
    _, address = make.new_address()
    text = "ệ" * 20_000

    response = sign_in(make.RESIDENT).put(
        address, json=make.body(text=unicodedata.normalize("NFD", text))
    )

    assert response.status_code == 201
    assert response.json["text"] == text


@pytest.mark.parametrize("kind", ["denunciation", "crime_report"])
def test_what_the_law_wants_on_paper_is_refused_and_nothing_is_kept(
    kind: str, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    _, address = make.new_address()

    response = sign_in(make.RESIDENT).put(
        address, json=make.body(kind=kind, text="ông Bí Mật nhận tiền", unheard_of=1)
    )

    assert response.status_code == 422
    assert "Bí Mật" not in response.text + caplog.text
    assert response.json["ways"]
    assert (count(Petition), count(Event)) == (0, 0)


@pytest.mark.parametrize(
    "given",
    [
        {"text": "x" * 20_001},
        {"text": ""},
        {"text": "   "},
        {"text": "a\x00b"},
        {"text": "a\x1bb"},
        {"text": 7},
        {"title": "x" * 201},
        {"title": "hai\ndòng"},
        {"kind": "gossip"},
        {"kind": ["reflection"]},
        {"area": "99999"},
        {"field": "astrology"},
        {"about": {"unit": "nowhere"}},
        {"about": {"position": "nobody"}},
        {"unheard_of": True},
        {"received_at": "2026-03-02T09:00:00+07:00", "reason": "tương lai"},
        {"received_at": "2026-02-27T09:00:00+07:00", "reason": "người dân không được ghi lùi"},
        {"received_at": "hôm qua"},
        {"received_at": "2026-02-27T09:00:00"},
        {"channel": "post"},
        {"location": {"lat": 91, "lon": 106}},
        {"location": {"lat": "NaN", "lon": 106}},
        {"attachments": ["0198a5d2-0000-7000-8000-000000000000"]},
        {"visibility": "secret"},
        {"petitioner": {"name": "x" * 121}},
    ],
)
def test_bad_input_is_refused_clearly_and_leaves_nothing(
    given: dict[str, object], sign_in: SignIn
) -> None:
    _, address = make.new_address()

    response = sign_in(make.RESIDENT).put(address, json=make.body(**given))

    assert response.status_code == 422, response.json
    assert response.content_type == "application/problem+json"
    assert response.json["title"]
    assert count(Petition) == 0


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{not json", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"kind=reflection", "application/x-www-form-urlencoded", 415),
        (b'{"kind": "reflection"}', "text/plain", 415),
        (b" " * 1_000_001, "application/json", 413),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b"", "application/json", 422),
    ],
)
def test_what_is_not_a_json_object_is_refused(
    body: bytes, content_type: str, status: int, sign_in: SignIn
) -> None:
    _, address = make.new_address()

    response = sign_in(make.RESIDENT).put(address, data=body, content_type=content_type)

    assert response.status_code == status
    assert response.content_type == "application/problem+json"


def test_a_refusal_is_in_the_readers_language(sign_in: SignIn) -> None:
    _, address = make.new_address()
    resident = sign_in(make.RESIDENT)

    vietnamese = resident.put(address, json=make.body(area="99999"))
    english = resident.put(address, json=make.body(area="99999"), headers={"Accept-Language": "en"})

    assert vietnamese.json["title"].startswith("Hiện không có xã")
    assert english.json["title"].startswith("There is no commune")


def test_an_area_no_longer_in_force_is_refused(app: Flask, sign_in: SignIn) -> None:
    from api.authorities.models import Area  # noqa: PLC0415
    from api.core.database import unit_of_work  # noqa: PLC0415

    with unit_of_work():
        db.session.get_one(Area, make.COMMUNE).in_force_until = clock.today()
    _, address = make.new_address()

    response = sign_in(make.RESIDENT).put(address, json=make.body())

    assert response.json["type"] == "/problems/unknown-area"


def test_a_clerk_enters_a_letter_that_came_earlier_and_says_why(sign_in: SignIn) -> None:
    _, address = make.new_address()
    came = clock.now() - timedelta(days=3)
    given = make.body(channel="post", received_at=came.isoformat(), petitioner={"name": "Bà Tư"})
    clerk = sign_in(make.RECEIVER)

    unexplained = clerk.put(address, json=given)
    explained = clerk.put(address, json=given | {"reason": "Văn thư chuyển chậm"})

    assert unexplained.json["type"] == "/problems/received-earlier"
    assert explained.status_code == 201
    assert explained.json["received_at"][:10] == "2026-02-27"
    assert explained.json["petitioner"] == {"name": "Bà Tư"}


def test_a_letter_from_another_door_is_entered_once(sign_in: SignIn) -> None:
    clerk = sign_in(make.RECEIVER)
    given = make.body(source={"system": "1022", "ref": "A-17"})
    first = clerk.put(make.new_address()[1], json=given).json

    second = clerk.put(make.new_address()[1], json=given)

    assert second.status_code == 409
    assert second.json["code"] == first["code"]


def test_officials_who_do_not_receive_hand_in_nothing(sign_in: SignIn) -> None:
    response = sign_in(make.HANDLER).put(make.new_address()[1], json=make.body())

    assert response.status_code == 403


def test_nobody_hands_in_without_signing_in(client: Client) -> None:
    response = client.put(make.new_address()[1], json=make.body())

    assert response.status_code == 401


def test_a_flood_from_one_resident_is_stopped_and_repeats_do_not_count(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    _, address = make.new_address()
    for _ in range(35):
        resident.put(address, json=make.body())

    statuses = [
        resident.put(make.new_address()[1], json=make.body()).status_code for _ in range(30)
    ]

    assert statuses == [201] * 29 + [429]
