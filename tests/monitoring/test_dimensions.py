"""Figures told apart by anything but the unit, and by a unit with the units below it."""

from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.authorities.directory import directory
from api.cases.models import Addressee, Channel, Kind
from api.core import clock
from api.core.clock import VIETNAM
from api.regulation.recurring import open_periods
from tests import make
from tests.conftest import MONDAY, SignIn
from tests.monitoring import lives
from tests.monitoring.lives import OTHER_COMMUNE


def rows(sign_in: SignIn, question: str, who: str = make.CITY_MONITOR) -> dict[str, Any]:
    """Each row by the code of its group."""
    by = question.partition("&")[0]
    response = sign_in(who).get(f"/api/v1/monitoring/figures?by={question}")
    found: Any = response.json
    assert response.status_code == 200, found
    return {row[by]["code"]: row for row in found["items"]}


def received(found: dict[str, Any]) -> dict[str, int]:
    return {code: row["received"] for code, row in found.items()}


@pytest.fixture
def four(app: object) -> None:
    """Three to one commune, in two months, and one to another."""
    lives.received(MONDAY)
    lives.received(MONDAY, kind=Kind.ENQUIRY, field="land", channel=Channel.POST)
    lives.received(MONDAY, field=None, addressee=Addressee.PARTY)
    lives.received(datetime(2026, 1, 31, 23, 59, tzinfo=VIETNAM), OTHER_COMMUNE, reason="tồn đọng")


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("area", {make.COMMUNE: 3, OTHER_COMMUNE: 1}),
        ("kind", {"reflection": 3, "enquiry": 1}),
        ("field", {"drainage": 2, "land": 1, "none": 1}),
        ("channel", {"counter": 3, "post": 1}),
        ("month", {"2026-01": 1, "2026-03": 3}),
        (
            "leader",
            {make.CHAIR: 2, make.SECRETARY: 1, f"{OTHER_COMMUNE}-ubnd-chu-tich": 1},
        ),
    ],
)
def test_each_group_has_its_own(sign_in: SignIn, by: str, expected: dict[str, int]) -> None:
    assert received(rows(sign_in, by)) == expected


@pytest.mark.usefixtures("four")
def test_a_group_is_named_in_the_language_of_the_reader(sign_in: SignIn) -> None:
    by_field, by_month = rows(sign_in, "field"), rows(sign_in, "month")

    assert by_field["none"]["field"]["name"] == "Chưa ghi"
    assert by_month["2026-01"]["month"]["name"] == "01/2026"


@pytest.mark.usefixtures("four")
def test_a_leader_is_a_position_and_who_holds_it(sign_in: SignIn) -> None:
    leader = rows(sign_in, "leader")[make.CHAIR]["leader"]

    position = directory().position_by_code(make.CHAIR)
    assert position is not None
    holder = directory().holder_on(position.id, clock.today())
    assert holder is not None
    assert leader["person"] == holder.person
    assert leader["name"] == position.name


@pytest.mark.usefixtures("four")
def test_a_unit_with_those_below_counts_what_they_count(sign_in: SignIn) -> None:
    whole = received(rows(sign_in, "unit&below=true"))

    assert whole["31-ubnd"] == 3  # the People's Committees of both communes
    assert whole[f"{make.COMMUNE}-ubnd"] == 2
    assert whole["31-dang"] == received(rows(sign_in, "unit&below=true&unit=31-dang"))["31-dang"]


@pytest.mark.usefixtures("four")
def test_who_watches_one_commune_is_shown_no_row_of_the_city(sign_in: SignIn) -> None:
    assert set(rows(sign_in, "unit&below=true", make.FRONT)) == {
        f"{make.COMMUNE}-ubnd",
        f"{make.COMMUNE}-dang",
    }


@pytest.mark.usefixtures("four")
def test_loai_hinh_co_so_is_that_of_the_unit(sign_in: SignIn) -> None:
    known = directory()
    kinds = {unit.unit_kind.value for unit in known.units.values() if unit.parent_id is None}

    found = received(rows(sign_in, "unit_kind"))

    assert sum(found.values()) == 4
    assert set(found) <= {*kinds, "commune", "administrative"}


def test_times_and_ratings_are_what_one_counts_by_hand(sign_in: SignIn) -> None:
    for taken, stars in ((1, 5), (2, 4), (3, None), (4, None)):
        made = lives.received(MONDAY)
        lives.accepted(made, datetime(2026, 3, 2 + taken, 9, tzinfo=VIETNAM))
        lives.answered(made, datetime(2026, 3, 9 + taken, 9, tzinfo=VIETNAM))
        made.rating = stars

    with clock.standing_at(datetime(2026, 3, 16, 9, tzinfo=VIETNAM)):
        [row] = rows(sign_in, "unit").values()

    assert row["median_working_days_to_accept"] == 2.5
    assert row["p90_working_days_to_accept"] == 3.7
    assert row["median_working_days_to_answer"] == 7.5
    assert row["p90_working_days_to_answer"] == 8.7
    assert (row["rated"], row["mean_rating"], row["rating_response_share"]) == (2, 4.5, 0.5)


def test_duties_owed_and_kept_are_counted_beside_what_was_answered(sign_in: SignIn) -> None:
    with clock.standing_at(datetime(2026, 3, 2, 8, tzinfo=VIETNAM)):
        open_periods()
        make.reception_held(make.SECRETARY)
    with clock.standing_at(datetime(2026, 3, 3, 8, tzinfo=VIETNAM)):
        make.reception_held(make.SECRETARY)
    with clock.standing_at(datetime(2026, 4, 1, 8, tzinfo=VIETNAM)):
        by_leader = rows(sign_in, "leader&from=2026-03-01&to=2026-03-31")
        by_field = sign_in(make.CITY_MONITOR).get("/api/v1/monitoring/figures?by=field").json

    secretary, chair = by_leader[make.SECRETARY], by_leader[make.CHAIR]
    assert (secretary["duties_owed"], secretary["duties_held"]) == (1, 1)
    assert chair["duties_owed"] > chair["duties_held"] == 0
    assert by_field is not None
    assert by_field["total"]["duties_owed"] is None


@pytest.mark.parametrize("by", ["unit", "unit&below=true", "area", "unit_kind", "leader", "month"])
def test_every_number_of_duties_opens_as_many(sign_in: SignIn, by: str) -> None:
    with clock.standing_at(datetime(2026, 3, 2, 8, tzinfo=VIETNAM)):
        open_periods()
        make.reception_held(make.SECRETARY)
    with clock.standing_at(datetime(2026, 4, 1, 8, tzinfo=VIETNAM)):
        client = sign_in(make.CITY_MONITOR)
        narrow = f"&area={make.COMMUNE}" if by != "unit&below=true" else ""
        found: Any = client.get(f"/api/v1/monitoring/figures?by={by}{narrow}").json

        for row in (*found["items"][:4], found["total"]):
            for name in ("duties_owed", "duties_held"):
                counted, link = row[name], row["links"][name]
                assert opened(client, link) == counted, link
    assert found["total"]["duties_owed"] > 0


def opened(client: FlaskClient, link: str) -> int:
    """How many duties the address opens, page by page."""
    number, after = 0, ""
    while True:
        page: Any = client.get(f"{link}&limit=100{after}").json
        number += len(page["items"])
        if page["next"] is None:
            return number
        after = f"&after={page['next']}"
