"""The documents that every installation starts with."""

from datetime import date, datetime, time
from itertools import product

import pytest

from api.core.clock import VIETNAM
from api.regulation.facts import ADDRESSEES, all_hold
from api.regulation.language import DOCUMENTS, load
from api.regulation.rules import Basis, Confidence, Rule
from api.regulation.terms import Term
from tests.regulation.calendars import AS_SHIPPED

SHIPPED = load(DOCUMENTS)
SHOWN = load(DOCUMENTS, demonstration=True)
TODAY = date(2026, 11, 20)
TAKEN = (
    "reflection",
    "proposal",
    "complaint",
    "suggestion",
    "enquiry",
    "thanks",
    "information_request",
)
ARRIVALS = [
    {"kind": kind, "addressee": addressee, "level": level, "lodged": False, "instance": 1}
    for kind, addressee, level in product(TAKEN, sorted(ADDRESSEES), ("commune", "province"))
]


def opened(
    facts: dict[str, object], *, demonstration: bool, on: date = TODAY, event: str = ""
) -> list[Rule]:
    loaded = SHOWN if demonstration else SHIPPED
    waiting = loaded.opening(event or "petition.received", on)
    return [rule for rule in waiting if rule.matches(facts)]


def dated(rules: list[Rule], facts: dict[str, object]) -> list[str]:
    received = datetime.combine(TODAY, time(9), VIETNAM)
    terms = [(rule, rule.term_for(facts)) for rule in rules]
    return [rule.duty for rule, term in terms if term and AS_SHIPPED.due(received, term).due_at]


@pytest.mark.parametrize("facts", ARRIVALS)
def test_with_a_promise_every_petition_has_a_date_from_receipt(facts: dict[str, object]) -> None:
    rules = opened(facts, demonstration=True)

    assert "classify" in dated(rules, facts)
    special = {"complaint": "invite", "thanks": "acknowledge"}
    assert special.get(str(facts["kind"]), "answer") in dated(rules, facts)


@pytest.mark.parametrize("facts", ARRIVALS)
def test_without_a_promise_no_date_is_invented(facts: dict[str, object]) -> None:
    rules = opened(facts, demonstration=False)

    noticed = facts["addressee"] == "party" and facts["kind"] in TAKEN[:3]
    assert dated(rules, facts) == (["notice"] if noticed else [])
    is_silent = facts["kind"] == "thanks"  # nothing asks for an answer to a thank-you
    assert any(str(rule.term) == "unset" for rule in rules) != is_silent


@pytest.mark.parametrize("facts", ARRIVALS)
def test_where_there_is_a_promise_nobody_is_told_that_there_is_none(
    facts: dict[str, object],
) -> None:
    rules = opened(facts, demonstration=True)

    assert not [rule.id for rule in rules if rule.document.id == "dia-phuong"]


def test_the_made_up_promise_says_so_and_is_off_by_default() -> None:
    (promise,) = {rule.document for rule in SHOWN.rules} - {rule.document for rule in SHIPPED.rules}

    assert promise.basis is Basis.PROMISE
    assert "trình diễn" in promise.title("vi")
    assert all(
        rule.confidence is Confidence.DEMONSTRATION
        for rule in SHOWN.rules
        if rule.document == promise
    )


def test_only_the_head_of_the_party_committee_owes_the_notice() -> None:
    facts: dict[str, object] = {"kind": "proposal", "level": "commune"}
    owing = {
        addressee
        for addressee in ADDRESSEES
        if "notice"
        in [rule.duty for rule in opened(facts | {"addressee": addressee}, demonstration=False)]
    }

    assert owing == {"party"}


@pytest.mark.parametrize(
    ("level", "on", "owes"),
    [
        ("commune", date(2019, 2, 17), False),
        ("commune", date(2019, 2, 18), True),
        ("district", date(2025, 11, 22), True),
        ("district", date(2025, 11, 23), False),
        ("commune", date(2025, 11, 23), True),
        ("province", date(2026, 11, 20), True),
    ],
)
def test_the_notice_has_its_levels_and_its_dates(level: str, on: date, owes: bool) -> None:
    facts: dict[str, object] = {"kind": "reflection", "addressee": "party", "level": level}
    rules = opened(facts, demonstration=False, on=on)

    assert ("qdi-11.notice" in [rule.id for rule in rules]) is owes
    assert {str(rule.term) for rule in rules if rule.duty == "notice"} <= {"10wd"}


