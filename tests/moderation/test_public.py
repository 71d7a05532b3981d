"""What everybody reads: the public petitions, without personal data and without their sender."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from api.cases.access import roles_on
from api.cases.models import Visibility
from api.core import clock
from api.core.access import Role
from api.core.database import unit_of_work
from api.petitions import actions
from api.petitions.answers import Done, Draft, Result
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from tests import make
from tests.conftest import Client, SignIn
from tests.moderation.looking import INSULTING, looked_at

PETITIONS = "/api/v1/petitions"
TEXT = "Cống trước ngõ 12 bị tắc, gọi 0912 345 678."
ANSWER = "Đã gọi ông theo số 0912 345 678, cống đã khơi ngày 05/03/2026."
BASIS = "Thư ngày 1/3, STK 12345678"


def shown(**given: Any) -> Petition:
    usual = {
        "petitioner": {"name": "Bà Tám Riêng", "address": "Nhà Riêng"},
        "contact": {"phone": "0355000111"},
        "helper": "Cô Riêng",
        "place": "Ngõ Riêng",
        "location": {"lat": 20.853211, "lon": 106.68},
    }
    with unit_of_work():
        return looked_at(**({"text": TEXT} | usual | given))


def answered(petition: Petition) -> None:
    with unit_of_work():
        head = make.actor(make.CHAIR)
        actions.decide(petition.id, head, Outcome.ACCEPTANCE, {})
        done = [Done("Gọi lại 0912 345 678", "Anh Tư 0912 345 678", clock.today())]
        basis = "Thư ngày 1/3, STK 12345678"
        actions.draft(petition.id, head, Draft(ANSWER, Result.RESOLVED, basis, done=done))
        actions.sign(petition.id, head, make.signature())


@pytest.mark.parametrize(
    "who", [None, make.OTHER_RESIDENT, "11407-kt-chuyen-vien", "11407-mttq-chu-tich"]
)
def test_whom_it_does_not_concern_reads_what_is_public_of_it(
    client: Client, sign_in: SignIn, who: str | None
) -> None:
    petition = shown()

    read = (sign_in(who) if who else client).get(f"{PETITIONS}/{petition.id}")

    assert read.status_code == 200
    assert set(read.json) == {
        "id", "code", "kind", "addressee", "field", "subfield", "area", "public_state",
        "received_at", "accepted_at", "answered_at", "holder", "obligations", "masked_title",
        "masked_text", "answer", "earlier_answers", "commitments", "rating", "contest", "files",
    }  # fmt: skip
    assert read.json["masked_text"] == "Cống trước ngõ 12 bị tắc, gọi ***."
    assert read.json["public_state"] == "sent"
    assert read.json["obligations"][0]["explanation"]
    assert not any(word in read.text for word in ("Riêng", "355000111", "0912", "20.85"))
    assert petition.receipt_number not in read.text


def test_answers_are_masked_for_everybody_and_whole_for_whom_they_concern(
    client: Client, sign_in: SignIn
) -> None:
    petition = shown()
    answered(petition)
    where = f"{PETITIONS}/{petition.id}"

    read = client.get(where).json["answer"]

    assert read["text"] == "Đã gọi ông theo số ***, cống đã khơi ngày 05/03/2026."
    assert read["legal_basis"] == "Thư ngày 1/3, STK ***"
    assert read["done"] == [{"what": "Gọi lại ***", "by": "Anh Tư ***", "on": "2026-03-02"}]
    assert read["signer"]
    assert sign_in(make.RESIDENT).get(where).json["answer"]["text"] == ANSWER
    assert sign_in(make.CITY_MONITOR).get(where).json["answer"]["text"] == ANSWER


def test_a_promise_is_shown_and_masked_and_a_draft_is_not_shown(client: Client) -> None:
    petition = shown()
    with unit_of_work():
        head = make.actor(make.CHAIR)
        actions.decide(petition.id, head, Outcome.ACCEPTANCE, {})
        words = Draft(ANSWER, Result.PLANNED, None, "Gọi lại 0912 345 678", clock.today())
        actions.draft(petition.id, head, words)
    drafted = client.get(f"{PETITIONS}/{petition.id}").json
    with unit_of_work():
        actions.sign(petition.id, make.actor(make.CHAIR), make.signature())

    signed = client.get(f"{PETITIONS}/{petition.id}").json

    assert drafted["answer"] is None
    assert signed["answer"]["commitment"]["what"] == "Gọi lại ***"
    assert signed["public_state"] == "answered"


@pytest.mark.parametrize("path", ["", "/timeline"])
@pytest.mark.parametrize(
    "hidden", [{"text": INSULTING}, {"visibility": Visibility.PRIVATE}], ids=["held", "private"]
)
def test_what_is_not_public_answers_like_what_is_not_there(
    client: Client, sign_in: SignIn, hidden: dict[str, Any], path: str
) -> None:
    petition = shown(**hidden)
    _, unknown = make.new_address()

    for who in (client, sign_in(make.OTHER_RESIDENT)):
        refused, missing = who.get(f"{PETITIONS}/{petition.id}{path}"), who.get(f"{unknown}{path}")
        bare = {"instance": 0, "request_id": 0}
        assert refused.status_code == missing.status_code == 404
        assert refused.json | bare == missing.json | bare
        assert set(refused.headers.keys()) == set(missing.headers.keys())


def test_the_public_timeline_says_which_unit_acted_and_not_who(client: Client) -> None:
    petition = shown()
    answered(petition)

    items = client.get(f"{PETITIONS}/{petition.id}/timeline").json["items"]

    assert [each["name"] for each in items] == [
        "petition.received",
        "petition.published",
        "petition.accepted",
        "petition.answered",
    ]
    assert {each["position"] for each in items} == {None}


def test_the_public_list_holds_what_is_public_newest_first(client: Client, sign_in: SignIn) -> None:
    first, second = shown(title="Về 0912345678"), shown(text="Đèn hỏng.")
    shown(text=INSULTING), shown(text="Rác.", visibility=Visibility.PRIVATE)

    listed = client.get(PETITIONS)
    page = client.get(f"{PETITIONS}?limit=1").json
    rest = client.get(f"{PETITIONS}?limit=1&after={page['next']}").json

    assert [each["code"] for each in listed.json["items"]] == [second.code, first.code]
    assert page["items"] + rest["items"] == listed.json["items"]
    assert listed.json["items"][1]["masked_title"] == "Về ***"
    assert listed.json["items"][1]["beginning"] == "Cống trước ngõ 12 bị tắc, gọi ***."
    for who in (make.OTHER_RESIDENT, make.HANDLER):
        assert sign_in(who).get(f"{PETITIONS}?published=true").json == listed.json


def test_a_resident_s_list_has_their_own_and_what_is_public(sign_in: SignIn) -> None:
    of_other, public = shown(by=make.OTHER_RESIDENT, visibility=Visibility.PRIVATE), shown()
    private = shown(text="Rác.", visibility=Visibility.PRIVATE)
    resident = sign_in(make.RESIDENT)

    every = [each["code"] for each in resident.get(PETITIONS).json["items"]]
    mine = [each["code"] for each in resident.get(f"{PETITIONS}?mine=true").json["items"]]
    other = sign_in(make.OTHER_RESIDENT).get(PETITIONS).json["items"]

    assert every == mine == [private.code, public.code]
    assert [each["code"] for each in other] == [public.code, of_other.code]


def test_a_desk_s_list_and_figures_hold_its_own_work_alone(sign_in: SignIn) -> None:
    shown()
    elsewhere = sign_in("11407-ubnd-chu-tich")

    assert elsewhere.get(PETITIONS).json["items"] == []
    figures = elsewhere.get("/api/v1/monitoring/cases?figure=received")
    assert figures.json["items"] == []


def test_my_own_list_needs_somebody_to_be_mine(client: Client) -> None:
    assert client.get(f"{PETITIONS}?mine=true").status_code == 401


def test_everybody_finds_by_the_words_that_everybody_reads(client: Client, sign_in: SignIn) -> None:
    petition = shown(place="Ngõ Bí Mật")

    def found(who: Client, words: str) -> list[str]:
        return [each["code"] for each in who.get(f"{PETITIONS}?q={words}").json["items"]]

    stranger, author = sign_in(make.OTHER_RESIDENT), sign_in(make.RESIDENT)

    for words, by_everybody in (
        ("cong tac", True),
        ("345", False),
        ("678", False),
        ("bí mật", False),
    ):
        expected = [petition.code] if by_everybody else []
        assert found(client, words) == found(stranger, words) == expected
        assert found(author, words) == [petition.code]
    assert found(client, petition.code) == [petition.code]


def test_mttq_finds_by_the_masked_words_also_of_what_is_private(sign_in: SignIn) -> None:
    petition = shown(visibility=Visibility.PRIVATE)
    monitor = sign_in(make.CITY_MONITOR)

    read = monitor.get(f"{PETITIONS}/{petition.id}").json

    assert read["masked_text"] == "Cống trước ngõ 12 bị tắc, gọi ***."
    assert [e["code"] for e in monitor.get(f"{PETITIONS}?q=cong").json["items"]] == [petition.code]
    assert monitor.get(f"{PETITIONS}?q=345").json["items"] == []


def test_whom_it_is_about_reads_nothing_of_it_while_signed_in(sign_in: SignIn) -> None:
    petition = shown(about={"unit": f"{make.COMMUNE}-kt"})

    assert petition.published_at is not None
    assert sign_in(make.HANDLER).get(f"{PETITIONS}/{petition.id}").status_code == 404
    assert sign_in(make.HANDLER).get(f"{PETITIONS}?published=true").json["items"] == []


def test_what_is_public_may_be_read_and_not_acted_on(client: Client, sign_in: SignIn) -> None:
    petition = shown()
    act = f"{PETITIONS}/{petition.id}/acceptance"

    assert client.post(act, json={}).status_code == 401
    assert sign_in("11407-ubnd-chu-tich").post(act, json={}).status_code == 403


def test_the_administrator_reads_nothing_that_they_run(app: Flask) -> None:
    petition = shown()
    administrator = replace(make.actor(make.RESIDENT), roles=frozenset({Role.ADMINISTRATOR}))

    assert roles_on(administrator, petition) == frozenset()
