"""A named day, what the sender may do in time, and what passes to whoever answers now."""

from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.cases.models import Kind
from api.core.clock import VIETNAM
from api.core.database import db
from api.core.i18n import LOCALES
from api.regulation import provisions
from api.regulation.explain import explain
from api.regulation.language import DOCUMENTS, InvalidRegulation, load
from api.regulation.models import Obligation
from api.regulation.provisions import rights_after
from api.regulation.queries import obligations_of, regulation
from api.regulation.terms import InvalidTerm, Term
from tests import make
from tests.regulation.calendars import AS_SHIPPED
from tests.regulation.laws import Use, rule

SUNDAY = datetime(2026, 3, 29, tzinfo=VIETNAM)


def test_a_named_day_is_the_last_day_and_moves_nowhere() -> None:
    due = AS_SHIPPED.due(SUNDAY, Term.parse("0cd"))

    assert (due.last_day, due.roll, due.skipped) == (date(2026, 3, 29), None, ())
    assert due.due_at == datetime(2026, 3, 30, tzinfo=VIETNAM)
    assert str(due.term) == "0cd"


@pytest.mark.parametrize("text", ["0wd", "0mo", "-0cd", "00cd"])
def test_only_days_are_named(text: str) -> None:
    with pytest.raises(InvalidTerm):
        Term.parse(text)


@pytest.mark.parametrize("more", ['extend = [ { on = "petition.extended", by = "5cd" } ]'])
def test_a_named_day_cannot_be_stretched(more: str, law: Use) -> None:
    with pytest.raises(InvalidRegulation, match="cannot go with the term 0cd"):
        law(rule(more, term="0cd"))


def test_a_named_day_is_told_as_it_is() -> None:
    kept = load(DOCUMENTS).rule("viec-da-hua.keep", date(2012, 7, 1))
    assert kept is not None

    lines = explain(kept, AS_SHIPPED.due(SUNDAY, Term.parse("0cd")), SUNDAY, locale="vi")

    assert lines[:2] == [
        "Ngày đã hứa: Chủ Nhật, 29/03/2026.",
        "Ngày cuối cùng: Chủ Nhật, 29/03/2026. Quá hạn từ 00:00 Thứ Hai, 30/03/2026.",
    ]


def test_what_the_sender_may_do_is_owed_by_nobody(law: Use) -> None:
    law(rule(), rule(id="two", owed_by="sender", met_by="").replace("met_by = \n", ""))

    petition = make.petition()

    assert [each.rule_id for each in obligations_of(petition.id)] == ["thu.one"]
    assert [each.rule.id for each in rights_after("petition.received", petition, SUNDAY)] == [
        "thu.two"
    ]


def test_a_right_is_met_stopped_and_ended_by_nothing(law: Use) -> None:
    with pytest.raises(InvalidRegulation, match="right of the sender"):
        law(rule(owed_by="sender"))


def test_a_duty_says_what_fulfils_it(law: Use) -> None:
    with pytest.raises(InvalidRegulation, match="met_by"):
        law(rule(met_by="").replace("met_by = \n", ""))


@pytest.mark.parametrize(("remote", "last_day"), [(None, "2026-04-28"), (True, "2026-05-13")])
def test_who_lives_far_away_has_longer(
    remote: bool | None, last_day: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = make.petition(kind=Kind.COMPLAINT)
    asked = provisions.facts_of_case
    monkeypatch.setattr(
        provisions, "facts_of_case", lambda case, unit: asked(case, unit) | {"remote": remote}
    )

    found = {
        each.rule.duty: each.due for each in rights_after("petition.answered", complaint, SUNDAY)
    }

    second = found["second_settlement"]
    assert second is not None
    assert str(second.last_day) == last_day


def test_every_right_says_its_number_and_where_that_stands(app: Flask) -> None:
    rights = [each for each in regulation().rules if each.is_right]

    assert {each.duty for each in rights} == {"second_settlement", "court", "reopening"}
    assert all(each.citation(locale) for each in rights for locale in LOCALES)
    assert db.session.scalar(select(func.count()).select_from(Obligation)) == 0