def test_the_lawful_clock_of_a_complaint_starts_when_it_is_lodged() -> None:
    facts: dict[str, object] = {
        "addressee": "government",
        "kind": "complaint",
        "instance": 1,
    }

    (accept,) = opened(facts, demonstration=False, event="complaint.lodged")
    assert (accept.duty, str(accept.term), accept.basis) == ("accept", "10cd", Basis.LAW)


@pytest.mark.parametrize(
    ("instance", "remote", "complex_", "term"),
    [
        (1, None, None, "30cd"),
        (1, False, True, "45cd"),
        (1, True, False, "45cd"),
        (1, True, True, "60cd"),
        (2, None, None, "45cd"),
        (2, False, True, "60cd"),
        (2, True, False, "60cd"),
        (2, True, True, "70cd"),
    ],
)
def test_a_complaint_is_settled_within_its_ceiling(
    instance: int, remote: bool | None, complex_: bool | None, term: str
) -> None:
    facts: dict[str, object] = {
        "addressee": "government",
        "kind": "complaint",
        "instance": instance,
        "remote": remote,
        "complex": complex_,
    }

    (settle,) = opened(facts, demonstration=False, event="petition.accepted")
    assert settle.duty == "settle"
    assert settle.term_for(facts) == Term.parse(term)


def test_a_complaint_stands_still_only_since_the_law_allows_it() -> None:
    facts: dict[str, object] = {"addressee": "government", "kind": "complaint", "instance": 1}
    (settle,) = opened(facts, demonstration=False, event="petition.accepted")

    assert settle.pause is not None
    assert not settle.pause.allows("force_majeure", date(2026, 6, 30))
    assert settle.pause.allows("force_majeure", date(2026, 7, 1))
    assert not settle.pause.allows("workload", date(2026, 7, 1))


def test_accepting_anything_but_a_complaint_starts_no_lawful_settlement() -> None:
    for kind in set(TAKEN) - {"complaint"}:
        facts: dict[str, object] = {"kind": kind, "instance": 1}
        assert opened(facts, demonstration=True, event="petition.accepted") == []


def test_what_was_not_checked_is_shown_and_off() -> None:
    unverified = {rule.id for rule in SHIPPED.rules if rule.confidence is Confidence.UNVERIFIED}

    assert {"luat-tcd.notice", "tt-05.transfer", "luat-kn.accept-2"} <= unverified
    assert not unverified & {rule.id for rule in SHIPPED.in_force(TODAY)}


@pytest.mark.parametrize(
    ("position", "level", "on", "every", "needed"),
    [
        ("party_secretary", "province", date(2019, 2, 18), "month", 1),
        ("party_secretary", "district", date(2025, 6, 30), "month", 1),
        ("party_secretary", "commune", date(2019, 2, 18), "month", 2),
        ("party_secretary", "commune", TODAY, "month", 2),
        ("government_chair", "province", TODAY, "month", 1),
        ("government_chair", "district", date(2025, 6, 30), "month", 2),
        ("government_chair", "commune", date(2026, 6, 30), "week", 1),
        ("government_chair", "commune", date(2026, 7, 1), "month", 2),
    ],
)
def test_heads_owe_reception_days_by_their_level_and_the_day(
    position: str, level: str, on: date, every: str, needed: int
) -> None:
    facts = {"position": position, "level": level}
    rules = [
        rule
        for rule in SHIPPED.recurring(on)
        if rule.duty == "reception" and all_hold(rule.for_each, facts)
    ]

    assert [(rule.every, rule.met_by.needed) for rule in rules] == [(every, needed)]


@pytest.mark.parametrize("position", ["party_secretary", "government_chair"])
def test_districts_owe_nothing_since_there_are_none(position: str) -> None:
    facts = {"position": position, "level": "district"}

    found = [rule for rule in SHIPPED.recurring(date(2025, 7, 1)) if all_hold(rule.for_each, facts)]

    assert found == []


def test_withdrawing_ends_every_duty_about_a_petition() -> None:
    assert all(
        {"petition.withdrawn", "petition.merged", "petition.split"} <= set(rule.ends_on)
        for rule in SHOWN.rules
        if not rule.is_right and (rule.opens or "").startswith(("petition.", "complaint."))
    )


def test_every_duty_is_named_in_both_languages() -> None:
    for rule in SHOWN.rules:
        assert rule.titles.keys() == rule.articles.keys() == rule.document.titles.keys()
        assert rule.titles.keys() == {"vi", "en"}
