"""The story, told for some weeks: the same each time, once, and whole or not at all."""

from datetime import date
from itertools import islice
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.cases.models import Case
from api.core.clock import midnight
from api.core.database import Model, db, unit_of_work
from api.demo import actions
from api.demo.commands import demo
from api.dialogues.receptions.models import Reception
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.models import Obligation
from api.regulation.recurring import open_periods
from notifications.models import Delivery, Message
from tests.demo.telling import tell

TOLD: tuple[type[Model], ...] = (Petition, Event, Obligation, Message, Delivery, Reception)
JANUARY = midnight(date(2026, 1, 24))


def rows() -> dict[str, Any]:
    return {
        table.__tablename__: db.session.scalar(select(func.count()).select_from(table))
        for table in TOLD
    }


def digest() -> list[tuple[Any, ...]]:
    """What is told of each petition, without ids and codes, which are random."""
    case, petition = Case.__table__.c, Petition.__table__.c
    cases = (
        select(
            petition.source_ref,
            case.state,
            case.opened_at,
            case.accepted_at,
            case.answered_at,
            case.rating,
            case.next_due_at,
            case.holder_id,
            case.register_number,
        )
        .join_from(Case.__table__, Petition.__table__)
        .order_by(petition.source_ref)
    )
    happened = select(Event.name, Event.at, Event.unit_id, Event.actor_position_id).order_by(
        Event.at, Event.name, Event.unit_id
    )
    found = [*db.session.execute(cases), *db.session.execute(happened)]
    return [tuple(row) for row in found]


def test_it_is_told_the_same_way_each_time(app: Flask) -> None:
    tell(JANUARY)
    before = digest()
    db.session.remove()

    tell(JANUARY)

    assert digest() == before
    assert {row[1] for row in before} >= {"received", "in_progress", "answered"}


def test_told_again_it_changes_nothing(app: Flask) -> None:
    runner = app.test_cli_runner(catch_exceptions=False)
    runner.invoke(demo, ["load", "--until", "2026-01-16"])
    before = rows()

    result = runner.invoke(demo, ["load", "--until", "2026-02-16"])

    assert result.output == "the demonstration is loaded\n"
    assert rows() == before
    assert before["petitions"] > 10


def test_whoever_waits_sees_it_grow(app: Flask) -> None:
    runner = app.test_cli_runner(catch_exceptions=False)

    result = runner.invoke(demo, ["load", "--until", "2026-02-01"])

    assert result.output.splitlines() == [
        "telling its story: 02/2026",
        "the demonstration is loaded",
    ]


def test_broken_off_nothing_of_it_stays(app: Flask) -> None:
    with pytest.raises(KeyboardInterrupt), unit_of_work():
        for _ in islice(actions.tell(JANUARY), 10):
            pass
        raise KeyboardInterrupt

    assert rows() == dict.fromkeys(rows(), 0)
    assert not actions.is_told()


def test_where_the_province_was_there_before_its_reception_days_count_too(app: Flask) -> None:
    open_periods()

    tell(JANUARY)

    met = select(func.count()).where(
        Obligation.period == "2026-W03", Obligation.met_at.is_not(None)
    )
    assert db.session.scalar(met)
