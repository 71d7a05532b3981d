"""Places found by the names they have and by those they had; none is picked for anybody."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from unicodedata import normalize

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select, text

from api.authorities.models import Area
from api.authorities.names import fold, written
from api.authorities.search import AreaSearch, areas_named, statement
from api.authorities.structure import country, former_communes
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.core.reference import forget_stamp
from tests.conftest import Client

GIA_VIEN = ("11359", None)
OLD_GIA_VIEN = ("11329", "Phường Gia Viên, Quận Ngô Quyền")
HAI_PHONG = "31"
DONG_NAI = "75"


def asked(client: Client, **query: str) -> list[dict[str, Any]]:
    """What is found, up to a hundred."""
    response = client.get("/api/v1/areas", query_string={"limit": "100", **query})
    assert response.status_code == 200
    items: list[dict[str, Any]] = response.json["items"]
    return items


def told(items: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    """Each area's code, with the former name and district by which it was found."""
    return [
        (item["code"], former and f"{former['name']}, {former['district']}")
        for item in items
        for former in [item["former"]]
    ]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement sent inside."""
    sent: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "query",
    [
        "Phường Gia Viên",
        "phuong gia vien",
        "GIA VIEN",
        "Gia Viên",
        "gia-viên",
        normalize("NFD", "Phường Gia Viên"),
        normalize("NFD", "gia viên"),
    ],
)
def test_a_new_ward_and_the_old_one_of_its_name_are_both_found(client: Client, query: str) -> None:
    found = asked(client, q=query, province=HAI_PHONG)

    assert told(found) == [GIA_VIEN, OLD_GIA_VIEN]
    assert found[0]["name"] == "Phường Gia Viên"
    assert found[1]["name"] == "Phường Ngô Quyền"
    assert found[1]["former"]["province"] == "Thành phố Hải Phòng"


def test_every_name_that_moved_to_another_place_leads_to_both(client: Client) -> None:
    led = defaultdict(set)
    for row in former_communes():
        if row.province in {"Thành phố Hải Phòng", "Tỉnh Hải Dương"}:
            led[row.name].add(row.successor_code)
    moved = {
        area.name: area.code
        for area in country()
        if area.province_code == HAI_PHONG and area.name in led and area.code not in led[area.name]
    }

    for name, code in moved.items():
        found = told(asked(client, q=name, province=HAI_PHONG))
        assert found[0] == (code, None)
        assert led[name] <= {other for other, former in found[1:] if former}
    assert len(moved) == 12


def test_names_that_differ_by_one_tone_are_told_apart_and_neither_is_left_out(
    client: Client,
) -> None:
    typed = [
        (item["code"], item["match"]) for item in asked(client, q="Xã Cẩm Giàng", province="31")
    ]
    other = [
        (item["code"], item["match"]) for item in asked(client, q="Xã Cẩm Giang", province="31")
    ]
    bare = asked(client, q="xa cam giang", province="31")

    assert typed == [("10903", "exact"), ("10888", "alike")]
    assert other == [("10888", "exact"), ("10903", "alike")]
    assert {item["code"] for item in bare} == {"10888", "10903"}
    assert {item["match"] for item in bare} == {"alike"}


@pytest.mark.parametrize("query", ["Thanh Hóa", "Tỉnh Thanh Hoá", normalize("NFD", "thanh hoá")])
def test_it_does_not_matter_on_which_vowel_the_tone_is_written(client: Client, query: str) -> None:
    best = asked(client, q=query)[0]

    assert (best["code"], best["match"]) == ("38", "exact")


def test_each_old_commune_of_one_name_is_a_candidate_with_its_district(client: Client) -> None:
    namesakes = {
        (row.successor_code, row.district, row.province)
        for row in former_communes()
        if row.name == "Xã Tân Lập"
    }

    found = asked(client, q="Xã Tân Lập")

    exact = [item for item in found if item["match"] == "exact"]
    former = {
        (item["code"], item["former"]["district"], item["former"]["province"])
        for item in exact
        if item["former"]
    }
    assert former == namesakes
    assert len(namesakes) > 10
    assert [item["former"] is None for item in exact] == sorted(
        (item["former"] is None for item in exact), reverse=True
    )


def test_a_commune_that_was_divided_leads_to_each_part(client: Client) -> None:
    found = asked(client, q="Phường Dịch Vọng")

    parts = [
        item["code"] for item in found if (item["former"] or {}).get("name") == "Phường Dịch Vọng"
    ]
    assert len(parts) == len(set(parts)) == 2


def test_without_words_the_areas_of_today_are_listed_and_no_former_name(client: Client) -> None:
    found = asked(client, province=HAI_PHONG)

    assert {item["former"] for item in found} == {None}
    assert [item["code"] for item in found] == sorted(item["code"] for item in found)
    assert {item["province_code"] for item in found} == {HAI_PHONG}


@pytest.mark.parametrize("query", ["!?", "%", "_", "%%%", "Không Đâu Cả"])
def test_what_is_in_no_name_finds_nothing(client: Client, query: str) -> None:
    assert asked(client, q=query) == []


def test_an_apostrophe_in_a_name_is_no_hindrance(client: Client) -> None:
    assert asked(client, q="M'Drắk")[0]["match"] == "exact"
    assert asked(client, q="m drak")[0]["code"] == asked(client, q="M'Drắk")[0]["code"]


@pytest.mark.parametrize("limit", [7, 100])
def test_pages_follow_each_other_and_leave_nothing_out(client: Client, limit: int) -> None:
    found: list[tuple[str, str | None]] = []
    query = {"q": "vĩnh", "limit": str(limit)}
    while True:
        page = client.get("/api/v1/areas", query_string=query).json
        found += told(page["items"])
        if page["next"] is None:
            break
        query["after"] = page["next"]

    with_word = [area for area in country() if "vinh" in fold(area.name)]
    once_with = [row for row in former_communes() if "vinh" in fold(row.name)]
    assert len(found) == len(with_word) + len(once_with)
    assert max(Counter(found).values()) == 1


@pytest.mark.parametrize("after", ["99999", "11359", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_list_does_not_go_on_after_what_is_not_in_it(client: Client, after: str) -> None:
    response = client.get("/api/v1/areas", query_string={"q": "Cẩm Giàng", "after": after})

    assert response.status_code == 422
    assert response.json["type"] == "/problems/invalid"
    assert list(response.json["errors"]) == ["after"]


def test_an_old_name_does_not_lead_to_an_area_that_is_no_more(client: Client) -> None:
    with unit_of_work():
        db.session.get_one(Area, "11329").in_force_until = clock.today()
        db.session.flush()
        forget_stamp()

    assert told(asked(client, q="Phường Gia Viên")) == [GIA_VIEN]


def test_an_area_is_found_from_the_day_on_which_it_is_in_force(client: Client) -> None:
    before = asked(client, q="Thành phố Đồng Nai")
    with clock.standing_at(datetime(2026, 4, 30, tzinfo=VIETNAM)):
        after = asked(client, q="Thành phố Đồng Nai")

    assert before == []
    assert [item["code"] for item in after] == [DONG_NAI]


def test_a_page_takes_one_statement_and_the_one_after_it_two(app: Flask) -> None:
    wanted = AreaSearch(words="tân", limit=5)
    areas_named(wanted)
    with statements() as first:
        found, has_more = areas_named(wanted)
    with statements() as second:
        areas_named(AreaSearch(words="tân", limit=5, after=found[-1].key))

    assert has_more
    assert len(first) == 1
    assert len(second) == 2


def test_names_of_today_and_of_before_are_found_by_their_indexes(app: Flask) -> None:
    found = statement(AreaSearch(words="Gia Viên", limit=50), date(2026, 3, 2))
    assert found is not None
    compiled = select(found).compile(db.engine)
    db.session.execute(text("set local enable_seqscan = off"))

    plan = db.session.connection().exec_driver_sql(f"explain {compiled}", compiled.params)

    steps = "\n".join(row[0] for row in plan)
    assert "Bitmap Index Scan on ix_areas_folded" in steps
    assert "Bitmap Index Scan on ix_former_areas_folded" in steps


def test_every_name_of_the_country_is_spelt_in_the_same_way_by_both_spellings() -> None:
    names = {area.name for area in country()} | {row.name for row in former_communes()}

    assert len(names) > 8000
    assert [name for name in names if fold(written(name)) != fold(name)] == []
    assert [name for name in names if fold(normalize("NFD", name)) != fold(name)] == []
    assert [name for name in names if written(normalize("NFD", name)) != written(name)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("THỦY", "thuỷ"),
        ("Cẩm Thuý", "Cẩm Thúy"),
        ("Ea H'Leo", "ea h leo"),
    ],
)
def test_two_ways_of_writing_one_name_are_one(one: str, other: str) -> None:
    assert written(one) == written(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Cẩm Giang", "Cẩm Giàng"), ("Đông", "Dong"), ("Thuận", "Thuần")]
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert written(one) != written(other)
    assert fold(one) == fold(other)
