"""What a reception counts towards: whose duty, in which period, and how often."""

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from api.authorities.directory import directory
from api.authorities.models import Appointment, Manner
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import aside, db, unit_of_work
from api.core.reference import forget_stamp
from api.dialogues.receptions.actions import hold
from api.dialogues.receptions.forms import ReceptionForm
from api.dialogues.receptions.models import Held, Occasion
from api.regulation.models import Fulfilment, Obligation, Standing
from api.regulation.recurring import open_periods
from tests import make


def evening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def july(app: Flask) -> None:
    """On 1 July 2026 what is owed in July is opened."""
    with clock.standing_at(evening(date(2026, 7, 1))), unit_of_work():
        open_periods()


def received(*codes: str, on: date, recorded: date | None = None, **given: Any) -> None:
    """These received on that day; it is written down the same evening, or later."""
    with clock.standing_at(evening(recorded or on)), unit_of_work():
        make.reception_held(*codes, on=on, **given)


def duty(code: str, period: str = "2026-07", duty: str = "reception") -> Obligation:
    position = directory().position_by_code(code)
    assert position is not None
    return db.session.scalars(
        select(Obligation).where(
            Obligation.position_id == position.id,
            Obligation.period == period,
            Obligation.duty == duty,
        )
    ).one()


def counted(owed: Obligation) -> int:
    chosen = Fulfilment.obligation_id == owed.id
    different = func.count(func.distinct(Fulfilment.distinct_value))
    return db.session.scalar(select(different).where(chosen)) or 0


def test_two_days_of_the_month_keep_the_duty(app: Flask) -> None:
    received(make.CHAIR, on=date(2026, 7, 6))
    assert (duty(make.CHAIR).met_at, counted(duty(make.CHAIR))) == (None, 1)

    received(make.CHAIR, on=date(2026, 7, 31))

    owed = duty(make.CHAIR)
    assert owed.standing(evening(date(2026, 8, 1))) is Standing.MET
    assert owed.met_at == datetime(2026, 7, 31, 8, tzinfo=VIETNAM)


def test_two_receptions_of_one_day_are_one_day(app: Flask) -> None:
    received(make.CHAIR, on=date(2026, 7, 6))
    received(make.CHAIR, on=date(2026, 7, 6))

    assert duty(make.CHAIR).met_at is None
    assert counted(duty(make.CHAIR)) == 1


def test_one_reception_serves_everybody_who_received(app: Flask) -> None:
    received(make.SECRETARY, make.CHAIR, on=date(2026, 7, 6))

    assert counted(duty(make.SECRETARY)) == counted(duty(make.CHAIR)) == 1
    assert counted(duty(make.CITY_CHAIR)) == 0


def test_while_one_reception_is_counted_another_one_waits(app: Flask) -> None:
    with clock.standing_at(evening(date(2026, 7, 6))):
        make.reception_held(make.CHAIR)
        mine = duty(make.CHAIR).id

        free = text("select id from obligations where id = :id for no key update skip locked")
        with aside() as connection:
            others = connection.execute(free, {"id": mine}).all()
        db.session.commit()
        with aside() as connection:
            afterwards = connection.execute(free, {"id": mine}).all()

    assert others == []
    assert len(afterwards) == 1


def test_a_day_on_which_nobody_came_counts(app: Flask) -> None:
    with clock.standing_at(evening(date(2026, 7, 6))), unit_of_work():
        planned = make.reception()
        hold(planned.id, Held(visitors=0), make.actor(make.RECEIVER))

    assert counted(duty(make.CHAIR)) == 1


def test_the_next_month_keeps_no_duty_of_the_one_before(app: Flask) -> None:
    received(make.CHAIR, on=date(2026, 7, 6))
    received(make.CHAIR, on=date(2026, 8, 3))
    received(make.CHAIR, on=date(2026, 8, 4))

    july, august = duty(make.CHAIR), duty(make.CHAIR, "2026-08")
    assert july.standing(evening(date(2026, 8, 4))) is Standing.OVERDUE
    assert august.standing(evening(date(2026, 8, 4))) is Standing.MET
    assert (counted(july), counted(august)) == (1, 2)


