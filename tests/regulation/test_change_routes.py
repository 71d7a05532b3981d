"""The law is changed over HTTP by two people of the province, and by nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from api.accounts.actions import open_session
from api.accounts.queries import official
from api.core import clock
from api.core.database import unit_of_work
from tests import make
from tests.conftest import Client, SignIn
from tests.regulation.moving import NOTICE_DAY, at
from tests.regulation.papers import CLERK, DEPUTY, FIFTEEN_DAYS, PDF

BASE = "/api/v1/regulation"
DAYS = [
    {
        "on": "2026-11-23",
        "kind": "swap_off",
        "name": "Nghỉ hoán đổi (làm bù 28/11/2026)",
        "source": "Thông báo 1",
    },
    {
        "on": "2026-11-28",
        "kind": "makeup_work",
        "name": "Làm bù cho 23/11/2026",
        "source": "Thông báo 1",
    },
]


def keep_scan(client: Client, content: bytes = PDF, kind: str = "application/pdf") -> Any:
    """The signed paper, sent."""
    return client.post(f"{BASE}/scans", data=content, content_type=kind)


def body(**given: Any) -> dict[str, Any]:
    """A proposal with one document."""
    return {
        "number": "01/2027/QĐ-UBND",
        "signed_on": "2026-02-27",
        "documents": [{"name": "tra-loi.toml", "text": FIFTEEN_DAYS}],
    } | given


def test_one_proposes_with_the_scan_and_another_adopts(sign_in: SignIn, client: Client) -> None:
    clerk, deputy = sign_in(CLERK), sign_in(DEPUTY)
    scan = keep_scan(clerk).json["hash"]

    proposed = clerk.post(f"{BASE}/proposals", json=body(scan=scan))
    address = f"{BASE}/proposals/{proposed.json['id']}"
    adopted = deputy.post(f"{address}/adoption", json={})

    assert (proposed.status_code, proposed.json["state"]) == (201, "proposed")
    assert (adopted.status_code, adopted.json["state"]) == (201, "adopted")
    assert adopted.json["decided_by"].startswith("Phó Chủ tịch UBND thành phố")
    assert deputy.get(address).json == adopted.json
    rules = client.get(f"{BASE}/rules").json["items"]
    assert any(each["id"] == "qd-tra-loi.answer" for each in rules)
    kept = deputy.get(f"{BASE}/scans/{scan}")
    assert (kept.data, kept.mimetype) == (PDF, "application/pdf")


def test_the_list_tells_who_did_what_newest_first(sign_in: SignIn) -> None:
    clerk, deputy = sign_in(CLERK), sign_in(DEPUTY)
    first, second = (clerk.post(f"{BASE}/proposals", json=body()).json["id"] for _ in range(2))
    reason = {"reason": "Chưa đủ căn cứ"}
    deputy.post(f"{BASE}/proposals/{first}/refusal", json=reason)

    page = clerk.get(f"{BASE}/proposals?limit=1").json
    rest = clerk.get(f"{BASE}/proposals?after={page['next']}").json

    assert [each["id"] for each in page["items"] + rest["items"]] == [second, first]
    assert [each["state"] for each in rest["items"]] == ["refused"]
    assert rest["items"][0]["reason"] == reason["reason"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    "ask",
    [
        keep_scan,
        lambda who: who.get(f"{BASE}/proposals"),
        lambda who: who.post(f"{BASE}/proposals", json=body()),
        lambda who: who.get(f"{BASE}/replay"),
        lambda who: who.post(f"{BASE}/replay", json={}),
    ],
)
@pytest.mark.parametrize("who", [make.CHAIR, make.HANDLER, make.RESIDENT, make.CITY_MONITOR])
def test_others_are_refused(sign_in: SignIn, who: str, ask: Callable[[Client], Any]) -> None:
    assert ask(sign_in(who)).status_code == 403


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert client.get(f"{BASE}/proposals").status_code == 401


def test_an_administrator_changes_no_law(app: Flask, client: Client) -> None:
    with unit_of_work():
        administrator = official("quantri")
        assert administrator is not None
        token = open_session(administrator).token
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"

    assert client.post(f"{BASE}/proposals", json=body()).status_code == 403
    assert client.get(f"{BASE}/proposals").status_code == 403


def test_the_same_person_is_told_to_ask_somebody_else(sign_in: SignIn) -> None:
    deputy = sign_in(DEPUTY)
    scan = keep_scan(deputy).json["hash"]
    made = deputy.post(f"{BASE}/proposals", json=body(scan=scan)).json["id"]

    refused = deputy.post(f"{BASE}/proposals/{made}/adoption", json={})

    assert refused.status_code == 403
    assert refused.json["type"] == "/problems/a-second-person"
    assert "Người đề nghị không được tự thông qua" in refused.json["title"]


def test_mistakes_name_file_rule_and_key_in_the_readers_language(sign_in: SignIn) -> None:
    wrong = FIFTEEN_DAYS.replace("owed_by", "owed_to").replace('"petition.answered"', '"x"')
    documents = [{"name": "tra-loi.toml", "text": wrong}]

    refused = sign_in(CLERK).post(f"{BASE}/proposals", json=body(documents=documents))

    assert refused.status_code == 422
    errors = refused.json["errors"]
    assert errors["tra-loi.toml · qd-tra-loi.answer · owed_by"] == [
        "còn trống: quy tắc có opens cần mục này"
    ]
    assert errors["tra-loi.toml · qd-tra-loi.answer · met_by"][0].startswith(
        "event: 'x' không có trong danh sách"
    )


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"MZ", "application/pdf", 422),
        (PDF, "application/zip", 415),
        (PDF + b" " * 10_000_000, "application/pdf", 413),
    ],
)
def test_only_a_picture_or_pdf_of_bounded_size_is_kept(
    sign_in: SignIn, content: bytes, kind: str, status: int
) -> None:
    assert keep_scan(sign_in(CLERK), content, kind).status_code == status


def test_a_scan_larger_than_a_json_body_is_kept(sign_in: SignIn) -> None:
    kept = keep_scan(sign_in(CLERK), PDF + b" " * 2_000_000)

    assert kept.status_code == 201
    assert kept.json["size"] == len(PDF) + 2_000_000


def test_what_would_move_is_read_page_by_page_and_moves_when_a_head_says_so(
    sign_in: SignIn, app: Flask
) -> None:
    with clock.standing_at(at("12")), unit_of_work():
        petitions = [make.petition(addressee="party") for _ in range(2)]
    with clock.standing_at(NOTICE_DAY):
        clerk, deputy = sign_in(CLERK), sign_in(DEPUTY)
        scan = keep_scan(clerk).json["hash"]
        swap = body(scan=scan, documents=[], days=DAYS)
        made = clerk.post(f"{BASE}/proposals", json=swap).json["id"]
        assert deputy.post(f"{BASE}/proposals/{made}/adoption", json={}).status_code == 201

        found: list[Any] = []
        address: str | None = f"{BASE}/replay?limit=1"
        while address is not None:
            page = clerk.get(address).json
            found += page["items"]
            address = page["next"] and f"{BASE}/replay?limit=1&after={page['next']}"
        moved = deputy.post(f"{BASE}/replay", json={})

    notices = [each for each in found if each["rule"] == "qdi-11.notice"]
    assert {each["case"] for each in notices} == {each.code for each in petitions}
    assert {(each["old"], each["new"]) for each in notices} == {("2026-11-27", "2026-11-28")}
    assert moved.status_code == 202
    assert moved.json["rules"] == []


def test_a_rule_without_a_number_moves_nothing(sign_in: SignIn) -> None:
    deputy = sign_in(DEPUTY)

    refused = deputy.post(f"{BASE}/replay", json={"rules": ["qdi-11.notice"]})

    assert refused.status_code == 422
    assert refused.json["type"] == "/problems/no-decision"
