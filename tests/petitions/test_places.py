"""A point on the map and a name in the words: routed by one alone, a hint when they disagree."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from api.authorities.commands import areas
from tests import make
from tests.authorities.maps import EAST, two_squares
from tests.conftest import Client, SignIn

ADDRESS = "/api/v1/petitions/place-suggestions"
INSIDE = {"lat": 0.5, "lon": 0.5}
IN_THE_EAST = {"lat": 0.5, "lon": 1.5}
BETWEEN = {"lat": 0.5, "lon": 1.0}
FAR_AWAY = {"lat": 21.0, "lon": 105.8}


@pytest.fixture
def drawn(app: Flask, tmp_path: Path) -> None:
    """The two squares are known."""
    done = app.test_cli_runner().invoke(
        areas, ["boundaries", str(two_squares(tmp_path / "m.geojson"))]
    )
    assert done.exit_code == 0, done.output


def handed_in(client: Client, **given: Any) -> Any:
    body = {name: value for name, value in make.body(**given).items() if value is not None}
    return client.put(make.new_address()[1], json=body)


@pytest.mark.usefixtures("drawn")
def test_a_point_without_a_place_decides_whose_it_is(sign_in: SignIn) -> None:
    made = handed_in(sign_in(make.RESIDENT), area=None, location=IN_THE_EAST).json

    assert made["area"]["code"] == EAST
    assert made["holder"]["unit_code"] == f"{EAST}-ubnd"
    assert made["location"] == IN_THE_EAST


@pytest.mark.usefixtures("drawn")
def test_a_point_that_disagrees_with_the_place_changes_nothing_and_is_said(
    sign_in: SignIn,
) -> None:
    made = handed_in(sign_in(make.RESIDENT), location=IN_THE_EAST).json

    assert made["area"]["code"] == make.COMMUNE
    assert made["location"]["hint"].startswith("Điểm trên bản đồ nằm ở ")
    agreeing = handed_in(sign_in(make.RESIDENT), location=INSIDE).json
    assert agreeing["location"] == INSIDE


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("location", "area", "kind"),
    [
        (FAR_AWAY, None, "outside-province"),
        (FAR_AWAY, make.COMMUNE, "outside-province"),
        (BETWEEN, None, "on-the-border"),
    ],
)
def test_a_point_outside_or_between_is_refused_with_what_to_do(
    sign_in: SignIn, location: dict[str, float], area: str | None, kind: str
) -> None:
    refused = handed_in(sign_in(make.RESIDENT), area=area, location=location)

    assert refused.status_code == 422
    assert refused.json["type"].endswith(kind)
    assert refused.json["title"].startswith("Điểm trên bản đồ")


def test_without_boundaries_a_point_is_taken_as_it_is(sign_in: SignIn) -> None:
    made = handed_in(sign_in(make.RESIDENT), area=None, location=FAR_AWAY)

    assert made.status_code == 201
    assert made.json["location"] == FAR_AWAY
    assert made.json["holder"]["unit_code"] == "31-ubnd"


@pytest.mark.usefixtures("drawn")
def test_what_the_words_and_the_point_say_is_a_suggestion_with_what_to_check(
    sign_in: SignIn,
) -> None:
    asked = {"text": "Đường ở phường An Biên hỏng", "area": make.COMMUNE, "location": IN_THE_EAST}

    said = sign_in(make.RESIDENT).post(ADDRESS, json=asked)

    assert said.status_code == 200, said.json
    assert {each["words"] for each in said.json["named"]} == {"an biên"}
    assert [each["code"] for each in said.json["at"]] == [EAST]
    assert len(said.json["hints"]) >= 2


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("location", "hints"), [(INSIDE, 0), (IN_THE_EAST, 1), (FAR_AWAY, 1), (None, 0)]
)
def test_there_is_a_hint_only_when_something_is_odd(
    sign_in: SignIn, location: dict[str, float] | None, hints: int
) -> None:
    asked = {"text": "Cống tắc", "area": make.COMMUNE, "location": location}

    said = sign_in(make.RESIDENT).post(
        ADDRESS, json={name: value for name, value in asked.items() if value is not None}
    )

    assert len(said.json["hints"]) == hints


def test_a_place_that_there_is_not_is_refused(sign_in: SignIn) -> None:
    said = sign_in(make.RESIDENT).post(ADDRESS, json={"text": "x", "area": "99999"})

    assert said.status_code == 422


def test_it_is_asked_by_who_is_signed_in(client: Client) -> None:
    assert client.post(ADDRESS, json={"text": "x"}).status_code == 401
