"""What adoption never does: change what is others', or what was in force already."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from unicodedata import normalize

import pytest
from flask import Flask
from sqlalchemy import select, text

from api.authorities.directory import directory
from api.authorities.models import Appointment
from api.core.database import aside, db, unit_of_work
from api.core.reference import forget_stamp
from api.regulation import replay
from api.regulation.adoption import adopt, proposal_with, refuse
from api.regulation.errors import ASecondPerson, NotAdoptable, NotOfTheProvince, NotTheirs
from api.regulation.language import Regulation
from api.regulation.queries import regulation
from tests import make
from tests.regulation.papers import (
    CLERK,
    DEPUTY,
    FIFTEEN_DAYS,
    PARTY_CLERK,
    SECRETARY,
    adopted,
    proposed,
)

DEPARTMENT = "31-sxd-truong"
"""Heads a department of the province: proposes, and adopts nothing."""

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


def holding(code: str) -> Appointment:
    """Who holds this position."""
    position = directory().position_by_code(code)
    assert position is not None
    return db.session.scalars(
        select(Appointment).where(Appointment.position_id == position.id)
    ).one()


def waits_for_us() -> bool:
    """Whether somebody waits for what a transaction holds."""
    with aside() as connection:
        waiting = connection.execute(text("select count(*) from pg_locks where not granted"))
        return bool(waiting.scalar())


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

    for words in (own, unset):
        adopted(by=PARTY_CLERK, head=SECRETARY, text=words)

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


def test_one_person_with_two_accounts_is_not_two_people(app: Flask) -> None:
    # Given a deputy whose name stands, typed otherwise, at the clerk's desk with another account
    made = proposed()
    clerk, deputy = (holding(code) for code in (CLERK, DEPUTY))
    clerk.person = normalize("NFD", deputy.person).upper()
    db.session.flush()
    forget_stamp()

    with pytest.raises(ASecondPerson):
        adopt(made.id, make.actor(DEPUTY))
    adopt(made.id, make.actor(make.CITY_CHAIR))

    assert clerk.account_id != deputy.account_id


def test_who_may_not_adopt_it_does_not_refuse_it_either(app: Flask) -> None:
    made = proposed()

    for head in (DEPARTMENT, SECRETARY):
        with pytest.raises(NotTheirs):
            refuse(made.id, make.actor(head), "Không đồng ý")

    assert proposal_with(made.id).state == "proposed"


@pytest.mark.parametrize(
    ("who", "rules"),
    [
        (DEPARTMENT, []),
        (DEPARTMENT, ["luat-kn.settle-1"]),
        (SECRETARY, ["luat-kn.settle-1"]),
        (DEPUTY, ["qdi-11.notice"]),
        (DEPUTY, ["qdi-11.notice", "luat-kn.settle-1"]),
    ],
)
def test_open_terms_follow_by_who_adopts_such_rules(app: Flask, who: str, rules: list[str]) -> None:
    with pytest.raises(NotTheirs):
        replay.decide(make.actor(who), rules, "12/QĐ-UBND")


def test_nobody_of_a_commune_lets_open_terms_follow(app: Flask) -> None:
    with pytest.raises(NotOfTheProvince):
        replay.decide(make.actor(make.HANDLER), [], "12/QĐ-UBND")


def test_of_two_papers_with_one_wording_adopted_at_once_one_is(app: Flask) -> None:
    # Given two papers that say different things of one rule from the same day on
    rule = "dia-phuong.answer"
    with unit_of_work():
        papers = [
            proposed(text=a_document(rule, "promise").replace("15wd", term)).id
            for term in ("12wd", "20wd")
        ]
        heads = [make.actor(code) for code in (DEPUTY, make.CITY_CHAIR)]

    def second() -> str:
        with app.app_context():
            try:
                with unit_of_work():
                    adopt(papers[1], heads[1])
            except NotAdoptable:
                return "refused"
        return "adopted"

    # When one person adopts the second while another is about to have adopted the first
    with ThreadPoolExecutor(1) as other:
        with unit_of_work():
            adopt(papers[0], heads[0])
            said = other.submit(second)
            while not waits_for_us():
                assert not said.done()
        # Then the first is the law, and the second is told of it
        assert said.result() == "refused"
