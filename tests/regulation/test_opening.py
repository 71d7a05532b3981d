"""Opening in time what comes back: once, without gaps, and not for the years before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import event, func, select, text

from api.authorities.directory import directory
from api.authorities.models import Unit
from api.core import clock, jobs
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.core.reference import forget_stamp
from api.regulation.commands import regulation
from api.regulation.explain import one_line
from api.regulation.models import Obligation, ObligationState, Standing
from api.regulation.queries import regulation as law
from api.regulation.reckoning import read
from api.regulation.recurring import open_periods
from api.regulation.views import shown
from tests import make

JULY = datetime(2026, 7, 10, 9, tzinfo=VIETNAM)
CHAIRS = "luat-tcd.reception-commune"


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)


def opened_on(day: date, since: date | None = None) -> int:
    with clock.standing_at(on(day)), unit_of_work():
        return open_periods(since)


def periods(rule_id: str = CHAIRS, code: str = make.CHAIR) -> list[str | None]:
    position = directory().position_by_code(code)
    assert position is not None
    return list(
        db.session.scalars(
            select(Obligation.period)
            .where(Obligation.rule_id == rule_id, Obligation.position_id == position.id)
            .order_by(Obligation.started_at)
        )
    )


def of_the_chair() -> Obligation:
    position = directory().position_by_code(make.CHAIR)
    assert position is not None
    chosen = (Obligation.rule_id == CHAIRS, Obligation.position_id == position.id)
    return db.session.scalars(select(Obligation).where(*chosen)).one()


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(Obligation)) or 0


@contextmanager
def listening() -> Iterator[list[str]]:
    """Inside, every statement to the database is noted."""
    said: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_a_new_installation_begins_with_the_periods_that_are_running(app: Flask) -> None:
    opened = opened_on(date(2026, 7, 10))

    assert opened == rows() == 2 + 3 * 114
    assert periods() == ["2026-07"]
    assert periods("luat-72.dialogue-yearly") == ["2026"]


def test_doing_it_again_adds_nothing(app: Flask) -> None:
    opened_on(date(2026, 7, 10))
    before = rows()

    assert opened_on(date(2026, 7, 10)) == 0
    assert opened_on(date(2026, 7, 31)) == 0
    assert rows() == before


def test_what_was_missed_while_nobody_worked_is_made_up_for(app: Flask) -> None:
    opened_on(date(2026, 7, 31))

    opened_on(date(2026, 11, 2))

    assert periods() == ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]


def test_weeks_go_on_over_the_end_of_the_year(app: Flask) -> None:
    opened_on(date(2025, 12, 27))

    opened_on(date(2026, 1, 6))

    assert periods() == ["2025-W52", "2026-W01", "2026-W02"]


def test_a_clock_that_goes_back_undoes_nothing(app: Flask) -> None:
    opened_on(date(2026, 8, 1))
    before = rows()

    opened_on(date(2026, 7, 31))
    opened_on(date(2026, 8, 1))

    assert rows() == before
    assert periods() == ["2026-08"]


def test_years_before_are_opened_only_when_somebody_asks(app: Flask) -> None:
    opened_on(date(2026, 9, 10))
    assert periods() == ["2026-09"]

    opened_on(date(2026, 9, 10), since=date(2026, 7, 1))

    assert periods() == ["2026-07", "2026-08", "2026-09"]


def test_nobody_owes_anything_for_the_time_before_the_units_were_there(app: Flask) -> None:
    opened_on(date(2026, 9, 10), since=date(2020, 1, 1))

    assert periods("qdi-11.reception-commune", make.SECRETARY)[0] == "2025-07"


def test_without_units_nothing_is_owed_and_nothing_begins(app: Flask) -> None:
    for table in ("appointments", "positions", "units"):
        db.session.execute(text(f"delete from {table}"))
    forget_stamp()

    opened = open_periods()

    begun = db.session.execute(text("select count(*) from recurrence")).scalar_one()
    assert (opened, rows(), begun) == (0, 0, 0)


def test_the_whole_province_takes_a_few_statements(app: Flask) -> None:
    with clock.standing_at(JULY), unit_of_work():
        known = directory()
        with listening() as said:
            opened = open_periods()

    assert len({unit.area_code for unit in known.units.values()}) == 115
    assert opened > 200
    assert len(said) <= 6


def test_what_a_rule_opened_that_waits_for_something_now_falls_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_on(date(2026, 7, 1))
    waiting = tuple(
        replace(each, waits_for={"vi": "điều còn thiếu"}) if each.id == CHAIRS else each
        for each in law().rules
    )
    monkeypatch.setitem(app.extensions, "doithoai.regulation", replace(law(), rules=waiting))

    opened_on(date(2026, 8, 3))

    assert (periods(), of_the_chair().standing(clock.now())) == (["2026-07"], Standing.ENDED)


def test_a_unit_that_is_dissolved_inside_the_period_owes_no_more_for_it(app: Flask) -> None:
    opened_on(date(2026, 7, 1))
    unit = directory().unit_by_code(f"{make.COMMUNE}-ubnd")
    assert unit is not None
    db.session.get_one(Unit, unit.id).ended_on = date(2026, 7, 20)
    db.session.commit()

    opened_on(date(2026, 8, 3))

    [july] = db.session.scalars(
        select(Obligation).where(Obligation.unit_id == unit.id, Obligation.rule_id == CHAIRS)
    )
    assert july.state is ObligationState.ENDED
    assert july.standing(on(date(2026, 8, 3))) is Standing.ENDED
    others = select(func.count()).where(
        Obligation.rule_id == CHAIRS, Obligation.period == "2026-08"
    )
    assert db.session.scalar(others) == 113


def test_a_period_is_overdue_after_its_last_day_and_stays_so(app: Flask) -> None:
    opened_on(date(2026, 7, 1))

    owed = of_the_chair()

    assert owed.standing(datetime(2026, 7, 31, 23, 59, tzinfo=VIETNAM)) is Standing.OPEN
    assert owed.standing(datetime(2026, 8, 1, tzinfo=VIETNAM)) is Standing.OVERDUE
    assert owed.standing(datetime(2027, 8, 1, tzinfo=VIETNAM)) is Standing.OVERDUE


@pytest.mark.parametrize(
    ("locale", "period", "needed"),
    [
        (
            "vi",
            "Kỳ: tháng 7/2026, từ 01/07/2026 đến 31/07/2026.",
            "Yêu cầu: ít nhất 2 ngày khác nhau.",
        ),
        (
            "en",
            "Period: month 7/2026, from 1 July 2026 to 31 July 2026.",
            "Needed: at least 2 different days.",
        ),
    ],
)
def test_it_explains_its_period_what_is_needed_and_when_it_ends(
    app: Flask, locale: str, period: str, needed: str
) -> None:
    opened_on(date(2026, 7, 1))

    lines = shown(of_the_chair(), JULY, locale, inside=True)["explanation"]

    assert lines[:2] == [period, needed]
    assert "01/08/2026" in lines[3] or "1 August 2026" in lines[3]
    assert "136/2025/QH15" in lines[-1]


def test_one_line_of_it_fits_into_a_message(app: Flask) -> None:
    opened_on(date(2026, 7, 1))
    owed = of_the_chair()
    rule = law().rule(owed.rule_id, owed.rule_version)
    assert rule is not None

    line = one_line(rule, read(owed.reckoning), locale="vi")

    assert line.endswith("chậm nhất hết ngày Thứ Sáu, 31/07/2026")


def test_the_worker_opens_it_by_itself(app: Flask) -> None:
    registered = jobs.worker(app).periodic_registry.periodic_tasks.values()

    [recurring] = [each for each in registered if each.task.name == "regulation.recur"]
    with clock.standing_at(JULY):
        recurring.task.func(timestamp=0)

    assert periods() == ["2026-07"]


def test_a_worker_that_starts_has_a_tick_to_make_up_for_whenever_it_starts(app: Flask) -> None:
    registered = jobs.worker(app).periodic_registry.periodic_tasks.values()
    [recurring] = [each for each in registered if each.task.name == "regulation.recur"]
    just_before = datetime(2026, 7, 10, 9, 9, 59, tzinfo=UTC).timestamp()

    recurring.croniter.set_current(start_time=just_before)
    last = recurring.croniter.get_prev(ret_type=float)

    assert just_before - last <= 600


def run(*words: str) -> Result:
    with clock.standing_at(JULY):
        return CliRunner().invoke(regulation, ["recur", *words], catch_exceptions=False)


def test_the_command_opens_what_was_missed(app: Flask) -> None:
    assert run().output == "344 duties opened\n"
    assert run().output == "0 duties opened\n"
    assert run("--since", "2026-06-01").exit_code == 0
    assert periods() == ["2026-W23", "2026-W24", "2026-W25", "2026-W26", "2026-07"]


@pytest.mark.parametrize("since", ["2026-07-11", "yesterday", "0001-01-01"])
def test_the_command_refuses_a_day_that_is_none_or_still_to_come(app: Flask, since: str) -> None:
    assert run("--since", since).exit_code == 2
    assert rows() == 0
