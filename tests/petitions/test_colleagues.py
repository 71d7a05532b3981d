"""What colleagues tell each other: notes, who works on it, saved views, texts used again."""

from typing import Any
from uuid import uuid4

import pytest

from api.core import clock
from api.core.database import unit_of_work
from api.petitions.presences import LASTS
from tests import make
from tests.conftest import MONDAY, SignIn

VIEWS, TEXTS = "/api/v1/desk/views", "/api/v1/desk/texts"
OFFICE = f"{make.COMMUNE}-vp-chuyen-vien"


def test_a_note_is_read_inside_the_office_alone_and_makes_a_new_version(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
    address = f"/api/v1/petitions/{petition.id}"
    receiver, head = sign_in(make.RECEIVER), sign_in(make.CHAIR)
    read = head.get(address)

    noted = receiver.post(f"{address}/notes", json={"words": "Đã gọi tổ trưởng."})

    assert noted.status_code == 201
    [note] = head.get(address).json["notes"]
    assert (note["act"], note["words"]) == ("notes", "Đã gọi tổ trưởng.")
    assert note["position"]
    assert sign_in(make.RESIDENT).get(address).json["notes"] == []
    inside = [each["name"] for each in head.get(f"{address}/timeline").json["items"]]
    outside = sign_in(make.RESIDENT).get(f"{address}/timeline").json["items"]
    assert inside[-1] == "petition.noted"
    assert "petition.noted" not in {each["name"] for each in outside}
    stale = {"If-Match": read.headers["ETag"]}
    given = {"position": make.HANDLER}
    assert head.post(f"{address}/assignment", json=given, headers=stale).status_code == 409
    assert sign_in(make.RESIDENT).post(f"{address}/notes", json={}).status_code == 403


def test_colleagues_see_who_works_on_it_until_they_stop_or_time_passes(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
        about = make.petition(about={"position": make.HANDLER})
    address = f"/api/v1/petitions/{petition.id}/presence"
    head, receiver = sign_in(make.CHAIR), sign_in(make.RECEIVER)

    head.put(address)
    with clock.standing_at(MONDAY + LASTS / 2):
        head.put(address)
        [one] = receiver.get(address).json["items"]
        assert (one["since"], one["you"]) == (MONDAY.isoformat(), False)
        assert [each["you"] for each in receiver.put(address).json["items"]] == [False, True]
        assert receiver.delete(address).status_code == 204
        assert len(receiver.get(address).json["items"]) == 1
    with clock.standing_at(MONDAY + 2 * LASTS):
        assert receiver.get(address).json["items"] == []
        assert head.put(address).json["items"][0]["since"] > one["since"]

    hidden = f"/api/v1/petitions/{about.id}/presence"
    assert sign_in(make.HANDLER).put(hidden).status_code == 404
    assert sign_in("11407-kt-chuyen-vien").put(address).status_code == 404
    assert sign_in(make.RESIDENT).get(address).status_code == 403


def test_a_desk_keeps_views_and_shares_them_with_its_unit(sign_in: SignIn) -> None:
    handler, colleague = sign_in(make.HANDLER), sign_in(f"{make.COMMUNE}-kt-truong")
    filters = {"state": ["accepted", "in_progress"], "mine": True, "q": "cống"}
    late, own = uuid4(), uuid4()

    kept = handler.put(f"{VIEWS}/{late}", json=_view("Của tôi", filters, shared_with_unit=True))
    handler.put(f"{VIEWS}/{own}", json=_view("Riêng", {"overdue": True}, order=1))

    assert kept.status_code == 201
    assert handler.put(f"{VIEWS}/{late}", json=_view("Đến hạn", filters)).status_code == 200
    assert [each["name"] for each in handler.get(VIEWS).json["items"]] == ["Đến hạn", "Riêng"]
    assert colleague.get(VIEWS).json["items"] == []
    handler.put(f"{VIEWS}/{late}", json=_view("Đến hạn", filters, shared_with_unit=True))
    [shared] = colleague.get(VIEWS).json["items"]
    assert (shared["own"], shared["filters"]) == (False, filters)
    assert colleague.get(f"/api/v1/petitions?{shared['query']}").status_code == 200
    assert sign_in(OFFICE).get(VIEWS).json["items"] == []
    taken = colleague.put(f"{VIEWS}/{late}", json=_view("Lấy", {}))
    assert (taken.status_code, colleague.delete(f"{VIEWS}/{late}").status_code) == (409, 404)
    assert handler.delete(f"{VIEWS}/{late}").status_code == 204
    assert [each["name"] for each in handler.get(VIEWS).json["items"]] == ["Riêng"]


@pytest.mark.parametrize(
    "filters",
    [{"unknown": 1}, {"state": ["nowhere"]}, {"sender": "Đào"}, {"unit": "none"}, {"limit": 5}],
)
def test_a_view_of_what_no_list_has_is_refused(sign_in: SignIn, filters: dict[str, Any]) -> None:
    answer = sign_in(make.HANDLER).put(f"{VIEWS}/{uuid4()}", json=_view("Lạ", filters))

    assert answer.status_code == 422


def test_a_text_of_the_unit_is_filled_for_a_case_and_holds_nobodys_data(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
        elsewhere = make.petition(area="11407")
    handler, head = sign_in(make.HANDLER), sign_in(f"{make.COMMUNE}-kt-truong")
    text, body = uuid4(), _text("Về {kind} {code}, số {register}, hạn {due}: {unit} sẽ xem.")

    kept = handler.put(f"{TEXTS}/{text}", json=body | {"shared_with_unit": True})

    assert kept.status_code == 201
    found = head.get(TEXTS).json
    assert [each["title"] for each in found["items"]] == ["Mẫu"]
    assert "sender" not in found["placeholders"]
    words = head.get(f"{TEXTS}/{text}/words?petition={petition.id}").json["text"]
    assert petition.code in words
    assert "phản ánh" in words
    assert not set("{}") & set(words)
    assert head.get(f"{TEXTS}/{text}/words?petition={elsewhere.id}").status_code == 404
    assert sign_in(OFFICE).get(f"{TEXTS}/{text}/words?petition={petition.id}").status_code == 404
    refused = [
        handler.put(f"{TEXTS}/{uuid4()}", json=_text(words))
        for words in ("Gửi {sender}.", "Xin gọi 0912 345 678.")
    ]
    assert [each.json["type"] for each in refused] == [
        "/problems/unknown-placeholder",
        "/problems/personal-data-in-text",
    ]
    receiver = sign_in(make.RECEIVER)
    shared = receiver.put(f"{TEXTS}/{uuid4()}", json=_text("Mời đến.") | {"shared_with_unit": True})
    assert shared.json["type"] == "/problems/not-for-the-unit"
    assert receiver.put(f"{TEXTS}/{uuid4()}", json=_text("Mời đến.")).status_code == 201
    assert receiver.delete(f"{TEXTS}/{text}").status_code == 404
    assert head.delete(f"{TEXTS}/{text}").status_code == 204


def _view(name: str, filters: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {"name": name, "filters": filters} | given


def _text(words: str) -> dict[str, Any]:
    return {"title": "Mẫu", "text": words}
