"""Public cases as a feed: valid, masked, and without what is hidden."""

from datetime import timedelta
from typing import Any

import xmltodict

from api.cases.models import Visibility
from api.core import clock
from api.core.database import unit_of_work
from api.petitions.actions import decide, draft, sign
from api.petitions.answers import Draft, Result
from api.petitions.outcomes import Outcome
from api.petitions.publicity import withhold
from api.petitions.queries import petition_to_change
from tests import make
from tests.conftest import MONDAY
from tests.moderation.looking import looked_at
from tests.pages.browsing import Reader

ATOM, JSON = "/phan-anh.atom", "/phan-anh.json"


def items(reader: Reader, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reader.get(JSON + query).get_json(force=True)["items"]
    return found


def entries(reader: Reader, query: str = "") -> list[dict[str, Any]]:
    """The same of the other form."""
    root = xmltodict.parse(reader.get(ATOM + query).data, force_list=("entry", "category"))
    found: list[dict[str, Any]] = root["feed"].get("entry", [])
    return found


def test_a_feed_tells_of_new_cases_and_of_answers_and_of_nothing_hidden(reader: Reader) -> None:
    with unit_of_work():
        first = looked_at("Cống tắc & <ngập>\x0b, gọi 0912 345 678.")
        second = looked_at("Đèn hỏng.", title="Đèn", field="chieu_sang", by=make.OTHER_RESIDENT)
        make.petition(text="Riêng tư.")
        looked_at("Đèn hỏng, lũ ăn hại.", by="+84912345670", visibility=Visibility.PUBLIC)
    with clock.standing_at(MONDAY + timedelta(days=1)):
        with unit_of_work():
            chair = make.actor(make.CHAIR)
            decide(first.id, chair, Outcome.ACCEPTANCE, {})
            draft(first.id, chair, Draft("Đã khơi, gọi 0987 654 321.", Result.RESOLVED))
            sign(first.id, chair, make.signature())

        answered, plain = items(reader)
        in_atom = entries(reader)

    assert [each["id"] for each in (answered, plain)] == [first.id.urn, second.id.urn]
    assert answered["title"] == "Cống tắc & <ngập>, gọi ***."
    assert answered["content_text"].splitlines()[-1] == "Đã khơi, gọi ***."
    assert answered["date_modified"] == (MONDAY + timedelta(days=1)).isoformat()
    assert answered["date_published"] == MONDAY.isoformat()
    assert (plain["title"], plain["tags"][0]) == ("Đèn", "Phản ánh")
    assert [each["id"] for each in in_atom] == [first.id.urn, second.id.urn]
    assert in_atom[0]["content"]["#text"] == answered["content_text"]
    assert in_atom[0]["updated"] == answered["date_modified"]
    assert in_atom[0]["link"]["@href"] == f"http://localhost/cong-khai/{first.code}"


def test_what_is_hidden_leaves_the_feed_at_once(reader: Reader) -> None:
    with unit_of_work():
        made = looked_at()
    before = reader.get(ATOM).headers["ETag"]
    assert len(items(reader)) == 1

    with unit_of_work():
        withhold(petition_to_change(made.id), at=clock.now())

    assert items(reader) == entries(reader) == []
    assert reader.get(ATOM, **{"If-None-Match": before}).status_code == 200


def test_a_feed_of_a_place_or_field_is_another_one_and_is_sent_once(reader: Reader) -> None:
    with unit_of_work():
        looked_at(field="chieu_sang")

    assert len(items(reader, "?linh-vuc=transport")) == 1
    assert items(reader, "?linh-vuc=land") == entries(reader, "?linh-vuc=land") == []
    assert len(items(reader, f"?xa={make.COMMUNE}")) == 1
    assert items(reader, "?xa=11407") == []
    ids = {
        xmltodict.parse(reader.get(ATOM + query).data)["feed"]["id"]
        for query in ("", "?linh-vuc=nothing", "?linh-vuc=land", f"?xa={make.COMMUNE}")
    }
    assert len(ids) == 3
    whole = reader.get(ATOM)
    assert whole.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert whole.headers["Cache-Control"] == "no-cache"
    again = reader.get(ATOM, **{"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert reader.get("/phan-anh.rss").status_code == 404
    page = reader.get("/cong-khai?linh-vuc=transport").text
    assert 'href="/phan-anh.atom?linh-vuc=transport"' in page
