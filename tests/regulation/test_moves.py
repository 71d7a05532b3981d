"""What changes what is owed: another kind, another acceptance, two addressees, a report."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from api.authorities.directory import directory
from api.authorities.models import Unit
from api.cases.models import Addressee, Kind
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.core.reference import forget_stamp
from api.events.actions import record
from api.petitions.models import Petition
from api.regulation.calendar import WorkCalendar
from api.regulation.explain import explain
from api.regulation.forecast import foresee
from api.regulation.language import DOCUMENTS, load
from api.regulation.models import Obligation, ObligationState, Standing
from api.regulation.queries import obligations_of
from api.regulation.reckoning import read
from api.regulation.recurring import open_periods
from api.regulation.terms import Term
from tests import make
from tests.conftest import MONDAY
from tests.regulation.calendars import AS_SHIPPED, at
from tests.regulation.laws import Use, rule

RETYPED = '["petition.classified"]'
LATER = MONDAY + timedelta(days=4)
APRIL = datetime(2026, 4, 15, 9, tzinfo=VIETNAM)


def retype(petition: Petition, kind: Kind) -> None:
    """Somebody finds that it is of another kind."""
    former, petition.kind = petition.kind, kind
    received = clock.vietnam_date(petition.opened_at).isoformat()
    record(
        "petition.classified",
        petition,
        at=LATER,
        kind=kind.value,
        former_kind=former.value,
        received_at=received,
    )


def owed(petition: Petition) -> dict[str, Obligation]:
    return {each.rule_id: each for each in obligations_of(petition.id)}


def of_kinds(kinds: str, more: str = "") -> str:
    return f"when = {{ kind = {kinds} }}\n{more}"


def test_what_the_new_kind_does_not_owe_falls_away_and_what_it_owes_goes_on(law: Use) -> None:
    law(
        rule(of_kinds('["reflection"]', f"ends_on = {RETYPED}")),
        rule(of_kinds('["reflection", "suggestion"]', f"ends_on = {RETYPED}"), id="both"),
    )
    petition = make.petition(kind=Kind.REFLECTION)
    before = owed(petition)["thu.both"].last_day

    retype(petition, Kind.SUGGESTION)

    found = owed(petition)
    assert found["thu.one"].standing(LATER) is Standing.ENDED
    assert found["thu.both"].standing(LATER) is Standing.OPEN
    assert found["thu.both"].last_day == before


@pytest.mark.parametrize(
    ("anchor", "last_day"),
    [('anchor = "received_at"', date(2026, 3, 16)), ("", date(2026, 3, 20))],
)
def test_the_time_of_the_new_kind_goes_on_or_starts_anew_as_its_rule_says(
    anchor: str, last_day: date, law: Use
) -> None:
    retyped = rule(of_kinds('"suggestion"', anchor), id="retyped")
    law(rule(of_kinds('"reflection"')), retyped.replace("petition.received", "petition.classified"))
    petition = make.petition(kind=Kind.REFLECTION)

    retype(petition, Kind.SUGGESTION)

    assert owed(petition)["thu.retyped"].last_day == last_day


@pytest.mark.parametrize(("moves", "last_day"), [("moves_on", date(2026, 3, 20)), ("", None)])
def test_an_acceptance_starts_the_time_anew_only_where_the_rule_says_so(
    moves: str, last_day: date | None, law: Use
) -> None:
    law(rule(f'{moves} = ["petition.accepted"]' if moves else ""))
    petition = make.petition()
    before = owed(petition)["thu.one"].last_day

    record("petition.accepted", petition, at=LATER)

    assert owed(petition)["thu.one"].last_day == (last_day or before)


def test_a_letter_to_the_party_and_the_government_starts_two_clocks() -> None:
    both = (Addressee.PARTY.value, Addressee.GOVERNMENT.value)
    facts = {"kind": "complaint", "addressee": both, "level": "commune", "instance": 1}
    law, started = load(DOCUMENTS), at("2026-11-20")

    received = foresee(law, AS_SHIPPED, "petition.received", started, facts)
    lodged = foresee(law, AS_SHIPPED, "complaint.lodged", started, facts)

    opened = {each.rule.id: each.due.last_day for each in (*received, *lodged)}
    assert opened["qdi-11.notice"] == date(2026, 12, 7)
    assert opened["luat-kn.accept-1"] == date(2026, 11, 30)


def test_a_letter_to_the_government_alone_starts_one() -> None:
    facts = {"kind": "complaint", "addressee": "government", "level": "commune", "instance": 1}

    received = foresee(load(DOCUMENTS), AS_SHIPPED, "petition.received", at("2026-11-20"), facts)

    assert "qdi-11.notice" not in {each.rule.id for each in received}


REPORT = """
[[rule]]
id = "thu.report"
title = "Báo cáo quý I"
article = "Điều 1"
confidence = "text"
source = "thử"
every = "quarter_1"
for_each = {{ position = "government_chair", level = "commune" }}
met_by = {{ event = ["report.sent"] }}
term = "{term}"
"""


def opened_report(term: str, law: Use) -> Obligation:
    law(REPORT.format(term=term))
    with unit_of_work():
        open_periods()
    chair = db.session.scalars(
        select(Obligation).where(
            Obligation.rule_id == "thu.report",
            Obligation.position_id == make.actor(make.CHAIR).position_id,
        )
    )
    return chair.one()


def send(day: datetime) -> None:
    """The chair of the commune sends the report."""
    actor = make.actor(make.CHAIR)
    assert actor.position_id is not None
    unit_id = directory().position(actor.position_id).unit_id
    with clock.standing_at(day):
        record(
            "report.sent",
            at=day,
            unit_id=unit_id,
            position_id=actor.position_id,
            positions=[str(actor.position_id)],
        )


def test_a_report_is_due_so_long_after_its_period(law: Use) -> None:
    found = opened_report("10wd", law)

    assert found.last_day == date(2026, 4, 14)
    send(datetime(2026, 4, 14, 9, tzinfo=VIETNAM))
    assert found.standing(APRIL) is Standing.MET


def test_a_report_without_a_day_is_owed_without_one_and_never_late(law: Use) -> None:
    found = opened_report("unset", law)

    assert (found.due_at, found.standing(APRIL)) == (None, Standing.OPEN)
    send(APRIL)
    assert found.standing(APRIL) is Standing.MET


@pytest.mark.parametrize(
    ("dissolved", "owes"), [(date(2026, 4, 5), True), (date(2026, 3, 20), False)]
)
def test_who_was_there_for_the_whole_period_owes_its_report_also_when_gone_by_its_day(
    dissolved: date, owes: bool, law: Use
) -> None:
    found = opened_report("10wd", law)
    db.session.get_one(Unit, found.unit_id).ended_on = dissolved
    db.session.commit()

    forget_stamp()
    with clock.standing_at(APRIL - timedelta(days=5)), unit_of_work():
        open_periods()

    db.session.refresh(found)
    assert (found.state is ObligationState.OPEN) is owes


@pytest.mark.parametrize(
    ("term", "lines"),
    [
        ("10wd", ["Kỳ: quý I/2026, từ 01/01/2026 đến 31/03/2026.", "Tính từ ngày cuối của kỳ."]),
        ("unset", ["Kỳ: quý I/2026, từ 01/01/2026 đến 31/03/2026.", "Tính từ ngày cuối của kỳ."]),
    ],
)
def test_it_says_that_it_is_counted_from_the_end_of_the_period(
    term: str, lines: list[str], app: Flask, law: Use
) -> None:
    found = opened_report(term, law)
    written = app.extensions["doithoai.regulation"].rule(found.rule_id, found.rule_version)

    told = explain(written, read(found.reckoning), found.started_at, locale="vi")

    assert [line for line in told if line in lines] == lines


def test_no_year_is_known_and_yet_days_are_counted() -> None:
    empty = WorkCalendar.of([])

    assert str(empty.due(at("2026-03-06"), Term.parse("2wd")).last_day) == "2026-03-10"
