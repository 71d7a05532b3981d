"""Fields, areas and units over HTTP, and the directory behind them."""

from flask import Flask
from sqlalchemy import func, select

from api.authorities.directory import directory
from api.authorities.models import Appointment, Position, Unit, UnitKind
from api.core.database import db
from tests.authorities.provinces import START


def test_fields_units_and_areas_are_open_to_everybody(app: Flask) -> None:
    client = app.test_client()

    fields = client.get("/api/v1/fields", headers={"Accept-Language": "en"}).get_json()
    found = client.get("/api/v1/units?area=11359&kind=government").get_json()

    assert len(fields["items"]) == 13
    assert fields["items"][0]["name"] == "Roads, street lights, trees"
    assert fields["items"][0]["parts"][0]["code"] == "giao_thong"
    assert [unit["code"] for unit in found["items"]] == ["11359-ubnd"]


def test_pages_follow_each_other_without_a_gap(app: Flask) -> None:
    client = app.test_client()
    codes: list[str] = []
    after = ""
    while True:
        page = client.get(f"/api/v1/units?limit=100{after}").get_json()
        codes += [item["code"] for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"

    assert len(codes) == len(set(codes))
    assert len(codes) > 100


def test_a_unit_kind_that_there_is_not_is_refused(app: Flask) -> None:
    assert app.test_client().get("/api/v1/units?kind=palace").status_code == 422


def test_the_directory_holds_everything_and_is_kept(app: Flask) -> None:
    known = directory()

    assert directory() is known
    assert len(known.units) == db.session.scalar(select(func.count()).select_from(Unit))
    assert len(known.positions) == db.session.scalar(select(func.count()).select_from(Position))
    assert len(known.appointments) == db.session.scalar(
        select(func.count()).select_from(Appointment)
    )
    assert known.body("31", UnitKind.PARTY) is not None
    assert min(each.from_on for each in known.appointments) == START