def test_what_is_written_down_after_the_month_keeps_it_on_its_own_day(app: Flask) -> None:
    received(make.CHAIR, on=date(2026, 7, 20))
    assert duty(make.CHAIR).standing(evening(date(2026, 8, 5))) is Standing.OVERDUE

    received(make.CHAIR, on=date(2026, 7, 6), recorded=date(2026, 8, 5))

    owed = duty(make.CHAIR)
    assert owed.standing(evening(date(2026, 8, 5))) is Standing.MET
    assert owed.met_at == datetime(2026, 7, 20, 8, tzinfo=VIETNAM)


def test_a_duty_that_nobody_opened_yet_is_opened_by_what_counts_towards_it(app: Flask) -> None:
    received(make.CHAIR, on=date(2026, 8, 3))

    assert counted(duty(make.CHAIR, "2026-08")) == 1
    with clock.standing_at(evening(date(2026, 8, 3))), unit_of_work():
        assert open_periods() > 0
    assert counted(duty(make.CHAIR, "2026-08")) == 1


def test_what_happened_before_the_installation_opens_nothing(app: Flask) -> None:
    received(make.CHAIR, on=date(2026, 6, 25), recorded=date(2026, 7, 2))

    older = select(func.count()).where(Obligation.period == "2026-W26")
    assert db.session.scalar(older) == 0


def test_an_unplanned_reception_stands_in_for_no_fixed_day(app: Flask) -> None:
    received(make.SECRETARY, make.CHAIR, on=date(2026, 7, 6), occasion=Occasion.AD_HOC)

    assert counted(duty(make.SECRETARY)) == counted(duty(make.CHAIR)) == 0


def test_online_counts_for_the_chair_and_not_for_the_party_whose_rule_says_nothing_of_it(
    app: Flask,
) -> None:
    received(make.SECRETARY, make.CHAIR, on=date(2026, 7, 6), form=ReceptionForm.ONLINE)

    assert counted(duty(make.CHAIR)) == 1
    assert counted(duty(make.SECRETARY)) == 0


def test_a_deputy_keeps_no_duty_of_the_chair(app: Flask) -> None:
    received(make.DEPUTY, on=date(2026, 7, 6))

    assert counted(duty(make.CHAIR)) == 0


def appoint(code: str, login_of: str, until: date | None = None) -> None:
    """Whoever holds that position holds this one too, from now on or up to a day."""
    position = directory().position_by_code(code)
    assert position is not None
    account = make.account_of(login_of)
    for old in db.session.scalars(
        select(Appointment).where(Appointment.position_id == position.id)
    ):
        db.session.delete(old)
    db.session.flush()
    db.session.add(
        Appointment(
            position_id=position.id,
            person="Nguyễn Văn Mẫu 000",
            account_id=account.id,
            manner=Manner.ELECTED,
            from_on=date(2025, 7, 1),
            until_on=until,
        )
    )
    db.session.flush()
    forget_stamp()


def test_somebody_with_two_positions_receives_in_both(app: Flask) -> None:
    with unit_of_work():
        appoint(make.SECRETARY, make.CHAIR)

    received(make.CHAIR, on=date(2026, 7, 6))

    assert counted(duty(make.SECRETARY)) == counted(duty(make.CHAIR)) == 1


def test_a_position_that_was_left_before_is_not_served(app: Flask) -> None:
    with unit_of_work():
        appoint(make.SECRETARY, make.CHAIR, until=date(2026, 7, 6))

    received(make.CHAIR, on=date(2026, 7, 6))

    assert counted(duty(make.SECRETARY)) == 0
    assert counted(duty(make.CHAIR)) == 1


@pytest.mark.parametrize(("planned_on", "counts"), [(5, 1), (6, 1), (7, 0)])
def test_a_regular_day_counts_when_it_was_announced_on_its_day_at_the_latest(
    app: Flask, planned_on: int, counts: int
) -> None:
    both = (make.CHAIR, make.SECRETARY)
    with clock.standing_at(evening(date(2026, 7, planned_on))), unit_of_work():
        planned = make.reception(on=date(2026, 7, 6), positions=both)

    with clock.standing_at(evening(date(2026, 7, 8))), unit_of_work():
        hold(planned.id, Held(visitors=3), make.actor(make.RECEIVER))

    assert [counted(duty(each)) for each in both] == [counts, counts]


@pytest.mark.parametrize(
    ("day", "period"),
    [(date(2026, 12, 31), "2026-12"), (date(2027, 1, 1), "2027-01")],
)
def test_the_end_of_the_year_parts_two_months(app: Flask, day: date, period: str) -> None:
    received(make.CHAIR, on=day)

    assert counted(duty(make.CHAIR, period)) == 1
