"""Reminders: due soon, overdue, and up the ladder, each once."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from api.authorities.directory import directory
from api.core import clock, jobs
from api.core.clock import VIETNAM
from api.core.database import db
from api.events.actions import record
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.jobs import remind, remind_more
from api.regulation.models import Obligation
from api.regulation.policy import SHIPPED, InvalidPolicy, load
from tests import make
from tests.regulation.laws import Use, rule

Told = tuple[str, int, str, int]
"""Name of the event, day of March, code of who was told, step."""

STOPS = 'pause = { on = "petition.suspended", off = "petition.resumed", grounds = ["illness"] }'


def march(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=VIETNAM)


def looked_on(*days: int, hour: int = 8) -> None:
    """Somebody looks on these days."""
    for day in days:
        with clock.standing_at(march(day, hour)):
            remind()


def told() -> list[Told]:
    found = db.session.scalars(
        select(Event).where(Event.name.in_(("obligation.due_soon", "obligation.overdue")))
    )
    return [
        (
            event.name.partition(".")[2],
            event.at.astimezone(VIETNAM).day,
            directory().positions[event.position_id].code if event.position_id else "",
            event.facts["step"],
        )
        for event in sorted(found, key=lambda event: (event.at, event.id))
    ]


def test_it_is_told_when_a_quarter_of_the_working_days_is_left(law: Use) -> None:
    law(rule())  # ten working days from Monday 2 March: the last is Monday 16
    make.petition()

    looked_on(11)
    assert told() == []
    looked_on(12)  # Thursday, Friday and Monday are left: three of ten

    assert told() == [("due_soon", 12, make.CHAIR, 0)]


def test_days_off_do_not_bring_the_reminder_forward(law: Use) -> None:
    law(rule(term="9cd"))  # the last day is Wednesday 11 March; seven of them are worked
    make.petition()

    looked_on(9)
    assert told() == []
    looked_on(10)

    assert told() == [("due_soon", 10, make.CHAIR, 0)]


def test_the_ladder_is_climbed_a_rung_at_a_time(law: Use) -> None:
    law(rule())
    make.petition()

    looked_on(*range(12, 32))

    assert told() == [
        ("due_soon", 12, make.CHAIR, 0),
        ("overdue", 17, make.CHAIR, 1),
        ("overdue", 20, make.CITY_CHAIR, 2),  # three working days more, and nobody has answered
    ]


def test_however_often_one_looks_each_step_is_told_once(law: Use) -> None:
    law(rule())
    make.petition()

    looked_on(12, 12, 13, 17, 17, 18)

    assert [name for name, *_ in told()] == ["due_soon", "overdue"]


def test_after_a_long_standstill_nothing_is_lost_and_nothing_said_that_is_not_so(law: Use) -> None:
    law(rule())
    make.petition()

    looked_on(30)
    looked_on(31)

    assert told() == [("overdue", 30, make.CHAIR, 1), ("overdue", 30, make.CITY_CHAIR, 2)]


def test_what_was_answered_is_not_reminded_of(law: Use) -> None:
    law(rule())
    petition = make.at_signature()
    record("petition.answered", petition, at=march(11))

    looked_on(12, 17, 30)

    assert told() == []


def test_a_paused_clock_reminds_nobody_and_a_new_last_day_reminds_anew(law: Use) -> None:
    law(rule(STOPS))
    petition = make.petition()
    looked_on(12)
    record("petition.suspended", petition, at=march(13), ground="illness")
    looked_on(17, 20)
    record("petition.resumed", petition, at=march(23))  # two days are left: 23 and 24 March

    looked_on(23, 24, 25)

    assert told() == [
        ("due_soon", 12, make.CHAIR, 0),
        ("due_soon", 23, make.CHAIR, 0),
        ("overdue", 25, make.CHAIR, 1),
    ]


def test_a_term_of_a_day_is_reminded_of_on_that_day(law: Use) -> None:
    law(rule(term="1wd"))
    make.petition()

    looked_on(2, hour=23)
    assert told() == []
    looked_on(3)

    assert told() == [("due_soon", 3, make.CHAIR, 0)]


def test_a_term_nobody_set_reminds_nobody(law: Use) -> None:
    law(rule(term="unset"))
    make.petition()

    looked_on(31)

    assert told() == []


def test_nobody_above_is_told_of_a_case_about_them(law: Use) -> None:
    law(rule())
    city = directory().unit_by_code("31-ubnd")
    assert city is not None
    petition = make.petition()
    petition.about_unit_id = city.id

    looked_on(17, 20)

    assert told() == [("overdue", 17, make.CHAIR, 1)]


def test_who_does_not_exist_is_not_told_and_the_ladder_ends(law: Use) -> None:
    law(rule())
    made = make.petition()
    owed = db.session.scalars(select(Obligation).where(Obligation.case_id == made.id)).one()

    looked_on(17, 20, 31)

    assert [step for *_, step in told()] == [1, 2]  # the city's chair has nobody above
    assert owed.next_reminder_at is None


def test_a_standstill_of_many_is_told_in_portions(
    law: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    law(rule())
    for _ in range(3):
        make.petition()
    monkeypatch.setattr("api.regulation.jobs.AT_ONCE", 2)

    with clock.standing_at(march(17)):
        remind()
        db.session.commit()
        first, waiting = len(told()), jobs.waiting("regulation.remind_more")
        remind_more()

    assert (first, waiting, len(told())) == (2, 1, 3)


def petition_reminded() -> Petition:
    made = make.petition()
    looked_on(12)
    return made


def test_the_event_names_what_is_owed_and_never_a_word_of_it(law: Use) -> None:
    law(rule())
    made = petition_reminded()
    owed = db.session.scalars(select(Obligation).where(Obligation.case_id == made.id)).one()

    event = db.session.scalars(select(Event).where(Event.name == "obligation.due_soon")).one()

    assert event.case_id == made.id
    assert event.facts == {
        "obligation": str(owed.id),
        "duty": "one",
        "step": 0,
        "due_on": "2026-03-16",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "[due_soon]\nshare = 1.5\n[[overdue]]\nafter_working_days = 0\nup = 0",
        "[due_soon]\nshare = 0\n[[overdue]]\nafter_working_days = 0\nup = 0",
        "[due_soon]\nshare = 0.5\n[[overdue]]\nafter_working_days = -1\nup = 0",
        "[due_soon]\nshare = 0.5\n[[overdue]]\nafter_working_days = 0\nhigh = 0",
        (
            "[due_soon]\nshare = 0.5\n[[overdue]]\nafter_working_days = 3\nup = 1\n"
            "[[overdue]]\nafter_working_days = 0\nup = 0"
        ),
    ],
)
def test_a_policy_that_cannot_be_followed_is_refused(wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(wrong)

    with pytest.raises(InvalidPolicy, match=r"policy\.toml"):
        load(path)


def test_the_shipped_policy_reminds_within_the_term_and_tells_whoever_owes_first() -> None:
    shipped = load(SHIPPED)

    assert 0 < shipped.due_soon < 1
    assert (shipped.ladder[0].after_working_days, shipped.ladder[0].up) == (0, 0)
    assert shipped.ladder[-1].up > 0
