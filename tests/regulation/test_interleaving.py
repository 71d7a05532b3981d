"""Whatever happens in whatever order: nothing owed is lost, met twice or moved by itself."""

import itertools
import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, func, select

from api.core import clock
from api.core.database import db
from api.events.actions import record
from api.regulation.calendar import Day, DayKind, DayStatus
from api.regulation.calendar_table import keep, shipped
from api.regulation.models import CalendarDay, Fulfilment, Obligation, ObligationState
from api.regulation.queries import obligations_of
from tests import make
from tests.conftest import MONDAY
from tests.regulation import laws, naive
from tests.regulation.laws import Use

PAUSE = (
    'pause = { on = "petition.suspended", off = "petition.resumed", grounds = ["force_majeure"] }'
)
RULES = (
    laws.rule(
        f'{PAUSE}\nextend = [ {{ on = "petition.extended", by = "5wd", times = 2 }} ]\n'
        'ends_on = ["petition.withdrawn"]'
    ),
    laws.rule(
        f'{PAUSE}\nceilings = [ {{ when = {{ complex = true }}, term = "45cd" }} ]',
        id="settle",
        term="30cd",
    ).replace("petition.received", "petition.accepted"),
    laws.rule(id="plain", term="2mo"),
)
SENDERS = itertools.count(1)
"""Nobody sends many petitions a day, so each of them is somebody's first."""

MOVING = {"petition.suspended", "petition.resumed", "petition.extended"}
"""The only events that may move a day that was set."""


@dataclass
class Known:
    """What was last seen of an obligation, and the calendar its day was counted on."""

    due_at: datetime | None
    state: ObligationState
    met_at: datetime | None
    changes: int
    special: naive.Special


def special_days() -> naive.Special:
    """The calendar as it stands now, in the words of the second count."""
    rows = db.session.scalars(select(CalendarDay)).all()
    return {
        row.on: row.kind is DayKind.MAKEUP_WORK
        for row in rows
        if row.status is not DayStatus.PROPOSED
    }


def changes(owed: Obligation) -> int:
    """How often its clock was touched, told from what is written down of it."""
    ends = sum(pause["until"] is not None for pause in owed.pauses)
    return len(owed.pauses) + ends + len(owed.extensions) + (owed.term == "45cd")


class Interleaving(RuleBasedStateMachine):
    """One petition, to which anything may happen on any day."""

    @initialize()
    def receive(self) -> None:
        self.now = MONDAY
        self.known: dict[object, Known] = {}
        self.happened = ""
        db.session.execute(delete(CalendarDay))
        keep(shipped())
        with clock.standing_at(self.now):
            self.petition = make.petition(by=f"+84912{next(SENDERS):06}")
        db.session.commit()

    @rule(days=st.integers(1, 25), minutes=st.integers(0, 24 * 60 - 1))
    def time_passes(self, days: int, minutes: int) -> None:
        self.happened = ""
        self.now += timedelta(days=days, minutes=minutes)

    @rule(ahead=st.integers(-10, 60), kind=st.sampled_from([*DayKind]))
    def the_calendar_changes(self, ahead: int, kind: DayKind) -> None:
        self.happened = ""
        on = self.now.date() + timedelta(days=ahead)
        keep([Day(on, kind, "thử", "thử", DayStatus.APPROVED)])
        db.session.commit()

    @rule()
    def accept(self) -> None:
        self.record("petition.accepted")

    @rule(ground=st.sampled_from(["force_majeure", "force_majeure", "holidays"]))
    def suspend(self, ground: str) -> None:
        self.record("petition.suspended", ground=ground)

    @rule()
    def resume(self) -> None:
        self.record("petition.resumed")

    @rule(is_complex=st.booleans())
    def extend(self, is_complex: bool) -> None:
        self.record("petition.extended", complex=is_complex)

    @rule()
    @precondition(lambda self: self.now > MONDAY + timedelta(days=10))
    def answer(self) -> None:
        self.record("petition.answered")

    @rule()
    @precondition(lambda self: self.now > MONDAY + timedelta(days=30))
    def withdraw(self) -> None:
        self.record("petition.withdrawn")

    def record(self, name: str, **facts: Any) -> None:
        self.happened = name
        with clock.standing_at(self.now):
            record(name, self.petition, at=self.now, **facts)
        db.session.commit()

    @invariant()
    def nothing_is_lost_met_twice_or_moved_by_itself(self) -> None:
        owed = {each.id: each for each in obligations_of(self.petition.id)}
        assert self.known.keys() <= owed.keys()
        for obligation_id, each in owed.items():
            before = self.known.get(obligation_id)
            if before is not None:
                self.compare(before, each)
            moved = before is None or before.changes != changes(each)
            special = special_days() if moved or before is None else before.special
            self.known[obligation_id] = Known(
                each.due_at, each.state, each.met_at, changes(each), special
            )
            self.count_again(each, special)
        self.everything_is_fulfilled_once(list(owed))
        self.one_of_each_rule_is_open(list(owed.values()))

    def compare(self, before: Known, now: Obligation) -> None:
        """What is over stays as it was; a day moves only by an event that moves days."""
        if before.state is not ObligationState.OPEN:
            assert (now.state, now.met_at, now.due_at) == (
                before.state,
                before.met_at,
                before.due_at,
            )
        if now.due_at != before.due_at:
            assert self.happened in MOVING
            assert changes(now) > before.changes

    def count_again(self, owed: Obligation, special: naive.Special) -> None:
        """The last day is where the second count finds it: days that stood still never count."""
        pauses = [(_day(pause["since"]), _end(pause["until"])) for pause in owed.pauses]
        added = [extension["by"] for extension in owed.extensions]
        wanted = naive.last_day(owed.started_at, owed.term, special, pauses, added)
        assert owed.last_day == wanted

    def everything_is_fulfilled_once(self, ids: list[object]) -> None:
        rows = select(Fulfilment.obligation_id, func.count()).group_by(Fulfilment.obligation_id)
        found = db.session.execute(rows.where(Fulfilment.obligation_id.in_(ids))).all()
        met = {each for each in ids if self.known[each].state is ObligationState.MET}
        assert {(each, number) for each, number in found} == {(each, 1) for each in met}

    def one_of_each_rule_is_open(self, owed: list[Obligation]) -> None:
        open_rules = [each.rule_id for each in owed if each.state is ObligationState.OPEN]
        assert len(open_rules) == len(set(open_rules))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _end(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def test_whatever_happens_in_whatever_order(app: Flask, law: Use) -> None:
    law(*RULES)
    examples = int(os.environ.get("EXAMPLES", "1500")) // 150

    run_state_machine_as_test(
        Interleaving,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
