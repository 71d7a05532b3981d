"""The whole story of a year, told once on a database: what there is to be seen afterwards."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select

from api.authorities.directory import directory
from api.cases.models import Case
from api.commitments.models import Commitment
from api.core import clock, jobs
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.demo.draws import draws
from api.dialogues.live.models import Turn
from api.dialogues.questions.models import Outcome, Question
from api.dialogues.receptions.models import Reception, ReceptionState
from api.dialogues.registration_queries import figures_of
from api.dialogues.session_plans import SessionForm
from api.dialogues.sessions import Dialogue, Stage
from api.events.models import Event
from api.monitoring.dimensions import Dimension
from api.monitoring.figures import FigureName
from api.monitoring.queries import Scope, tallies
from api.petitions.models import Petition
from api.petitions.states import STEPS, PetitionState
from api.regulation.models import Obligation, ObligationState
from moderation.models import Screening, ScreeningState
from notifications.models import Delivery, DeliveryState, Message
from tests import make
from tests.conftest import Cluster, standing_on
from tests.demo.telling import tell

END = datetime(2026, 11, 22, 17, tzinfo=VIETNAM)

NOBODY_CAN_YET = {PetitionState.TERMINATED, PetitionState.MERGED, PetitionState.SPLIT}


@pytest.fixture(scope="module", autouse=True)
def year(whole_app: Flask, cluster: Cluster) -> Iterator[None]:
    """A database of this file's own, on which the year was told."""
    with cluster.lent(), standing_on(whole_app, cluster):
        with unit_of_work():
            tell(END)
        yield


@pytest.fixture(autouse=True)
def evening(monday: None) -> Iterator[None]:
    """It is the evening of the last day."""
    with clock.standing_at(END):
        yield


def counted(area: str, figure: FigureName) -> int:
    """What MTTQ of the city counts of the government of this commune."""
    scope = Scope(first_day=date(2026, 1, 1), last_day=END.date())
    found = tallies(make.actor(make.CITY_MONITOR), scope, Dimension.UNIT, END)
    unit = directory().unit_by_code(f"{area}-ubnd")
    assert unit is not None
    return found[unit.id].counts[figure]


def test_petitions_are_in_every_state_that_somebody_can_bring_about() -> None:
    case, petition = Case.__table__.c, Petition.__table__.c
    found = select(case.state, petition.source_system, petition.source_ref)
    rows = db.session.execute(found.join_from(Case.__table__, Petition.__table__)).all()

    states = {state for state, _, _ in rows}

    assert {system for _, system, _ in rows} == {"demo"}
    assert len({ref for _, _, ref in rows}) == len(draws())
    assert states == set(STEPS) - NOBODY_CAN_YET - {PetitionState.DRAFT}


def test_nothing_of_the_past_is_left_for_the_worker() -> None:
    sent = db.session.scalars(select(Delivery)).all()

    assert jobs.counts() == {}
    assert {each.state for each in sent} == {DeliveryState.SENT}
    assert all(each.sent_at is not None and each.sent_at <= END for each in sent)
    assert db.session.scalar(select(func.count()).where(Event.recorded_at > END)) == 0


def test_old_messages_are_read_and_new_ones_are_not() -> None:
    held = directory().position_by_code(make.CHAIR)
    assert held is not None
    account_id = make.actor(make.CHAIR).account_id

    total, read = db.session.execute(
        select(func.count(), func.count(Message.read_at)).where(Message.account_id == account_id)
    ).one()

    assert total > read > 0


def test_the_heads_differ_and_so_do_their_figures() -> None:
    prompt, slow, formulaic = make.COMMUNE, "11413", "11629"

    assert counted(prompt, FigureName.ON_TIME) > 0
    assert counted(prompt, FigureName.LATE) == counted(prompt, FigureName.OVERDUE_NOW) == 0
    assert counted(slow, FigureName.ON_TIME) == 0
    assert counted(slow, FigureName.OVERDUE_NOW) > 0
    assert counted(formulaic, FigureName.LATE) == 0
    assert counted(formulaic, FigureName.CONTESTED) > counted(slow, FigureName.CONTESTED)
    assert counted(prompt, FigureName.CONTESTED) == 0


def test_promises_are_kept_and_broken() -> None:
    found = db.session.execute(
        select(Commitment.state, func.count(), func.count().filter(Commitment.next_due_at <= END))
        .group_by(Commitment.state)
        .execution_options(populate_existing=True)
    )

    by_state = {state: (number, overdue) for state, number, overdue in found}

    assert set(by_state) == {"given", "rejected", "reported_done", "verified"}
    assert by_state["given"][1] > 0
    assert by_state["verified"] > (0, 0)


def test_reception_days_are_held_called_off_and_still_to_come() -> None:
    states = set(db.session.scalars(select(Reception.state)))
    recurring = select(Obligation.state, func.count().label("number")).where(
        Obligation.period.is_not(None)
    )

    rows = db.session.execute(recurring.group_by(Obligation.state))
    owed = {row.state: row.number for row in rows}

    assert states == set(ReceptionState)
    assert owed[ObligationState.MET] > owed[ObligationState.OPEN] > 0


def test_what_speaks_of_one_person_is_looked_at() -> None:
    looks = set(db.session.scalars(select(Screening.state)))

    assert looks == {
        ScreeningState.CLEARED,
        ScreeningState.HELD,
        ScreeningState.WITHHELD,
        ScreeningState.APPEALED,
    }


def test_dialogues_of_the_year_are_in_every_state_and_their_questions_have_every_outcome() -> None:
    found = {each.topic: each for each in db.session.scalars(select(Dialogue))}
    states = Counter(each.state for each in found.values())
    outcomes = set(db.session.scalars(select(Question.outcome)))
    [promised] = [set(db.session.scalars(select(Commitment.state).where(of_dialogues())))]

    over = {"published": 7, "concluded": 1, "cancelled": 1}
    assert states == over | {"in_session": 1, "announced": 1}
    assert outcomes == {None, *Outcome}
    assert len([each for each in found.values() if each.changes]) == 1
    assert {each.form for each in found.values()} == {SessionForm.IN_PERSON, SessionForm.ONLINE}
    assert {"given", "rejected", "verified"} <= promised
    late = select(func.count()).where(
        Obligation.case_id.in_([each.id for each in found.values()]), Obligation.met_at >= due()
    )
    assert (db.session.scalar(late) or 0) >= 1


def test_a_dialogue_goes_on_now_and_people_wait_to_speak_there() -> None:
    [today] = db.session.scalars(select(Dialogue).where(Dialogue.state == "in_session"))
    turns = Counter(db.session.scalars(select(Turn.state).where(Turn.dialogue_id == today.id)))

    assert today.starts_at < END < today.ends_at
    assert turns == {"done": 2, "speaking": 1, "waiting": 8}
    decided = select(Question.outcome).where(Question.dialogue_id == today.id)
    assert None in set(db.session.scalars(decided))


def test_for_next_week_all_seats_are_taken_and_people_wait() -> None:
    [coming] = db.session.scalars(select(Dialogue).where(Dialogue.state == "announced"))
    figures = figures_of(coming.id)

    assert coming.stage(END) is Stage.REGISTRATION
    assert (coming.starts_at - END).days in range(6, 12)
    assert figures.confirmed == coming.capacity
    assert figures.waiting > 5


def of_dialogues() -> ColumnElement[bool]:
    return Commitment.__table__.c.origin_id.in_(select(Question.__table__.c.id))


def due() -> ColumnElement[Any]:
    return Obligation.__table__.c.due_at
