"""The lawful ways after the decision on a complaint."""

from dataclasses import replace

import pytest

from api.cases.models import Kind
from api.core.database import unit_of_work
from api.petitions.next_steps import next_steps
from api.regulation import queries as law
from api.regulation.rules import Confidence
from tests import make
from tests.conftest import SignIn
from tests.petitions.after import WHY

pytestmark = pytest.mark.usefixtures("app")


def test_a_complaint_leads_to_the_second_settlement_or_the_court(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.settled_complaint()
    address = f"/api/v1/petitions/{petition.id}"
    author = sign_in(make.RESIDENT)

    refused = author.post(f"{address}/contest", json={"reasons": WHY})

    assert refused.status_code == 409
    assert refused.json["type"] == "/problems/complaint-not-contested"
    ways = {each["way"]: each for each in refused.json["next_steps"]}
    assert ways["second_settlement"]["until"] == "2026-04-01"
    assert ways["second_settlement"]["to"] == "Chủ tịch UBND thành phố Hải Phòng"
    assert (ways["court"]["until"], ways["court"]["to"]) == ("2027-03-02", None)
    shown = author.get(address).json["next_steps"]
    assert {each["way"]: each["until"] for each in shown} == {
        way: each["until"] for way, each in ways.items()
    }
    assert "next_steps" not in sign_in(make.CHAIR).get(address).json


def test_a_number_of_days_that_was_not_checked_is_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    petition, loaded = make.settled_complaint(), law.regulation()
    rules = tuple(replace(each, confidence=Confidence.UNVERIFIED) for each in loaded.rules)
    monkeypatch.setattr(law, "regulation", lambda: replace(loaded, rules=rules))

    found = next_steps(petition, "vi")

    assert {each["until"] for each in found} == {None}
    assert found[0]["explanation"] == ["Luật định số ngày, chưa đối chiếu văn bản."]


def test_nothing_of_that_is_told_of_other_kinds_or_before_the_decision() -> None:
    undecided = make.petition(kind=Kind.COMPLAINT)

    assert next_steps(make.answered(), "vi") == []
    assert next_steps(undecided, "vi") == []
