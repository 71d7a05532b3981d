"""The public calculator: the law answers everybody, without any case."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from api.regulation.rules import Publicity
from tests.conftest import Client

EXPLANATIONS = "/api/v1/regulation/explanations"


def ask(client: Client, **given: Any) -> Any:
    return client.post(EXPLANATIONS, json=given, headers={"Accept-Language": "vi"})


def test_a_day_is_told_with_its_rule_and_every_reason(client: Client) -> None:
    answer = ask(client, kind="proposal", addressee="party", level="commune", on="2026-03-02")

    notice = next(each for each in answer.json["items"] if each["rule"] == "qdi-11.notice")
    assert answer.status_code == 200
    assert (notice["last_day"], notice["basis"]) == ("2026-03-16", "party")
    assert notice["due_at"] == "2026-03-17T00:00:00+07:00"
    assert "215-KL/TW" in notice["citation"]
    assert any("Thứ Hai, 16/03/2026" in line for line in notice["explanation"])
    assert notice["provisional"] is False


def test_without_a_day_it_is_now(client: Client) -> None:
    today = ask(client, kind="reflection").json["items"]

    assert today == ask(client, kind="reflection", at="2026-03-02T08:00:00+07:00").json["items"]
    assert today != ask(client, kind="reflection", on="2026-03-03").json["items"]


def test_what_else_is_known_changes_the_term(client: Client) -> None:
    asked = {"event": "petition.accepted", "kind": "complaint", "on": "2026-03-02"}

    terms = [
        ask(client, **asked, facts=facts).json["items"][0]["term"]
        for facts in ({}, {"complex": True}, {"complex": True, "remote": True}, {"instance": 2})
    ]

    assert terms == ["30cd", "45cd", "60cd", "45cd"]


def test_what_nothing_is_said_of_opens_nothing(client: Client) -> None:
    nothing = ask(client, event="registration.confirmed", kind="thanks")

    assert (nothing.status_code, nothing.json["items"]) == (200, [])


@pytest.mark.parametrize(
    ("wrong", "given"),
    [
        ("kind", {}),
        ("kind", {"kind": "gossip"}),
        ("event", {"kind": "thanks", "event": "petition.eaten"}),
        ("on", {"kind": "thanks", "on": "1899-12-31"}),
        ("on", {"kind": "thanks", "on": "2026-03-02", "at": "2026-03-02T08:00:00Z"}),
        ("facts", {"kind": "thanks", "facts": {"moon": True}}),
        ("text", {"kind": "thanks", "text": "…"}),
    ],
)
def test_a_question_that_is_none_is_refused(
    client: Client, wrong: str, given: dict[str, Any]
) -> None:
    refused = ask(client, **given)

    assert refused.status_code == 422
    assert wrong in refused.json["errors"]["json"]


def test_a_rule_that_does_not_run_yet_is_listed_with_what_it_waits_for(client: Client) -> None:
    waiting = {r["id"]: r for r in rules(client, "") if r["waits_for"]}

    assert {"qdi-11.report-year", "luat-tc.settle"} <= set(waiting)
    assert waiting["luat-tc.settle"]["in_force"] is False


def test_the_rules_are_listed_with_whether_they_are_in_force(client: Client) -> None:
    now = {(r["id"], r["version"]): r for r in rules(client, "")}
    before = {(r["id"], r["version"]): r for r in rules(client, "?on=2025-11-22")}

    older, newer = ("qdi-11.notice", "2019-02-18"), ("qdi-11.notice", "2025-11-23")
    assert (now[older]["in_force"], now[newer]["in_force"]) == (False, True)
    assert (before[older]["in_force"], before[newer]["in_force"]) == (True, False)
    assert now["tt-05.transfer", "2021-11-15"]["in_force"] is False
    assert now[newer]["term"] == "10wd"


def test_of_an_internal_regulation_everybody_reads_only_that_there_is_one(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = app.extensions["doithoai.regulation"]
    hidden = replace(
        law, rules=tuple(replace(rule, publicity=Publicity.INTERNAL) for rule in law.rules)
    )
    monkeypatch.setitem(app.extensions, "doithoai.regulation", hidden)

    told = ask(client, kind="proposal", addressee="party", on="2026-03-02").json["items"]

    assert {each["citation"] for each in told} == {"Văn bản nội bộ"}
    assert {each["citation"] for each in rules(client, "")} == {"Văn bản nội bộ"}
    assert {each["source"] for each in rules(client, "")} == {None}
    assert "Quy định" not in str(told)


def test_the_calendar_of_a_year(client: Client) -> None:
    known = client.get("/api/v1/regulation/calendar/2026")

    days = [day["on"] for day in known.json["items"]]
    assert days == sorted(days)
    assert {day["kind"] for day in known.json["items"]} >= {"holiday"}
    assert all(day["source"] for day in known.json["items"])
    assert client.get("/api/v1/regulation/calendar/1998").status_code == 404


def rules(client: Client, query: str) -> Any:
    answer = client.get(f"/api/v1/regulation/rules{query}", headers={"Accept-Language": "vi"})
    assert answer.status_code == 200
    return answer.json["items"]
