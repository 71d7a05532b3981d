"""Open terms move by a calendar that was adopted, and by nothing else but a decision."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask

from api.cases.models import Case
from api.core import clock, jobs
from api.core.clock import VIETNAM
from api.core.database import db
from api.core.jobs import Job
from api.petitions import legal_acts
from api.regulation import replay
from api.regulation.calendar import DayStatus
from api.regulation.calendar_table import shipped
from api.regulation.due_dates import reckoned, set_due
from api.regulation.jobs import move as move_job
from api.regulation.moves import BEGINNING, basis, look
from api.regulation.recurring import open_periods
from tests import make
from tests.regulation.laws import Use, rule
from tests.regulation.moving import NOTICE_DAY, at, carried_out, moved_events, owed, received
from tests.regulation.papers import DEPUTY, adopted, swapped


@pytest.mark.parametrize(
    ("day", "term", "before", "after"),
    [
        ("20", "10wd", "2026-12-07", "2026-12-07"),
        ("20", "7wd", "2026-12-02", "2026-12-02"),
        ("16", "7wd", "2026-11-26", "2026-11-27"),
        ("16", "5wd", "2026-11-23", "2026-11-25"),
        ("12", "10wd", "2026-11-27", "2026-11-28"),
        ("14", "10cd", "2026-11-25", "2026-11-25"),
        ("13", "10cd", "2026-11-23", "2026-11-25"),
    ],
)
def test_the_swap_moves_exactly_the_dates_of_the_worked_examples(
    law: Use, day: str, term: str, before: str, after: str
) -> None:
    # Given a petition whose term was counted while nobody had decided on the swap
    law(rule(term=term))
    petition = received(day)
    assert str(owed(petition).last_day) == before

    # When two people adopt the swap, and the open terms follow it
    with clock.standing_at(NOTICE_DAY):
        swapped()
        moved = carried_out()

    # Then it is due on the day that the second column of the law's page says
    assert str(owed(petition).last_day) == after
    assert [(str(each.old), str(each.new)) for each in moved] == (
        [(before, after)] if before != after else []
    )


def test_adopting_the_swap_moves_nothing_by_itself(law: Use) -> None:
    law(rule(term="10wd"))
    petition = received("12")

    with clock.standing_at(NOTICE_DAY):
        swapped()
        (found,) = look(basis()).moves

    assert (found.old, found.new, found.reason) == (
        date(2026, 11, 27),
        date(2026, 11, 28),
        "calendar",
    )
    assert found.code == petition.code
    assert owed(petition).last_day == date(2026, 11, 27)
    assert moved_events(petition) == []


def test_each_move_is_one_event_and_the_case_is_due_then(law: Use) -> None:
    law(rule(term="10wd"))
    petition = received("12")

    with clock.standing_at(NOTICE_DAY):
        swapped()
        carried_out()

    (event,) = moved_events(petition)
    assert {key: event.facts[key] for key in ("old", "new", "reason", "rule")} == {
        "old": "2026-11-27",
        "new": "2026-11-28",
        "reason": "calendar",
        "rule": "thu.one",
    }
    duty = owed(petition)
    assert event.position_id == duty.position_id
    assert event.actor_id == make.account_of(DEPUTY).id
    assert db.session.get_one(Case, petition.id).next_due_at == duty.due_at
    assert duty.due_at == datetime(2026, 11, 29, tzinfo=VIETNAM)
    assert duty.reminded == 0


def test_doing_it_again_moves_nothing_twice(law: Use) -> None:
    law(rule(term="10wd"))
    petition = received("12")

    with clock.standing_at(NOTICE_DAY):
        swapped()
        first, second = carried_out(), carried_out()

    assert (len(first), len(second)) == (1, 0)
    assert len(moved_events(petition)) == 1


def test_it_goes_on_where_it_was_broken_off(law: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    law(rule(term="10wd"))
    monkeypatch.setattr(replay, "AT_ONCE", 2)
    petitions = [received("12") for _ in range(5)]
    handed: list[Job] = []

    with clock.standing_at(NOTICE_DAY):
        swapped()
        transition = replay.decide(make.actor(DEPUTY), (), None)
        with jobs.handed_to(handed.append):
            move_job(transition.id, BEGINNING)
    by_first = [bool(moved_events(each)) for each in petitions]
    with clock.standing_at(NOTICE_DAY):
        carried_out()

    assert sorted(by_first) == [False, False, False, True, True]
    (rest,) = [job for job in handed if job.name == "regulation.move"]
    assert rest.ids["transition_id"] == transition.id
    assert [len(moved_events(each)) for each in petitions] == [1] * 5


def test_a_page_holds_so_many_and_the_next_begins_after_it(law: Use) -> None:
    law(rule(term="10wd"))
    for _ in range(3):
        received("12")

    with clock.standing_at(NOTICE_DAY):
        swapped()
        first = look(basis(), page=2)
        assert first.after is not None
        second = look(basis(), first.after, page=2)

    assert [len(first.moves), len(second.moves)] == [2, 1]
    assert second.after is None


def test_what_stood_still_keeps_its_pause(law: Use) -> None:
    # Given seven working days of which 16 and 17 November did not count
    law(rule('pause = { on = "petition.suspended", off = "petition.resumed" }', term="7wd"))
    petition = received("12")
    duty = owed(petition)
    duty.pauses = [{"since": "2026-11-16", "until": "2026-11-18"}]
    set_due(duty, reckoned(duty), at("18"))
    db.session.flush()

    # When 23 November stops counting as well
    with clock.standing_at(at("19")):
        swapped()
        (found,) = carried_out()

    # Then the pause is still there, and one more day is added
    assert (found.old, found.new) == (date(2026, 11, 26), date(2026, 11, 27))
    assert owed(petition).pauses == [{"since": "2026-11-16", "until": "2026-11-18"}]


def test_a_period_is_not_moved_by_the_calendar(app: Flask) -> None:
    with clock.standing_at(at("12")):
        open_periods()
        swapped()
        found = carried_out()

    assert found == []


def test_what_is_done_or_gone_is_not_moved(law: Use) -> None:
    law(rule('ends_on = ["petition.withdrawn"]', term="10wd"))
    petition = received("12")
    with clock.standing_at(at("13")):
        legal_acts.withdraw(petition.id, make.actor(make.RESIDENT), None)

    with clock.standing_at(NOTICE_DAY):
        swapped()
        assert carried_out() == []


def test_a_day_that_becomes_certain_is_told_without_an_event(law: Use) -> None:
    # Given a last day that hangs on a holiday which is only expected
    law(rule(term="10wd"))
    with clock.standing_at(datetime(2027, 1, 28, 9, tzinfo=VIETNAM)):
        petition = make.petition()
    was = owed(petition)
    assert was.provisional
    last_day = was.last_day

    # When all these holidays are decided as they were expected
    days = [day for day in shipped() if day.on.year == 2027]
    with clock.standing_at(datetime(2027, 1, 29, 9, tzinfo=VIETNAM)):
        adopted(text="", days=[replace(day, status=DayStatus.APPROVED) for day in days])
        moved = carried_out()

    # Then nothing has moved, and the day is no longer said to be expected
    now = owed(petition)
    assert moved == []
    assert moved_events(petition) == []
    assert (now.last_day, now.provisional) == (last_day, False)
