"""Public petitions on a map: the cell is shown, never the point, and what is hidden is gone."""

from typing import Any

import pytest
import shapely

from api.authorities.boundaries import Boundaries
from api.cases.models import Kind
from api.core import clock
from api.core.database import unit_of_work
from api.petitions import public_map
from api.petitions.public_places import CELL, STEP, cell_of
from api.petitions.publicity import withhold
from api.petitions.queries import petition_to_change
from tests import make
from tests.conftest import Client, SignIn
from tests.moderation.looking import looked_at

HERE = {"lat": 20.8561, "lon": 106.6822}
"""Five metres from the side of a cell: the next step may be in another one."""

MAP = "/api/v1/petitions/map"


def points(client: Client, query: str = "") -> list[dict[str, Any]]:
    """What is on the map."""
    answer = client.get(MAP + query)
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = answer.json["features"]
    return found


def near_a_side(metres: float) -> dict[str, float]:
    """A point so far north of the southern side of a cell."""
    side = round(HERE["lat"] / STEP) * STEP
    return {"lat": side + metres / CELL * STEP, "lon": HERE["lon"]}


def test_the_cell_of_a_point_is_the_same_for_all_its_points_and_of_its_size() -> None:
    middle = cell_of(HERE["lat"], HERE["lon"])

    assert cell_of(*middle) == middle
    assert cell_of(middle[0] + 0.49 * STEP, middle[1]) == middle
    assert cell_of(middle[0] + 0.51 * STEP, middle[1]) != middle
    assert abs(middle[0] - HERE["lat"]) <= STEP / 2
    width = cell_of(middle[0], middle[1] + 0.0048)[1] - middle[1]
    metres = width * 111_320 * 0.9345  # the cosine of this latitude
    assert abs(metres - CELL) < 5


def test_everybody_is_shown_cells_or_communes_and_one_persons_place_never_tells_more(
    client: Client, sign_in: SignIn
) -> None:
    with unit_of_work():
        first = looked_at(location=near_a_side(5))
        looked_at("Đèn đường hỏng.", location=near_a_side(-5))
        looked_at("Rác đầu ngõ.", by=make.OTHER_RESIDENT, location=near_a_side(-5))
        looked_at("Cây đổ.", location=near_a_side(5), shown_place="commune")
        looked_at("Trạm y tế đóng cửa.", kind=Kind.PROPOSAL, field="health")
        make.petition(text="Không ai đọc được.", location=HERE)

    found = points(client, "?zoom=18")

    cells = [each for each in found if each["properties"]["precision"] == "cell"]
    (communes,) = [each for each in found if each["properties"]["precision"] == "commune"]
    assert sorted(each["properties"]["count"] for each in cells) == [1, 2]
    both = next(each for each in cells if each["properties"]["count"] == 2)
    latitude, longitude = cell_of(**_named(near_a_side(5)))
    assert both["geometry"]["coordinates"] == [longitude, latitude]
    assert (communes["geometry"], communes["properties"]["count"]) == (None, 2)
    assert str(HERE["lon"]) not in client.get(MAP).text
    with unit_of_work():
        withhold(petition_to_change(first.id), at=clock.now())
    assert [each["properties"]["count"] for each in points(client, "?q=den")] == [1]
    assert sum(each["properties"]["count"] for each in points(client)) == 4


def test_a_picture_is_narrowed_by_its_box_its_period_and_the_rest_and_is_not_sent_twice(
    client: Client,
) -> None:
    with unit_of_work():
        shown = looked_at(location=HERE)
        looked_at("Cầu hỏng.", location={"lat": 20.7, "lon": 106.5}, field="transport")
    west, south = HERE["lon"] - 0.01, HERE["lat"] - 0.01
    box = f"?bbox={west},{south},{west + 0.02},{south + 0.02}"

    (one,) = points(client, box)
    assert one["properties"] | {"masked_title": None} == one["properties"]
    assert (one["properties"]["code"], one["properties"]["public_state"]) == (shown.code, "sent")
    assert len(points(client)) == 2
    assert len(points(client, "?zoom=0")) == 1
    assert points(client, "?zoom=0")[0]["properties"]["precision"] == "cells"
    assert len(points(client, "?field=transport")) == 1
    assert (
        points(client, "?received_from=2026-03-03")
        == points(client, "?received_to=2026-03-01")
        == []
    )
    assert points(client, "?public_state=done") == []
    tagged = client.get(MAP + box)
    assert tagged.headers["Cache-Control"] == "public, max-age=60"
    again = client.get(MAP + box, headers={"If-None-Match": tagged.headers["ETag"]})
    assert (again.status_code, again.text) == (304, "")
    for wrong in (
        "?bbox=1,2,3",
        "?bbox=200,0,201,1",
        "?bbox=nan,0,1,1",
        "?received_from=2026-03-02&received_to=2026-03-01",
    ):
        assert client.get(MAP + wrong).status_code == 422


def test_too_many_cells_are_drawn_together(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_map, "MOST", 2)
    with unit_of_work():
        for number in range(4):
            looked_at(f"Cống số {number} tắc.", location=HERE | {"lat": 20.7 + number / 20})

    found = points(client, "?zoom=18")

    assert len(found) <= 2
    assert sum(each["properties"]["count"] for each in found) == 4


def test_facets_count_what_the_list_shows(client: Client, sign_in: SignIn) -> None:
    with unit_of_work():
        looked_at()
        looked_at("Rác đầu ngõ.", field="environment", by=make.OTHER_RESIDENT)
        looked_at("Xin sửa đường.", kind=Kind.PROPOSAL, by=make.OTHER_RESIDENT)
        make.petition(text="Riêng tư.")

    found = client.get("/api/v1/petitions/public-facets").json
    narrowed = client.get("/api/v1/petitions/public-facets?field=environment").json

    assert found["total"] == 3
    assert [(each["code"], each["count"]) for each in found["fields"]] == [
        ("drainage", 2),
        ("environment", 1),
    ]
    assert found["areas"] == [{"code": make.COMMUNE, "name": "Phường Gia Viên", "count": 3}]
    assert {each["code"]: each["count"] for each in found["kinds"]} == {
        "reflection": 2,
        "proposal": 1,
    }
    assert found["public_states"] == [{"code": "sent", "name": "Đã gửi", "count": 3}]
    assert narrowed["total"] == 1
    for query, count in (
        ("&kind=proposal", 1),
        ("&received_from=2026-03-03", 0),
        ("&public_state=sent", 3),
    ):
        listed = sign_in(make.RESIDENT).get(f"/api/v1/petitions?published=true{query}").json
        assert len(listed["items"]) == count


def test_a_commune_is_drawn_well_inside_its_boundaries() -> None:
    horseshoe = shapely.Polygon([(0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (1, 1), (1, 3), (0, 3)])
    known = Boundaries(["1"], [horseshoe])

    middle = known.middle_of("1")

    assert middle is not None
    assert horseshoe.contains(shapely.Point(middle[1], middle[0]))
    assert known.middle_of("2") is None


def _named(point: dict[str, float]) -> dict[str, float]:
    return {"latitude": point["lat"], "longitude": point["lon"]}
