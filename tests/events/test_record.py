"""Recording an event: with it the law's answer and the job, in one transaction or not at all."""

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url, select, text

from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.events.actions import record
from api.events.errors import UnknownEvent
from api.events.jobs import dispatch
from api.events.models import Event
from api.regulation.models import Obligation
from api.settings import Settings
from tests import make


def test_events_are_only_added(app: Flask, settings: Settings) -> None:
    with unit_of_work():
        make.petition()
    url = make_url(settings.database_url).set(drivername="postgresql")

    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        for statement in ("update events set name = 'x'", "delete from events", "truncate events"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(statement)
        assert connection.execute("select count(*) from events").fetchone() == (1,)


def test_the_law_answers_in_the_same_transaction(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work():
        make.petition()
        assert db.session.scalars(select(Obligation)).all()
        raise ZeroDivisionError

    assert db.session.scalars(select(Obligation)).all() == []
    assert db.session.scalars(select(Event)).all() == []


def test_a_transaction_that_falls_leaves_no_job_and_one_that_stands_has_its_job(
    app: Flask,
) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work():
        make.petition()
        raise ZeroDivisionError
    assert jobs.waiting("events.dispatch") == 0

    with unit_of_work():
        petition = make.petition()

    job = db.session.execute(text("select lock, args from procrastinate_jobs")).one()
    event = db.session.scalars(select(Event)).one()
    assert (job.lock, job.args) == (str(petition.id), {"event_id": str(event.id)})


def test_a_name_outside_the_contract_is_a_mistake(app: Flask) -> None:
    petition = make.petition()

    with pytest.raises(UnknownEvent):
        record("petition.forgotten", petition, at=clock.now())


def test_the_legal_moment_and_the_moment_of_writing_are_kept_apart(app: Flask) -> None:
    from datetime import timedelta  # noqa: PLC0415

    came = clock.now() - timedelta(days=3)

    make.petition(by=make.RECEIVER, received_at=came, reason="văn thư chậm")

    event = db.session.scalars(select(Event)).one()
    assert (event.at, event.recorded_at) == (came, clock.now())


def test_events_keep_no_words_of_a_person(app: Flask) -> None:
    make.answered(text="Ông Bảy ngõ 4 xả rác", place="ngõ 4", petitioner={"name": "Bà Tám"})

    written = str([event.facts for event in db.session.scalars(select(Event))])
    assert not any(word in written for word in ("Bảy", "Tám", "ngõ", "rác"))


def test_a_subscriber_that_fails_holds_back_no_other_and_leaves_no_rows(app: Flask) -> None:
    make.petition()
    event = db.session.scalars(select(Event)).one()
    offered: list[str] = []

    def fails(event: Event) -> None:
        db.session.execute(text("insert into limits values ('left behind', now())"))
        raise ValueError

    def works(event: Event) -> None:
        offered.append(event.name)

    with pytest.raises(ExceptionGroup):
        dispatch(event, [fails, works])

    assert offered == ["petition.received"]
    left = db.session.execute(text("select count(*) from limits where key = 'left behind'"))
    assert left.scalar_one() == 0
