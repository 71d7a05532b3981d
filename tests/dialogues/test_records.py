"""What proves and shows a dialogue afterwards, and what of its promises is still to be done."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update

from api.cases.models import Case
from api.commitments.models import CommitmentState
from api.core.database import db, unit_of_work
from tests import make
from tests.attachments.files import picture
from tests.conftest import Client, SignIn
from tests.dialogues.meetings import SCHEDULE, STARTS, done, planned, told, when

WRONG = ("http://x.example.vn/1", "https://a:b@x.example.vn", "https://khong", "javascript:x//.vn")


def test_who_came_is_said_from_the_opening_on_and_evidence_is_a_file_of_theirs(
    sign_in: SignIn, client: Client
) -> None:
    invited = {"expected_units": [f"{make.COMMUNE}-kt"]}
    dialogue = planned(sign_in(make.RECEIVER), **invited)
    at = f"{SCHEDULE}/{dialogue['id']}"
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        assert then.post(f"{at}/records", json=_recorded("https://x.vn/1")).status_code == 409
        assert then.post(f"{at}/presences", json=_came(f"{make.COMMUNE}-ca")).status_code == 409
        done(then, dialogue, "opening")
        assert then.post(f"{at}/presences", json=_came(f"{make.COMMUNE}-ca")).status_code == 422
        done(then, dialogue, "closing", people=10)
        late = then.post(f"{at}/presences", json=_came(f"{make.COMMUNE}-kt"))
        assert [each["came"] for each in late.json["presences"]] == [True]

        empty = then.post("/api/v1/attachments", data={"file": (BytesIO(b""), "anh.jpg")})
        assert empty.status_code == 422, empty.json
        lost = then.post(f"{at}/results", json=told() | {"attachments": [str(uuid4())]})
        assert lost.status_code == 422
        assert client.get(at).json["results"] == []


def test_a_recording_has_a_good_address_and_pictures_are_seen_once_that_is_said(
    sign_in: SignIn, client: Client
) -> None:
    dialogue = planned(sign_in(make.RECEIVER))
    at = f"{SCHEDULE}/{dialogue['id']}"
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        done(then, dialogue, "opening")
        for url in WRONG:
            assert then.post(f"{at}/records", json=_recorded(url)).status_code == 422, url
        assert then.post(f"{at}/records", json={}).status_code == 422
        kept = done(then, dialogue, "records", **_recorded("https://video.example.vn/doi-thoai"))
        with unit_of_work():
            photo = str(make.file(make.RECEIVER, "anh.jpg", picture()).id)
            paper = str(make.file(make.RECEIVER, "don.pdf").id)
        assert then.post(f"{at}/records", json={"photos": [paper]}).status_code == 422
        done(then, dialogue, "records", photos=[photo])
        assert client.get(f"{at}/records").json["photos"] == []
        assert client.get(f"/api/v1/attachments/{photo}/file").status_code == 404
        done(then, dialogue, "records", photos=[photo], public=True)
        assert [each["id"] for each in client.get(f"{at}/records").json["photos"]] == [photo]
        assert client.get(f"/api/v1/attachments/{photo}/file").status_code == 200
        gone = then.delete(f"{at}/records/{kept['recordings'][0]['id']}")
        assert (gone.status_code, client.get(f"{at}/records").json["recordings"]) == (204, [])


def test_published_it_is_followed_until_all_that_was_promised_is_done(
    sign_in: SignIn, client: Client
) -> None:
    desk = sign_in(make.RECEIVER)
    dialogue, other = planned(desk), planned(desk, chairs=[make.DEPUTY], place="Hội trường")
    for each in (dialogue, other):
        done(desk, each, "announcement", notices=[told()])
    at = f"{SCHEDULE}/{dialogue['id']}"
    asked = sign_in(make.RESIDENT).put(f"{at}/questions/{uuid4()}", json={"text": "Đèn ngõ 5?"})
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        for each in (dialogue, other):
            done(then, each, "opening")
        committed = {"outcome": "committed", "what": "Lắp 6 đèn", "due_on": "2026-04-30"}
        outcome = then.post(f"/api/v1/questions/{asked.json['id']}/outcome", json=committed)
        assert outcome.status_code == 201, outcome.json
        for each in (dialogue, other):
            done(then, each, "closing", people=10)
            for way in ("mass_media", "office_board", "village_heads"):
                last = done(then, each, "results", **told(way))
            assert last["state"] == ("following" if each is dialogue else "published")

    def found(state: str) -> list[str]:
        items: Any = client.get(SCHEDULE, query_string={"state": state}).json["items"]
        return [each["id"] for each in items]

    assert client.get(at).json["state"] == "following"
    assert (found("following"), found("published")) == ([dialogue["id"]], [other["id"]])
    with unit_of_work():
        promise = outcome.json["commitment"]["id"]
        db.session.execute(
            update(Case).where(Case.id == UUID(promise)).values(state=CommitmentState.VERIFIED)
        )
    assert client.get(at).json["state"] == "completed"
    assert (found("following"), found("completed")) == ([], [dialogue["id"]])


def _recorded(url: str) -> dict[str, Any]:
    return {"recording": {"url": url, "title": "Toàn văn"}}


def _came(unit: str) -> dict[str, Any]:
    return {"units": [{"unit": unit, "came": True}]}
