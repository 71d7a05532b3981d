"""The law answers an event."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.cases.models import Addressee, Kind
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db
from api.events.actions import record
from api.petitions.models import Petition
from api.regulation.calendar import DayKind, DayStatus
from api.regulation.models import Fulfilment, Obligation, ObligationState, Standing
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import MONDAY
from tests.regulation.laws import Use, rule


def only(petition: Petition) -> Obligation:
    [found] = obligations_of(petition.id)
    return found


def later(**passed: int) -> datetime:
    return clock.now() + timedelta(**passed)


def test_it_opens_for_the_holder_with_a_day_and_the_frozen_rule(law: Use) -> None:
    loaded = law(rule())

    owed = only(make.petition())

    assert owed.last_day == date(2026, 3, 16)
    assert owed.due_at == datetime(2026, 3, 17, tzinfo=VIETNAM)
    assert (owed.rule_version, owed.rule_hash) == (date(2026, 1, 1), loaded.rules[0].hash)


@pytest.mark.parametrize(
    ("owed_by", "code"),
    [
        ("holder", make.CHAIR),
        ("unit_head", make.CHAIR),
        ("receiver", make.RECEIVER),
        ("superior", make.CITY_CHAIR),
        ("party_secretary", make.SECRETARY),
    ],
)
def test_it_is_owed_by_whom_the_rule_names(owed_by: str, code: str, law: Use) -> None:
    from api.authorities.directory import directory  # noqa: PLC0415

    law(rule(owed_by=owed_by))

    assert directory().position(only(make.petition()).position_id).code == code


def test_a_rule_for_others_opens_nothing(law: Use) -> None:
    law(rule('when = { addressee = "party" }'))

    assert list(obligations_of(make.petition().id)) == []


def test_a_term_nobody_set_opens_without_a_day_and_is_never_overdue(law: Use) -> None:
    law(rule(term="unset"))

    owed = only(make.petition())

    assert (owed.due_at, owed.last_day) == (None, None)
    assert owed.standing(later(days=999)) is Standing.OPEN


def test_met_at_is_the_moment_of_the_event_and_late_is_late(law: Use) -> None:
    law(rule(term="1cd"))
    petition = make.at_signature()
    due = only(petition).due_at
    assert due is not None

    record("petition.answered", petition, at=due)

    owed = only(petition)
    assert (owed.state, owed.met_at) == (ObligationState.MET, due)
    assert owed.standing(due) is Standing.LATE


def test_the_last_moment_of_the_last_day_is_in_time(law: Use) -> None:
    law(rule(term="1cd"))
    petition = make.petition()
    due = only(petition).due_at
    assert due is not None

    assert only(petition).standing(due - timedelta(microseconds=1)) is Standing.OPEN
    assert only(petition).standing(due) is Standing.OVERDUE
    record("petition.answered", petition, at=due - timedelta(microseconds=1))

    assert only(petition).standing(due) is Standing.MET


def test_what_ends_it_ends_it_and_nothing_meets_it_afterwards(law: Use) -> None:
    law(rule('ends_on = ["petition.withdrawn"]'))
    petition = make.petition()

    record("petition.withdrawn", petition, at=clock.now())
    record("petition.answered", petition, at=clock.now())

    assert only(petition).state is ObligationState.ENDED


def test_a_pause_stops_the_clock_and_its_end_moves_the_day(law: Use) -> None:
    law(
        rule(
            'pause = { on = "petition.suspended", off = "petition.resumed",'
            ' grounds = ["force_majeure"] }'
        )
    )
    petition = make.petition()

    record("petition.suspended", petition, at=later(days=1), ground="force_majeure")
    owed = only(petition)
    assert (owed.due_at, owed.standing(later(days=99))) == (None, Standing.SUSPENDED)
    record("petition.resumed", petition, at=later(days=8))

    assert only(petition).last_day == date(2026, 3, 23)


def test_a_ground_the_law_does_not_have_stops_nothing(law: Use) -> None:
    law(
        rule(
            'pause = { on = "petition.suspended", off = "petition.resumed",'
            ' grounds = ["force_majeure"] }'
        )
    )
    petition = make.petition()

    record("petition.suspended", petition, at=later(days=1), ground="on holiday")

    assert only(petition).last_day == date(2026, 3, 16)


def test_a_pause_after_the_last_day_saves_nobody(law: Use) -> None:
    law(
        rule(
            'pause = { on = "petition.suspended", off = "petition.resumed",'
            ' grounds = ["force_majeure"] }',
            term="1cd",
        )
    )
    petition = make.petition()

    record("petition.suspended", petition, at=later(days=5), ground="force_majeure")

    assert only(petition).standing(later(days=6)) is Standing.OVERDUE


def test_an_extension_adds_to_the_term_and_only_so_often(law: Use) -> None:
    law(rule('extend = [ { on = "petition.extended", by = "5wd", times = 1 } ]'))
    petition = make.petition()

    record("petition.extended", petition, at=later(days=1))
    first = only(petition).last_day
    record("petition.extended", petition, at=later(days=2))

    assert (first, only(petition).last_day) == (date(2026, 3, 23), date(2026, 3, 23))


def test_a_ceiling_takes_the_place_of_the_term_when_it_is_looked_at_again(law: Use) -> None:
    law(rule('ceilings = [ { when = { complex = true }, term = "15wd" } ]'))
    petition = make.petition()

    record("petition.extended", petition, at=later(days=1), complex=True)

    assert (only(petition).term, only(petition).last_day) == ("15wd", date(2026, 3, 23))


@pytest.mark.parametrize("facts", [{}, {"complex": False}])
def test_a_later_word_takes_no_day_back_that_was_given(law: Use, facts: dict[str, bool]) -> None:
    law(rule('ceilings = [ { when = { complex = true }, term = "15wd" } ]'))
    petition = make.petition()
    record("petition.extended", petition, at=later(days=1), complex=True)

    record("petition.extended", petition, at=later(days=2), complex=facts.get("complex"))

    assert (only(petition).term, only(petition).last_day) == ("15wd", date(2026, 3, 23))


def test_two_things_may_be_needed(law: Use) -> None:
    law(rule(met_by='{ event = ["petition.urged"], distinct = "day", count = 2 }'))
    petition = make.petition()

    for hours in (0, 1, 24):
        assert only(petition).state is ObligationState.OPEN
        record("petition.urged", petition, at=later(hours=hours))

    assert only(petition).state is ObligationState.MET


def test_one_event_may_serve_several(law: Use) -> None:
    law(rule(), rule(id="two", owed_by="superior"))
    petition = make.petition()

    record("petition.answered", petition, at=clock.now())

    assert {each.state for each in obligations_of(petition.id)} == {ObligationState.MET}
    assert db.session.scalar(select(func.count()).select_from(Fulfilment)) == 2


def test_the_version_of_the_day_applies_and_stays(law: Use) -> None:
    law(
        rule("until = 2026-03-02\nfrom = 2026-01-01"),
        rule("from = 2026-03-03", term="20wd"),
    )
    before = make.petition()
    with clock.standing_at(MONDAY + timedelta(days=1)):
        after = make.petition()
        record("petition.extended", before, at=clock.now())

    assert (only(before).term, only(after).term) == ("10wd", "20wd")


def test_a_day_that_is_only_expected_makes_the_date_provisional(app: Flask) -> None:
    from api.regulation.calendar import Day  # noqa: PLC0415
    from api.regulation.calendar_table import keep  # noqa: PLC0415

    keep([Day(date(2026, 3, 4), DayKind.HOLIDAY, "thử", "thử", DayStatus.EXPECTED)])

    owed = obligations_of(make.petition(addressee=Addressee.PARTY, kind=Kind.PROPOSAL).id)

    assert {each.provisional for each in owed if each.due_at} == {True}
