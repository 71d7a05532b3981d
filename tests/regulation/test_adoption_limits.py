"""What adoption never does: change what is others', or what was in force already."""

from datetime import date

import pytest
from flask import Flask

from api.regulation.errors import NotAdoptable
from api.regulation.language import Regulation
from api.regulation.queries import regulation
from tests.regulation.papers import CLERK, FIFTEEN_DAYS, PARTY_CLERK, SECRETARY, adopted, proposed

REPLACING = 'replaces = ["dia-phuong.answer", "ck-mau.answer"]'


def a_document(rule: str, basis: str, first: str = "2027-01-01", last: str = "") -> str:
    """A document on this word with a wording of this rule."""
    until = f"until = {last}\n" if last else ""
    return (
        FIFTEEN_DAYS.replace(REPLACING, "")
        .replace("qd-tra-loi.answer", rule)
        .replace('"promise"', f'"{basis}"')
        .replace("2027-01-01", first)
        .replace("[[rule]]", f"{until}\n[[rule]]")
    )


def named_in(refusal: NotAdoptable) -> set[str]:
    """Where its mistakes stand."""
    return {
        " · ".join(part for part in (each.file, each.rule, each.key) if part)
        for each in refusal.problems
    }


def wordings(law: Regulation, rule: str) -> list[tuple[date, date | None]]:
    """From when to when each wording of the rule is in force."""
    return [(each.version, each.valid_until) for each in law.rules if each.id == rule]


@pytest.mark.parametrize(
    ("rule", "basis"),
    [
        ("luat-kn.settle-1", "party"),
        ("qdi-11.notice", "law"),
        ("qdi-11.answer", "promise"),
        ("luat-kn.settle-1", "promise"),
        ("luat-tcd.reception-commune", "promise"),
    ],
)
@pytest.mark.parametrize("how", ["words", "replaces"])
def test_a_document_changes_only_rules_on_the_same_word(
    app: Flask, rule: str, basis: str, how: str
) -> None:
    by = PARTY_CLERK if basis == "party" else CLERK
    words = a_document(rule, basis)
    replacing = FIFTEEN_DAYS.replace('"promise"', f'"{basis}"').replace("ck-mau.answer", rule)

    with pytest.raises(NotAdoptable) as refused:
        proposed(by=by, text=words if how == "words" else replacing)

    assert named_in(refused.value) == {f"tra-loi.toml · {rule} · basis"}


def test_the_party_changes_its_own_and_sets_what_the_province_has_not_set(app: Flask) -> None:
    own = a_document("qdi-11.notice", "party")
    unset = a_document("dia-phuong.answer-party", "party").replace("qd-tra-loi", "qd-hai")

    for text in (own, unset):
        adopted(by=PARTY_CLERK, head=SECRETARY, text=text)

    assert regulation().rule("qdi-11.notice", date(2027, 1, 1)) is not None
    assert regulation().rule("dia-phuong.answer-party", date(2027, 1, 1)) is not None


def test_a_wording_that_began_is_not_done_away_with_by_one_from_an_earlier_day(app: Flask) -> None:
    rule = "luat-tcd.reception-commune"
    before = wordings(regulation(), rule)

    with pytest.raises(NotAdoptable) as refused:
        proposed(text=a_document(rule, "law", first="2012-07-02"))

    assert named_in(refused.value) == {f"tra-loi.toml · {rule} · from"}
    assert wordings(regulation(), rule) == before


def test_a_wording_for_a_time_leaves_the_one_that_begins_afterwards(app: Flask) -> None:
    rule = "luat-tcd.reception-commune"

    adopted(text=a_document(rule, "law", first="2026-05-01", last="2026-06-30"))

    assert wordings(regulation(), rule) == [
        (date(2014, 7, 1), date(2026, 4, 30)),
        (date(2026, 7, 1), None),
        (date(2026, 5, 1), date(2026, 6, 30)),
    ]
