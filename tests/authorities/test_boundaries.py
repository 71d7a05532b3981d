"""Boundaries: what a file must be, what is kept of it, and in which commune a point lies."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from api.authorities.boundaries import boundaries, loaded_from
from api.authorities.boundary_files import overlaps, read
from api.authorities.commands import areas, units
from api.authorities.sheets import BadSheet
from tests.authorities.maps import EAST, WEST, feature, ring, two_squares, written_to

COMMUNES = [WEST, EAST]
BOW = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "map.geojson"


def loaded(app: Flask, path: Path, group: Any = areas) -> Result:
    return app.test_cli_runner().invoke(group, ["boundaries", str(path)])


def test_a_file_is_taken_whole_with_its_hash_and_points_are_found(app: Flask, path: Path) -> None:
    done = loaded(app, two_squares(path))

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert done.exit_code == 0, done.output
    assert f"2 boundaries loaded from map.geojson, sha256 {digest}" in done.output
    assert "112 communes there have no boundary" in done.output
    kept = loaded_from()
    assert kept is not None
    assert (kept.file, kept.file_hash) == ("map.geojson", digest)
    assert boundaries().at(0.5, 0.5).code == WEST
    assert boundaries().at(0.5, 1.5).code == EAST
    assert boundaries().at(5, 5).codes == ()


def test_the_contracts_name_of_the_command_does_the_same(app: Flask, path: Path) -> None:
    assert loaded(app, two_squares(path), units).exit_code == 0
    assert boundaries().at(0.5, 0.5).code == WEST


def test_a_point_on_a_common_side_is_in_both_and_one_closely_beside_is_near(
    app: Flask, path: Path
) -> None:
    loaded(app, two_squares(path))

    assert boundaries().at(0.5, 1.0).codes == (WEST, EAST)
    assert boundaries().at(0.5, 1.0).code is None
    assert boundaries().at(0.5, -0.001).code == WEST
    assert boundaries().at(0.5, -0.01).codes == ()


def test_a_later_file_takes_the_place_of_the_earlier(app: Flask, path: Path) -> None:
    loaded(app, two_squares(path))
    loaded(app, written_to(path, feature(EAST)))

    assert boundaries().at(0.5, 0.5).code == EAST
    assert boundaries().at(0.5, 1.5).codes == ()


def test_a_file_with_one_mistake_changes_nothing(app: Flask, path: Path) -> None:
    loaded(app, two_squares(path))

    done = loaded(app, written_to(path, feature(EAST), feature("99999")))

    assert done.exit_code == 1
    assert "feature 2: code '99999' is no commune of today" in done.output
    assert "nothing was loaded" in done.output
    assert boundaries().at(0.5, 0.5).code == WEST


def test_without_a_file_there_are_none(app: Flask) -> None:
    assert not boundaries()
    assert loaded_from() is None


def test_two_communes_that_claim_the_same_ground_are_told_with_the_share(
    app: Flask, path: Path
) -> None:
    made = written_to(path, feature(WEST), feature(EAST, (0.9, 0, 1)))

    done = loaded(app, made)

    assert done.exit_code == 0
    assert "1 pairs claim the same ground" in done.output
    assert "10.00%" in done.output
    [found] = overlaps(read(made, COMMUNES).shapes)
    assert (found.one, found.other) == (WEST, EAST)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"type": "LineString"}, "is a LineString, not a Polygon"),
        ({"coordinates": []}, "has a polygon without a ring"),
        ({"coordinates": [[]]}, "has a ring of fewer than four points"),
        ({"coordinates": [ring((0, 0, 1))[:-1]]}, "does not end where it begins"),
        ({"coordinates": [ring((0, 0, 1))[:3]]}, "fewer than four points"),
        ({"coordinates": [BOW]}, "is no valid polygon: Self-intersection"),
        ({"coordinates": [ring((0, 89, 2))]}, "is no longitude and latitude"),
        ({"coordinates": [[["a", 0], *ring((0, 0, 1))[1:]]]}, "is no longitude and latitude"),
        ({"coordinates": [[[0, 0, 0, 0], *ring((0, 0, 1))[1:]]]}, "no longitude and latitude"),
        ({"coordinates": 5}, "has a polygon without a ring"),
        ({"type": "MultiPolygon", "coordinates": []}, "has no coordinates"),
    ],
)
def test_a_shape_that_is_none_is_refused_with_its_reason(
    path: Path, given: dict[str, Any], problem: str
) -> None:
    with pytest.raises(BadSheet) as refused:
        read(written_to(path, feature(WEST, **given)), COMMUNES)

    assert len(refused.value.problems) == 1
    assert f"map.geojson: feature 1: {WEST} " in refused.value.problems[0]
    assert problem in refused.value.problems[0]


def test_all_mistakes_are_named_at_once(path: Path) -> None:
    made = written_to(
        path,
        feature(WEST),
        feature(WEST),
        "nonsense",
        {"type": "Feature", "properties": {"code": EAST}, "geometry": None},
        feature("1"),
    )

    with pytest.raises(BadSheet) as refused:
        read(made, COMMUNES)

    assert [each.split(": ", 2)[2] for each in refused.value.problems] == [
        f"{WEST} stands in the file twice",
        "it is no feature with properties",
        f"{EAST} has no geometry",
        "code '1' is no commune of today",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[", "is no JSON in UTF-8"),
        ("[]", "is no FeatureCollection"),
        ('{"type": "FeatureCollection"}', "is no FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []}', "there is no boundary in it"),
        ("[" * 100_000, "is no JSON in UTF-8"),
    ],
)
def test_what_is_no_such_file_is_refused(path: Path, text: str, problem: str) -> None:
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadSheet) as refused:
        read(path, COMMUNES)

    assert problem in refused.value.problems[0]


@pytest.mark.parametrize(
    ("crs", "is_taken"),
    [("urn:ogc:def:crs:OGC:1.3:CRS84", True), ("EPSG:4326", True), ("EPSG:3405", False)],
)
def test_only_longitude_and_latitude_are_understood(path: Path, crs: str, is_taken: bool) -> None:
    named = {"type": "name", "properties": {"name": crs}}
    made = written_to(path, feature(WEST), crs=named)

    if is_taken:
        assert len(read(made, COMMUNES).shapes) == 1
    else:
        with pytest.raises(BadSheet, match="is not WGS 84"):
            read(made, COMMUNES)
