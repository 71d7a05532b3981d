"""A thousand people register at one moment for a hundred seats, beside the bare transaction.

`python -m tests.bench.registering`
"""

import asyncio
import json
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import select, text

from api.core import embedded
from api.core.database import db, unit_of_work
from api.dialogues.registration_queries import seating_of
from api.dialogues.registrations import Registration
from tests import make
from tests.bench.load import HERE
from tests.bench.world import FLOOR, World, world

PEOPLE, SEATS = 1000, 100
WRITERS = 8
PATIENCE = 120.0

_TABLES = """
create table halls (id int primary key, taken int not null, waiting int not null);
create table guests (id uuid primary key, who int not null unique, state text not null);
create table happened (id uuid primary key, guest uuid not null references guests, what text);
insert into halls values (1, 0, 0);
"""


@dataclass(frozen=True)
class Measured:
    """How it went; seconds."""

    states: dict[str, int]
    whole: float
    p50: float
    p95: float
    slowest: float
    longest_lock_wait: float | None = None


@dataclass(frozen=True)
class Both:
    """Ours, and the same rows by bare psycopg."""

    ours: Measured
    floor: Measured


def main() -> None:
    """Measure, check, print."""
    with (
        tempfile.TemporaryDirectory(prefix="doithoai-bench-") as folder,
        world(Path(folder), 200) as here,
    ):
        print(json.dumps(asdict(measured(here)), indent=1))


def measured(here: World) -> Both:
    """Both, one after the other; refuses a result in which anybody is missing or there twice."""
    ours = _ours(here)
    assert ours.states == {"confirmed": SEATS, "waiting": PEOPLE - SEATS}, ours.states
    home: Path = here.app.extensions["doithoai.settings"].home
    return Both(ours, _floor(embedded.admin(home)))


def _ours(here: World) -> Measured:
    with here.app.app_context():
        with unit_of_work():
            dialogue_id = make.dialogue(capacity=SEATS).id
        with unit_of_work():
            tokens = [make.token_of(f"+8490{number:07d}") for number in range(PEOPLE)]
        with _waits() as longest:
            began = time.perf_counter()
            answers = asyncio.run(_crowd(here.ours, dialogue_id, tokens))
            whole = time.perf_counter() - began
        _check(dialogue_id)
    states = Counter(state for state, _ in answers)
    return _measured(states, whole, [seconds for _, seconds in answers], longest[0])


def _check(dialogue_id: UUID) -> None:
    """Everybody is there once, the first hundred with a seat, and the counters say so."""
    db.session.rollback()
    found = db.session.scalars(
        select(Registration).where(Registration.dialogue_id == dialogue_id)
    ).all()
    assert sorted(each.number for each in found) == list(range(1, PEOPLE + 1))
    assert {each.number for each in found if each.sort} == set(range(1, SEATS + 1))
    assert len({each.account_id for each in found}) == PEOPLE
    assert seating_of(dialogue_id).taken == {"free": SEATS}


async def _crowd(port: int, dialogue_id: UUID, tokens: Sequence[str]) -> list[tuple[str, float]]:
    """Everybody is connected, and then sends at once."""
    start, room = asyncio.Event(), asyncio.Semaphore(100)

    async def one(token: str) -> tuple[str, float]:
        async with room:
            reader, writer = await asyncio.open_connection(HERE, port)
        await start.wait()
        began = time.perf_counter()
        path = f"/api/v1/dialogues/{dialogue_id}/registrations/{uuid4()}"
        head = (
            f"PUT {path} HTTP/1.1",
            f"Host: {HERE}:{port}",
            f"Authorization: Bearer {token}",
            "Content-Type: application/json",
            "Content-Length: 2",
            "Connection: close",
        )
        writer.write("\r\n".join([*head, "", "{}"]).encode())
        answer = await asyncio.wait_for(reader.read(), PATIENCE)
        writer.close()
        status, body = answer.split(b" ", 2)[1], answer.partition(b"\r\n\r\n")[2]
        state = json.loads(body)["state"] if status == b"201" else status.decode()
        return state, time.perf_counter() - began

    people = [asyncio.create_task(one(token)) for token in tokens]
    await asyncio.sleep(3)
    start.set()
    return await asyncio.gather(*people)


@contextmanager
def _waits() -> Iterator[list[float]]:
    """The longest that any statement was seen to wait for a lock meanwhile."""
    longest, over = [0.0], threading.Event()
    app = db.session.get_bind()
    asked = text(
        "select coalesce(max(extract(epoch from clock_timestamp() - query_start)), 0)"
        " from pg_stat_activity where wait_event_type = 'Lock'"
    )

    def watch() -> None:
        with app.connect() as connection:  # type: ignore[union-attr]
            while not over.wait(0.02):
                longest[0] = max(longest[0], float(connection.execute(asked).scalar_one()))
                connection.rollback()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield longest
    finally:
        over.set()
        watcher.join()


def _floor(admin: str) -> Measured:
    """The same rows by bare psycopg: one row held, a guest, an event, the counter."""
    conninfo = psycopg.conninfo.make_conninfo(admin, dbname=FLOOR)
    with psycopg.connect(conninfo) as connection:
        connection.execute(_TABLES)
    shares = [range(first, PEOPLE, WRITERS) for first in range(WRITERS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        found = [
            each for some in pool.map(lambda who: _bare(conninfo, who), shares) for each in some
        ]
    whole = time.perf_counter() - began
    return _measured(Counter(state for state, _ in found), whole, [took for _, took in found])


def _bare(conninfo: str, people: Sequence[int]) -> list[tuple[str, float]]:
    found = []
    with psycopg.connect(conninfo) as connection:
        for who in people:
            began = time.perf_counter()
            with connection.transaction():
                row = connection.execute("select taken from halls for update").fetchone()
                state = "confirmed" if row and row[0] < SEATS else "waiting"
                counter = "taken" if state == "confirmed" else "waiting"
                guest = uuid4()
                connection.execute("insert into guests values (%s, %s, %s)", (guest, who, state))
                connection.execute(
                    "insert into happened values (%s, %s, %s)", (uuid4(), guest, state)
                )
                connection.execute(f"update halls set {counter} = {counter} + 1".encode())
            found.append((state, time.perf_counter() - began))
    return found


def _measured(
    states: Counter[str], whole: float, took: Sequence[float], longest: float | None = None
) -> Measured:
    cuts = quantiles(took, n=20)
    return Measured(dict(states), whole, cuts[9], cuts[18], max(took), longest)


if __name__ == "__main__":
    main()
