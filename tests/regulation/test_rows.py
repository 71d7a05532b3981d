"""Every row of the law that was found is a rule, or has its reason why not."""

import re
from pathlib import Path

import pytest

from api.regulation.language import DOCUMENTS, LOCAL, load
from api.regulation.rules import Basis, Confidence
from api.regulation.terms import TermUnit

PAGE = Path(__file__).parents[2] / "docs" / "regulation.md"
ROW = re.compile(r"^\| ([A-Z0-9]+-[A-Z]*[0-9]+) \| (.+?) \| (.*?) \| (.*?) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE.read_text(encoding="utf-8"))
NAMED = {rule_id for _, _, rules, _ in ROWS for rule_id in re.findall(r"`([^`]+)`", rules)}

PROVINCES = sorted(LOCAL.iterdir())
WHOLE = [load(DOCUMENTS, province) for province in PROVINCES]
RULES = {rule.id: rule for law in WHOLE for rule in law.rules}

OWN = {"dia-phuong", "viec-da-hua", "phoi-hop", "hoi-dap-doi-thoai"}
"""Documents of the product itself: a place kept for the province, and days that people name."""

PARTS = {
    "P11-": 26,
    "DLG-L": 8,
    "DLG-HP": 7,
    "DLG-O": 9,
    "DC-": 19,
    "L136-": 18,
    "TCD-": 9,
    "DON-": 9,
    "KN-": 15,
    "TC-": 16,
    "PA-": 14,
    "SAT-": 15,
    "MT-": 9,
    "DOC-": 8,
    "RPT-": 9,
}


@pytest.mark.parametrize(("part", "rows"), PARTS.items())
def test_no_row_of_a_part_is_missing(part: str, rows: int) -> None:
    wanted = re.compile(re.escape(part) + r"(\d+)")
    found = [int(match[1]) for row, *_ in ROWS if (match := wanted.fullmatch(row))]

    assert found == [*range(1, rows + 1)]


def test_every_row_has_its_rule_or_its_reason() -> None:
    assert len(ROWS) == len({row for row, *_ in ROWS}) > 190
    assert [row for row, _, rules, why in ROWS if not rules and not why] == []


def test_every_rule_that_a_row_names_is_there() -> None:
    assert NAMED - RULES.keys() == set()


def test_every_rule_of_the_law_stands_in_a_row() -> None:
    of_law = {rule_id for rule_id, rule in RULES.items() if rule.document.id not in OWN}

    assert of_law - NAMED == set()


def test_a_row_that_was_only_recalled_runs_no_clock() -> None:
    recalled = {
        rule_id
        for _, _, rules, why in ROWS
        for rule_id in re.findall(r"`([^`]+)`", rules)
        if "`unverified`" in why
    }

    assert recalled == {
        rule.id for rule in RULES.values() if rule.confidence is Confidence.UNVERIFIED
    }
    assert not any(RULES[rule_id].runs for rule_id in recalled)


def test_where_a_row_says_that_no_number_was_found_the_rule_says_so_too() -> None:
    for _, _, rules, why in ROWS:
        if "`unset`" in why:
            named = [RULES[rule_id] for rule_id in re.findall(r"`([^`]+)`", rules)]
            assert {rule.term.unit for rule in named if rule.term} == {TermUnit.UNSET}


def test_every_rule_names_its_source_and_both_languages() -> None:
    for rule in RULES.values():
        assert rule.titles.keys() == rule.articles.keys() == {"vi", "en"}
        assert rule.document.titles.keys() == {"vi", "en"}
        assert not rule.waits_for or rule.waits_for.keys() == {"vi", "en"}
        assert rule.source.startswith("http") or "ăn" in rule.source


def test_what_a_party_document_asks_is_not_shown_as_the_law_of_the_state() -> None:
    of_the_party = {"qdi-11", "qd-124", "hp-1738", "hp-13", "hp-111"}

    assert {
        rule.document.id for rule in RULES.values() if rule.basis is Basis.PARTY
    } == of_the_party


def test_what_is_not_checked_or_waits_opens_nothing_in_any_province() -> None:
    for law in WHOLE:
        for rule in law.rules:
            on = rule.valid_from
            if rule.waits_for or rule.confidence is Confidence.UNVERIFIED:
                assert rule not in law.in_force(on)


def test_a_supervision_is_announced_by_who_supervises_and_not_by_who_is_told() -> None:
    assert RULES["nd-59.supervision-notice"].owed_by == "holder"
