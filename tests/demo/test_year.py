"""The whole story of a year, told once on a database: what there is to be seen afterwards."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.authorities.directory import directory
from api.cases.models import Case
from api.commitments.models import Commitment
from api.core import clock, jobs
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.demo.draws import draws
from api.dialogues.receptions.models import Reception, ReceptionState
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

    assert set(by_state) == {"given", "reported_done", "verified"}
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
