"""Work for later: PostgreSQL is the queue (procrastinate), and a job is part of its transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask
from procrastinate import App, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
from procrastinate.jobs import JobDeferrer
from sqlalchemy import make_url, text

from api.core import clock
from api.core.database import aside, db, raw_connection, unit_of_work

log = logging.getLogger(__name__)

Task = Callable[..., None]

QUICK = RetryStrategy(max_attempts=5, exponential_wait=4)
"""About ten minutes in all: a waiting retry holds back the later jobs of its case."""
PATIENT = RetryStrategy(max_attempts=12, exponential_wait=2)
"""About an hour and a half, for the world outside."""

HEARTBEAT = 5.0
STALLED_AFTER = 15.0
"""Seconds without a heartbeat after which a worker counts as dead."""


@dataclass(frozen=True)
class Job:
    """Something to be done later: its name, the ids it is about, and not before when."""

    name: str
    ids: Mapping[str, UUID]
    at: datetime | None = None


Taker = Callable[[Job], None]

_taker: Taker | None = None
_deferrer = App(connector=SyncPsycopgConnector())
_tasks: dict[str, tuple[Task, RetryStrategy]] = {}
_periodic: dict[str, tuple[Task, str]] = {}


def task(name: str, retry: RetryStrategy = QUICK) -> Callable[[Task], Task]:
    """This function does the jobs of this name, each in a transaction of its own."""

    def register(function: Task) -> Task:
        _tasks[name] = (function, retry)
        return function

    return register


def periodic(name: str, cron: str) -> Callable[[Task], Task]:
    """This function runs at these times (UTC), once on however many machines."""

    def register(function: Task) -> Task:
        _periodic[name] = (function, cron)
        return function

    return register


def defer(name: str, *, lock: str | None = None, at: datetime | None = None, **ids: UUID) -> None:
    """Put a job into this transaction: it is there if and only if the transaction stands."""
    if _taker is not None:
        _taker(Job(name, ids, at))
        return
    _deferring(name, lock, at).defer(**_written(ids))


def defer_many(
    name: str, each: Sequence[Mapping[str, UUID]], *, at: datetime | None = None
) -> None:
    """The same for many jobs of one name, in one statement."""
    if _taker is not None:
        for ids in each:
            _taker(Job(name, ids, at))
    elif each:
        _deferring(name, None, at).batch_defer(*map(_written, each))


@contextmanager
def handed_to(taker: Taker) -> Iterator[None]:
    """Inside, jobs come to `taker` and into no queue: for data played back from the past."""
    global _taker  # noqa: PLW0603 -- one queue for the process is the point
    before, _taker = _taker, taker
    try:
        yield
    finally:
        _taker = before


def do(job: Job) -> None:
    """Do it at once, in the transaction that is running."""
    function, _ = _tasks[job.name]
    function(**job.ids)


def worker(app: Flask) -> App:
    """The application that owns the tasks and does them."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"]).set(drivername="postgresql")
    connector = PsycopgConnector(conninfo=url.render_as_string(hide_password=False), max_size=6)
    owner = App(connector=connector)
    for name, (function, retry) in _tasks.items():
        owner.task(name=name, retry=retry)(_inside(app, function))
    for name, (function, cron) in _periodic.items():
        timed = owner.task(name=name, queueing_lock=name, pass_context=False)(
            _on_time(app, function)
        )
        owner.periodic(cron=cron)(timed)
    rescue = owner.task(name="jobs.rescue", queueing_lock="jobs.rescue")(_rescuing(owner))
    owner.periodic(cron="* * * * * */10")(rescue)
    return owner


def work(app: Flask, *, wait: bool = True) -> None:
    """Do jobs until told to stop, or, without `wait`, until none is due."""
    worker(app).run_worker(
        wait=wait,
        concurrency=4,
        delete_jobs="successful",
        shutdown_graceful_timeout=30,
        install_signal_handlers=wait,
        fetch_job_polling_interval=1.0,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=STALLED_AFTER,
    )


def counts() -> dict[str, int]:
    """How many jobs there are in each state."""
    with aside() as connection:
        rows = connection.execute(
            text("select status::text, count(*) as number from procrastinate_jobs group by 1")
        )
        return {row.status: row.number for row in rows}


def waiting(name: str) -> int:
    """How many jobs of this name are not done yet."""
    statement = text(
        "select count(*) from procrastinate_jobs"
        " where task_name = :name and status in ('todo', 'doing')"
    )
    with aside() as connection:
        return int(connection.execute(statement, {"name": name}).scalar_one())


def send_failed_again() -> int:
    """Put every failed job back into the queue, to be done now; says how many."""
    statement = text(
        "select procrastinate_retry_job_v2(id, now(), null, null, null)"
        " from procrastinate_jobs where status = 'failed'"
    )
    return len(db.session.execute(statement).all())


def rescue_now(app: Flask) -> None:
    """Look for jobs of workers that died, without waiting for the periodic look."""

    async def look() -> None:
        owner = worker(app)
        async with owner.open_async():
            await _rescue(owner)

    asyncio.run(look())


async def _rescue(owner: App) -> None:
    """Give the jobs of a worker that died to another one; nothing else would."""
    for job in await owner.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        log.warning("rescued job %s of %s", job.id, job.task_name)
        await owner.job_manager.retry_job(job, retry_at=clock.now())


def _deferring(name: str, lock: str | None, at: datetime | None) -> JobDeferrer:
    db.session.flush()
    return _deferrer.configure_task(
        name,
        connection=raw_connection(),
        lock=lock,
        schedule_at=at,
        queue=name.partition(".")[0],
    )


def _written(ids: Mapping[str, UUID]) -> dict[str, Any]:
    return {key: str(value) for key, value in ids.items()}


def _inside(app: Flask, function: Task) -> Callable[..., None]:
    def run(**ids: Any) -> None:
        with app.app_context(), unit_of_work():
            function(**{key: UUID(value) for key, value in ids.items()})

    return run


def _on_time(app: Flask, function: Task) -> Callable[[int], None]:
    def run(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
        with app.app_context(), unit_of_work():
            function()

    return run


def _rescuing(owner: App) -> Callable[[int], Awaitable[None]]:
    async def run(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate names the tick
        await _rescue(owner)

    return run
