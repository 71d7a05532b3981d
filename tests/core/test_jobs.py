"""The queue: done once, tried again, rescued."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from flask import Flask
from procrastinate import RetryStrategy
from sqlalchemy import text

from api.core import jobs
from api.core.database import db, unit_of_work

done: list[UUID] = []


@pytest.fixture(autouse=True)
def _tasks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two tasks of the test's own."""

    def works(thing: UUID) -> None:
        done.append(thing)

    def fails(thing: UUID) -> None:
        db.session.execute(text("insert into limits values ('half done', now())"))
        raise ValueError(thing)

    once = RetryStrategy(max_attempts=1, wait=0)
    mine = {"test.works": (works, once), "test.fails": (fails, once)}
    monkeypatch.setattr(jobs, "_tasks", mine)
    monkeypatch.setattr(jobs, "_periodic", {})
    yield
    done.clear()


def test_a_job_is_done_once_and_leaves_nothing(app: Flask) -> None:
    thing = uuid4()
    with unit_of_work():
        jobs.defer("test.works", thing=thing)

    jobs.work(app, wait=False)
    jobs.work(app, wait=False)

    assert done == [thing]
    assert jobs.counts() == {}


def test_a_job_that_fails_leaves_no_half_is_tried_again_and_then_shows(app: Flask) -> None:
    with unit_of_work():
        jobs.defer("test.fails", thing=uuid4())

    for _ in range(10):  # a worker that has nothing due goes home, even when a retry comes at once
        jobs.work(app, wait=False)

    attempts, status = db.session.execute(
        text("select attempts, status::text from procrastinate_jobs")
    ).one()
    assert (attempts, status) == (2, "failed")
    half = db.session.execute(text("select count(*) from limits where key = 'half done'"))
    assert half.scalar_one() == 0


def test_failed_jobs_can_be_sent_again(app: Flask) -> None:
    with unit_of_work():
        jobs.defer("test.fails", thing=uuid4())
    for _ in range(10):
        jobs.work(app, wait=False)

    with unit_of_work():
        assert jobs.send_failed_again() == 1

    assert jobs.counts() == {"todo": 1}


def test_the_job_of_a_worker_that_died_is_rescued(app: Flask) -> None:
    thing = uuid4()
    with unit_of_work():
        jobs.defer("test.works", thing=thing)
        db.session.execute(text("update procrastinate_jobs set status = 'doing', worker_id = null"))
    assert jobs.counts() == {"doing": 1}

    jobs.rescue_now(app)
    jobs.work(app, wait=False)

    assert done == [thing]


def test_the_worker_looks_for_stalled_jobs_by_itself(app: Flask) -> None:
    owner = jobs.worker(app)

    assert "jobs.rescue" in {
        task.task.name for task in owner.periodic_registry.periodic_tasks.values()
    }
