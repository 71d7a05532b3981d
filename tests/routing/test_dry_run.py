"""The dry run: every row judged, the winner named with its reason, in both languages."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from api.authorities.lookup import position_named
from api.authorities.models import Delegation
from api.cases.models import Addressee, Kind
from api.core.database import db, unit_of_work
from api.core.ids import new_id
from api.core.reference import forget_stamp
from api.routing import reading
from api.routing.commands import routing
from api.routing.dry_run import dry_run, verdicts
from api.routing.models import Question
from tests import make
from tests.conftest import Client

ADDRESS = "/api/v1/routing/explanations"


def ran(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(routing, ["explain", *arguments])


def row_of(explained: dict[str, Any], row: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in explained["rows"] if each["id"] == row)
    return found


def test_every_row_is_judged_and_the_winner_stands_first(client: Client) -> None:
    given = {"kind": "reflection", "field": "transport", "area": make.COMMUNE}

    explained = client.post(ADDRESS, json=given).json

    assert len(explained["rows"]) == len(reading.shipped().rows)
    assert [each["outcome"] for each in explained["rows"]].count("won") == 1
    assert explained["rows"][0]["id"] == "government-commune"
    assert explained["holder"]["position"] == make.CHAIR
    assert explained["prepares"]["unit"] == f"{make.COMMUNE}-kt"
    assert explained["row"] == "government-commune"


def test_a_row_that_does_not_hold_says_what_it_asks_and_what_is_so(client: Client) -> None:
    explained = client.post(
        ADDRESS, json={"area": make.COMMUNE}, headers={"Accept-Language": "en"}
    ).json

    province = row_of(explained, "government-province")
    assert (province["outcome"], province["fails"]) == ("no", ["level"])
    assert province["because"] == [
        "It does not hold: of the level it asks province, and here it is commune"
    ]


def test_the_row_that_loses_says_to_which() -> None:
    table = reading.shipped()
    winner = next(each for each in table.rows if each.id == "government-commune")
    facts = {
        "addressee": frozenset({"government"}),
        "kind": frozenset({"reflection"}),
        "field": frozenset({"transport"}),
        "level": frozenset({"commune"}),
        "area": frozenset({make.COMMUNE}),
    }
    broad = replace(winner, id="broad", when={"addressee": frozenset({"government"})})
    more = replace(table, rows=(*table.rows, broad))

    found = {each.row.id: each for each in verdicts(more, facts)}

    assert found["government-commune"].outcome == "won"
    assert found["broad"].outcome == "lost"
    assert found["broad"].winner is winner


@pytest.mark.usefixtures("app")
def test_it_says_the_same_as_routing_does_and_in_either_language() -> None:
    question = Question(
        kind=Kind.COMPLAINT,
        addressee=Addressee.GOVERNMENT,
        area_code=make.COMMUNE,
        about_unit_id=None,
        about_position_id=position_named(make.CHAIR).id,
    )

    vi, en = dry_run(question, "vi"), dry_run(question, "en")

    assert vi["holder"] == en["holder"]
    assert vi["holder"]["position"] == make.CITY_CHAIR
    assert "người đứng đầu cấp trên" in vi["reason"]
    assert "head above them" in en["reason"]


@pytest.mark.usefixtures("app")
def test_who_signs_by_delegation_is_named_with_the_paper_and_the_day() -> None:
    with unit_of_work():
        db.session.add(
            Delegation(
                id=new_id(),
                position_id=position_named(make.CHAIR).id,
                delegate_id=position_named(f"{make.COMMUNE}-kt-truong").id,
                from_on=date(2026, 3, 1),
                until_on=date(2026, 4, 1),
                number="5",
                symbol="UQ-UBND",
                signed_on=date(2026, 2, 27),
            )
        )
        db.session.flush()
        forget_stamp()
        question = Question(
            kind=Kind.REFLECTION, addressee=Addressee.GOVERNMENT, area_code=make.COMMUNE
        )
        [found] = dry_run(question, "vi")["delegations"]

    assert (found["position"], found["paper"]) == (f"{make.COMMUNE}-kt-truong", "5/UQ-UBND")
    assert "01/04/2026" in found["because"]


def test_the_command_says_it_in_words(app: Flask) -> None:
    said = ran(app, "--area", make.COMMUNE, "--field", "environment", "--locale", "en")

    assert said.exit_code == 0, said.output
    lines = said.output.splitlines()
    assert lines[0] == "* government-commune"
    assert any(line.startswith("Answers: ") and make.CHAIR in line for line in lines)
    assert any(line.startswith("Works with it: ") and "11359-ca" in line for line in lines)


def test_the_command_says_it_to_programs(app: Flask) -> None:
    said = ran(
        app,
        "--about-unit",
        f"{make.COMMUNE}-ubnd",
        "--kind",
        "complaint",
        "--instance",
        "2",
        "--json",
    )

    explained = json.loads(said.output)
    assert explained["holder"]["position"] == make.CITY_CHAIR
    assert explained["prepares"]["unit"] == "31-tt"


def test_nobody_responsible_is_an_answer_too(app: Flask) -> None:
    said = ran(app, "--about-unit", "31-ubnd", "--kind", "complaint", "--instance", "2")

    assert said.exit_code == 0
    assert (
        "Chưa có người chịu trách nhiệm trả lời: Trong địa phương không có cấp trên" in said.output
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--kind", "gossip"), "kind"),
        (("--field", "moon"), "lĩnh vực"),
        (("--area", "99999"), "nơi tiếp công dân"),
        (("--about-unit", "nowhere"), "đơn vị"),
        (("--instance", "2"), "Chỉ khiếu nại"),
        (("--on", "soon"), "on"),
    ],
)
def test_what_is_not_known_is_refused_in_a_sentence(
    app: Flask, arguments: tuple[str, ...], says: str
) -> None:
    said = ran(app, *arguments)

    assert said.exit_code == 1
    assert says.lower() in said.output.lower()


def test_bodies_outside_are_listed_with_their_source(client: Client) -> None:
    items = client.get("/api/v1/routing/outside-bodies").json["items"]

    assert {"code", "name", "source", "confidence"} == set(items[0])
    assert "dien-luc" in {each["code"] for each in items}
